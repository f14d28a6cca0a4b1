/**
 * TO_DATE and TO_TIMESTAMP: a text read by a format model, with Oracle's leniency about punctuation and its errors
 * ("SQL Language Reference, String-to-Date Conversion Rules").
 */
import { notSupported, OracleError } from '../error.ts'
import {
  calendarDay,
  dayNames,
  dayNumber,
  daysInMonth,
  julianEpoch,
  monthNames,
  weekday,
} from './calendar.ts'
import { DateTime, type DateTimeKind } from './date-time.ts'
import { type DateTimeElement, type DateTimeElementName, readDateTimeModel } from './date-time-model.ts'
import type { Nls } from './nls.ts'

/** What the fields of a text have said so far. */
interface Draft {
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
  zoneHour?: number
  zoneMinute?: number
}

type Field = Extract<DateTimeElement, { kind: 'field' }>

const fail = (number: number, text: string): OracleError => new OracleError(number, text)
const mismatch = (): OracleError => fail(1861, 'literal does not match format string')

/**
 * Reads a date or timestamp.
 * @param kind the type wanted; fractions and zones are refused for a DATE.
 * @throws OracleError ORA-01821, ORA-01830, ORA-01840, ORA-01843, ORA-01861 and the like; ORA-03001 for what is lacking.
 */
export function textToDateTime(text: string, model: string, kind: DateTimeKind, nls: Nls): DateTime {
  const elements = readDateTimeModel(model)
  refuseTwice(elements)
  const draft: Draft = {}
  let at = 0
  for (const [index, element] of elements.entries()) {
    if (element.kind === 'field' || element.text !== ' ') at = skipBlanks(text, at)
    if (at >= text.length) {
      if (elements.slice(index).some(isDateField))
        throw fail(1840, 'input value not long enough for date format')
      break
    }
    at =
      element.kind === 'field'
        ? readField(text, at, element, elements[index + 1], kind, draft, nls)
        : skipLiteral(text, at, element, elements[index - 1])
  }
  if (skipBlanks(text, at) < text.length)
    throw fail(1830, 'date format picture ends before converting entire input string')
  return assemble(draft, kind, nls)
}

const skipBlanks = (text: string, at: number): number => {
  let end = at
  while (text.charAt(end) === ' ') end += 1
  return end
}

/** Only the time of day may be missing at the end of a text. */
const timeFields: ReadonlySet<DateTimeElementName> = new Set<DateTimeElementName>([
  ...(['HH24', 'HH12', 'HH', 'MI', 'SSSSS', 'SS', 'FF', 'X', 'AM', 'PM', 'A.M.', 'P.M.'] as const),
  ...(['FF1', 'FF2', 'FF3', 'FF4', 'FF5', 'FF6', 'FF7', 'FF8', 'FF9', 'TZH', 'TZM', 'TZR'] as const),
])

const isDateField = (element: DateTimeElement): boolean =>
  element.kind === 'field' && !timeFields.has(element.name)

/** The part of a date that an element sets; no two elements of a model may set the same. */
function partOf(name: DateTimeElementName): string | undefined {
  if (/^[YR]/.test(name)) return 'year'
  if (name.startsWith('MON') || name === 'MM') return 'month'
  if (name.startsWith('HH')) return 'hour'
  if (name.startsWith('FF')) return 'fraction'
  if (/^[AP]/.test(name)) return 'meridian'
  return name === 'X' ? undefined : name
}

function refuseTwice(elements: readonly DateTimeElement[]): void {
  const seen = new Set<string>()
  for (const element of elements) {
    const part = element.kind === 'field' ? partOf(element.name) : undefined
    if (part === undefined) continue
    if (seen.has(part)) throw fail(1810, 'format code appears twice')
    seen.add(part)
  }
  const has24 = elements.some((element) => element.kind === 'field' && element.name === 'HH24')
  if (has24 && seen.has('meridian')) throw fail(1818, "'HH24' precludes use of meridian indicator")
}

/** Digits of the elements that always have as many when punctuation behind them is left out. */
const fullWidths: Partial<Record<DateTimeElementName, number>> = {
  ...{ YYYY: 4, RRRR: 4, YYY: 3, YY: 2, RR: 2, Y: 1, MM: 2, DD: 2, DDD: 3, J: 7 },
  ...{ HH24: 2, HH12: 2, HH: 2, MI: 2, SS: 2, SSSSS: 5 },
}

