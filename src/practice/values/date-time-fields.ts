/**
 * Reads one element of a datetime format model from a text into a draft. Knows nothing of what stands between
 * elements.
 */
import { notSupported, OracleError } from '../error.ts'
import { dayNames, monthNames } from './calendar.ts'
import type { DateTimeKind } from './date-time.ts'
import type { DateTimeDraft } from './date-time-draft.ts'
import type { DateTimeElementName, DateTimeField } from './date-time-model.ts'
import type { Nls } from './nls.ts'
import { romanMonths } from './number-words.ts'

/** A text and what is being made of it. */
export interface DateTimeReading {
  readonly text: string
  readonly kind: DateTimeKind
  readonly nls: Nls
  readonly draft: DateTimeDraft
}

const fail = (number: number, text: string): OracleError => new OracleError(number, text)

/** An element of a few digits: which part it sets, its range, and what is said outside of it. */
interface NumericField {
  readonly part: Exclude<keyof DateTimeDraft, 'isAfternoon' | 'zoneSign' | 'region'>
  readonly digits: number
  readonly low: number
  readonly high: number
  readonly error: readonly [number: number, text: string]
}

const numericFields: Partial<Record<DateTimeElementName, NumericField>> = {
  YYYY: {
    ...{ part: 'year', digits: 4, low: 1, high: 9999 },
    error: [1841, '(full) year must be between -4713 and +9999, and not be 0'],
  },
  MM: { part: 'month', digits: 2, low: 1, high: 12, error: [1843, 'not a valid month'] },
  DD: {
    ...{ part: 'day', digits: 2, low: 1, high: 31 },
    error: [1847, 'day of month must be between 1 and last day of month'],
  },
  DDD: {
    ...{ part: 'dayOfYear', digits: 3, low: 1, high: 366 },
    error: [1848, 'day of year must be between 1 and 365 (366 for leap year)'],
  },
  J: {
    ...{ part: 'julian', digits: 7, low: 1, high: 5_373_484 },
    error: [1854, 'julian date must be between 1 and 5373484'],
  },
  HH24: { part: 'hour24', digits: 2, low: 0, high: 23, error: [1850, 'hour must be between 0 and 23'] },
  HH12: { part: 'hour12', digits: 2, low: 1, high: 12, error: [1849, 'hour must be between 1 and 12'] },
  HH: { part: 'hour12', digits: 2, low: 1, high: 12, error: [1849, 'hour must be between 1 and 12'] },
  MI: { part: 'minute', digits: 2, low: 0, high: 59, error: [1851, 'minutes must be between 0 and 59'] },
  SS: { part: 'second', digits: 2, low: 0, high: 59, error: [1852, 'seconds must be between 0 and 59'] },
  SSSSS: {
    ...{ part: 'secondOfDay', digits: 5, low: 0, high: 86_399 },
    error: [1853, 'seconds in day must be between 0 and 86399'],
  },
}

/** Digits of an element that has all of them; undefined for elements that are no number of a fixed width. */
export const fullWidthOf = (name: DateTimeElementName): number | undefined =>
  numericFields[name]?.digits ?? (/^[YR][YR]*$/.test(name) ? name.length : undefined)

/**
 * Reads an element that begins at `at`, and gives where it ends. `isOpen` says that no further element
 * follows at once, so that a short year may be written in full.
 * @throws OracleError ORA-01843 to ORA-01858; ORA-01820 and ORA-01821 for elements that cannot be read.
 */
export function readField(
  { name, suffix }: DateTimeField,
  at: number,
  isOpen: boolean,
  reading: DateTimeReading,
): number {
  const { text, kind, draft } = reading
  if (suffix !== undefined) throw fail(1820, 'format code cannot appear in date input format')
  if (name === 'MM' && !/\d/.test(text.charAt(at))) return readMonthName(at, reading)
  const numeric = numericFields[name]
  if (numeric !== undefined) return readNumber(numeric, at, reading)
  switch (name) {
    case 'SYYYY':
      return readSignedYear(at, reading)
    case 'Y,YYY':
      return readGroupedYear(at, reading)
    case 'RM':
      return readRomanMonth(at, reading)
    case 'AD':
    case 'BC':
    case 'A.D.':
    case 'B.C.':
      return readEra(at, reading)
    case 'YYY':
    case 'YY':
    case 'Y':
    case 'RR':
    case 'RRRR':
      return readShortYear(name, at, isOpen, reading)
    case 'MON':
    case 'MONTH':
      return readMonthName(at, reading)
    case 'DAY':
    case 'DY':
      return readDayName(at, reading)
    case 'AM':
    case 'PM':
    case 'A.M.':
    case 'P.M.':
      return readMeridian(at, reading)
    case 'X':
      if (text.charAt(at) !== '.') throw fail(1861, 'literal does not match format string')
      return at + 1
    case 'TZH':
    case 'TZM':
    case 'TZR':
      if (kind !== 'TIMESTAMP WITH TIME ZONE') throw fail(1821, 'date format not recognized')
      return readZone(name, at, reading)
    case 'D':
      throw notSupported('format element D in a date input format')
    case 'YEAR':
    case 'SYEAR':
    case 'CC':
    case 'SCC':
    case 'IYYY':
    case 'IYY':
    case 'IY':
    case 'I':
    case 'Q':
    case 'WW':
    case 'W':
    case 'IW':
      throw fail(1820, 'format code cannot appear in date input format')
    default: {
      if (kind === 'DATE') throw fail(1821, 'date format not recognized')
      const digits = readDigits(text, at, Number(name.slice('FF'.length) || 9))
      draft.nanoseconds = Number(digits.padEnd(9, '0'))
      return at + digits.length
    }
  }
}

