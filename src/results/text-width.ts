/**
 * Text measured in the cells of a terminal: padded, cut and wrapped. It expects text that is visible already and
 * holds no colours.
 */
import stringWidth from 'string-width'

export type Align = 'left' | 'right'

const notPlain = /[^\x20-\x7e]/
const segmenter = new Intl.Segmenter()

/** Widths of short texts that were measured before: signs with their words come again in every frame. */
const measured = new Map<string, number>()
const mostMeasured = 2_000
const longestMeasured = 24

/** Width in cells. */
export function widthOf(text: string): number {
  if (!notPlain.test(text)) return text.length
  if (text.length > longestMeasured) return stringWidth(text)
  let width = measured.get(text)
  if (width === undefined) {
    width = stringWidth(text)
    if (measured.size >= mostMeasured) measured.clear()
    measured.set(text, width)
  }
  return width
}

/** At least `width` cells, filled up with blanks. */
export function pad(text: string, width: number, align: Align = 'left'): string {
  const blanks = ' '.repeat(Math.max(0, width - widthOf(text)))
  return align === 'left' ? text + blanks : blanks + text
}

/** At most `width` cells; what is cut off shows as `...`. */
export function truncate(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width <= 3) return '.'.repeat(Math.max(0, width))
  return `${wrap(text, width - 3)[0] ?? ''}...`
}

/** The text in lines of at most `width` cells, cut between graphemes; a grapheme wider than that has its own line. */
export function wrap(text: string, width: number): string[] {
  if (!notPlain.test(text)) return wrapPlain(text, width)
  const lines: string[] = []
  let line = ''
  let used = 0
  for (const { segment } of segmenter.segment(text)) {
    const cells = widthOf(segment)
    if (used + cells > width && line !== '') {
      lines.push(line)
      line = ''
      used = 0
    }
    line += segment
    used += cells
  }
  return [...lines, line]
}

function wrapPlain(text: string, width: number): string[] {
  if (text.length <= width) return [text]
  return Array.from({ length: Math.ceil(text.length / width) }, (_, line) =>
    text.slice(line * width, (line + 1) * width),
  )
}
