/**
 * Text measured in terminal cells: cut and padded so that a line never leaves its cells, and made harmless on the way,
 * for it may come from a database. Colours come last, around what stands here.
 */
import { visible } from '../../core/visible.ts'
import { widthOf } from '../../results/text-width.ts'

const plain = /^[\x20-\x7e]*$/
const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The characters a reader sees, each one string. */
export const graphemes = (text: string): string[] =>
  plain.test(text) ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment)

/** Whether a reader sees it as a single character. */
export function isOneCharacter(text: string): boolean {
  if (text.length === 1) return true
  const [first] = segmenter.segment(text)
  return text !== '' && first?.segment === text
}

/** What of a text stands in the `width` cells from cell `from` on; a wide character cut in half is left out. */
export function sliceCells(text: string, from: number, width: number): string {
  if (plain.test(text)) return text.slice(from, from + width)
  let cell = 0
  let slice = ''
  for (const grapheme of graphemes(text)) {
    const next = cell + widthOf(grapheme)
    if (next > from + width) break
    if (cell >= from) slice += grapheme
    cell = next
  }
  return slice
}

/** What of a text of several lines has room on one. */
export const onOneLine = (text: string): string => text.slice(0, 1_000).replace(/\s+/g, ' ').trim()

/** Harmless and at most `width` cells; what is cut off shows as an ellipsis. */
export function truncate(raw: string, width: number, ellipsis: string): string {
  // Far more than any line shows, so that a text of a megabyte costs no more than a line.
  const text = visible(raw.slice(0, 16 * width + 256))
  if (widthOf(text) <= width) return text
  if (width <= ellipsis.length) return sliceCells(text, 0, Math.max(0, width))
  return sliceCells(text, 0, width - ellipsis.length) + ellipsis
}

/** Exactly `width` cells: cut, or filled with blanks on the right (`left` aligned) or on the left. */
export function fit(text: string, width: number, ellipsis: string, align: 'left' | 'right' = 'left'): string {
  const cut = truncate(text, width, ellipsis)
  const blanks = ' '.repeat(Math.max(0, width - widthOf(cut)))
  return align === 'left' ? cut + blanks : blanks + cut
}

/** Left and right parts on one line of `width` cells; the right one stays whole while there is room for it. */
export function spread(left: string, right: string, width: number, ellipsis: string): string {
  const tail = truncate(right, width, ellipsis)
  return fit(left, width - widthOf(tail), ellipsis) + tail
}
