/**
 * What is so now: sessions, jobs and tasks, as the fold of all events so far. Changed by `apply` alone; everybody else
 * reads. Holds no functions, so that a snapshot is a structured clone.
 */
import type { AnswerColumn, Blocker, CancelRung, Progress, TaskEnd } from './event.ts'
import { badRequest, type Failure } from './failure.ts'
import { type Forgotten, isForgotten, noneForgotten } from './forgotten.ts'
import { type JobPlan, type TaskId, type TaskPlan, taskId } from './job.ts'
import type { Limit } from './limits.ts'
import type { Fate, Outcome } from './outcome.ts'
import type { SessionIdentity, SessionName, SessionSpec } from './session.ts'
import type { SharedParts } from './shared-parts.ts'
import { lineUp, type WaitingTasks } from './waiting.ts'
import { beforeFirstWave, type WaveProgress } from './wave-progress.ts'

export type SessionPhase =
  | { readonly name: 'closed' }
  | { readonly name: 'opening' }
  | { readonly name: 'idle' }
  | { readonly name: 'busy'; readonly task: TaskId; readonly since: number }
  | { readonly name: 'ending'; readonly how: 'commit' | 'rollback' }
  | { readonly name: 'waiting'; readonly error: Failure }
  | { readonly name: 'refused'; readonly error: Failure }
  | { readonly name: 'lost'; readonly error: Failure }

export interface SessionState {
  readonly spec: SessionSpec
  phase: SessionPhase
  /** What the server said when it last opened. */
  identity?: SessionIdentity
  /** Tasks whose work is open in its transaction, oldest first, and since when. */
  pending: TaskId[]
  pendingSince?: number
  /** What it runs or ran last; of a job that was forgotten only when it was tried again elsewhere. */
  lastTask?: TaskId
}

export type TaskPhase =
  | { readonly name: 'waiting' }
  | { readonly name: 'running'; readonly session: SessionName; readonly since: number }
  | {
      readonly name: 'ended'
      readonly session?: SessionName
      readonly since?: number
      readonly at: number
      readonly end: TaskEnd
    }

export interface TaskState {
  readonly id: TaskId
  readonly job: number
  readonly plan: TaskPlan
  phase: TaskPhase
  /** One for each answer, in order. */
  results: { readonly columns: readonly AnswerColumn[]; count: number }[]
  outputCount: number
  lastOutput?: string
  /** How far a cancel has climbed while it runs. */
  rung?: CancelRung
  /** Why it was begun, or why rungs below it were passed over. */
  rungWhy?: string
  blockedBy?: Blocker
  /** While it runs. */
  progress?: Progress
  /** Its last attempt, when that failed and another is to follow or follows now. */
  retry?: Retry
}

export interface Retry {
  /** Attempts that were made. */
  readonly attempt: number
  readonly error: Failure
  readonly fate: Fate
  /** Where and since when the last one ran. */
  readonly session: SessionName
  readonly since: number
  /** Milliseconds since 1970 before which it does not start. */
  readonly dueAt: number
  /** That time has come: it stands among those that wait. */
  isDue: boolean
}

export interface JobState {
  readonly number: number
  readonly plan: JobPlan
  cap: number
  readonly queuedAt: number
  readonly tasks: readonly TaskState[]
  running: number
  /** Ended tasks, by outcome. */
  readonly ended: Map<Outcome, number>
  readonly waiting: WaitingTasks
  readonly shared: SharedParts
  priority: number
  /** Its place among equals: its number, unless it was moved. */
  order: number
  /** The time before which it must not start has come, if there was one. */
  isDue: boolean
  /** How the job ended that it comes after, where another program ran that. */
  earlierEnded?: 'succeeded' | 'otherwise'
  /** Its round of a repetition has ended, and why it was the last one, if it was. */
  roundEnded?: { readonly last?: string }
  /** How far its waves are, if it has any. */
  readonly waves: WaveProgress | undefined
  /** Why no further task starts until somebody releases it. */
  held?: string
  /** The session of ours whose open work it is held for. */
  heldFor?: SessionName
  /** Why no further task starts. */
  stopped?: string
  /** It was brought back from the journal, to be looked at: it counts nowhere. */
  isRecalled?: true
}

export interface State {
  /** The last event folded in; 0 before the first. */
  seq: number
  readonly sessions: Map<SessionName, SessionState>
  readonly jobs: Map<number, JobState>
  /** What is left of ended jobs that are not among them any more. */
  readonly forgotten: Forgotten
  /** Jobs that have waiting or running tasks, by number. */
  readonly active: Set<number>
  /** Sessions that are open and have nothing to do. */
  readonly idle: Set<SessionName>
  /** Caps above those of jobs, by what they count. */
  readonly limits: Map<string, Limit>
  /** No task starts, of whatever job. */
  isPaused: boolean
  /** Users of logins that may not look at what their sessions wait for, by login. */
  readonly unseen: Map<string, string>
}

export const emptyState = (): State => ({
  ...{ seq: 0, sessions: new Map(), jobs: new Map(), forgotten: noneForgotten(), active: new Set() },
  ...{ idle: new Set(), limits: new Map(), isPaused: false, unseen: new Map() },
})

/** One for all tasks that wait: there may be many. */
export const waiting: TaskPhase = { name: 'waiting' }

export const noResults: TaskState['results'] = []

/** A job of which nothing has run yet. */
export const newJob = (number: number, plan: JobPlan, queuedAt: number): JobState => ({
  number,
  plan,
  cap: plan.cap,
  queuedAt,
  tasks: plan.tasks.map(
    (task): TaskState => ({
      id: taskId(number, task.number),
      job: number,
      plan: task,
      phase: waiting,
      results: noResults,
      outputCount: 0,
    }),
  ),
  running: 0,
  priority: plan.priority ?? 0,
  order: number,
  isDue: plan.startAt === undefined || plan.startAt <= queuedAt,
  ended: new Map(),
  waves: beforeFirstWave(plan),
  waiting: lineUp(plan.tasks),
  shared: { columns: [] },
})

/** The task of that number; undefined when there is none, or its job was forgotten. */
export function findTask(state: State, id: TaskId): TaskState | undefined {
  const dot = id.indexOf('.')
  return state.jobs.get(Number(id.slice(0, dot)))?.tasks[Number(id.slice(dot + 1)) - 1]
}

/** The task of that number; throws when there is none, for an event never names one. */
export function taskOf(state: State, id: TaskId): TaskState {
  const task = findTask(state, id)
  if (!task) throw new Error(`no task ${id}`)
  return task
}

/** The job of that number. Throws a bad request when there is none, or it has ended and was forgotten. */
export function jobNumbered(state: State, number: number): JobState {
  const job = state.jobs.get(number)
  if (job) return job
  throw badRequest(isForgotten(state, number) ? `job ${number} has ended` : `there is no job ${number}`)
}

/** Tasks of a job that have ended. */
export function endedCount(job: JobState): number {
  let sum = 0
  for (const count of job.ended.values()) sum += count
  return sum
}

export const hasEnded = (job: JobState): boolean => endedCount(job) === job.tasks.length

export const waitingCount = (job: JobState): number => job.tasks.length - job.running - endedCount(job)
