/**
 * Dates moved and subtracted, rounded and truncated ("SQL Language Reference, Datetime/Interval Arithmetic").
 * Takes and gives DATE; what Oracle answers with an interval is refused.
 */
import { notSupported, OracleError } from '../error.ts'
import {
  calendarDay,
  dayNames,
  dayNumber,
  daysInMonth,
  firstGregorianDay,
  isoWeekStart,
  weekday,
} from './calendar.ts'
import { DateTime, type DateTimeFields } from './date-time.ts'
import { add, Decimal, divide } from './number.ts'

const secondsInDay = 86_400
/** 0001-01-01 and 9999-12-31 23:59:59. */
const firstSecond = dayNumber({ year: 1, month: 1, day: 1 }) * secondsInDay
const lastSecond = dayNumber({ year: 10_000, month: 1, day: 1 }) * secondsInDay - 1

/** @throws OracleError ORA-01841 outside the years 1 to 9999; ORA-03001 in the Julian calendar. */
function dateAt(seconds: number): DateTime {
  if (seconds < firstSecond || seconds > lastSecond)
    throw new OracleError(1841, '(full) year must be between -4713 and +9999, and not be 0')
  return gregorian(new DateTime('DATE', seconds))
}

function gregorian(date: DateTime): DateTime {
  if (date.seconds < firstGregorianDay * secondsInDay)
    throw notSupported('arithmetic with dates before 1582-10-15')
  return date
}

/** The day and the seconds into it. */
function split(date: DateTime): { readonly days: number; readonly time: number } {
  const days = Math.floor(date.seconds / secondsInDay)
  return { days, time: date.seconds - days * secondsInDay }
}

const atDay = (days: number, time: number): DateTime => dateAt(days * secondsInDay + time)

/** DATE + days; the fraction of a day is rounded to seconds. @throws OracleError ORA-01841. */
export function addDays(date: DateTime, days: Decimal): DateTime {
  const seconds = days.times(secondsInDay).toDecimalPlaces(0).toNumber()
  return dateAt(gregorian(date).seconds + seconds)
}

/** DATE - DATE: days with a fraction. */
export const daysBetween = (left: DateTime, right: DateTime): Decimal =>
  divide(new Decimal(gregorian(left).seconds - gregorian(right).seconds), new Decimal(secondsInDay))

/** Months counted from the year 0. */
const monthNumber = ({ year, month }: DateTimeFields): number => year * 12 + month - 1

const isLastDay = ({ year, month, day }: DateTimeFields): boolean => day === daysInMonth(year, month)

/** ADD_MONTHS: the last day of a month stays the last; a day that the new month lacks becomes its last. */
export function addMonths(date: DateTime, months: Decimal): DateTime {
  const { fields } = gregorian(date)
  const target = monthNumber(fields) + months.trunc().toNumber()
  const year = Math.floor(target / 12)
  const month = (((target % 12) + 12) % 12) + 1
  if (!(year >= 1 && year <= 9999)) return dateAt(lastSecond + 1)
  const last = daysInMonth(year, month)
  const day = isLastDay(fields) ? last : Math.min(fields.day, last)
  return atDay(dayNumber({ year, month, day }), split(date).time)
}

/** MONTHS_BETWEEN: whole months for equal days and for two last days, else with a fraction of 31 days. */
export function monthsBetween(left: DateTime, right: DateTime): Decimal {
  const first = gregorian(left).fields
  const second = gregorian(right).fields
  const months = new Decimal(monthNumber(first) - monthNumber(second))
  if (first.day === second.day || (isLastDay(first) && isLastDay(second))) return months
  const seconds = (first.day - second.day) * secondsInDay + split(left).time - split(right).time
  return add(months, divide(new Decimal(seconds), new Decimal(31 * secondsInDay)))
}

/** LAST_DAY: the last day of the month, at the same time of day. */
export function lastDay(date: DateTime): DateTime {
  const { year, month } = gregorian(date).fields
  return atDay(dayNumber({ year, month, day: daysInMonth(year, month) }), split(date).time)
}

/** NEXT_DAY: the first later day of that name, at the same time of day. @throws OracleError ORA-01846. */
export function nextDay(date: DateTime, name: string): DateTime {
  const wanted = dayNames.findIndex((day) => {
    const lower = name.trim().toLowerCase()
    return lower === day.toLowerCase() || lower === day.slice(0, 3).toLowerCase()
  })
  if (wanted < 0) throw new OracleError(1846, 'not a valid day of the week')
  const { days, time } = split(gregorian(date))
  const distance = (wanted - weekday(days) + 7) % 7
  return atDay(days + (distance === 0 ? 7 : distance), time)
}

