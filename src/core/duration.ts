/** Lengths of time as people type them, `30s`, `1.5m`, and back. */
import { badRequest } from './failure.ts'

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const

/** The longest that is taken for meant: a year. */
const longest = 366 * 24 * units.h

/** Milliseconds of `500ms`, `30s`, `5m`, `2h`; a number alone is seconds. Throws a bad request that names `what`. */
export function parseDuration(text: string, what: string): number {
  const [, number, unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)?$/i.exec(text.trim()) ?? []
  const milliseconds = Math.round(Number(number) * units[unit.toLowerCase() as keyof typeof units])
  if (number === undefined || milliseconds > longest)
    throw badRequest(`${what}: expected a time such as 30s, 5m or 2h, got "${text}"`)
  return milliseconds
}

/** `30s`, `1.5m`, `2h`: in the largest unit that says it exactly. */
export function durationWords(milliseconds: number): string {
  for (const [unit, size] of Object.entries(units).reverse())
    if (milliseconds >= size && (milliseconds / size) * 10 === Math.round((milliseconds / size) * 10))
      return `${milliseconds / size}${unit}`
  return `${milliseconds}ms`
}
