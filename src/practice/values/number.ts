/**
 * NUMBER: decimal arithmetic with the precision, the range and the errors of Oracle's, and the text of a
 * number as an implicit conversion gives it. Knows nothing of format models.
 */
import { Decimal as BaseDecimal } from 'decimal.js'
import { OracleError } from '../error.ts'

/** The one decimal constructor of the practice database: 40 significant digits, halves away from zero. */
export const Decimal = BaseDecimal.clone({ precision: 40, rounding: BaseDecimal.ROUND_HALF_UP })
export type Decimal = BaseDecimal

/**
 * Works with more digits than a NUMBER keeps and cuts the rest off, so that `roundToNumber` is the only
 * rounding: a digit that was cut off never decides a half.
 */
const Working = BaseDecimal.clone({ precision: 60, rounding: BaseDecimal.ROUND_DOWN })
const WorkingRemainder = Working.clone({ modulo: BaseDecimal.ROUND_HALF_EVEN })

/** The range of a NUMBER: 1E-130 to just under 1E126 ("SQL Language Reference, NUMBER Data Type"). */
const largestExponent = 125
const smallestExponent = -130

export const zero: Decimal = new Decimal(0)
export const one: Decimal = new Decimal(1)

/**
 * Rounds to what a NUMBER holds: 20 base-100 digits, which is 40 decimal digits when the leading pair has two
 * of them and 39 when it has one ("SQL Language Reference, NUMBER Data Type").
 * @throws OracleError ORA-01426 from 1E126 on; what is smaller than 1E-130 is 0.
 */
export function roundToNumber(value: BaseDecimal): Decimal {
  if (value.isZero()) return zero
  if (!value.isFinite()) throw numericOverflow()
  const digits = value.e % 2 === 0 ? 39 : 40
  const rounded = new Decimal(value).toSignificantDigits(digits, BaseDecimal.ROUND_HALF_UP)
  if (rounded.e > largestExponent) throw numericOverflow()
  return rounded.e < smallestExponent ? zero : rounded
}

/** Below 0 when `left` is smaller, 0 when they are equal: what decimal.js does, without the copies that it makes. */
export function compareNumbers(left: Decimal, right: Decimal): number {
  const sign = signOf(left)
  if (sign !== signOf(right)) return sign - signOf(right)
  if (sign === 0) return 0
  if (left.e !== right.e) return left.e > right.e ? sign : -sign
  const words = Math.min(left.d.length, right.d.length)
  for (let at = 0; at < words; at += 1) {
    const difference = (left.d[at] ?? 0) - (right.d[at] ?? 0)
    if (difference !== 0) return difference > 0 ? sign : -sign
  }
  if (left.d.length === right.d.length) return 0
  return left.d.length > right.d.length ? sign : -sign
}

/** decimal.js keeps digits in words of seven; the first has those in front of a multiple of seven places. */
const WORD = 7

/**
 * A double near a number, from its first two words: of two numbers the smaller one never has the larger double, and those
 * with no more words than that have the same one only when they are equal.
 */
export const approximate = ({ d: [first = 0, second = 0], e, s }: Decimal): number =>
  s * (first * 10 ** WORD + second) * 10 ** (WORD * (Math.floor(e / WORD) - 1))

/** Whether no other number has the same `approximate`. */
export const isApproximatedAlone = ({ d }: Decimal): boolean => d.length <= 2

const signOf = ({ d, s }: Decimal): number => (d[0] === 0 ? 0 : s)

export const numericOverflow = (): OracleError => new OracleError(1426, 'numeric overflow')

export const add = (left: Decimal, right: Decimal): Decimal => roundToNumber(Working.add(left, right))

export const subtract = (left: Decimal, right: Decimal): Decimal => roundToNumber(Working.sub(left, right))

export const multiply = (left: Decimal, right: Decimal): Decimal => roundToNumber(Working.mul(left, right))

/** @throws OracleError ORA-01476 when `right` is 0. */
export function divide(left: Decimal, right: Decimal): Decimal {
  if (right.isZero()) throw divisionByZero()
  return roundToNumber(Working.div(left, right))
}

const divisionByZero = (): OracleError => new OracleError(1476, 'divisor is equal to zero')

/** MOD: what is left has the sign of `left`, and MOD(n, 0) is n ("SQL Language Reference, MOD"). */
export const modulo = (left: Decimal, right: Decimal): Decimal =>
  right.isZero() ? left : roundToNumber(Working.mod(left, right))

