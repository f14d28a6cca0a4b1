/**
 * Durations on the screen: whole seconds while something runs, for more would redraw the line all the time.
 */
import { formatDuration } from '../../results/measures.ts'

/** Time so far: `4s`, `1m 04s`. */
export function runningDuration(milliseconds: number): string {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000)
  return seconds < 60 ? `${seconds}s` : formatDuration(seconds * 1000)
}
