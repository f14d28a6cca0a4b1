/**
 * What the engine asks of storage: an event log that acknowledges, a place for rows and output, and what is remembered
 * of earlier programs. Asynchronous, for what stands behind may write to a disk.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn, Event } from '../core/event.ts'
import type { JobPlan, ResultUse, TaskId } from '../core/job.ts'
import type { History } from '../core/record.ts'

/** One answer of one task; `result` counts a task's answers from 0. */
export interface ResultAddress {
  readonly task: TaskId
  readonly result: number
}

/** Rows from `offset` on. `isComplete`: no more rows will come after these. */
export interface RowWindow {
  readonly offset: number
  readonly rows: readonly AnswerRow[]
  readonly isComplete: boolean
}

/** Where the rows of one answer go. */
export interface AnswerSink {
  /** The rows can be read from now on; they are kept before any event that is appended after them. */
  append(rows: readonly AnswerRow[]): void
  /** Whom the task has to wait for before it brings more rows; undefined: nobody. */
  drained(): Promise<void> | undefined
  /** No more rows will come. */
  complete(): void
}

/** How much is remembered; undefined is no limit. */
export interface Retention {
  readonly days?: number
  readonly megabytes?: number
}

export interface Storage {
  /**
   * Gives the number of a new job: one that none had before, in whatever program. Throws FailureError `bad request` when
   * the job that it goes on with was gone on with meanwhile by somebody else.
   */
  reserveJob(resumes?: JobPlan['resumes']): Promise<number>
  /**
   * Resolves once the events are kept, in the order given; only then do they exist. undefined: they are already. With a
   * job that is forgotten go its rows and lines that are kept nowhere but in memory.
   */
  append(events: readonly Event[]): Promise<void> | undefined
  /** Makes room for an answer, and hands over the way in. */
  openResult(address: ResultAddress, columns: readonly AnswerColumn[], use: ResultUse): AnswerSink
  /** Up to `count` rows from `offset`. Of an answer that is passed on, rows before `offset` are forgotten. */
  rows(address: ResultAddress, offset: number, count: number): Promise<RowWindow>
  /** Lines of DBMS_OUTPUT, kept as rows are. */
  appendOutput(task: TaskId, lines: readonly string[], use: 'keep' | 'hold'): void
  /** Up to `count` lines of DBMS_OUTPUT from `offset`. */
  output(task: TaskId, offset: number, count: number): Promise<readonly string[]>
  /** Rows and lines of a task are of an attempt that is made again: they are as if they had never come. */
  forget(task: TaskId): void
  /** Nobody need read this task's passed rows any more: whoever waits for its reader goes on. */
  abandon(task: TaskId): void
  readonly history: History
  /** Forgets old jobs that have ended; answers how many. */
  clean(retention: Retention): Promise<number>
  close(): Promise<void>
}