/** Any punctuation matches any other; it may be left out behind a number with all its digits and behind a month's name. */
function skipLiteral(
  text: string,
  at: number,
  element: Exclude<DateTimeElement, Field>,
  before: DateTimeElement | undefined,
): number {
  if (element.kind === 'quoted') {
    if (!text.startsWith(element.text, at)) throw mismatch()
    return at + element.text.length
  }
  if (!/[\p{L}\p{N}]/u.test(text.charAt(at))) return at + 1
  if (before?.kind !== 'field') throw mismatch()
  const width = fullWidths[before.name]
  const isFull = width !== undefined && at >= width && /^\d+$/.test(text.slice(at - width, at))
  if (!isFull && before.name !== 'MON' && before.name !== 'MONTH') throw mismatch()
  return at
}

// ---- one field -----------------------------------------------------------------------------------------------------

function readField(
  text: string,
  at: number,
  field: Field,
  next: DateTimeElement | undefined,
  kind: DateTimeKind,
  draft: Draft,
  nls: Nls,
): number {
  const number = (digits: number): number => {
    const found = readDigits(text, at, digits)
    end = at + found.length
    return Number(found)
  }
  let end = at
  switch (field.name) {
    case 'YYYY':
      draft.year = number(4)
      return end
    case 'YYY':
    case 'YY':
    case 'Y':
    case 'RR':
    case 'RRRR': {
      const isOpen = next?.kind !== 'field'
      const found = readDigits(text, at, isOpen || field.name === 'RRRR' ? 4 : field.name.length)
      draft.year = found.length > field.name.length ? Number(found) : completeYear(found, field.name, nls)
      return at + found.length
    }
    case 'MM':
      if (!/\d/.test(text.charAt(at))) return readMonthName(text, at, draft)
      draft.month = between(number(2), 1, 12, 1843, 'not a valid month')
      return end
    case 'MON':
    case 'MONTH':
      return readMonthName(text, at, draft)
    case 'DD':
      draft.day = between(number(2), 1, 31, 1847, 'day of month must be between 1 and last day of month')
      return end
    case 'DDD':
      draft.dayOfYear = between(
        number(3),
        1,
        366,
        1848,
        'day of year must be between 1 and 365 (366 for leap year)',
      )
      return end
    case 'J':
      draft.julian = between(number(7), 1, 5_373_484, 1854, 'julian date must be between 1 and 5373484')
      return end
    case 'DAY':
    case 'DY':
      return readDayName(text, at, draft)
    case 'HH24':
      draft.hour24 = between(number(2), 0, 23, 1850, 'hour must be between 0 and 23')
      return end
    case 'HH12':
    case 'HH':
      draft.hour12 = between(number(2), 1, 12, 1849, 'hour must be between 1 and 12')
      return end
    case 'MI':
      draft.minute = between(number(2), 0, 59, 1851, 'minutes must be between 0 and 59')
      return end
    case 'SS':
      draft.second = between(number(2), 0, 59, 1852, 'seconds must be between 0 and 59')
      return end
    case 'SSSSS':
      draft.secondOfDay = between(number(5), 0, 86_399, 1853, 'seconds in day must be between 0 and 86399')
      return end
    case 'AM':
    case 'PM':
    case 'A.M.':
    case 'P.M.':
      return readMeridian(text, at, draft)
    case 'X':
      if (text.charAt(at) !== '.') throw mismatch()
      return at + 1
    case 'FF':
    case 'FF1':
    case 'FF2':
    case 'FF3':
    case 'FF4':
    case 'FF5':
    case 'FF6':
    case 'FF7':
    case 'FF8':
    case 'FF9': {
      if (kind === 'DATE') throw fail(1821, 'date format not recognized')
      const found = readDigits(text, at, Number(field.name.slice(2) || 9))
      draft.nanoseconds = Number(found.padEnd(9, '0'))
      return at + found.length
    }
    case 'TZH':
    case 'TZM':
    case 'TZR':
      if (kind !== 'TIMESTAMP WITH TIME ZONE') throw fail(1821, 'date format not recognized')
      return readZone(text, at, field.name, draft)
    case 'D':
      throw notSupported('format element D in a date input format')
    case 'Q':
    case 'WW':
    case 'W':
    case 'IW':
      throw fail(1820, 'format code cannot appear in date input format')
  }
}

function readDigits(text: string, at: number, most: number): string {
  let end = at
  while (end - at < most && /\d/.test(text.charAt(end))) end += 1
  if (end === at) throw fail(1858, 'a non-numeric character was found where a numeric was expected')
  return text.slice(at, end)
}

function between(value: number, low: number, high: number, number: number, text: string): number {
  if (value < low || value > high) throw fail(number, text)
  return value
}

