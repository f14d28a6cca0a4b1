/**
 * Dates and timestamps moved by intervals, and the interval between two of them ("SQL Language Reference,
 * Datetime/Interval Arithmetic").
 */
import { notSupported, OracleError } from '../error.ts'
import { dayNumber, daysInMonth, firstGregorianDay } from './calendar.ts'
import { wallOf } from './conversion.ts'
import { DateTime } from './date-time.ts'
import { Interval, nanosecondsIn, widest } from './interval.ts'
import type { Nls } from './nls.ts'

const firstSecond = firstGregorianDay * 86_400
const lastSecond = dayNumber({ year: 10_000, month: 1, day: 1 }) * 86_400 - 1

/** @throws OracleError ORA-01841 after the year 9999; ORA-03001 in the Julian calendar. */
function checked(value: DateTime): DateTime {
  if (value.wall > lastSecond)
    throw new OracleError(1841, '(full) year must be between -4713 and +9999, and not be 0')
  if (value.wall < firstSecond) throw notSupported('arithmetic with dates before 1582-10-15')
  return value
}

/** The digits that a moved value's fraction has. */
const fractionOf = ({ kind }: DateTime): number => (kind === 'DATE' ? 0 : widest)

/**
 * A value moved by an interval; days and seconds pass on the line of moments, months on the calendar.
 * @throws OracleError ORA-01839 for a day that its new month lacks; ORA-01841; ORA-03001.
 */
export function moveByInterval(value: DateTime, { kind, amount }: Interval, nls: Nls): DateTime {
  checked(value)
  return checked(kind === 'INTERVAL YEAR TO MONTH' ? byMonths(value, amount, nls) : byTime(value, amount))
}

function byTime(value: DateTime, amount: bigint): DateTime {
  const second = nanosecondsIn.second
  if (value.kind === 'DATE' && amount % second !== 0n) throw notSupported('DATE and a fraction of a second')
  const sum = BigInt(value.seconds) * second + BigInt(value.nanoseconds) + amount
  const nanoseconds = ((sum % second) + second) % second
  return atMoment(value, Number((sum - nanoseconds) / second), Number(nanoseconds))
}

function atMoment(value: DateTime, seconds: number, nanoseconds: number): DateTime {
  const fraction = fractionOf(value)
  return value.kind === 'TIMESTAMP WITH TIME ZONE'
    ? DateTime.inZone(value.zone, seconds, nanoseconds, fraction)
    : new DateTime(value.kind, seconds, nanoseconds, 0, fraction)
}

function byMonths(value: DateTime, amount: bigint, nls: Nls): DateTime {
  const wall = wallOf(value, nls)
  const { year, month, day } = new DateTime('DATE', wall).fields
  const target = year * 12 + month - 1 + Number(amount)
  const moved = { year: Math.floor(target / 12), month: (((target % 12) + 12) % 12) + 1 }
  if (moved.year < 1 || moved.year > 9999)
    throw new OracleError(1841, '(full) year must be between -4713 and +9999, and not be 0')
  if (day > daysInMonth(moved.year, moved.month))
    throw new OracleError(1839, 'date not valid for month specified')
  const time = ((wall % 86_400) + 86_400) % 86_400
  const newWall = dayNumber({ ...moved, day }) * 86_400 + time
  switch (value.kind) {
    case 'DATE':
    case 'TIMESTAMP':
      return atMoment(value, newWall, value.nanoseconds)
    case 'TIMESTAMP WITH TIME ZONE':
      return DateTime.onWall(value.zone, newWall, value.nanoseconds, widest)
    case 'TIMESTAMP WITH LOCAL TIME ZONE': {
      const { seconds } = DateTime.onWall(nls.timeZone, newWall, value.nanoseconds, widest)
      return atMoment(value, seconds, value.nanoseconds)
    }
  }
}

/** From `right` to `left`, two values of one kind or two with a zone, in days and seconds. */
export function intervalBetween(left: DateTime, right: DateTime): Interval {
  const nanoseconds = (value: DateTime): bigint =>
    BigInt(checked(value).seconds) * nanosecondsIn.second + BigInt(value.nanoseconds)
  const fraction = Math.max(left.fraction, right.fraction)
  return new Interval('INTERVAL DAY TO SECOND', nanoseconds(left) - nanoseconds(right), widest, fraction)
}
