/**
 * INTERVAL YEAR TO MONTH and INTERVAL DAY TO SECOND: whole months, or whole nanoseconds, with the text that an
 * implicit conversion gives them ("SQL Language Reference, Interval Data Types"). Knows no dates.
 */
import { notSupported, OracleError } from '../error.ts'
import { Decimal, roundToNumber } from './number.ts'

/** Which of Oracle's interval types a value belongs to. */
export type IntervalKind = 'INTERVAL YEAR TO MONTH' | 'INTERVAL DAY TO SECOND'

/** Nanoseconds of the fields of an interval. */
export const nanosecondsIn = {
  second: 1_000_000_000n,
  minute: 60_000_000_000n,
  hour: 3_600_000_000_000n,
  day: 86_400_000_000_000n,
} as const

/** Digits that arithmetic and functions give the first field and the fraction. */
export const widest = 9
/** Digits of the first field and of the fraction where nothing else is written. */
export const usualLeading = 2
export const usualIntervalFraction = 6

export class Interval {
  readonly kind: IntervalKind
  /** Months, or nanoseconds; below 0 in a negative interval. */
  readonly amount: bigint
  /** Digits of the years or of the days: what its text is written with. */
  readonly leading: number
  /** Digits of the fraction in its text; unknown where Oracle's documents do not say (a literal without SECOND). */
  readonly fraction: number | 'unknown'

  /** @throws OracleError ORA-01873 when the years or the days have more digits than `leading`. */
  constructor(kind: IntervalKind, amount: bigint, leading = widest, fraction: number | 'unknown' = widest) {
    const unit = kind === 'INTERVAL YEAR TO MONTH' ? 12n : nanosecondsIn.day
    if (magnitude(amount) / unit >= 10n ** BigInt(leading)) throw leadingTooSmall()
    this.kind = kind
    this.amount = amount
    this.leading = leading
    this.fraction = fraction
  }

  /** JSON has no whole numbers of this size. */
  toJSON(): unknown {
    return { ...this, amount: String(this.amount) }
  }
}

/** ORA-01873. */
export const leadingTooSmall = (): OracleError =>
  new OracleError(1873, 'the leading precision of the interval is too small')

export const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount)

/** The fields of an interval, each with the sign of the whole. */
export function intervalFields({ kind, amount }: Interval) {
  const isMonths = kind === 'INTERVAL YEAR TO MONTH'
  const part = (unit: bigint, next?: bigint): number =>
    Number((next === undefined ? amount : amount % next) / unit)
  return {
    year: isMonths ? part(12n) : 0,
    month: isMonths ? part(1n, 12n) : 0,
    day: isMonths ? 0 : part(nanosecondsIn.day),
    hour: isMonths ? 0 : part(nanosecondsIn.hour, nanosecondsIn.day),
    minute: isMonths ? 0 : part(nanosecondsIn.minute, nanosecondsIn.hour),
    second: isMonths ? 0 : part(nanosecondsIn.second, nanosecondsIn.minute),
    nanosecond: isMonths ? 0 : part(1n, nanosecondsIn.second),
  }
}

/** `+01-02`, or `+04 05:12:10.222000`. @throws OracleError ORA-03001 when its digits are not known. */
export function intervalToText(value: Interval): string {
  const fields = intervalFields(value)
  const digits = (number: number, width = 2): string => String(Math.abs(number)).padStart(width, '0')
  const sign = value.amount < 0n ? '-' : '+'
  if (value.kind === 'INTERVAL YEAR TO MONTH')
    return `${sign}${digits(fields.year, value.leading)}-${digits(fields.month)}`
  if (value.fraction === 'unknown') throw notSupported('text of an INTERVAL literal without SECOND')
  const time = [fields.hour, fields.minute, fields.second].map((field) => digits(field)).join(':')
  const fraction = value.fraction === 0 ? '' : `.${digits(fields.nanosecond, 9).slice(0, value.fraction)}`
  return `${sign}${digits(fields.day, value.leading)} ${time}${fraction}`
}

/** The value with these digits; a fraction is rounded. @throws OracleError ORA-01873. */
export const fitInterval = (value: Interval, leading: number, fraction: number): Interval =>
  new Interval(
    value.kind,
    value.kind === 'INTERVAL YEAR TO MONTH'
      ? value.amount
      : rounded(value.amount, 10n ** BigInt(widest - fraction)),
    leading,
    fraction,
  )

/** To the next multiple of a unit; halves go away from zero. */
function rounded(amount: bigint, unit: bigint): bigint {
  const nearest = ((magnitude(amount) + unit / 2n) / unit) * unit
  return amount < 0n ? -nearest : nearest
}

/** NUMTODSINTERVAL and NUMTOYMINTERVAL: so many of a unit, which is months or nanoseconds. */
export const intervalOf = (kind: IntervalKind, count: Decimal, unit: bigint): Interval =>
  new Interval(kind, wholeNumber(count.times(unit.toString())))

/** An interval times a number. */
export const multiplyInterval = (value: Interval, factor: Decimal): Interval =>
  new Interval(value.kind, wholeNumber(factor.times(value.amount.toString())))

/** An interval divided by a number. @throws OracleError ORA-01476. */
export function divideInterval(value: Interval, divisor: Decimal): Interval {
  if (divisor.isZero()) throw new OracleError(1476, 'divisor is equal to zero')
  return new Interval(value.kind, wholeNumber(new Decimal(value.amount.toString()).div(divisor)))
}

const wholeNumber = (value: Decimal): bigint =>
  BigInt(roundToNumber(value).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).toFixed())
