/**
 * The prompt's text cut into lines of the terminal, as far as it is seen around the cursor. What is out of sight costs
 * nothing, however long the text.
 */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'
import { graphemes } from '../frame/text.ts'
import { lineEnd, lineStart } from './boundaries.ts'

/** A line of the terminal: the part of the text that it shows. */
export interface Row extends Piece {
  /** Of the line of the text, from 1. */
  readonly number: number
  readonly isFirstOfLine: boolean
}

interface Piece {
  readonly from: number
  readonly to: number
}

export interface RowsInSight {
  readonly rows: readonly Row[]
  /** The row in which the cursor stands. */
  readonly cursor: number
}

/** At most `height` rows of `room` cells around the cursor. */
export function rowsAround(text: string, cursor: number, room: number, height: number): RowsInSight {
  const rowsOf = (start: number, number: number): Row[] =>
    wrapLine(text, start, room).map((piece, index) => ({ ...piece, number, isFirstOfLine: index === 0 }))
  const start = lineStart(text, cursor)
  const number = lineNumber(text, start)
  const own = rowsOf(start, number)
  let before: Row[] = []
  for (let first = start, at = number; first > 0 && before.length < height; ) {
    first = lineStart(text, first - 1)
    at--
    before = [...rowsOf(first, at), ...before]
  }
  let after: Row[] = []
  for (let end = lineEnd(text, start), at = number; end < text.length && after.length < height; ) {
    at++
    after = [...after, ...rowsOf(end + 1, at)]
    end = lineEnd(text, end + 1)
  }
  const rows = [...before, ...own, ...after]
  const index = before.length + own.findLastIndex(({ from }) => from <= cursor)
  const top = Math.max(0, Math.min(index - Math.floor(height / 2), rows.length - height))
  return { rows: rows.slice(top, top + height), cursor: index - top }
}

const plainLine = /^[\x20-\x7e]*$/

/** The line that begins at an offset in pieces of at most `room` cells; the cursor has room behind the last character. */
function wrapLine(text: string, start: number, room: number): Piece[] {
  const end = lineEnd(text, start)
  const line = text.slice(start, end)
  if (plainLine.test(line)) {
    return Array.from({ length: Math.floor(line.length / room) + 1 }, (_, index) => ({
      from: start + index * room,
      to: Math.min(end, start + (index + 1) * room),
    }))
  }
  const pieces: Piece[] = []
  let from = start
  let at = start
  let used = 0
  for (const grapheme of graphemes(line)) {
    const width = cellsOf(grapheme)
    if (used + Math.max(1, width) > room && at > from) {
      pieces.push({ from, to: at })
      from = at
      used = 0
    }
    at += grapheme.length
    used += width
  }
  pieces.push({ from, to: at })
  if (used >= room) pieces.push({ from: at, to: at })
  return pieces
}

/** How many cells a character takes. */
export const cellsOf = (grapheme: string): number => widthOf(visible(grapheme))

/** The number of the line that begins at an offset, from 1. */
function lineNumber(text: string, start: number): number {
  let number = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < start; end = text.indexOf('\n', end + 1)) number++
  return number
}
