/**
 * What goes into the journal together: events, and the rows and lines that came before them. One text, made where it
 * happened and read where it is worked into the tables, so that keeping it costs no more than writing it down.
 */
import type { AnswerRow } from '../../core/answer.ts'
import type { AnswerColumn, Event } from '../../core/event.ts'
import type { PlanHead } from '../../core/job.ts'

/** Rows of one answer from number `first` on; `columns` with the first of them, and for an answer that has none. */
export interface RowChunk {
  readonly job: number
  readonly task: number
  readonly result: number
  readonly first: number
  readonly columns: readonly AnswerColumn[] | null
  readonly rows: readonly AnswerRow[]
}

/** Lines of DBMS_OUTPUT of one task from number `first` on. */
export interface LineChunk {
  readonly job: number
  readonly task: number
  readonly first: number
  readonly lines: readonly string[]
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
  readonly rows: readonly RowChunk[]
  readonly lines: readonly LineChunk[]
  readonly events: readonly KeptEvent[]
  /** Jobs that have ended with these events. */
  readonly endedJobs: readonly number[]
}
