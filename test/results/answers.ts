/** Answers for tests: what a task gave back, with everything that does not matter filled in. */
import type { Answer, AnswerRow } from '../../src/core/answer.ts'
import type { AnswerColumn, TaskEnd } from '../../src/core/event.ts'

export const column = (name: string, type = 'VARCHAR2(30)'): AnswerColumn => ({ name, type })

export const endOf = (end: Partial<TaskEnd> = {}): TaskEnd => ({
  outcome: 'succeeded',
  fate: 'none',
  rows: 0,
  isCut: false,
  ...end,
})

/** A query's answer with one result set. */
export const rowsAnswer = (
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  end: Partial<TaskEnd> = {},
): Answer => ({ results: [{ columns, rows }], output: [], end: endOf({ rows: rows.length, ...end }) })

/** An answer without rows. */
export const plainAnswer = (end: Partial<TaskEnd> = {}, output: readonly string[] = []): Answer => ({
  results: [],
  output,
  end: endOf(end),
})
