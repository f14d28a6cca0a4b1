/** Lengths of time in the words in which people type them. */

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

/** `30s`, `1.5m`, `2h`: in the largest unit that says it exactly. */
export function durationWords(milliseconds: number): string {
  for (const [unit, size] of Object.entries(units).reverse())
    if (milliseconds >= size && (milliseconds / size) * 10 === Math.round((milliseconds / size) * 10))
      return `${milliseconds / size}${unit}`
  return `${milliseconds}ms`
}
