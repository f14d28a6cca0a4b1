/**
 * Rows of many tasks as one stream of comma-separated values (RFC 4180, but lines end with LF). Values are written
 * as they are, formula characters included; null is an empty field.
 *
 * A header stands before the first row and, after an empty line, wherever the columns change.
 */
import type { AnswerRow, Cell } from '../core/answer.ts'
import type { AnswerColumn } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import type { SessionName } from '../core/session.ts'
import { exportNames } from './column-names.ts'

/** Where rows come from. */
export interface RowSource {
  readonly session: SessionName
  readonly task: TaskId
}

export interface CsvWriter {
  /** The text to write for some rows of a task; for none of them, the header alone where it is due. */
  rows(source: RowSource, columns: readonly AnswerColumn[], rows: readonly AnswerRow[]): string
}

export function createCsvWriter(): CsvWriter {
  let header: string | undefined
  return {
    rows({ session, task }, columns, rows) {
      const due = csvLine(exportNames(columns))
      const isSame = header === due
      const separator = header === undefined || isSame ? '' : '\n'
      header = due
      const lines = rows.map((row) => csvLine([session, task, ...row]))
      return separator + (isSame ? '' : due) + lines.join('')
    },
  }
}

const csvLine = (cells: readonly Cell[]): string => `${cells.map(csvField).join(',')}\n`

function csvField(cell: Cell): string {
  if (cell === null) return ''
  return /[",\r\n]/.test(cell) || cell === '' ? `"${cell.replaceAll('"', '""')}"` : cell
}
