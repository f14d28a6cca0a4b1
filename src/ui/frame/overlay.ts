/**
 * Lays a painted text over some cells of a painted line: what stands left and right of them keeps its look.
 */
import { widthOf } from '../../results/text-width.ts'
import { graphemes } from './text.ts'

const pieces = /\x1b\[[\d;]*m|[^\x1b]+/g
const reset = '\x1b[0m'

/** @param text `width` cells, in colours of its own that it ends itself */
export function overlay(line: string, x: number, width: number, text: string): string {
  let cell = 0
  let left = ''
  let right = ''
  /** Looks that hold where the right part begins. */
  let look = ''
  let isLookOpen = false
  for (const [piece] of line.matchAll(pieces)) {
    if (piece.startsWith('\x1b')) {
      look = piece === reset ? '' : look + piece
      isLookOpen = look !== ''
      if (cell < x) left += piece
      else if (right !== '') right += piece
      continue
    }
    for (const grapheme of graphemes(piece)) {
      const next = cell + widthOf(grapheme)
      if (next <= x) left += grapheme
      // A wide character that is cut in half leaves a blank.
      else if (cell < x) left += ' '.repeat(x - cell)
      if (cell >= x + width) right += right === '' ? look + grapheme : grapheme
      else if (next > x + width) right += `${look}${' '.repeat(next - x - width)}`
      cell = next
    }
  }
  const gap = ' '.repeat(Math.max(0, x - cell))
  const close = left.includes('\x1b') ? reset : ''
  return `${left}${close}${gap}${text}${right}${isLookOpen && right !== '' ? reset : ''}`
}
