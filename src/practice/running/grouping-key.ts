/**
 * One text for each list of values, the same exactly for lists that GROUP BY, DISTINCT, joins and keys hold equal
 * (two nulls are). Values of one column only are compared: the text does not tell a DATE from an equal TIMESTAMP.
 */
import { OracleError } from '../error.ts'
import { DateTime } from '../values/date-time.ts'
import { Interval } from '../values/interval.ts'
import { Decimal } from '../values/number.ts'
import type { Value } from '../values/value.ts'

/** @throws OracleError ORA-00932 for values that have no equality (LOB, cursor). */
export const groupingKey = (values: readonly Value[]): string => {
  let key = ''
  for (const value of values) key += keyOf(value)
  return key
}

const keyOf = (value: Value): string => {
  if (value === null) return '-'
  if (typeof value === 'string') return `s${value.length}:${value}`
  if (value instanceof Decimal) return `n${value.toString()};`
  if (typeof value === 'boolean') return value ? 't' : 'f'
  if (value instanceof DateTime) return `d${value.seconds}.${value.nanoseconds};`
  if (value instanceof Interval) return `i${value.amount};`
  if (value instanceof Uint8Array) return `r${Buffer.from(value).toString('hex')};`
  throw new OracleError(932, `inconsistent datatypes: expected - got ${value.kind.toUpperCase()}`)
}
