/**
 * Which tasks may start now, and where. Pure: it reads the state and decides; starting is somebody else's work. No task
 * starts at or over its job's cap, a session runs one task at a time, and work of one job is never mixed unasked into
 * a transaction of another.
 */
import { jobOf, type TaskId, taskId } from './job.ts'
import { settlesEarlierWork } from './outcome.ts'
import type { SessionName } from './session.ts'
import type { JobState, SessionState, State } from './state.ts'
import { peek } from './waiting.ts'

/** A task that may start, and the session to run it. */
export interface Start {
  readonly task: TaskId
  readonly session: SessionName
}

/** Every start that is possible now; together they keep every rule. Jobs in the order of their numbers. */
export function nextStarts(state: State): Start[] {
  const taken = new Set<SessionName>()
  const starts: Start[] = []
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (!job || job.stopped !== undefined) continue
    for (const start of startsOf(job, state, taken)) {
      taken.add(start.session)
      starts.push(start)
    }
  }
  return starts
}

/** Sessions that must be opened (again) before waiting tasks can run in them. */
export function sessionsToOpen(state: State): SessionName[] {
  const wanted = new Set<SessionName>()
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (!job || job.stopped !== undefined) continue
    for (const name of job.plan.sessions) {
      const phase = state.sessions.get(name)?.phase.name
      if ((phase === 'closed' || phase === 'lost') && hasWaitingFor(job, name)) wanted.add(name)
    }
  }
  return [...wanted]
}

/** Tasks that can never start, for every session they could run in was refused. */
export function strandedTasks(state: State): TaskId[] {
  const stranded: TaskId[] = []
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (!job) continue
    const isRefused = (name: SessionName) => state.sessions.get(name)?.phase.name === 'refused'
    if (job.plan.mode === 'any') {
      if (job.plan.sessions.every(isRefused)) stranded.push(...waitingIn(job))
    } else {
      const refused = new Set(job.plan.sessions.filter(isRefused))
      if (refused.size > 0) {
        stranded.push(...waitingIn(job, (session) => session !== undefined && refused.has(session)))
      }
    }
  }
  return stranded
}

/** Tasks of other jobs whose pending work this job would commit or roll back in that session. */
export const othersPending = (job: JobState, session: SessionState): TaskId[] =>
  session.pending.filter((task) => jobOf(task) !== job.number)

/** Waiting tasks of a job, those whose session satisfies the condition. */
export const waitingIn = (
  job: JobState,
  where: (session: SessionName | undefined) => boolean = () => true,
): TaskId[] =>
  job.tasks.filter((task) => task.phase.name === 'waiting' && where(task.plan.session)).map((task) => task.id)

function startsOf(job: JobState, state: State, taken: ReadonlySet<SessionName>): Start[] {
  const slots = job.cap === 0 ? Number.POSITIVE_INFINITY : job.cap - job.running
  if (slots <= 0) return []
  const free = (name: SessionName): boolean => {
    const session = state.sessions.get(name)
    return (
      session !== undefined && session.phase.name === 'idle' && !taken.has(name) && mayRunIn(job, session)
    )
  }
  return job.plan.mode === 'any' ? startAny(job, free, slots) : startEach(job, free, slots)
}

function startAny(job: JobState, free: (name: SessionName) => boolean, slots: number): Start[] {
  const starts: Start[] = []
  for (const session of job.plan.sessions) {
    if (starts.length >= slots) break
    if (!free(session)) continue
    const number = peek(job.waiting.any, job.waiting.left, starts.length)
    if (number === undefined) break
    starts.push({ task: taskId(job.number, number), session })
  }
  return starts
}

function startEach(job: JobState, free: (name: SessionName) => boolean, slots: number): Start[] {
  const heads: { number: number; session: SessionName }[] = []
  for (const [session, line] of job.waiting.bySession) {
    const number = peek(line, job.waiting.left)
    if (number !== undefined && free(session)) heads.push({ number, session })
  }
  heads.sort((a, b) => a.number - b.number)
  return heads.slice(0, slots).map(({ number, session }) => ({ task: taskId(job.number, number), session }))
}

/** The transaction's rules: who may run in a session that holds pending work. */
function mayRunIn(job: JobState, session: SessionState): boolean {
  if (session.pending.length === 0) return true
  const others = othersPending(job, session)
  if (others.length === 0) return true
  if (job.plan.mode === 'any') return false
  return job.plan.settlesOthers || !settlesEarlierWork(job.plan.kind, job.plan.commit)
}

function hasWaitingFor(job: JobState, session: SessionName): boolean {
  const line = job.plan.mode === 'any' ? job.waiting.any : job.waiting.bySession.get(session)
  return peek(line, job.waiting.left) !== undefined
}
