/**
 * TO_CHAR of dates and timestamps by a format model ("SQL Language Reference, Datetime Format Models").
 */
import { notSupported, OracleError } from '../error.ts'
import {
  dayNames,
  dayNumber,
  dayOfYear,
  firstGregorianDay,
  isoWeek,
  isoYear,
  julianEpoch,
  monthNames,
  weekday,
} from './calendar.ts'
import type { DateTime, DateTimeFields } from './date-time.ts'
import { type DateTimeField, readDateTimeModel } from './date-time-model.ts'
import { numberInWords, ordinalEnding, ordinalInWords, romanMonths, yearInWords } from './number-words.ts'
import { capitalised } from './text.ts'

/**
 * Writes a value by a model.
 * @throws OracleError ORA-01821 for elements that are none or that the value's type lacks; ORA-03001 for what
 *   only Oracle knows.
 */
export function dateTimeToText(value: DateTime, model: string): string {
  const { fields } = value
  let text = ''
  for (const element of readDateTimeModel(model))
    text += element.kind === 'field' ? writeWithSuffix(element, value, fields) : element.text
  return text
}

/** SP writes a number in words, in the case of its element; TH makes it an ordinal. */
function writeWithSuffix(field: DateTimeField, value: DateTime, fields: DateTimeFields): string {
  const plain = writeField(field, value, fields)
  if (field.suffix === undefined) return plain
  if (!/^\d+$/.test(plain)) throw notSupported(`format element suffix ${field.suffix} behind ${field.name}`)
  const number = Number(plain)
  if (field.suffix === 'TH') {
    const ending = ordinalEnding(number)
    if (field.text === field.text.toUpperCase()) return plain + ending.toUpperCase()
    if (field.text === field.text.toLowerCase()) return plain + ending
    throw notSupported(`format element suffix TH behind ${field.text}`)
  }
  return inCaseOf(field, capitalised(field.suffix === 'SP' ? numberInWords(number) : ordinalInWords(number)))
}

function writeField(field: DateTimeField, value: DateTime, fields: DateTimeFields): string {
  const number = (digits: number, digitsValue: number): string =>
    field.isFilled ? String(digitsValue).padStart(digits, '0') : String(digitsValue)
  const { year, month, day, hour, minute, second } = fields
  switch (field.name) {
    case 'SYYYY':
      return signed(field, number(4, year))
    case 'Y,YYY':
      return `${Math.floor(year / 1000)},${String(year % 1000).padStart(3, '0')}`
    case 'YEAR':
      return inCaseOf(field, capitalised(yearInWords(year)))
    case 'SYEAR':
      throw notSupported('format element SYEAR')
    case 'CC':
      return number(2, Math.ceil(year / 100))
    case 'SCC':
      return signed(field, number(2, Math.ceil(year / 100)))
    case 'IYYY':
      return number(4, isoYear(counted(fields)))
    case 'IYY':
      return number(3, isoYear(counted(fields)) % 1000)
    case 'IY':
      return number(2, isoYear(counted(fields)) % 100)
    case 'I':
      return String(isoYear(counted(fields)) % 10)
    case 'RM':
      return inCaseOf(field, padded(field, romanMonths[month - 1] ?? '', 4))
    case 'AD':
    case 'BC':
      return inCaseOf(field, 'Ad')
    case 'A.D.':
    case 'B.C.':
      return inCaseOf(field, 'A.d.')
    case 'YYYY':
    case 'RRRR':
      return number(4, year)
    case 'YYY':
      return number(3, year % 1000)
    case 'YY':
    case 'RR':
      return number(2, year % 100)
    case 'Y':
      return number(1, year % 10)
    case 'Q':
      return String(Math.ceil(month / 3))
    case 'MM':
      return number(2, month)
    case 'MON':
      return inCaseOf(field, (monthNames[month - 1] ?? '').slice(0, 3))
    case 'MONTH':
      return inCaseOf(field, padded(field, monthNames[month - 1] ?? '', 9))
    case 'DDD':
      return number(3, dayOfYear(counted(fields)))
    case 'DD':
      return number(2, day)
    case 'D':
      return String(weekday(dayNumber(counted(fields))) + 1)
    case 'DAY':
      return inCaseOf(field, padded(field, dayNames[weekday(dayNumber(counted(fields)))] ?? '', 9))
    case 'DY':
      return inCaseOf(field, (dayNames[weekday(dayNumber(counted(fields)))] ?? '').slice(0, 3))
    case 'J':
      return number(7, dayNumber(counted(fields)) + julianEpoch)
    case 'WW':
      return number(2, Math.ceil(dayOfYear(counted(fields)) / 7))
    case 'W':
      return String(Math.ceil(day / 7))
    case 'IW':
      return number(2, isoWeek(counted(fields)))
    case 'HH24':
      return number(2, hour)
    case 'HH12':
    case 'HH':
      return number(2, ((hour + 11) % 12) + 1)
    case 'MI':
      return number(2, minute)
    case 'SS':
      return number(2, second)
    case 'SSSSS':
      return number(5, hour * 3600 + minute * 60 + second)
    case 'AM':
    case 'PM':
      return inCaseOf(field, hour < 12 ? 'Am' : 'Pm')
    case 'A.M.':
    case 'P.M.':
      return inCaseOf(field, hour < 12 ? 'A.m.' : 'P.m.')
    case 'X':
      return '.'
    case 'TZH':
    case 'TZM':
    case 'TZR':
      return writeZone(field, value)
    default:
      return writeFraction(field.name, value)
  }
}

