/**
 * What expressions say of time in words of their own: INTERVAL literals, AT TIME ZONE and EXTRACT ("SQL Language
 * Reference, Interval Literals, Datetime Expressions, EXTRACT (datetime)").
 */
import { notSupported, OracleError } from '../error.ts'
import { isExtractField } from '../values/extract.ts'
import { type IntervalField, kindOfField, readIntervalLiteral } from '../values/interval-text.ts'
import type { Expression } from './ast/expression.ts'
import { parseExpression } from './expressions.ts'
import { parsePrimary } from './primaries.ts'
import type { TokenReader } from './token-reader.ts'
import { parseDigits } from './type-names.ts'

const intervalFields: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND']

/** `INTERVAL '4 5:12' DAY(3) TO MINUTE`. @throws OracleError ORA-00923 and what its text may be wrong with. */
export function parseInterval(reader: TokenReader): Expression {
  const { at } = reader.take()
  const { text } = reader.take()
  const first = parseField(reader)
  const leading = reader.isSymbol('(') ? parseLeading(reader, first) : {}
  const last = reader.acceptWords('TO') ? parseField(reader) : first
  const isOrdered = intervalFields.indexOf(first) < intervalFields.indexOf(last)
  if (first !== last && (!isOrdered || kindOfField(first) !== kindOfField(last)))
    throw reader.notSupported(`INTERVAL ${first} TO ${last}`)
  const fraction = last === 'SECOND' && first !== last ? parseDigits(reader) : undefined
  const digits = fraction === undefined ? {} : { fraction }
  const value = placed(at, () => readIntervalLiteral(text, { first, last, ...leading, ...digits }))
  return { kind: 'literal', value, at }
}

function parseField(reader: TokenReader): IntervalField {
  const field = intervalFields.find((word) => reader.isWord(word))
  if (field === undefined) throw reader.notSupported('INTERVAL without fields')
  reader.take()
  return field
}

/** `(3)`, and behind SECOND `(3, 6)`: digits of the field, digits of the fraction. */
function parseLeading(reader: TokenReader, field: IntervalField) {
  if (field !== 'SECOND') {
    const leading = parseDigits(reader)
    return leading === undefined ? {} : { leading }
  }
  reader.take()
  const leading = digitsAt(reader)
  const fraction = reader.acceptSymbol(',') ? { fraction: digitsAt(reader) } : {}
  reader.expectSymbol(')', 907)
  return { leading, ...fraction }
}

function digitsAt(reader: TokenReader): number {
  const { kind, text, at } = reader.token
  if (kind !== 'number' || !/^\d+$/.test(text)) throw reader.unexpected(30088, 'an integer')
  if (Number(text) > 9) throw reader.error(30088, at)
  reader.take()
  return Number(text)
}

function placed<T>(at: number, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof OracleError)) throw error
    throw new OracleError(error.number, error.message.slice('ORA-nnnnn: '.length), at)
  }
}

/** `AT TIME ZONE zone` or `AT LOCAL` behind an operand. */
export function parseZone(reader: TokenReader, operand: Expression): Expression {
  const name = { parts: ['AT TIME ZONE'], at: operand.at }
  const value = { value: operand, at: operand.at }
  const call = { kind: 'call', name, isDistinct: false, at: operand.at } as const
  if (reader.acceptWords('AT', 'LOCAL')) return { ...call, arguments: [value] }
  if (!reader.acceptWords('AT', 'TIME', 'ZONE')) return operand
  const zone = reader.nested(() => parsePrimary(reader))
  return { ...call, arguments: [value, { value: zone, at: zone.at }] }
}

/** EXTRACT(field FROM value), read as EXTRACT('field', value); the parenthesis has been taken. */
export function parseExtract(reader: TokenReader, at: number): Expression {
  const { kind, text, at: fieldAt } = reader.token
  if (kind !== 'word' || !isExtractField(text)) throw notSupported(`EXTRACT ${text}`, fieldAt)
  reader.take()
  reader.expectWord('FROM', 907)
  const value = parseExpression(reader)
  const field = { kind: 'literal', value: text, at: fieldAt } as const
  const given = [field, value].map((part) => ({ value: part, at: part.at }))
  return { kind: 'call', name: { parts: ['EXTRACT'], at }, arguments: given, isDistinct: false, at }
}
