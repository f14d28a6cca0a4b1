/** Reads spans and points of time as people write them. Pure: the time of today is given. */
import { badRequest } from './failure.ts'

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
  const [year = 0, month = 0, day = 0, ...time] = parts.map((part) => Number(part ?? 0))
  if (parts.length === 0) throw unreadable(text, what)
  const date = new Date(year, month - 1, day, ...time)
  if (date.getMonth() !== month - 1 || date.getDate() !== day || !isTime(time)) throw unreadable(text, what)
  if (date.getTime() <= now) throw badRequest(`${what}: ${text} has passed`)
  return date.getTime()
}

function nextTime(text: string, now: number, time: readonly number[], what: string): number {
  if (!isTime(time)) throw unreadable(text, what)
  const [hour = 0, minute = 0, second = 0] = time
  const date = new Date(now)
  date.setHours(hour, minute, second, 0)
  if (date.getTime() <= now) date.setDate(date.getDate() + 1)
  return date.getTime()
}

const isTime = ([hour = 0, minute = 0, second = 0]: readonly number[]): boolean =>
  hour < 24 && minute < 60 && second < 60

const unreadable = (text: string, what: string): Error =>
  badRequest(`${what}: expected +5m, 14:30 or "2026-12-01 14:30", got "${text}"`)

/** `14:30:00`, with the date when it is not today's, by the clock of this machine. */
export function whenText(at: number, now: number): string {
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')
  if (date.toDateString() === new Date(now).toDateString()) return time
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`
}
