/**
 * The operators that make values: + - * / ** and ||. Which operation it is follows from the types, or from the
 * values where a type is not known before ("SQL Language Reference, Datetime/Interval Arithmetic").
 */
import { notSupported, OracleError } from '../../error.ts'
import type { BinaryOperator } from '../../parsing/ast/expression.ts'
import { fitInteger } from '../../values/casting.ts'
import { concatenated } from '../../values/concatenation.ts'
import { inconsistentTypes, toDateTime, toNumber } from '../../values/conversion.ts'
import { addDays, daysBetween } from '../../values/date-arithmetic.ts'
import { DateTime } from '../../values/date-time.ts'
import { divideInterval, Interval, multiplyInterval } from '../../values/interval.ts'
import { intervalBetween, moveByInterval } from '../../values/interval-arithmetic.ts'
import type { Nls } from '../../values/nls.ts'
import { add, Decimal, divide, multiply, power, subtract } from '../../values/number.ts'
import type { DataType, Value } from '../../values/value.ts'
import { type Compiled, mapOne, mapTwo } from './compiled.ts'
import {
  dateType,
  familyOf,
  integerType,
  nationalOr,
  numberType,
  textLength,
  textType,
  widestInterval,
} from './types.ts'

export type ArithmeticOperator = Extract<BinaryOperator, '+' | '-' | '*' | '/' | '||' | '**'>

const operations = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power } as const
type Operator = keyof typeof operations

export const compileArithmetic = (
  operator: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
  dialect: 'SQL' | 'PL/SQL',
  at: number,
): Compiled => {
  if (operator === '||') return compileConcatenation(left, right, dialect)
  if (dialect === 'PL/SQL' && areIntegers(left, right) && operator !== '/' && operator !== '**')
    return compileIntegers(operator, left, right)
  const type = resultType(operator, left.type, right.type, at)
  const calculate = operations[operator]
  return mapTwo(left, right, type, (a, b, frame) => {
    if (a instanceof Decimal && b instanceof Decimal) return calculate(a, b)
    if (a === null || b === null) return null
    const { nls } = frame.run.session
    if (a instanceof Interval || b instanceof Interval) return withInterval(operator, a, b, nls)
    if (a instanceof DateTime || b instanceof DateTime) return withDate(operator, a, b, nls)
    const first = toNumber(a)
    const second = toNumber(b)
    return first === null || second === null ? null : calculate(first, second)
  })
}

const areIntegers = (...operands: readonly Compiled[]): boolean =>
  operands.every(({ type }) => type?.name === 'BINARY_INTEGER')

/** PLS_INTEGER stays PLS_INTEGER ("PL/SQL Language Reference, Preventing PLS_INTEGER Overflow"): ORA-01426. */
const compileIntegers = (operator: '+' | '-' | '*', left: Compiled, right: Compiled): Compiled =>
  mapTwo(left, right, integerType, (a, b) => {
    const [first, second] = [toNumber(a), toNumber(b)]
    return first === null || second === null ? null : fitInteger(operations[operator](first, second))
  })

/** Raises ORA-03001 before an interval, of which Oracle's documents say nothing. */
export const compileSign = (operand: Compiled, isNegative: boolean, at: number): Compiled => {
  if (isFamily(operand.type, 'interval')) throw notSupported('sign before an interval', at)
  return mapOne(operand, areIntegers(operand) ? integerType : numberType, (value) => {
    const number = toNumber(value)
    return number === null || !isNegative ? number : number.negated()
  })
}

const isFamily = (type: DataType | undefined, family: 'date' | 'interval'): boolean =>
  type !== undefined && familyOf(type) === family

const wrongTypes = (at?: number): OracleError =>
  new OracleError(30081, 'invalid data type for datetime/interval arithmetic', at)

/** @throws OracleError ORA-00975, ORA-00932, ORA-30081. */
const resultType = (
  operator: Operator,
  left: DataType | undefined,
  right: DataType | undefined,
  at: number,
): DataType | undefined => {
  if (isFamily(left, 'interval') || isFamily(right, 'interval'))
    return typeWithInterval(operator, left, right, at)
  if (!isFamily(left, 'date') && !isFamily(right, 'date')) return numberType
  if (operator !== '+' && operator !== '-')
    throw new OracleError(
      932,
      `inconsistent datatypes: expected NUMBER got ${(isFamily(left, 'date') ? left : right)?.name}`,
      at,
    )
  if (!isFamily(left, 'date') || !isFamily(right, 'date')) return dateType
  if (operator === '+') throw new OracleError(975, 'date + date not allowed', at)
  if (left?.name !== 'TIMESTAMP' && right?.name !== 'TIMESTAMP') return numberType
  const fractionOf = (type: DataType | undefined): number => (type?.name === 'TIMESTAMP' ? type.fraction : 0)
  const fraction = Math.max(fractionOf(left), fractionOf(right))
  return { name: 'INTERVAL DAY TO SECOND', leading: 9, fraction }
}