// ---- TRUNC and ROUND --------------------------------------------------------------------------------------

type Unit =
  | 'century'
  | 'ISO year'
  | 'year'
  | 'quarter'
  | 'month'
  | 'ISO week'
  | 'week of year'
  | 'week of month'
  | 'week'
  | 'day'
  | 'hour'
  | 'minute'

/** "SQL Language Reference, ROUND and TRUNC Date Functions". */
const units: Readonly<Record<string, Unit>> = {
  ...{ CC: 'century', SCC: 'century', IYYY: 'ISO year', IYY: 'ISO year', IY: 'ISO year', I: 'ISO year' },
  ...{ SYYYY: 'year', YYYY: 'year', YEAR: 'year', SYEAR: 'year', YYY: 'year', YY: 'year', Y: 'year' },
  ...{ Q: 'quarter', MONTH: 'month', MON: 'month', MM: 'month', RM: 'month' },
  ...{ IW: 'ISO week', WW: 'week of year', W: 'week of month', DAY: 'week', DY: 'week', D: 'week' },
  ...{ DDD: 'day', DD: 'day', J: 'day', HH: 'hour', HH12: 'hour', HH24: 'hour', MI: 'minute' },
}
/** @throws OracleError ORA-01899 for a model that is no unit. */
function unitOf(model: string): Unit {
  const upper = model.toUpperCase()
  const unit = Object.hasOwn(units, upper) ? units[upper] : undefined
  if (unit === undefined) throw new OracleError(1899, 'bad precision specifier')
  return unit
}

/** TRUNC(date, model). */
export const truncateDate = (date: DateTime, model: string): DateTime =>
  startOf(gregorian(date), unitOf(model))

/**
 * ROUND(date, model): up from the first of July, the 16th of a month, noon of a day, the half of everything
 * else.
 */
export function roundDate(date: DateTime, model: string): DateTime {
  const unit = unitOf(model)
  const { fields } = gregorian(date)
  const start = startOf(date, unit)
  switch (unit) {
    case 'century':
    case 'ISO year':
      throw notSupported(`ROUND to ${unit}`)
    case 'year':
      return fields.month >= 7 ? addMonths(start, new Decimal(12)) : start
    case 'quarter': {
      const isSecondHalf = fields.month % 3 === 0 || (fields.month % 3 === 2 && fields.day >= 16)
      return isSecondHalf ? addMonths(start, new Decimal(3)) : start
    }
    case 'month':
      return fields.day >= 16 ? addMonths(start, new Decimal(1)) : start
    case 'ISO week':
    case 'week of year':
    case 'week of month':
    case 'week':
      return roundTo(date, start, 7 * secondsInDay)
    case 'day':
      return roundTo(date, start, secondsInDay)
    case 'hour':
      return roundTo(date, start, 3600)
    case 'minute':
      return roundTo(date, start, 60)
  }
}

const roundTo = (date: DateTime, start: DateTime, length: number): DateTime =>
  (date.seconds - start.seconds) * 2 >= length ? dateAt(start.seconds + length) : start

function startOf(date: DateTime, unit: Unit): DateTime {
  const { year, month } = date.fields
  const { days, time } = split(date)
  switch (unit) {
    case 'century':
      return atDay(dayNumber({ year: year - ((year - 1) % 100), month: 1, day: 1 }), 0)
    case 'ISO year': {
      const thursday = calendarDay(isoWeekStart(days) + 3)
      return atDay(isoWeekStart(dayNumber({ year: thursday.year, month: 1, day: 4 })), 0)
    }
    case 'year':
      return atDay(dayNumber({ year, month: 1, day: 1 }), 0)
    case 'quarter':
      return atDay(dayNumber({ year, month: month - ((month - 1) % 3), day: 1 }), 0)
    case 'month':
      return atDay(dayNumber({ year, month, day: 1 }), 0)
    case 'ISO week':
      return atDay(isoWeekStart(days), 0)
    case 'week of year':
      return atDay(sameWeekday(days, dayNumber({ year, month: 1, day: 1 })), 0)
    case 'week of month':
      return atDay(sameWeekday(days, dayNumber({ year, month, day: 1 })), 0)
    case 'week':
      return atDay(days - weekday(days), 0)
    case 'day':
      return atDay(days, 0)
    case 'hour':
      return atDay(days, time - (time % 3600))
    case 'minute':
      return atDay(days, time - (time % 60))
  }
}

/** The latest day up to `days` with the weekday of `first`. */
const sameWeekday = (days: number, first: number): number => days - ((days - first) % 7)
