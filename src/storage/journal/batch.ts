/**
 * What goes into the journal together: events, and the rows and lines that came before them. Text is JSON already, so
 * that it crosses to the journal's thread as it is.
 */
import type { Event } from '../../core/event.ts'
import type { PlanHead } from '../../core/job.ts'

/**
 * Rows of answers, flat, for that crosses to the thread at the least cost: of each chunk job, task, result, number of the
 * first row, count, columns (with the first rows of an answer), rows.
 */
export type RowChunks = (number | string | null)[]

export const rowChunkLength = 7

/** Lines of DBMS_OUTPUT of one task from number `first` on. */
export interface LineChunk {
  readonly job: number
  readonly task: number
  readonly first: number
  readonly count: number
  readonly lines: string
}

/** Planned tasks of a job from number `first` on. */
export interface PlanChunk {
  readonly job: number
  readonly first: number
  readonly tasks: string
}

type JobQueued = Extract<Event, { readonly type: 'job queued' }>

/** An event as it is kept: a job is queued with its plan's head, for its tasks came before in chunks. */
export type KeptEvent =
  | Exclude<Event, { readonly type: 'job queued' }>
  | (Omit<JobQueued, 'plan'> & { readonly plan: PlanHead; readonly taskCount: number })

export interface Batch {
  /** Whether it must survive a power failure, and not only the death of the process. */
  readonly isDurable: boolean
  /** An array of `KeptEvent`. */
  readonly events: string
  readonly rows: Readonly<RowChunks>
  readonly lines: readonly LineChunk[]
  /** Jobs that have ended with these events. */
  readonly endedJobs: readonly number[]
}
