/**
 * How long a task may take: so long, or so many per cent of what the job's tasks usually take. Pure; who watches the clock
 * is somebody else.
 */
import { durationWords } from './duration.ts'
import { badRequest } from './failure.ts'
import { parseSpan } from './when.ts'

/** Counted from when the statement is sent until its end, however many round trips that takes. */
export type TimeLimit =
  | { readonly milliseconds: number }
  /** Of the median of the job's tasks that succeeded, but a second at least; there is no limit before three have. */
  | { readonly percent: number }

/** From so many tasks on the usual time is known well enough. */
export const enoughTasks = 3

/** A share of what is usual is never taken for less than this, in milliseconds: a hiccup of the network is no task gone wrong. */
export const leastShare = 1000

/** Reads `30s`, `5m`, `200%`. Throws a bad request that names `what`. */
export function parseTimeLimit(text: string, what: string): TimeLimit {
  const [, percent] = /^(\d{1,6})\s*%$/.exec(text.trim()) ?? []
  if (percent !== undefined) {
    if (Number(percent) === 0) throw badRequest(`${what}: expected 1% or more, such as 200%`)
    return { percent: Number(percent) }
  }
  const milliseconds = parseSpan(text, what)
  if (milliseconds === 0) throw badRequest(`${what}: expected a time above 0, such as 30s, 5m or 200%`)
  return { milliseconds }
}

/** `30s`, `200%`. */
export const timeLimitText = (limit: TimeLimit): string =>
  'percent' in limit ? `${limit.percent}%` : durationWords(limit.milliseconds)

/** Milliseconds that a task may take, given what those took that succeeded, the shortest first; undefined: no limit. */
export function limitAfter(limit: TimeLimit, sorted: readonly number[]): number | undefined {
  if (!('percent' in limit)) return limit.milliseconds
  if (sorted.length < enoughTasks) return undefined
  return Math.max(leastShare, (medianOf(sorted) * limit.percent) / 100)
}

function medianOf(sorted: readonly number[]): number {
  const middle = sorted.length / 2
  const above = sorted[Math.floor(middle)] ?? 0
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + above) / 2 : above
}

/** What a task that took too long is told. */
export function overLimitWords(limit: TimeLimit, milliseconds: number): string {
  if (!('percent' in limit)) return `over its time limit of ${timeLimitText(limit)}`
  return `over its time limit of ${limit.percent}% of the median, ${durationWords(Math.round(milliseconds))}`
}