/** Two digits by the current century, or for RR by the century that lies nearest ("The RR Datetime Format Element"). */
function completeYear(digits: string, name: string, nls: Nls): number {
  const { year } = nls.now().fields
  const unit = 10 ** digits.length
  const inCurrent = Math.floor(year / unit) * unit + Number(digits)
  if (!name.startsWith('R') || digits.length !== 2)
    return name.startsWith('RR') && digits.length > 2 ? Number(digits) : inCurrent
  const isLateNow = year % 100 >= 50
  const isLate = Number(digits) >= 50
  return inCurrent + (isLateNow === isLate ? 0 : isLateNow ? 100 : -100)
}

function readMonthName(text: string, at: number, draft: Draft): number {
  const rest = text.slice(at, at + 9).toLowerCase()
  const month = monthNames.findIndex((name) => rest.startsWith(name.slice(0, 3).toLowerCase()))
  if (month < 0) throw fail(1843, 'not a valid month')
  draft.month = month + 1
  const full = (monthNames[month] ?? '').toLowerCase()
  return at + (rest.startsWith(full) ? full.length : 3)
}

function readDayName(text: string, at: number, draft: Draft): number {
  const rest = text.slice(at, at + 9).toLowerCase()
  const day = dayNames.findIndex((name) => rest.startsWith(name.slice(0, 3).toLowerCase()))
  if (day < 0) throw fail(1846, 'not a valid day of the week')
  draft.weekday = day
  const full = (dayNames[day] ?? '').toLowerCase()
  return at + (rest.startsWith(full) ? full.length : 3)
}

function readMeridian(text: string, at: number, draft: Draft): number {
  const found = /^(?:([ap])m|([ap])\.m\.)/i.exec(text.slice(at, at + 4))
  if (found === null) throw fail(1855, 'AM/A.M. or PM/P.M. required')
  draft.isAfternoon = /^p/i.test(found[0])
  return at + found[0].length
}

function readZone(text: string, at: number, name: 'TZH' | 'TZM' | 'TZR', draft: Draft): number {
  const pattern = name === 'TZM' ? /^\d{1,2}/ : name === 'TZH' ? /^[+-]?\d{1,2}/ : /^([+-]\d{1,2}):(\d{2})/
  const found = pattern.exec(text.slice(at, at + 6))
  if (found === null && name === 'TZR') throw notSupported('time zone region')
  if (found === null) throw fail(1858, 'a non-numeric character was found where a numeric was expected')
  if (name === 'TZM')
    draft.zoneMinute = between(Number(found[0]), 0, 59, 1875, 'time zone minute must be between -59 and 59')
  else
    draft.zoneHour = between(
      Number(found[1] ?? found[0]),
      -12,
      14,
      1874,
      'time zone hour must be between -15 and 15',
    )
  if (name === 'TZR') draft.zoneMinute = Number(found[2])
  return at + found[0].length
}

/** TO_TIMESTAMP and the TIMESTAMP literal give nine digits of fraction. */
const mostFraction = 9

// ---- all fields together -------------------------------------------------------------------------------------------

function assemble(draft: Draft, kind: DateTimeKind, nls: Nls): DateTime {
  const day = assembleDay(draft, nls)
  const fraction = kind === 'DATE' ? 0 : mostFraction
  if (draft.weekday !== undefined && draft.weekday !== weekday(dayNumber(day)))
    throw fail(1835, 'day of week conflicts with Julian date')
  const sign = (draft.zoneHour ?? 0) < 0 || Object.is(draft.zoneHour, -0) ? -1 : 1
  const offset = (draft.zoneHour ?? 0) * 60 + sign * (draft.zoneMinute ?? 0)
  const zone = kind !== 'TIMESTAMP WITH TIME ZONE' ? 0 : draft.zoneHour === undefined ? nls.timeZone : offset
  return DateTime.of(kind, { ...day, ...assembleTime(draft) }, draft.nanoseconds ?? 0, zone, fraction)
}

function assembleDay(draft: Draft, nls: Nls) {
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
function consistent(draft: Draft, day: ReturnType<typeof calendarDay>): ReturnType<typeof calendarDay> {
  if (draft.year !== undefined && draft.year !== day.year) throw fail(1831, 'year conflicts with Julian date')
  if (draft.month !== undefined && draft.month !== day.month)
    throw fail(1833, 'month conflicts with Julian date')
  if (draft.day !== undefined && draft.day !== day.day)
    throw fail(1834, 'day of month conflicts with Julian date')
  return day
}

function assembleTime(draft: Draft) {
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
