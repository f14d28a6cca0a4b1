/**
 * The fields of a date as a text has given them, and the date they make: what was left out is filled in, what
 * contradicts itself is refused ("SQL Language Reference, TO_DATE").
 */
import { notSupported, OracleError } from '../error.ts'
import { calendarDay, dayNumber, daysInMonth, firstGregorianDay, julianEpoch, weekday } from './calendar.ts'
import { DateTime, type DateTimeKind } from './date-time.ts'
import type { Nls } from './nls.ts'
import { type TimeZone, zoneOffset } from './time-zone.ts'

/** What the fields of a text have said so far. */
export interface DateTimeDraft {
  year?: number
  month?: number
  day?: number
  dayOfYear?: number
  julian?: number
  weekday?: number
  hour24?: number
  hour12?: number
  isAfternoon?: boolean
  minute?: number
  second?: number
  secondOfDay?: number
  nanoseconds?: number
  zoneSign?: 1 | -1
  zoneHours?: number
  zoneMinutes?: number
  /** The name of a region. */
  region?: string
}

const fail = (number: number, text: string): OracleError => new OracleError(number, text)

/** TO_TIMESTAMP and the TIMESTAMP literal give nine digits of fraction. */
const mostFraction = 9

/**
 * The date of a draft. A year or month that is missing is the current one, a day the first, a time midnight.
 * @throws OracleError ORA-01831 to ORA-01848 for fields that contradict each other or are no date.
 */
export function assembleDateTime(draft: DateTimeDraft, kind: DateTimeKind, nls: Nls): DateTime {
  const day = assembleDay(draft, nls)
  const fraction = kind === 'DATE' ? 0 : mostFraction
  const isCounted = [draft.weekday, draft.dayOfYear, draft.julian].some((part) => part !== undefined)
  if (isCounted && dayNumber(day) < firstGregorianDay) throw notSupported('days counted before 1582-10-15')
  if (draft.weekday !== undefined && draft.weekday !== weekday(dayNumber(day)))
    throw fail(1835, 'day of week conflicts with Julian date')
  const nanoseconds = draft.nanoseconds ?? 0
  const wall = DateTime.of(kind, { ...day, ...assembleTime(draft) }, nanoseconds, 0, fraction)
  return kind === 'TIMESTAMP WITH TIME ZONE'
    ? DateTime.onWall(zoneOf(draft, nls), wall.seconds, nanoseconds, fraction)
    : wall
}

/** A text without a zone is in the session's. */
function zoneOf({ zoneSign = 1, zoneHours, zoneMinutes = 0, region }: DateTimeDraft, nls: Nls): TimeZone {
  if (region !== undefined) return region
  return zoneHours === undefined ? nls.timeZone : zoneOffset(zoneSign, zoneHours, zoneMinutes)
}

function assembleDay(draft: DateTimeDraft, nls: Nls) {
  if (draft.julian !== undefined) return consistent(draft, calendarDay(draft.julian - julianEpoch))
  const today = nls.now().fields
  const year = draft.year ?? today.year
  if (year < 1 || year > 9999) throw fail(1841, '(full) year must be between -4713 and +9999, and not be 0')
  if (draft.dayOfYear !== undefined) {
    const day = calendarDay(dayNumber({ year, month: 1, day: 1 }) + draft.dayOfYear - 1)
    if (day.year !== year) throw fail(1848, 'day of year must be between 1 and 365 (366 for leap year)')
    return consistent(draft, day)
  }
  const month = draft.month ?? today.month
  const day = draft.day ?? 1
  if (day > daysInMonth(year, month)) throw fail(1839, 'date not valid for month specified')
  return { year, month, day }
}

/** A day given by its number must be the day that the other fields say. */
function consistent(
  draft: DateTimeDraft,
  day: ReturnType<typeof calendarDay>,
): ReturnType<typeof calendarDay> {
  if (draft.year !== undefined && draft.year !== day.year) throw fail(1831, 'year conflicts with Julian date')
  if (draft.month !== undefined && draft.month !== day.month)
    throw fail(1833, 'month conflicts with Julian date')
  if (draft.day !== undefined && draft.day !== day.day)
    throw fail(1834, 'day of month conflicts with Julian date')
  return day
}

function assembleTime(draft: DateTimeDraft) {
  const { secondOfDay } = draft
  const hour = draft.hour24 ?? ((draft.hour12 ?? 12) % 12) + (draft.isAfternoon === true ? 12 : 0)
  if (secondOfDay === undefined) return { hour, minute: draft.minute ?? 0, second: draft.second ?? 0 }
  const time = {
    hour: Math.floor(secondOfDay / 3600),
    minute: Math.floor(secondOfDay / 60) % 60,
    second: secondOfDay % 60,
  }
  const hasHour = draft.hour24 !== undefined || draft.hour12 !== undefined
  if (hasHour && time.hour !== hour) throw fail(1836, 'hour conflicts with seconds in day')
  if (draft.minute !== undefined && draft.minute !== time.minute)
    throw fail(1837, 'minutes of hour conflicts with seconds in day')
  if (draft.second !== undefined && draft.second !== time.second)
    throw fail(1838, 'seconds of minute conflicts with seconds in day')
  return time
}