/**
 * REMAINDER: `left` less the multiple of `right` nearest to it ("SQL Language Reference, REMAINDER").
 * @throws OracleError ORA-01476 when `right` is 0.
 */
export function remainder(left: Decimal, right: Decimal): Decimal {
  if (right.isZero()) throw divisionByZero()
  return roundToNumber(WorkingRemainder.mod(left, right))
}

/**
 * POWER and `**`.
 * @throws OracleError ORA-01428 for a negative base with a fraction as exponent, or 0 to a negative power;
 *   ORA-01426.
 */
export function power(base: Decimal, exponent: Decimal): Decimal {
  if (base.isNegative() && !base.isZero() && !exponent.isInteger()) throw outOfRange(base)
  if (base.isZero() && exponent.isNegative()) throw outOfRange(base)
  return roundToNumber(Working.pow(base, exponent))
}

/** ORA-01428, raised by functions that are not defined for a number. */
export const outOfRange = (argument: Decimal): OracleError =>
  new OracleError(1428, `argument '${numberToText(argument)}' is out of range`)

/** @throws OracleError ORA-01428 below 0. */
export function squareRoot(value: Decimal): Decimal {
  if (value.isNegative() && !value.isZero()) throw outOfRange(value)
  return roundToNumber(Working.sqrt(value))
}

export const exponential = (value: Decimal): Decimal => roundToNumber(Working.exp(value))

/** @throws OracleError ORA-01428 for 0 and below. */
export function naturalLogarithm(value: Decimal): Decimal {
  if (value.lessThanOrEqualTo(0)) throw outOfRange(value)
  return roundToNumber(Working.ln(value))
}

/**
 * LOG(base, value).
 * @throws OracleError ORA-01428 for a base that is not positive or is 1, and for a value that is not
 *   positive.
 */
export function logarithm(base: Decimal, value: Decimal): Decimal {
  if (base.lessThanOrEqualTo(0) || base.equals(1)) throw outOfRange(base)
  if (value.lessThanOrEqualTo(0)) throw outOfRange(value)
  return roundToNumber(Working.log(value, base))
}

/** ROUND(value, places); `places` may be negative and loses its fraction. Halves go away from zero. */
export const roundNumber = (value: Decimal, places: Decimal): Decimal =>
  roundAt(value, places, BaseDecimal.ROUND_HALF_UP)

/** TRUNC(value, places); `places` may be negative and loses its fraction. */
export const truncateNumber = (value: Decimal, places: Decimal): Decimal =>
  roundAt(value, places, BaseDecimal.ROUND_DOWN)

function roundAt(value: Decimal, places: Decimal, rounding: BaseDecimal.Rounding): Decimal {
  const count = Math.max(-200, Math.min(200, places.trunc().toNumber()))
  if (count >= 0) return roundToNumber(value.toDecimalPlaces(count, rounding))
  const unit = new Decimal(10).pow(-count)
  return roundToNumber(value.div(unit).toDecimalPlaces(0, rounding).times(unit))
}

/** Characters that an implicit conversion gives a number, its sign not counted. */
const longestText = 40

/**
 * The text of a number as an implicit conversion gives it: no zero before the point, no trailing zeros, and
 * exponent form once more than 40 digits would have to be written.
 */
export function numberToText(value: Decimal): string {
  if (value.isZero()) return '0'
  const sign = value.isNegative() ? '-' : ''
  const plain = value.abs().toFixed().replace(/^0\./, '.')
  const digits = plain.includes('.') ? plain.length - 1 : plain.length
  return sign + (digits <= longestText ? plain : exponentText(value.abs()))
}

function exponentText(value: Decimal): string {
  const exponentOf = (exponent: number): string =>
    `E${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  const decimals = longestText - exponentOf(value.e).length - 2
  const rounded = value.toSignificantDigits(decimals + 1)
  const mantissa = rounded.toExponential(decimals).split('e')[0] ?? ''
  return mantissa + exponentOf(rounded.e)
}

const numberPattern = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * Reads a number as an implicit conversion does: spaces around it do not count.
 * @throws OracleError ORA-01722 when it is not a number; ORA-01426 when it is too large.
 */
export function textToNumber(text: string): Decimal {
  const trimmed = text.replace(/^[ \t\r\n]+/, '').trimEnd()
  if (!numberPattern.test(trimmed)) throw new OracleError(1722, 'invalid number')
  return roundToNumber(new Decimal(trimmed))
}
