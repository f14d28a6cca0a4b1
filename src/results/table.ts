/**
 * Rows as a table of text: names, dashes, then rows, numbers to the right, in the manner of SQL*Plus. Every value is
 * shown whole, wrapped where its column is too narrow; null is shown as nothing, as SQL*Plus does.
 */
import CliTable from 'cli-table3'
import type { AnswerRow, Cell } from '../core/answer.ts'
import type { AnswerColumn } from '../core/event.ts'
import { visible } from '../core/visible.ts'
import { isNumeric } from './column-type.ts'
import { type Style, unstyled } from './style.ts'
import { type Align, pad, widthOf, wrap } from './text-width.ts'

export interface TableOptions {
  /** Cells that a line may take; wide columns are wrapped. Without it lines are as long as they need. */
  readonly width?: number
  /** What stands for null. Default: nothing. */
  readonly nullText?: string
  readonly style?: Style
}

/** Tables of plain ASCII up to here are drawn by cli-table3, which takes more than proportional time beyond. */
export const mostRowsForLibrary = 100

const gap = '  '
/** Columns are not made narrower than this to fit a width: then the line is longer. */
const leastColumnWidth = 8

/** A row of cells, each a list of lines that are visible and fit their column. */
type LaidOutRow = readonly (readonly string[])[]

interface Layout {
  readonly names: LaidOutRow
  readonly rows: readonly LaidOutRow[]
  readonly widths: readonly number[]
  readonly aligns: readonly Align[]
  /** cli-table3 measures other characters differently, and cuts off what it finds too wide. */
  readonly isPlain: boolean
  /** Each row is one line: of a value in many lines cli-table3 takes the third power of their number. */
  readonly isFlat: boolean
}

/** The table as lines without blanks at their ends; only names and dashes where there are no rows. */
export function renderTable(
  columns: readonly AnswerColumn[],
  rows: readonly AnswerRow[],
  options: TableOptions = {},
): string[] {
  const layout = layOut(columns, rows, options)
  const isForLibrary = layout.isPlain && layout.isFlat && rows.length <= mostRowsForLibrary
  const lines = isForLibrary ? drawWithLibrary(layout) : drawPadded(layout)
  const style = options.style ?? unstyled
  const headLines = Math.max(1, ...layout.names.map((name) => name.length)) + 1
  return lines.map((line, index) => {
    const text = line.trimEnd()
    return index < headLines ? style('column', text) : text
  })
}

function layOut(columns: readonly AnswerColumn[], rows: readonly AnswerRow[], options: TableOptions): Layout {
  const linesOf = (cell: Cell): string[] =>
    cell === null ? [options.nullText ?? ''] : visible(cell, { keepNewlines: true }).split('\n')
  const names = columns.map(({ name }) => [visible(name)])
  const cells = rows.map((row) => row.map(linesOf))
  const natural = columns.map(() => 1)
  let isPlain = true
  for (const row of [names, ...cells]) {
    for (const [column, lines] of row.entries()) {
      for (const line of lines) {
        natural[column] = Math.max(natural[column] ?? 1, widthOf(line))
        isPlain &&= isAscii(line)
      }
    }
  }
  const widths = fitWidths(natural, columns.map(isNumeric), options.width)
  const wrapRow = (row: LaidOutRow): LaidOutRow =>
    row.map((lines, column) => {
      const width = widths[column] ?? 0
      return width < (natural[column] ?? 0) ? lines.flatMap((line) => wrap(line, width)) : lines
    })
  const aligns = columns.map((column) => (isNumeric(column) ? 'right' : 'left'))
  const laidOut = { names: wrapRow(names), rows: cells.map(wrapRow) }
  const isFlat = [laidOut.names, ...laidOut.rows].every((row) => row.every(({ length }) => length === 1))
  return { ...laidOut, widths, aligns, isPlain, isFlat }
}

/**
 * Takes cells from the widest columns until the line fits: all that are wider than one common width are cut down to
 * it. Columns of numbers keep their width, for a number in two lines reads as two.
 */
function fitWidths(
  natural: readonly number[],
  isFixed: readonly boolean[],
  width = Number.POSITIVE_INFINITY,
): readonly number[] {
  const flexible = natural.filter((_, column) => !isFixed[column]).sort((a, b) => a - b)
  const room = width - gap.length * (natural.length - 1) - (sum(natural) - sum(flexible))
  if (sum(flexible) <= room) return natural
  let left = room
  let limit = 0
  for (const [index, each] of flexible.entries()) {
    limit = Math.floor(left / (flexible.length - index))
    if (each > limit) break
    left -= each
  }
  limit = Math.max(leastColumnWidth, limit)
  return natural.map((each, column) => (isFixed[column] ? each : Math.min(each, limit)))
}

const isAscii = (text: string): boolean => !/[^\x20-\x7e]/.test(text)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const dashes = ({ widths }: Layout): string[] => widths.map((width) => '-'.repeat(width))

function drawWithLibrary(layout: Layout): string[] {
  const { names, rows, widths, aligns } = layout
  const none = {
    top: '',
    'top-mid': '',
    'top-left': '',
    'top-right': '',
    left: '',
    'left-mid': '',
    right: '',
  }
  const table = new CliTable({
    head: names.map((lines) => lines.join('\n')),
    colWidths: [...widths],
    colAligns: [...aligns],
    chars: {
      ...{ ...none, 'right-mid': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
      ...{ mid: '-', 'mid-mid': gap, middle: gap },
    },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [], compact: true },
  })
  table.push(...rows.map((row) => row.map((lines) => lines.join('\n'))))
  const lines = table.toString().split('\n')
  return rows.length > 0 ? lines : [...lines, dashes(layout).join(gap)]
}

function drawPadded(layout: Layout): string[] {
  const { names, rows, widths, aligns } = layout
  const draw = (row: LaidOutRow): string[] => {
    const height = Math.max(1, ...row.map((lines) => lines.length))
    return Array.from({ length: height }, (_, line) =>
      row.map((lines, column) => pad(lines[line] ?? '', widths[column] ?? 0, aligns[column])).join(gap),
    )
  }
  return [...draw(names), dashes(layout).join(gap), ...rows.flatMap(draw)]
}
