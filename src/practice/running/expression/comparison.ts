/**
 * The conditions that compare: = != < <= > >=, BETWEEN, IN a list, LIKE, IS NULL. Unknown is null.
 */
import { OracleError } from '../../error.ts'
import type { ComparisonOperator } from '../../parsing/ast/expression.ts'
import { compare, comparePaddedText, compareText } from '../../values/comparison.ts'
import { toText } from '../../values/conversion.ts'
import { compareNumbers, Decimal } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Frame } from '../frame.ts'
import { type Compiled, mapAll, mapOne, mapTwo } from './compiled.ts'
import { isLike, lastRead } from './like-pattern.ts'
import { booleanType, familyOf, isPaddedText, typeWord } from './types.ts'

const tests: Readonly<Record<ComparisonOperator, (difference: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
}

/** Below 0, 0 or above 0; undefined when either is null. */
export type Difference = (left: Value, right: Value, frame: Frame) => number | undefined

/** How two operands are compared follows from their types: two CHARs (literals are CHARs) as if padded with blanks. */
const differenceOf = (left: DataType | undefined, right: DataType | undefined): Difference => {
  const general: Difference = (a, b, frame) => compare(a, b, frame.run.session.nls)
  if (isPaddedText(left) && isPaddedText(right))
    return (a, b, frame) =>
      typeof a === 'string' && typeof b === 'string' ? comparePaddedText(a, b) : general(a, b, frame)
  return (a, b, frame) => {
    if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
    if (a instanceof Decimal && b instanceof Decimal) return compareNumbers(a, b)
    return general(a, b, frame)
  }
}

/**
 * A text can become anything; every other type is compared with its own family ("SQL Language Reference, Implicit
 * Data Conversion").
 * @throws OracleError ORA-00932 for types that are never equal.
 */
const checkComparable = (left: DataType | undefined, right: DataType | undefined, at: number): void => {
  for (const type of [left, right]) {
    const family = type && familyOf(type)
    if (family === 'lob' || family === 'cursor')
      throw new OracleError(932, `inconsistent datatypes: expected - got ${type?.name}`, at)
  }
  if (left === undefined || right === undefined) return
  const [one, other] = [familyOf(left), familyOf(right)]
  const isSame = one === other && !(one === 'interval' && left.name !== right.name)
  if (!isSame && one !== 'text' && other !== 'text')
    throw new OracleError(
      932,
      `inconsistent datatypes: expected ${typeWord(left)} got ${typeWord(right)}`,
      at,
    )
}

/** How values of two types are compared. Raises ORA-00932 for types that never are. */
export const differenceBetween = (
  left: DataType | undefined,
  right: DataType | undefined,
  at: number,
): Difference => {
  checkComparable(left, right, at)
  return differenceOf(left, right)
}

/** Whether values that differ so are in this relation. */
export const holdsFor = (operator: ComparisonOperator, difference: number): boolean =>
  tests[operator](difference)

export const compileComparison = (
  operator: ComparisonOperator,
  left: Compiled,
  right: Compiled,
  at: number,
): Compiled => {
  checkComparable(left.type, right.type, at)
  const difference = differenceOf(left.type, right.type)
  const test = tests[operator]
  return mapTwo(left, right, booleanType, (a, b, frame) => {
    const found = difference(a, b, frame)
    return found === undefined ? null : test(found)
  })
}

export const equals = (left: Compiled, right: Compiled, at: number): Compiled =>
  compileComparison('=', left, right, at)

export const compileBetween = (
  operand: Compiled,
  low: Compiled,
  high: Compiled,
  isNegated: boolean,
  at: number,
): Compiled => {
  checkComparable(operand.type, low.type, at)
  checkComparable(operand.type, high.type, at)
  const toLow = differenceOf(operand.type, low.type)
  const toHigh = differenceOf(operand.type, high.type)
  return mapAll([operand, low, high], booleanType, ([value = null, from = null, to = null], frame) => {
    const first = toLow(value, from, frame)
    const second = toHigh(value, to, frame)
    const isWithin = both(first === undefined ? null : first >= 0, second === undefined ? null : second <= 0)
    return isWithin === null ? null : isWithin !== isNegated
  })
}

/** AND of three values. */
const both = (left: boolean | null, right: boolean | null): boolean | null => {
  if (left === false || right === false) return false
  return left === null || right === null ? null : true
}

export const compileInList = (
  operand: Compiled,
  values: readonly Compiled[],
  isNegated: boolean,
  at: number,
): Compiled => {
  for (const value of values) checkComparable(operand.type, value.type, at)
  const differences = values.map((value) => differenceOf(operand.type, value.type))
  return mapAll([operand, ...values], booleanType, ([value = null, ...candidates], frame) => {
    let isUnknown = false
    for (const [index, candidate] of candidates.entries()) {
      const found = differences[index]?.(value, candidate, frame)
      if (found === 0) return !isNegated
      if (found === undefined) isUnknown = true
    }
    return isUnknown ? null : isNegated
  })
}

export const compileIsNull = (operand: Compiled, isNegated: boolean): Compiled =>
  mapOne(operand, booleanType, (value) => (value === null) !== isNegated)

export const compileLike = (
  operand: Compiled,
  pattern: Compiled,
  escapeBy: Compiled | undefined,
  isNegated: boolean,
): Compiled => {
  const read = lastRead()
  const operands = escapeBy === undefined ? [operand, pattern] : [operand, pattern, escapeBy]
  return mapAll(operands, booleanType, ([value = null, like = null, by = null], frame) => {
    const { nls } = frame.run.session
    const text = toText(value, nls)
    const likeText = toText(like, nls)
    const escapeText = toText(by, nls)
    if (text === null || likeText === null || (escapeBy !== undefined && escapeText === null)) return null
    return isLike(text, read(likeText, escapeText)) !== isNegated
  })
}
