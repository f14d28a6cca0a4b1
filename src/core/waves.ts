/**
 * The tasks of a job in waves, one after the other: `1,5,20%` is one task first, then five, then a fifth of all at a
 * time. Pure arithmetic over the numbers of tasks; what a wave gave is judged elsewhere.
 */
import { badRequest } from './failure.ts'
import { parseShare, type Share, shareForm, shareText, tasksIn } from './share.ts'

/** Sizes of waves in tasks, each at least 1; the last one repeats. Never empty. */
export type WaveSizes = readonly number[]

/** Reads `1,5,20%`. Throws a bad request. */
export function parseWaves(text: string): readonly Share[] {
  return text.split(',').map((part) => {
    const share = parseShare(part.trim())
    if (share === undefined)
      throw badRequest(
        `serial: expected sizes of waves as 1,5,20%, each ${shareForm}; got ${part.trim() === '' ? 'nothing' : `"${part.trim()}"`} in "${text}"`,
      )
    return share
  })
}

/** As they are written: `1,5,20%`. */
export const wavesText = (waves: readonly Share[]): string => waves.map(shareText).join(',')

/** The sizes in a job of so many tasks. */
export const waveSizes = (waves: readonly Share[], total: number): WaveSizes =>
  waves.map((share) => tasksIn(share, total))

/** `waves of 1, 5 and 1 tasks`; of very many the first are told, and the others counted. */
export function sizesText(waves: readonly Share[], total: number): string {
  const sizes = waveSizes(waves, total)
  const count = waveCount(sizes, total)
  const shown = Array.from({ length: Math.min(count, mostShown) }, (_, index) =>
    sizeOf(sizes, index + 1, total),
  )
  const [last = 0] = shown.splice(-1)
  const listed = shown.length === 0 ? String(last) : `${shown.join(', ')} and ${last}`
  const rest = count > mostShown ? `, ${count - mostShown} more waves` : ''
  return `waves of ${listed} ${shown.length === 0 && last === 1 ? 'task' : 'tasks'}${rest}`
}

const mostShown = 8

const sizeOf = (sizes: WaveSizes, wave: number, total: number): number =>
  lastOfWave(sizes, wave, total) - lastOfWave(sizes, wave - 1, total)

/** How many waves it takes to run so many tasks. */
export function waveCount(sizes: WaveSizes, total: number): number {
  return total === 0 ? 0 : waveOf(sizes, total)
}

/** The wave that a task belongs to, both counted from 1. */
export function waveOf(sizes: WaveSizes, task: number): number {
  let last = 0
  for (const [index, size] of sizes.entries()) {
    last += size
    if (task <= last) return index + 1
  }
  return sizes.length + Math.ceil((task - last) / (sizes.at(-1) ?? 1))
}

/** The number of the last task of a wave, and so of how many tasks it and those before it consist. */
export function lastOfWave(sizes: WaveSizes, wave: number, total: number): number {
  const listed = sizes.slice(0, wave).reduce((sum, size) => sum + size, 0)
  const repeated = Math.max(0, wave - sizes.length) * (sizes.at(-1) ?? 1)
  return Math.min(total, listed + repeated)
}
