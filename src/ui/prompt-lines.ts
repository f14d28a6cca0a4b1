/**
 * The prompt as lines of the terminal: long ones wrap, and of many the ones around the cursor are seen. What is out of
 * sight costs nothing, however long the text.
 */
import { visible } from '../core/visible.ts'
import { widthOf } from '../results/text-width.ts'
import { lineEnd, lineStart } from './boundaries.ts'
import type { Editor } from './editor.ts'
import { fit, graphemes } from './text.ts'

export interface Position {
  readonly x: number
  readonly y: number
}

export interface PromptLines {
  readonly lines: readonly string[]
  readonly cursor: Position
}

/** A line of the terminal: the part of the text that it shows, and what stands before it. */
interface Row {
  readonly from: number
  readonly to: number
  readonly margin: string
}

/**
 * The lines around the cursor, at most `height` of them, each exactly `columns` wide; `label` stands before the first
 * line of the text, line numbers before others.
 */
export function promptLines(editor: Editor, label: string, columns: number, height: number): PromptLines {
  const { text, cursor } = editor
  const indent = Math.min(widthOf(label), Math.max(0, columns - 2))
  const room = Math.max(1, columns - indent)
  const rowsOfLine = (start: number, number: number): Row[] => {
    const margin = number === 1 ? label : `${number}> `
    return wrapLine(text, start, room).map((row, index) => ({ ...row, margin: index === 0 ? margin : '' }))
  }
  const start = lineStart(text, cursor)
  const number = lineNumber(text, start)
  const own = rowsOfLine(start, number)
  const ownIndex = own.findLastIndex(({ from }) => from <= cursor)
  const before: Row[] = []
  for (let first = start, at = number; first > 0 && before.length < height; ) {
    first = lineStart(text, first - 1)
    at--
    before.unshift(...rowsOfLine(first, at))
  }
  const after: Row[] = []
  for (let end = lineEnd(text, start), at = number; end < text.length && after.length < height; ) {
    at++
    after.push(...rowsOfLine(end + 1, at))
    end = lineEnd(text, end + 1)
  }
  const rows = [...before, ...own, ...after]
  const index = before.length + ownIndex
  const first = Math.max(0, Math.min(index - Math.floor(height / 2), rows.length - height))
  const x = graphemes(text.slice(own[ownIndex]?.from ?? cursor, cursor)).reduce(
    (sum, grapheme) => sum + widthOf(visible(grapheme)),
    indent,
  )
  return {
    lines: rows.slice(first, first + height).map((row) => drawRow(text, row, indent, columns)),
    cursor: { x: Math.min(x, columns - 1), y: index - first },
  }
}

function drawRow(text: string, { from, to, margin }: Row, indent: number, columns: number): string {
  const align = margin.endsWith('> ') && /^\d+> $/.test(margin) ? 'right' : 'left'
  return fit(margin, indent, '', align) + fit(text.slice(from, to), columns - indent, '')
}

const plainLine = /^[\x20-\x7e]*$/

/** The line that begins at an offset in pieces of at most `room` cells; the cursor has room behind the last character. */
function wrapLine(
  text: string,
  start: number,
  room: number,
): { readonly from: number; readonly to: number }[] {
  const end = lineEnd(text, start)
  const line = text.slice(start, end)
  if (plainLine.test(line)) {
    return Array.from({ length: Math.floor(line.length / room) + 1 }, (_, index) => ({
      from: start + index * room,
      to: Math.min(end, start + (index + 1) * room),
    }))
  }
  const rows: { from: number; to: number }[] = []
  let from = start
  let at = start
  let used = 0
  for (const grapheme of graphemes(line)) {
    const width = widthOf(visible(grapheme))
    if (used + Math.max(1, width) > room && at > from) {
      rows.push({ from, to: at })
      from = at
      used = 0
    }
    at += grapheme.length
    used += width
  }
  rows.push({ from, to: at })
  if (used >= room) rows.push({ from: at, to: at })
  return rows
}

/** The number of the line that begins at an offset, from 1. */
function lineNumber(text: string, start: number): number {
  let number = 1
  for (let end = text.indexOf('\n'); end >= 0 && end < start; end = text.indexOf('\n', end + 1)) number++
  return number
}
