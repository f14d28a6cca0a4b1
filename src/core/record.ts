/**
 * What the journal remembers of jobs and tasks, of this program or of one that has long ended: plain data for whoever
 * lists, shows, retries or resumes them.
 */
import type { AnswerColumn, TaskEnd } from './event.ts'
import type { PlanHead, TaskPlan } from './job.ts'
import type { Outcome } from './outcome.ts'
import type { SessionIdentity, SessionName, SessionSpec } from './session.ts'

export interface JobRecord {
  readonly number: number
  readonly plan: PlanHead
  readonly taskCount: number
  /** Milliseconds since 1970, as all times here. */
  readonly queuedAt: number
  /** When its last task ended; absent while some have not, whether or not anybody still runs them. */
  readonly endedAt?: number
  /** Why no further task starts. */
  readonly stopped?: string
  readonly owner: JobOwner
  /** Tasks that started and have not ended. */
  readonly running: number
  /** Ended tasks by outcome. */
  readonly ended: Readonly<Partial<Record<Outcome, number>>>
  /** Tasks whose work is open in a transaction, and those of which nobody knows what became of it. */
  readonly pending: number
  readonly inDoubt: number
  /** The latest job that goes on with this one. */
  readonly resumedBy?: number
}

/** Who runs a job: this program, another one that is alive, or one that has ended. */
export interface JobOwner {
  readonly pid: number
  readonly state: 'this program' | 'another program' | 'ended'
}

export interface TaskRecord {
  readonly plan: TaskPlan
  /** Where it ran; absent while it waits and where it never started. */
  readonly session?: SessionName
  readonly startedAt?: number
  readonly endedAt?: number
  readonly end?: TaskEnd
  readonly results: readonly { readonly columns: readonly AnswerColumn[]; readonly count: number }[]
  readonly outputCount: number
}

/** A session as a job used it, and who it was on its server when it last opened. */
export interface SessionRecord {
  readonly spec: SessionSpec
  readonly identity?: SessionIdentity
}

/** What the journal answers. Everything is asked for in windows: there may be very many. */
export interface History {
  /** Jobs, the newest first; those before job number `before` when it is given. */
  jobs(count: number, before?: number): Promise<readonly JobRecord[]>
  job(number: number): Promise<JobRecord | undefined>
  /** Tasks from number `first` on, waiting ones included. */
  tasks(job: number, first: number, count: number): Promise<readonly TaskRecord[]>
  /** Numbers of the jobs that went on with a job, in their order, those included that never got to be queued. */
  continuations(job: number): Promise<readonly number[]>
  /** The sessions that a job names. */
  sessions(job: number): Promise<readonly SessionRecord[]>
}
