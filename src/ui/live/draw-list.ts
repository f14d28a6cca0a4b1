/**
 * A list view as lines of exactly the terminal's width: a title that says how the list stands, the heads of its
 * columns, and the rows in sight. Rows out of sight cost nothing.
 */
import { formatCount } from '../../results/measures.ts'
import { widthOf } from '../../results/text-width.ts'
import type { Scene } from '../frame/scene.ts'
import { fit, truncate } from '../frame/text.ts'
import type { Tone } from '../frame/theme.ts'
import type { Cell, Column, ListView, Rows } from './list-view.ts'
import type { RowKey, Stand } from './live-view.ts'
import { titleLine } from './title-line.ts'

/** Lines of a list that are no rows: its title, and the heads of its columns. */
export const listFrame = 2

/** What is drawn of a list. */
export interface ListScene {
  readonly rows: Rows
  readonly stand: Stand
  readonly selected: RowKey | undefined
  /** First row shown. */
  readonly top: number
  readonly title: string
}

/** `height` lines, title and heads among them. */
export function listLines<Row>(view: ListView<Row>, list: ListScene, height: number, scene: Scene): string[] {
  const { rows, stand, selected, top } = list
  const { size, theme, state } = scene
  const keys = Array.from({ length: Math.max(0, height - listFrame) }, (_, line) => rows.at(top + line))
  const shown = keys.flatMap((key) => {
    const row = key === undefined ? undefined : view.rowOf(key, state)
    return key === undefined || row === undefined ? [] : [{ key, row }]
  })
  const columns = view.columns.filter(({ from = 0 }) => size.columns >= from)
  const cells = shown.map(({ row }) => columns.map((column) => column.cell(row, scene)))
  const widths = widthsOf(columns, cells, size.columns)
  const head = columns.map(({ title }) => title)
  const body = shown.map(({ key }, line) => {
    const isSelected = key === selected
    const lead = `${isSelected ? theme.glyphs.pointer : ' '}${stand.marks.has(key) ? theme.glyphs.marked : ' '}`
    return rowLine(lead, cells[line] ?? [], columns, widths, isSelected ? 'chosen' : undefined, scene)
  })
  const lines = [
    titleLine(list.title, standWords(view, list), scene),
    rowLine('  ', head, columns, widths, 'faint', scene),
    ...(body.length > 0 ? body : [emptyLine(view, list, scene)]),
  ]
  return Array.from({ length: height }, (_, line) => lines[line] ?? ' '.repeat(size.columns))
}

/** `12 of 1,000, by time, filter phase:failed, 3 marked, following`. */
function standWords<Row>(view: ListView<Row>, { rows, stand }: ListScene): string[] {
  const { filter, sort, isReversed, isFollowing, marks } = stand
  const count =
    filter === '' ? formatCount(rows.total) : `${formatCount(rows.length)} of ${formatCount(rows.total)}`
  const order = sort === undefined ? (isReversed ? ['last first'] : []) : [`by ${sort}`]
  return [
    rows.unread > 0 ? `${count}, reading` : count,
    ...order,
    ...(sort !== undefined && isReversed ? ['reversed'] : []),
    ...(marks.size > 0 ? [`${formatCount(marks.size)} marked`] : []),
    ...(isFollowing && view.name !== 'log' ? ['following'] : []),
    ...(!isFollowing && view.name === 'log' ? ['f follows'] : []),
  ]
}

function emptyLine<Row>(
  { empty }: ListView<Row>,
  { rows, stand }: ListScene,
  { size, theme }: Scene,
): string {
  const text = rows.total > 0 && stand.filter !== '' ? `nothing fits the filter: ${stand.filter}` : empty
  return theme.paint('faint', fit(`  ${text}`, size.columns, theme.glyphs.ellipsis))
}

/** Widths that all rows in sight share; what the fixed columns leave goes to the one that takes the rest. */
function widthsOf(
  columns: readonly { readonly title: string; readonly width: Column<never>['width'] }[],
  rows: readonly (readonly Cell[])[],
  total: number,
): readonly number[] {
  const widths = columns.map(({ title, width }, index) => {
    if (width === 'rest') return 0
    const widest = rows.reduce((most, cells) => Math.max(most, widthOf(textOf(cells[index]))), 0)
    // A column of nothing has no head either.
    if (width.least === 0 && widest === 0) return 0
    return Math.max(width.least, Math.min(width.most, widest), Math.min(title.length, width.most))
  })
  const gaps = widths.filter((width, index) => width > 0 || columns[index]?.width === 'rest').length - 1
  const left = Math.max(0, total - 2 - gaps - widths.reduce((sum, width) => sum + width, 0))
  return widths.map((width, index) => (columns[index]?.width === 'rest' ? left : width))
}

const textOf = (cell: Cell | undefined): string => (typeof cell === 'string' ? cell : (cell?.[1] ?? ''))

/** A row in one tone, or each cell in its own. */
function rowLine(
  lead: string,
  cells: readonly Cell[],
  columns: readonly { readonly align?: 'right' }[],
  widths: readonly number[],
  tone: Tone | undefined,
  { size, theme }: Scene,
): string {
  const parts: [Tone, string][] = [['plain', lead]]
  // Every part fills its cells exactly, so that nothing need be measured again.
  let used = 2
  for (const [index, cell] of cells.entries()) {
    const width = widths[index] ?? 0
    if (width === 0) continue
    const gap = parts.length > 1 ? ' ' : ''
    used += gap.length + width
    const text = fit(textOf(cell), width, theme.glyphs.ellipsis, columns[index]?.align ?? 'left')
    parts.push([typeof cell === 'string' ? 'plain' : cell[0], gap + text])
  }
  const plain = parts.map(([, text]) => text).join('')
  const isWhole = used === size.columns
  if (isWhole && tone !== undefined) return theme.paint(tone, plain)
  if (isWhole) return parts.map(([partTone, text]) => theme.paint(partTone, text)).join('')
  return theme.paint(tone ?? 'plain', fit(truncate(plain, size.columns, ''), size.columns, ''))
}
