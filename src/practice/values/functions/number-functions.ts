/**
 * Numeric functions ("SQL Language Reference, Numeric Functions"). ROUND and TRUNC take dates as well.
 */
import { notSupported } from '../../error.ts'
import { roundDate, truncateDate } from '../date-arithmetic.ts'
import { DateTime } from '../date-time.ts'
import {
  Decimal,
  exponential,
  logarithm,
  modulo,
  naturalLogarithm,
  one,
  outOfRange,
  power,
  remainder,
  roundNumber,
  squareRoot,
  truncateNumber,
  zero,
} from '../number.ts'
import type { DataType } from '../value.ts'
import {
  dateOf,
  numberOf,
  ofNumbers,
  type SingleRowFunction,
  strict,
  takingLong,
  textOf,
} from './single-row-function.ts'

/** ROUND or TRUNC: a date is cut to a unit, everything else to decimal places. */
const cutting = (
  cutDate: (date: DateTime, model: string) => DateTime,
  cutNumber: (value: Decimal, places: Decimal) => Decimal,
): SingleRowFunction => ({
  least: 1,
  most: 2,
  type: ([first]): DataType =>
    first?.name === 'DATE' || first?.name === 'TIMESTAMP' ? { name: 'DATE' } : { name: 'NUMBER' },
  evaluate: strict(([value, unit], surroundings) => {
    if (value === undefined) return null
    if (value instanceof DateTime)
      return cutDate(dateOf(value, surroundings), unit === undefined ? 'DD' : textOf(unit, surroundings))
    return cutNumber(numberOf(value), unit === undefined ? zero : numberOf(unit))
  }),
})

/** Whole numbers of this size have bits ("SQL Language Reference, BITAND"). */
const mostBits = new Decimal(2).pow(127)

/** BITAND, in two's complement. @throws OracleError ORA-01428. */
function bitAnd(left: Decimal, right: Decimal): Decimal {
  for (const value of [left, right]) if (value.abs().greaterThanOrEqualTo(mostBits)) throw outOfRange(value)
  return new Decimal((BigInt(left.trunc().toFixed()) & BigInt(right.trunc().toFixed())).toString())
}

/** BIN_TO_NUM: each argument is a bit. */
function bitsToNumber(bits: readonly Decimal[]): Decimal {
  for (const bit of bits) if (!bit.isZero() && !bit.equals(1)) throw outOfRange(bit)
  return bits.reduce((sum, bit) => sum.times(2).plus(bit), zero)
}

/** WIDTH_BUCKET: the number of the part, of `count` equal ones from `low` to `high`, that a value falls into. */
function bucketOf(value: Decimal, low: Decimal, high: Decimal, count: Decimal): Decimal {
  if (low.equals(high) || !count.isInteger() || count.lessThan(1))
    throw notSupported('WIDTH_BUCKET without buckets')
  const isRising = low.lessThan(high)
  if (isRising ? value.lessThan(low) : value.greaterThan(low)) return zero
  if (isRising ? value.greaterThanOrEqualTo(high) : value.lessThanOrEqualTo(high)) return count.plus(1)
  return value.minus(low).times(count).div(high.minus(low)).floor().plus(1)
}

export const numberFunctions: Readonly<Record<string, SingleRowFunction>> = {
  ABS: ofNumbers(1, 1, (value) => value.abs()),
  BIN_TO_NUM: ofNumbers(1, 128, (...bits) => bitsToNumber(bits)),
  BITAND: ofNumbers(2, 2, (left, right = zero) => bitAnd(left, right)),
  CEIL: ofNumbers(1, 1, (value) => value.ceil()),
  EXP: takingLong(ofNumbers(1, 1, exponential)),
  FLOOR: ofNumbers(1, 1, (value) => value.floor()),
  LN: takingLong(ofNumbers(1, 1, naturalLogarithm)),
  LOG: takingLong(ofNumbers(2, 2, (base, value = one) => logarithm(base, value))),
  MOD: ofNumbers(2, 2, (left, right = one) => modulo(left, right)),
  POWER: takingLong(ofNumbers(2, 2, (base, exponent = one) => power(base, exponent))),
  REMAINDER: ofNumbers(2, 2, (left, right = one) => remainder(left, right)),
  ROUND: cutting(roundDate, roundNumber),
  SIGN: ofNumbers(1, 1, (value) => new Decimal(value.isZero() ? 0 : value.s)),
  SQRT: takingLong(ofNumbers(1, 1, squareRoot)),
  TRUNC: cutting(truncateDate, truncateNumber),
  WIDTH_BUCKET: ofNumbers(4, 4, (value, low = zero, high = zero, count = zero) =>
    bucketOf(value, low, high, count),
  ),
}
