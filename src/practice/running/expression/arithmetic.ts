/**
 * The operators that make values: + - * / ** and ||.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { BinaryOperator } from '../../parsing/ast/expression.ts'
import { inconsistentTypes, toDateTime, toNumber, toText } from '../../values/conversion.ts'
import { addDays, daysBetween } from '../../values/date-arithmetic.ts'
import { DateTime } from '../../values/date-time.ts'
import type { Nls } from '../../values/nls.ts'
import { add, Decimal, divide, multiply, power, subtract } from '../../values/number.ts'
import { concatenate, longestPlsqlText, longestSqlText } from '../../values/text.ts'
import type { DataType, Value } from '../../values/value.ts'
import { type Compiled, mapOne, mapTwo } from './compiled.ts'
import { dateType, familyOf, numberType, textLength, textType } from './types.ts'

export type ArithmeticOperator = Extract<BinaryOperator, '+' | '-' | '*' | '/' | '||' | '**'>

const operations = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power } as const

export const compileArithmetic = (
  operator: ArithmeticOperator,
  left: Compiled,
  right: Compiled,
  dialect: 'SQL' | 'PL/SQL',
  at: number,
): Compiled => {
  if (operator === '||') return compileConcatenation(left, right, dialect)
  const type = resultType(operator, left.type, right.type, at)
  const calculate = operations[operator]
  return mapTwo(left, right, type, (a, b, frame) => {
    if (a instanceof Decimal && b instanceof Decimal) return calculate(a, b)
    if (a instanceof DateTime || b instanceof DateTime) return moveDate(operator, a, b, frame.run.session.nls)
    const first = toNumber(a)
    const second = toNumber(b)
    return first === null || second === null ? null : calculate(first, second)
  })
}

export const compileSign = (operand: Compiled, isNegative: boolean): Compiled =>
  mapOne(operand, numberType, (value) => {
    const number = toNumber(value)
    return number === null || !isNegative ? number : number.negated()
  })

const isDate = (type: DataType | undefined): boolean => type !== undefined && familyOf(type) === 'date'

/** @throws OracleError ORA-00975, ORA-00932; ORA-03001 where Oracle answers with an interval. */
const resultType = (
  operator: ArithmeticOperator,
  left: DataType | undefined,
  right: DataType | undefined,
  at: number,
): DataType => {
  if (!isDate(left) && !isDate(right)) return numberType
  if (operator !== '+' && operator !== '-')
    throw new OracleError(
      932,
      `inconsistent datatypes: expected NUMBER got ${(isDate(left) ? left : right)?.name}`,
      at,
    )
  if (!isDate(left) || !isDate(right)) return dateType
  if (operator === '+') throw new OracleError(975, 'date + date not allowed', at)
  if (left?.name === 'TIMESTAMP' || right?.name === 'TIMESTAMP') throw notSupported('INTERVAL', at)
  return numberType
}

/** A date plus or minus days, or the days between two. A TIMESTAMP moved by days becomes a DATE, as in Oracle. */
const moveDate = (operator: ArithmeticOperator, left: Value, right: Value, nls: Nls): Value => {
  if (left === null || right === null) return null
  if (left instanceof DateTime && right instanceof DateTime) {
    if (operator !== '-') throw new OracleError(975, 'date + date not allowed')
    if (left.kind !== 'DATE' || right.kind !== 'DATE') throw notSupported('INTERVAL')
    return daysBetween(left, right)
  }
  if (operator === '+' && right instanceof DateTime) return moved(right, toNumber(left), nls)
  if (left instanceof DateTime && operator === '+') return moved(left, toNumber(right), nls)
  if (left instanceof DateTime && operator === '-') {
    const days = toNumber(right)
    return days && moved(left, days.negated(), nls)
  }
  throw inconsistentTypes('NUMBER', left instanceof DateTime ? left : right)
}

const moved = (value: DateTime, days: Decimal | null, nls: Nls): Value => {
  const date = toDateTime(value, 'DATE', nls)
  return date && days && addDays(date, days)
}

const compileConcatenation = (left: Compiled, right: Compiled, dialect: 'SQL' | 'PL/SQL'): Compiled => {
  const type = textType(textLength(left.type) + textLength(right.type))
  const longest = dialect === 'SQL' ? longestSqlText : longestPlsqlText
  return mapTwo(left, right, type, (a, b, frame) => {
    const { nls } = frame.run.session
    return concatenate(toText(a, nls), toText(b, nls), longest)
  })
}
