/**
 * Rows one under the other, a line for each value, as psql's `\x` does: for rows that are wider than any terminal.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn } from '../core/event.ts'
import { visible } from '../core/visible.ts'
import { formatCount } from './measures.ts'
import { pad, widthOf, wrap } from './text-width.ts'

export interface Records {
  readonly lines: readonly string[]
  /** The line at which each row begins. */
  readonly starts: readonly number[]
}

/** Names take a third of the width at most. */
const nameShare = 3
/** Values are not cut into pieces narrower than this. */
const leastValueWidth = 10

/** Every value whole, in lines of `width` cells; a long one goes on under itself. */
export function renderRecords(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  width: number,
): Records {
  const names = columns.map(({ name }) => visible(name))
  const most = Math.max(1, Math.floor(width / nameShare))
  const nameWidth = Math.min(most, Math.max(1, ...names.map(widthOf)))
  const valueWidth = Math.max(leastValueWidth, width - nameWidth - 2)
  const lines: string[] = []
  const starts: number[] = []
  for (const [index, row] of rows.entries()) {
    starts.push(lines.length)
    lines.push(`row ${formatCount(index + 1)} of ${formatCount(rows.length)}`)
    for (const [column, name] of names.entries()) {
      const pieces = visible(row[column] ?? '', { keepNewlines: true })
        .split('\n')
        .flatMap((line) => wrap(line, valueWidth))
      for (const [piece, value] of pieces.entries()) {
        const label = piece === 0 ? (wrap(name, nameWidth)[0] ?? '') : ''
        lines.push(`${pad(label, nameWidth)}  ${value}`.trimEnd())
      }
    }
    lines.push('')
  }
  return { lines, starts }
}
