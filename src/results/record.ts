/**
 * Rows, lines of output and errors as JSON objects, one text each. Numbers stay exact: the digits that Oracle gave are
 * written as a JSON number, never read into a double.
 */
import type { AnswerRow, Cell } from '../core/answer.ts'
import type { AnswerColumn, TaskEnd } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import type { SessionName } from '../core/session.ts'
import { exportNames } from './column-names.ts'
import { isNumeric } from './column-type.ts'
import type { RowSource } from './csv.ts'

/** `{"SESSION":"a","TASK":"1.1","COUNT":14}` for each row. */
export function rowRecords(
  { session, task }: RowSource,
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
): string[] {
  const keys = exportNames(columns).map((name) => JSON.stringify(name))
  const head = `{${keys[0]}:${JSON.stringify(session)},${keys[1]}:${JSON.stringify(task)}`
  const numeric = columns.map(isNumeric)
  return rows.map((row) => {
    let record = head
    for (const [index, cell] of row.entries()) {
      record += `,${keys[index + 2]}:${numeric[index] ? jsonNumber(cell) : JSON.stringify(cell)}`
    }
    return `${record}}`
  })
}

/** `{"SESSION":"a","TASK":"1.1","OUTPUT":"a line"}` for each line of DBMS_OUTPUT. */
export function outputRecords({ session, task }: RowSource, lines: readonly string[]): string[] {
  return lines.map((line) => JSON.stringify({ SESSION: session, TASK: task, OUTPUT: line }))
}

/** What became of a task that did not succeed: error, outcome and fate. The session is null when it never started. */
export function endRecord(task: TaskId, session: SessionName | undefined, end: TaskEnd): string {
  const { outcome, fate, error, mayStillRun, notKilled, attempts } = end
  return JSON.stringify({
    SESSION: session ?? null,
    TASK: task,
    ERROR: error?.message ?? outcome,
    ...(error?.oracle !== undefined && { CODE: error.oracle }),
    ...{ OUTCOME: outcome, FATE: fate },
    ...(attempts !== undefined && { ATTEMPTS: attempts }),
    ...(mayStillRun !== undefined && { MAY_STILL_RUN: mayStillRun }),
    ...(notKilled !== undefined && { NOT_KILLED: notKilled }),
  })
}

/** A number's text in JSON's grammar, digit for digit: `.5` is `0.5`. What is no decimal number stays a string. */
function jsonNumber(cell: Cell): string {
  if (cell === null) return 'null'
  const match = /^([+-]?)(?=\.?\d)0*(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(cell)
  const [, sign = '', whole = '', fraction = '', exponent] = match ?? []
  if (match === null) return JSON.stringify(cell)
  const digits = `${whole || '0'}${fraction ? `.${fraction}` : ''}`
  return `${sign === '-' ? '-' : ''}${digits}${exponent === undefined ? '' : `e${exponent}`}`
}
