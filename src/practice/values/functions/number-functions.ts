/**
 * Numeric functions ("SQL Language Reference, Numeric Functions"). ROUND and TRUNC take dates as well.
 */
import { roundDate, truncateDate } from '../date-arithmetic.ts'
import { DateTime } from '../date-time.ts'
import {
  Decimal,
  exponential,
  logarithm,
  modulo,
  naturalLogarithm,
  one,
  power,
  remainder,
  roundNumber,
  squareRoot,
  truncateNumber,
  zero,
} from '../number.ts'
import type { DataType } from '../value.ts'
import { dateOf, numberOf, ofNumbers, type SingleRowFunction, strict, textOf } from './single-row-function.ts'

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

export const numberFunctions: Readonly<Record<string, SingleRowFunction>> = {
  ABS: ofNumbers(1, 1, (value) => value.abs()),
  CEIL: ofNumbers(1, 1, (value) => value.ceil()),
  EXP: ofNumbers(1, 1, exponential),
  FLOOR: ofNumbers(1, 1, (value) => value.floor()),
  LN: ofNumbers(1, 1, naturalLogarithm),
  LOG: ofNumbers(2, 2, (base, value = one) => logarithm(base, value)),
  MOD: ofNumbers(2, 2, (left, right = one) => modulo(left, right)),
  POWER: ofNumbers(2, 2, (base, exponent = one) => power(base, exponent)),
  REMAINDER: ofNumbers(2, 2, (left, right = one) => remainder(left, right)),
  ROUND: cutting(roundDate, roundNumber),
  SIGN: ofNumbers(1, 1, (value) => new Decimal(value.isZero() ? 0 : value.s)),
  SQRT: ofNumbers(1, 1, squareRoot),
  TRUNC: cutting(truncateDate, truncateNumber),
}