const typeWithInterval = (
  operator: Operator,
  left: DataType | undefined,
  right: DataType | undefined,
  at: number,
): DataType | undefined => {
  const [interval, other] = isFamily(left, 'interval') ? [left, right] : [right, left]
  if (interval?.name !== 'INTERVAL YEAR TO MONTH' && interval?.name !== 'INTERVAL DAY TO SECOND')
    throw wrongTypes(at)
  if (operator === '*' || operator === '/') {
    const isDivisor = operator === '/' && !isFamily(left, 'interval')
    if (isDivisor || isFamily(other, 'date') || isFamily(other, 'interval')) throw wrongTypes(at)
    return widestInterval(interval.name)
  }
  if (other === undefined) return undefined
  if (isFamily(other, 'interval')) {
    if (other.name !== interval.name) throw wrongTypes(at)
    return widestInterval(interval.name)
  }
  if (!isFamily(other, 'date') || (operator === '-' && !isFamily(left, 'date'))) throw wrongTypes(at)
  return other.name === 'TIMESTAMP' ? { ...other, fraction: 9 } : other
}

type Present = Exclude<Value, null>

/** @throws OracleError ORA-30081 for what cannot be calculated with an interval; ORA-01873. */
const withInterval = (operator: Operator, left: Present, right: Present, nls: Nls): Value => {
  const isSum = operator === '+' || operator === '-'
  if (isSum && right instanceof Interval) {
    const { kind, amount } = right
    const change = operator === '+' ? amount : -amount
    if (left instanceof DateTime) return moveByInterval(left, new Interval(kind, change), nls)
    if (left instanceof Interval && left.kind === kind) return new Interval(kind, left.amount + change)
  }
  if (operator === '+' && left instanceof Interval && right instanceof DateTime)
    return moveByInterval(right, left, nls)
  if (operator === '*') {
    const [interval, factor] = left instanceof Interval ? [left, right] : [right, left]
    const number = interval instanceof Interval && isNumeric(factor) ? toNumber(factor) : null
    if (interval instanceof Interval && number !== null) return multiplyInterval(interval, number)
  }
  if (operator === '/' && left instanceof Interval && isNumeric(right)) {
    const number = toNumber(right)
    if (number !== null) return divideInterval(left, number)
  }
  throw wrongTypes()
}

const isNumeric = (value: Present): boolean => value instanceof Decimal || typeof value === 'string'

/** A date plus or minus days, or the time between two. A TIMESTAMP moved by days becomes a DATE, as in Oracle. */
const withDate = (operator: Operator, left: Present, right: Present, nls: Nls): Value => {
  if (left instanceof DateTime && right instanceof DateTime) {
    if (operator !== '-') throw new OracleError(975, 'date + date not allowed')
    return left.kind === 'DATE' && right.kind === 'DATE'
      ? daysBetween(left, right)
      : intervalBetween(...alike(left, right, nls))
  }
  if (operator === '+' && right instanceof DateTime) return moved(right, toNumber(left), nls)
  if (left instanceof DateTime && operator === '+') return moved(left, toNumber(right), nls)
  if (left instanceof DateTime && operator === '-') {
    const days = toNumber(right)
    return days && moved(left, days.negated(), nls)
  }
  throw inconsistentTypes('NUMBER', left instanceof DateTime ? left : right)
}

/** Two of different kinds become timestamps with a zone if either has one, else timestamps. */
const alike = (left: DateTime, right: DateTime, nls: Nls): readonly [DateTime, DateTime] => {
  const hasZone = [left, right].some(({ kind }) => kind.endsWith('ZONE'))
  const kind = hasZone ? 'TIMESTAMP WITH TIME ZONE' : 'TIMESTAMP'
  return [toDateTime(left, kind, nls) ?? left, toDateTime(right, kind, nls) ?? right]
}

const moved = (value: DateTime, days: Decimal | null, nls: Nls): Value => {
  const date = toDateTime(value, 'DATE', nls)
  return date && days && addDays(date, days)
}

const compileConcatenation = (left: Compiled, right: Compiled, dialect: 'SQL' | 'PL/SQL'): Compiled => {
  const lob = [left.type, right.type].find((type) => type?.name === 'CLOB')
  const text = textType(textLength(left.type) + textLength(right.type))
  const type = lob ?? nationalOr([left.type, right.type], text)
  return mapTwo(left, right, type, (a, b, frame) =>
    concatenated(a, b, frame.run.session.surroundings(dialect)),
  )
}