function readNumber(
  { part, digits, low, high, error }: NumericField,
  at: number,
  { text, draft }: DateTimeReading,
): number {
  const found = readDigits(text, at, digits)
  const value = Number(found)
  if (value < low || value > high) throw fail(...error)
  draft[part] = value
  return at + found.length
}

function readDigits(text: string, at: number, most: number): string {
  let end = at
  while (end - at < most && /\d/.test(text.charAt(end))) end += 1
  if (end === at) throw fail(1858, 'a non-numeric character was found where a numeric was expected')
  return text.slice(at, end)
}

function readShortYear(
  name: 'YYY' | 'YY' | 'Y' | 'RR' | 'RRRR',
  at: number,
  isOpen: boolean,
  { text, nls, draft }: DateTimeReading,
): number {
  const digits = readDigits(text, at, isOpen ? 4 : name.length)
  draft.year = completeYear(digits, name, nls.now().fields.year)
  return at + digits.length
}

/**
 * Short years belong to the current century, in RR and RRRR to the one that lies nearest ("The RR Datetime
 * Format Element").
 */
function completeYear(digits: string, name: string, now: number): number {
  const isRound = name.startsWith('R')
  if (digits.length > (isRound ? 2 : name.length)) return Number(digits)
  const unit = isRound ? 100 : 10 ** digits.length
  const inCurrent = now - (now % unit) + Number(digits)
  if (!isRound) return inCurrent
  const isLateNow = now % 100 >= 50
  const isLate = Number(digits) >= 50
  return inCurrent + (isLateNow === isLate ? 0 : isLateNow ? 100 : -100)
}

/** @throws OracleError ORA-03001 before our era. */
function readSignedYear(at: number, { text, draft }: DateTimeReading): number {
  if (text.charAt(at) === '-') throw notSupported('years before Christ')
  const start = text.charAt(at) === '+' ? at + 1 : at
  const digits = readDigits(text, start, 4)
  draft.year = Number(digits)
  return start + digits.length
}

function readGroupedYear(at: number, { text, draft }: DateTimeReading): number {
  const found = /^(\d),(\d{3})/.exec(text.slice(at, at + 5))
  if (found === null) throw notSupported('format element Y,YYY of a year without its comma')
  draft.year = Number(`${found[1] ?? ''}${found[2] ?? ''}`)
  return at + found[0].length
}

function readRomanMonth(at: number, { text, draft }: DateTimeReading): number {
  const [numeral = ''] = /^[IVX]+/i.exec(text.slice(at, at + 5)) ?? []
  const index = romanMonths.indexOf(numeral.toUpperCase())
  if (index < 0) throw fail(1843, 'not a valid month')
  draft.month = index + 1
  return at + numeral.length
}

/** @throws OracleError ORA-01856; ORA-03001 before our era. */
function readEra(at: number, { text }: DateTimeReading): number {
  const [era = ''] = /^(?:ad|bc|a\.d\.|b\.c\.)/i.exec(text.slice(at, at + 4)) ?? []
  if (era === '') throw fail(1856, 'BC/B.C. or AD/A.D. required')
  if (/^b/i.test(era)) throw notSupported('years before Christ')
  return at + era.length
}

function readMonthName(at: number, { text, draft }: DateTimeReading): number {
  const { index, end } = readName(text, at, monthNames, fail(1843, 'not a valid month'))
  draft.month = index + 1
  return end
}

function readDayName(at: number, { text, draft }: DateTimeReading): number {
  const { index, end } = readName(text, at, dayNames, fail(1846, 'not a valid day of the week'))
  draft.weekday = index
  return end
}

/** One of the names, in full or its first three letters, in whatever case. */
function readName(
  text: string,
  at: number,
  names: readonly string[],
  unknown: OracleError,
): { readonly index: number; readonly end: number } {
  const isHere = (name: string): boolean =>
    text.slice(at, at + name.length).toLowerCase() === name.toLowerCase()
  const index = names.findIndex((name) => isHere(name.slice(0, 3)))
  const name = names[index]
  if (name === undefined) throw unknown
  return { index, end: at + (isHere(name) ? name.length : 3) }
}

function readMeridian(at: number, { text, draft }: DateTimeReading): number {
  const found = /^(?:[ap]m|[ap]\.m\.)/i.exec(text.slice(at, at + 4))
  if (found === null) throw fail(1855, 'AM/A.M. or PM/P.M. required')
  draft.isAfternoon = /^p/i.test(found[0])
  return at + found[0].length
}

const zonePatterns = { TZH: /^([+-]?)(\d{1,2})/, TZM: /^()()(\d{1,2})/, TZR: /^([+-])(\d{1,2}):(\d{2})/ }

/** An offset from UTC, in parts or as a whole, or a region. */
function readZone(name: 'TZH' | 'TZM' | 'TZR', at: number, { text, draft }: DateTimeReading): number {
  const found = zonePatterns[name].exec(text.slice(at, at + 6))
  if (found === null && name === 'TZR') {
    const [region = ''] = /^[A-Za-z][\w+\-/]*/.exec(text.slice(at)) ?? []
    if (region === '') throw new OracleError(1882, 'timezone region not found')
    draft.region = region
    return at + region.length
  }
  if (found === null) throw fail(1858, 'a non-numeric character was found where a numeric was expected')
  const [whole, sign, hours, minutes] = found
  if (name !== 'TZM') {
    draft.zoneSign = sign === '-' ? -1 : 1
    draft.zoneHours = Number(hours)
  }
  if (name !== 'TZH') draft.zoneMinutes = Number(minutes)
  return at + whole.length
}
