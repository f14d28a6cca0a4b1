/** Counts as a line of bars, one a cell; nothing is a blank, and anything is at least the lowest bar. */
import type { Theme } from '../frame/theme.ts'

/** Each count as high as its part of `most`, or of the greatest. */
export function sparkline(counts: readonly number[], { glyphs }: Theme, most = Math.max(...counts)): string {
  const levels = [...glyphs.levels]
  return counts
    .map((count) => {
      if (count <= 0 || most <= 0) return ' '
      return levels[Math.min(levels.length, Math.max(1, Math.round((count / most) * levels.length))) - 1]
    })
    .join('')
}
