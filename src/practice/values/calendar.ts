/**
 * The Gregorian calendar: days of months, weeks, English names. Counts days from 1970-01-01, knows no time of
 * day.
 */
import type { DateTimeFields } from './date-time.ts'

export const monthNames = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July'],
  ...['August', 'September', 'October', 'November', 'December'],
] as const

/** From Sunday, the first day of the week in America, the default territory. */
export const dayNames = [
  'Sunday',
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
] as const

/** The Julian day number of 1970-01-01. */
export const julianEpoch = 2_440_588

/**
 * Day number of 1582-10-15. Before it Oracle counts days by the Julian calendar, which is not known here, so
 * that whoever counts days refuses earlier ones.
 */
export const firstGregorianDay = -141_427

const millisecondsInDay = 86_400_000

export const daysInMonth = (year: number, month: number): number =>
  dayNumber({ year: month === 12 ? year + 1 : year, month: month === 12 ? 1 : month + 1, day: 1 }) -
  dayNumber({ year, month, day: 1 })

type CalendarDay = Pick<DateTimeFields, 'year' | 'month' | 'day'>

/** Days since 1970-01-01. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  return date.getTime() / millisecondsInDay
}

/** The calendar day of a day number. */
export function calendarDay(days: number): CalendarDay {
  const date = new Date(days * millisecondsInDay)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 for Sunday to 6 for Saturday. */
export const weekday = (days: number): number => (((days + 4) % 7) + 7) % 7

/** 1 for the first of January. */
export const dayOfYear = (day: CalendarDay): number =>
  dayNumber(day) - dayNumber({ year: day.year, month: 1, day: 1 }) + 1

/** Day number of the Monday that begins the ISO 8601 week of a day. */
export const isoWeekStart = (days: number): number => days - ((weekday(days) + 6) % 7)

/** The year that the ISO 8601 week of a day belongs to. */
export const isoYear = (day: CalendarDay): number => calendarDay(isoWeekStart(dayNumber(day)) + 3).year

/** The ISO 8601 week of a day: week 1 has the year's first Thursday. */
export function isoWeek(day: CalendarDay): number {
  const thursday = isoWeekStart(dayNumber(day)) + 3
  return Math.ceil(dayOfYear(calendarDay(thursday)) / 7)
}
