/**
 * What of a job is run again: by `resume` what never took effect, by `retry` what failed. Pure. It goes by what the
 * journal says of each task and of the jobs that went on with it since; what nobody can know it runs never, but names.
 */
import { badRequest } from './failure.ts'
import type { JobPlan, TaskPlan } from './job.ts'
import { withStatement } from './plan.ts'
import { type RecalledJob, recallJob } from './recall.ts'
import type { History } from './record.ts'
import type { TaskPhase, TaskState } from './state.ts'

/** `resume`: what never took effect. `retry`: what failed. `retry unknown`: what was sent and may have taken effect. */
export type Again = 'resume' | 'retry' | 'retry unknown'

/** The class of tasks that each runs. */
const classRun = { resume: 'not done', retry: 'failed', 'retry unknown': 'unknown' } as const

export interface AgainPlan {
  /** The tasks to run, as they were planned; undefined when there are none. */
  readonly plan: JobPlan | undefined
  /** Tasks that a person has to look at: sent, and nobody knows whether they took effect. */
  readonly unknown: readonly TaskState[]
  /** Tasks that are done, that failed, and that never took effect. */
  readonly done: number
  readonly failed: number
  readonly notDone: number
}

/** A job, those that went on with it, the oldest first, and the last number that was given to one of them; 0 for none. */
export interface JobChain {
  readonly first: RecalledJob
  readonly later: readonly RecalledJob[]
  readonly after: number
}

/** The chain that a job belongs to; undefined when the journal does not know the job. */
export async function recallChain(history: History, number: number): Promise<JobChain | undefined> {
  const named = await history.job(number)
  const first = named && (await recallJob(history, named.plan.resumes?.job ?? number))
  if (!first) return undefined
  const numbers = await history.continuations(first.record.number)
  const later: RecalledJob[] = []
  for (const each of numbers) {
    const recalled = await recallJob(history, each)
    if (recalled) later.push(recalled)
  }
  return { first, later, after: numbers.at(-1) ?? 0 }
}

/**
 * Plans it for a job and those that went on with it already; with another statement where one is given.
 * @throws FailureError `bad request` while one of them still runs, and for statements that were not kept in full
 */
export function planAgain(how: Again, { first, later, after }: JobChain, edited?: string): AgainPlan {
  for (const recalled of [first, ...later]) refuseRunning(recalled)
  refuseMasked(first)
  const latest = latestOf(first, later)
  const verdicts = first.job.tasks.map((task) => ({
    task,
    latest: latest.get(task.plan.number) ?? task,
  }))
  const classOf = verdicts.map((each) => ({ ...each, class: classify(each.latest.phase) }))
  const wanted = classOf.filter((each) => each.class === classRun[how])
  const plan = planOf(
    first,
    wanted.map(({ task }) => task.plan),
    after,
  )
  const unknown = how === 'retry unknown' ? [] : classOf.filter((each) => each.class === 'unknown')
  const countIn = (wanted: Class): number => classOf.filter((each) => each.class === wanted).length
  return {
    plan: plan && edited !== undefined ? withStatement(plan, edited) : plan,
    unknown: unknown.map((each) => each.latest),
    ...{ done: countIn('done'), failed: countIn('failed'), notDone: countIn('not done') },
  }
}

/** Of each task of the first job, what became of it last: a later job counts where it got as far as starting it. */
function latestOf(first: RecalledJob, later: readonly RecalledJob[]): ReadonlyMap<number, TaskState> {
  const latest = new Map(first.job.tasks.map((task) => [task.plan.number, task]))
  for (const { job } of later) {
    for (const task of job.tasks) {
      if (task.plan.origin !== undefined && hasStarted(task.phase)) latest.set(task.plan.origin, task)
    }
  }
  return latest
}

const hasStarted = (phase: TaskPhase): boolean => phase.name !== 'waiting' && phase.since !== undefined

type Class = 'not done' | 'done' | 'failed' | 'unknown'

function classify(phase: TaskPhase): Class {
  if (phase.name !== 'ended') return 'not done'
  const { outcome, fate } = phase.end
  if (fate === 'in doubt') return 'unknown'
  switch (outcome) {
    case 'succeeded':
      return fate === 'rolled back' ? 'not done' : 'done'
    case 'failed':
      return 'failed'
    case 'timed out':
      // A break can come after the work was done.
      return fate === 'committed' || fate === 'pending' ? 'done' : 'failed'
    case 'cancelled':
    case 'skipped':
      return fate === 'committed' || fate === 'pending' ? 'done' : 'not done'
    case 'unknown':
      return fate === 'rolled back' ? 'not done' : 'unknown'
  }
}

/** Numbered anew; each remembers its number in the first job. */
function planOf({ record, job }: RecalledJob, wanted: readonly TaskPlan[], after: number) {
  if (wanted.length === 0) return undefined
  const tasks = wanted.map((task, index) => ({ ...task, number: index + 1, origin: task.number }))
  return {
    ...job.plan,
    sessions: sessionsOf(job.plan, tasks),
    cap: record.plan.cap,
    tasks,
    resumes: { job: record.number, after },
  }
}

/** Those that its tasks need: a session that is done with need not be known any more. */
function sessionsOf({ mode, sessions }: JobPlan, tasks: readonly TaskPlan[]): JobPlan['sessions'] {
  if (mode === 'any') return sessions
  const needed = new Set(tasks.map(({ session }) => session))
  return sessions.filter((name) => needed.has(name))
}

function refuseRunning({ record }: RecalledJob): void {
  const { number, owner, endedAt } = record
  if (owner.state === 'ended' || endedAt !== undefined) return
  const where = owner.state === 'this program' ? '' : ` in process ${owner.pid}`
  throw badRequest(`job ${number} still runs${where}: wait for it, or cancel it`)
}

/** Secrets are asked for again; a text that was masked cannot be. */
function refuseMasked({ record }: RecalledJob): void {
  if (record.plan.hasMaskedText)
    throw badRequest(
      `job ${record.number} sets a password, which was not kept: give its statement anew with "multisession run"`,
    )
}
