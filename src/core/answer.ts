/**
 * What came back from a task, as plain data. NUMBER is exact decimal text, dates are ISO-like text, RAW is upper-case
 * hexadecimal: whatever shows or writes an answer decides nothing about values.
 */
import type { AnswerColumn, TaskEnd } from './event.ts'

/** A cell as text; null is Oracle's null. */
export type Cell = string | null

export type AnswerRow = readonly Cell[]

/** One result set of a task: a query's rows, a REF CURSOR, or an implicit result. */
export interface ResultSet {
  readonly columns: readonly AnswerColumn[]
  readonly rows: readonly AnswerRow[]
}

/** All that a task gave back. */
export interface Answer {
  readonly results: readonly ResultSet[]
  /** Lines of DBMS_OUTPUT. */
  readonly output: readonly string[]
  readonly end: TaskEnd
}
