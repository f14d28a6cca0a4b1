/**
 * What to send a terminal so that it shows a frame: only what differs from what it shows, between two marks that let
 * it appear at once. Why that is not left to Ink, the README's design section tells with figures.
 */
import type { Position } from '../prompt/prompt-lines.ts'
import { cellsOf, type LineCells } from './line-cells.ts'

/** What a terminal shows. */
export interface Picture {
  readonly columns: number
  /** One for each row of the terminal; none wider than that. */
  readonly lines: readonly string[]
  /** Where the cursor stands; absent while it is hidden. */
  readonly cursor?: Position
}

/** Synchronized output (DEC private mode 2026), set and reset: the terminal shows what lies between them at once. */
const begin = '\x1b[?2026h'
const end = '\x1b[?2026l'
/** DECTCEM, set and reset. */
const showCursor = '\x1b[?25h'
const hideCursor = '\x1b[?25l'
/** SGR 0, and EL: erases to the end of the line. */
const plainLook = '\x1b[0m'
const eraseRest = '\x1b[K'

/** CUP; rows and columns are counted from 0 here, from 1 there. */
const goTo = (row: number, column: number): string => `\x1b[${row + 1};${column + 1}H`

/** Cells that are cheaper to send again than to be jumped over. */
const cheaperThanJump = 8

/** Sequences that make a terminal that shows `before` show `after`; without a picture before, whatever it shows. */
export function paint(before: Picture | undefined, after: Picture): string {
  const isNew = before === undefined || before.columns !== after.columns
  const changes = after.lines
    .map((line, row) => repaintLine(isNew ? undefined : before.lines[row], line, row, after.columns))
    .join('')
  const { cursor } = after
  const stood = isNew ? undefined : before.cursor
  if (changes === '' && !isNew && cursor?.x === stood?.x && cursor?.y === stood?.y) return ''
  const hide = stood || isNew ? hideCursor : ''
  return begin + hide + changes + (cursor ? goTo(cursor.y, cursor.x) + showCursor : '') + end
}

function repaintLine(before: string | undefined, after: string, row: number, columns: number): string {
  if (before === after) return ''
  const from = before === undefined ? undefined : cellsOf(before)
  const to = cellsOf(after)
  if (!to) return writeWhole(after, row)
  return from ? writeChanges(from, to, row, columns) : writeChanges(nothing, to, row, columns)
}

/** Erased first: where the line ends is not known. */
const writeWhole = (line: string, row: number): string => goTo(row, 0) + eraseRest + line

/** Equal to no cell, so that each is written. */
const nothing: LineCells = { characters: [], looks: [] }

function writeChanges(from: LineCells, to: LineCells, row: number, columns: number): string {
  const { characters, looks } = to
  const blanksFrom = lengthWithoutBlanks(to)
  const isUnknown = from === nothing
  const differs = (cell: number): boolean =>
    isUnknown ||
    characters[cell] !== (from.characters[cell] ?? ' ') ||
    looks[cell] !== (from.looks[cell] ?? '')
  let written = ''
  let worn = ''
  /** The cell that is written next if nobody moves. */
  let pen = Number.NEGATIVE_INFINITY
  const write = (cell: number): void => {
    const look = looks[cell] ?? ''
    if (look !== worn) written += (worn === '' ? '' : plainLook) + look
    worn = look
    written += characters[cell] ?? ' '
  }
  for (let cell = 0; cell < blanksFrom; cell++) {
    if (!differs(cell)) continue
    if (cell - pen > cheaperThanJump) {
      written += goTo(row, cell)
      pen = cell
    }
    for (; pen <= cell; pen++) write(pen)
  }
  if (worn !== '') written += plainLook
  const isShorter = blanksFrom < columns && (isUnknown || blanksFrom < lengthWithoutBlanks(from))
  if (!isShorter) return written
  return written + (pen === blanksFrom ? '' : goTo(row, blanksFrom)) + eraseRest
}

/** Cells up to the last one that is not a blank without looks. */
function lengthWithoutBlanks({ characters, looks }: LineCells): number {
  let length = characters.length
  while (length > 0 && characters[length - 1] === ' ' && looks[length - 1] === '') length--
  return length
}
