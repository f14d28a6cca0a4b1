/** Reads spans and points of time as people write them. Pure: the time of today is given. */
import { badRequest } from './failure.ts'
import { clockText, dayText, instantOf, wallTime } from './local-time.ts'

const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
}

const partPattern = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/gy

/** A hundred years; a longer one is a slip. */
const longest = 100 * 365 * 86_400_000

/** `30s`, `1h30m`, `1.5h`, `500ms`, `2d`, or a bare number of seconds, as milliseconds. Throws a bad request. */
export function parseSpan(text: string, what: string): number {
  const written = text.trim().toLowerCase()
  const span = /^\d+(?:\.\d+)?$/.test(written) ? Number(written) * 1000 : sumOfParts(written)
  if (span === undefined || span > longest)
    throw badRequest(`${what}: expected a time such as 30s, 5m, 1h30m or 2d, got "${text}"`)
  return Math.round(span)
}

function sumOfParts(text: string): number | undefined {
  let sum = 0
  let end = 0
  for (const [part, number, unit] of text.matchAll(partPattern)) {
    sum += Number(number) * (unitMilliseconds[unit ?? ''] ?? 0)
    end += part.length
  }
  return text !== '' && end === text.length ? sum : undefined
}

const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/
const calendar = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/

/**
 * `+5m` from now, `14:30` the next time the clock shows it, or `2026-12-01 14:30`: milliseconds since 1970, by the
 * clock of this machine. Throws a bad request, for a time that has passed too.
 */
export function parseWhen(text: string, now: number, what: string): number {
  const written = text.trim()
  if (written.startsWith('+')) return now + parseSpan(written.slice(1), what)
  const [, hour, minute, second = '0'] = clock.exec(written) ?? []
  if (hour !== undefined) return nextTime(text, now, [hour, minute, second].map(Number), what)
  const [, ...parts] = calendar.exec(written) ?? []
  if (parts.length === 0) throw unreadable(text, what)
  const at = calendarTime(parts.map((part) => Number(part ?? 0)))
  if (at === undefined) throw unreadable(text, what)
  if (at <= now) throw badRequest(`${what}: ${text} has passed`)
  return at
}

/** Undefined when no calendar has that day, or no clock that time. */
function calendarTime([year = 0, month = 0, day = 0, ...time]: readonly number[]): number | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  const [hour = 0, minute = 0, second = 0] = time
  return isDay && isTime(time) ? instantOf({ year, month, day, hour, minute, second }) : undefined
}

function nextTime(text: string, now: number, time: readonly number[], what: string): number {
  if (!isTime(time)) throw unreadable(text, what)
  const [hour = 0, minute = 0, second = 0] = time
  const today = { ...wallTime(now), hour, minute, second }
  const at = instantOf(today)
  return at > now ? at : instantOf({ ...today, day: today.day + 1 })
}

const isTime = ([hour = 0, minute = 0, second = 0]: readonly number[]): boolean =>
  hour < 24 && minute < 60 && second < 60

const unreadable = (text: string, what: string): Error =>
  badRequest(`${what}: expected +5m, 14:30 or "2026-12-01 14:30", got "${text}"`)

/** `14:30:00`, with the date when it is not today's, by the clock of this machine. */
export function whenText(at: number, now: number): string {
  const time = wallTime(at)
  const clock = clockText(time)
  return dayText(time) === dayText(wallTime(now)) ? clock : `${dayText(time)} ${clock}`
}