/** The fields of a day whose number is known. @throws OracleError ORA-03001 in the Julian calendar. */
function counted(fields: DateTimeFields): DateTimeFields {
  if (dayNumber(fields) < firstGregorianDay) throw notSupported('days counted before 1582-10-15')
  return fields
}

/** A year of our era has a blank where others have a minus. */
const signed = (field: DateTimeField, number: string): string => (field.isFilled ? ` ${number}` : number)

/** MONTH and DAY are as wide as the longest English name unless FM says otherwise. */
const padded = (field: DateTimeField, name: string, width: number): string =>
  field.isFilled ? name.padEnd(width) : name

/** The first two letters of the element tell the case: `MONTH`, `Month` or `month`. */
function inCaseOf(field: DateTimeField, name: string): string {
  const [first = '', second = ''] = field.text.replaceAll('.', '')
  if (first === first.toLowerCase()) return name.toLowerCase()
  return second === second.toUpperCase() ? name.toUpperCase() : name
}

function writeFraction(name: string, value: DateTime): string {
  if (value.kind === 'DATE') throw notRecognized()
  if (name === 'FF' && value.fraction === 0) throw notSupported('format element FF of TIMESTAMP(0)')
  const digits = Number(name.slice(2) || value.fraction)
  return String(value.nanoseconds).padStart(9, '0').slice(0, digits)
}

function writeZone({ name, text }: DateTimeField, value: DateTime): string {
  if (value.kind !== 'TIMESTAMP WITH TIME ZONE') throw notRecognized()
  if (name === 'TZR' && value.region !== undefined) {
    if (text !== 'TZR') throw notSupported(`format element ${text}`)
    return value.region.toUpperCase()
  }
  const sign = value.offset < 0 ? '-' : '+'
  const hours = String(Math.floor(Math.abs(value.offset) / 60)).padStart(2, '0')
  const minutes = String(Math.abs(value.offset) % 60).padStart(2, '0')
  switch (name) {
    case 'TZH':
      return sign + hours
    case 'TZM':
      return minutes
    default:
      return `${sign}${hours}:${minutes}`
  }
}

const notRecognized = (): OracleError => new OracleError(1821, 'date format not recognized')
