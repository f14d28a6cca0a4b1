/**
 * Which tasks may start now, and where. Pure: it reads the state and decides; starting is somebody else's work. No task
 * starts at or over any of its caps, a session runs one task at a time, and work of one job is never mixed unasked into a
 * transaction of another. A free slot goes to the job of the highest priority that has the fewest tasks running, and
 * among equals to the one that comes first in the queue.
 */
import { jobOf, type TaskId, taskId } from './job.ts'
import { type Limit, limitsOver } from './limits.ts'
import { settlesEarlierWork } from './outcome.ts'
import { isRunnable } from './runnable.ts'
import type { SessionName } from './session.ts'
import type { JobState, SessionPhase, SessionState, State } from './state.ts'
import { peek } from './waiting.ts'
import { isInWave } from './wave-progress.ts'

/** A task that may start, and the session to run it. */
export interface Start {
  readonly task: TaskId
  readonly session: SessionName
}

/** Every start that is possible now, in the order in which slots are given; together they keep every rule. */
export function nextStarts(state: State): Start[] {
  const round = new Round(state)
  if (state.isPaused || !round.hasPlace()) return []
  const contenders = new Set<JobState>()
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (job && isRunnable(job, state)) contenders.add(job)
  }
  const starts: Start[] = []
  while (contenders.size > 0 && round.hasPlace()) {
    const job = round.next(contenders)
    const start = round.startOf(job)
    if (start) starts.push(start)
    else contenders.delete(job)
  }
  return starts
}

/** One giving out of slots: what has been given counts already. */
class Round {
  private readonly state: State
  private readonly taken = new Set<SessionName>()
  private readonly given = new Map<JobState, number>()
  private readonly used = new Map<Limit, number>()
  /**
   * Idle sessions that still have room. Looked for only when a job has found none for itself: whoever comes after it then
   * need not search them all in vain, and when there are none, nobody need ask.
   */
  private free: Set<SessionName> | undefined

  constructor(state: State) {
    this.state = state
  }

  hasPlace(): boolean {
    for (const limit of this.state.limits.values())
      if (limit.scope.kind === 'all' && !this.hasRoomIn(limit)) return false
    return this.free === undefined ? this.taken.size < this.state.idle.size : this.free.size > 0
  }

  next(contenders: ReadonlySet<JobState>): JobState {
    let best: JobState | undefined
    for (const job of contenders) if (!best || this.goesBefore(job, best)) best = job
    if (!best) throw new Error('nobody contends')
    return best
  }

  /** Gives a slot to a job, if it can use one. */
  startOf(job: JobState): Start | undefined {
    if (job.cap !== 0 && this.running(job) >= job.cap) return undefined
    const found = job.plan.mode === 'any' ? this.anyStart(job) : this.eachStart(job)
    if (!found) return undefined
    const session = this.state.sessions.get(found.session)
    for (const limit of session ? limitsOver(this.state, session) : [])
      this.used.set(limit, (this.used.get(limit) ?? 0) + 1)
    this.taken.add(found.session)
    if (this.free) for (const name of this.free) if (!this.isFree(name)) this.free.delete(name)
    this.given.set(job, (this.given.get(job) ?? 0) + 1)
    return { task: taskId(job.number, found.number), session: found.session }
  }

  private goesBefore(a: JobState, b: JobState): boolean {
    if (a.priority !== b.priority) return a.priority > b.priority
    const difference = this.running(a) - this.running(b)
    return difference === 0 ? a.order < b.order : difference < 0
  }

  private running(job: JobState): number {
    // Asked of every job that contends, and most rounds give one slot: then nothing has been given yet.
    return this.given.size === 0 ? job.running : job.running + (this.given.get(job) ?? 0)
  }

  /** The first session of its target that is free takes the first task. */
  private anyStart(job: JobState): { number: number; session: SessionName } | undefined {
    const number = peek(job.waiting.any, job.waiting.left, this.given.get(job) ?? 0)
    if (number === undefined || !isInWave(job, number)) return undefined
    const session = job.plan.sessions.find((name) => this.mayTake(job, name))
    if (session !== undefined) return { number, session }
    this.rememberFree()
    return undefined
  }

  /** Of the tasks that are first in their sessions, the one of the lowest number. */
  private eachStart(job: JobState): { number: number; session: SessionName } | undefined {
    let first: { number: number; session: SessionName } | undefined
    let hasSearched = false
    for (const session of this.free ?? this.state.idle) {
      const number = peek(job.waiting.bySession.get(session), job.waiting.left)
      if (number === undefined || (first && first.number < number) || !isInWave(job, number)) continue
      hasSearched = true
      if (this.mayTake(job, session)) first = { number, session }
    }
    if (first === undefined && hasSearched) this.rememberFree()
    return first
  }

  private rememberFree(): void {
    this.free ??= new Set([...this.state.idle].filter((name) => this.isFree(name)))
  }

  private mayTake(job: JobState, name: SessionName): boolean {
    if (this.free ? !this.free.has(name) : !this.isFree(name)) return false
    const session = this.state.sessions.get(name)
    return session !== undefined && mayRunIn(job, session)
  }

  /** Whether a task may start there, as far as sessions and caps above jobs are concerned. */
  private isFree(name: SessionName): boolean {
    if (!this.state.idle.has(name) || this.taken.has(name)) return false
    const session = this.state.sessions.get(name)
    return session !== undefined && this.hasRoom(session)
  }

  private hasRoom(session: SessionState): boolean {
    if (this.state.limits.size === 0) return true
    return limitsOver(this.state, session).every((limit) => this.hasRoomIn(limit))
  }

  private hasRoomIn(limit: Limit): boolean {
    return limit.cap === 0 || limit.running + (this.used.get(limit) ?? 0) < limit.cap
  }
}

/** Sessions that must be opened (again) before waiting tasks can run in them. */
export function sessionsToOpen(state: State): SessionName[] {
  const wanted = new Set<SessionName>()
  // Mostly all are open: then there is no need to ask every job for every one of its sessions.
  const shut = sessionsThatAre(state, 'closed', 'lost')
  if (shut.size === 0) return []
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (!job || !isRunnable(job, state)) continue
    for (const name of job.plan.sessions)
      if (shut.has(name) && !wanted.has(name) && hasWaitingFor(job, name)) wanted.add(name)
  }
  return [...wanted]
}

/** Tasks that can never start, for every session they could run in was refused. */
export function strandedTasks(state: State): TaskId[] {
  const stranded: TaskId[] = []
  const allRefused = sessionsThatAre(state, 'refused')
  if (allRefused.size === 0) return []
  for (const number of state.active) {
    const job = state.jobs.get(number)
    if (!job) continue
    const isRefused = (name: SessionName) => allRefused.has(name)
    if (job.plan.mode === 'any') {
      if (job.plan.sessions.every(isRefused)) for (const task of waitingIn(job)) stranded.push(task)
    } else {
      const refused = new Set(job.plan.sessions.filter(isRefused))
      if (refused.size > 0) {
        const isTheirs = (session: SessionName | undefined) => session !== undefined && refused.has(session)
        for (const task of waitingIn(job, isTheirs)) stranded.push(task)
      }
    }
  }
  return stranded
}

function sessionsThatAre(state: State, ...phases: readonly SessionPhase['name'][]): ReadonlySet<SessionName> {
  const names = new Set<SessionName>()
  for (const [name, { phase }] of state.sessions) if (phases.includes(phase.name)) names.add(name)
  return names
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
  const number = peek(line, job.waiting.left)
  return number !== undefined && isInWave(job, number)
}
