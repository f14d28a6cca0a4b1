/**
 * A value as a column, a variable or a CAST of some type takes it: converted, rounded, padded, and refused
 * when it does not fit. Who asked decides the error.
 */
import { OracleError } from '../error.ts'
import { inconsistentTypes, toDateTime, toInterval, toNumber, toRaw, toText } from './conversion.ts'
import { DateTime, type DateTimeKind } from './date-time.ts'
import { fitInterval, type Interval, type IntervalKind, usualIntervalFraction } from './interval.ts'
import { Blob, Clob } from './lob.ts'
import type { Nls } from './nls.ts'
import { Decimal, roundNumber } from './number.ts'
import { byteLengthOf, cutToBytes, lengthOf, substring } from './text.ts'
import type { DataType, Value } from './value.ts'

/** What happens to a value that is too large for its place. */
export interface Misfit {
  /** A text that is too long is cut instead of refused. */
  readonly cutsText: boolean
  /** A text of `actual` characters or bytes, or a RAW of as many bytes, in a place for `maximum`. */
  tooLong(actual: number, maximum: number): OracleError
  /** A number with more digits before the point than the precision allows. */
  tooLarge(): OracleError
  /** A text that is no number where one is wanted; `error` is what SQL says. */
  notNumeric(error: OracleError): OracleError
}

const precisionExceeded = (): OracleError =>
  new OracleError(1438, 'value larger than specified precision allowed for this column')

/** A column's name, for ORA-12899. */
export interface ColumnPlace {
  readonly schema: string
  readonly table: string
  readonly column: string
}

/** A column of a table: ORA-12899 and ORA-01438. */
export const columnMisfit = ({ schema, table, column }: ColumnPlace): Misfit => ({
  cutsText: false,
  tooLong: (actual, maximum) =>
    new OracleError(
      12899,
      `value too large for column "${schema}"."${table}"."${column}" (actual: ${actual}, maximum: ${maximum})`,
    ),
  tooLarge: precisionExceeded,
  notNumeric: (error) => error,
})

const valueError = (reason: string): OracleError =>
  new OracleError(6502, `PL/SQL: numeric or value error: ${reason}`)

/** PL/SQL variables, parameters and OUT binds: ORA-06502 ("Database Error Messages"). */
export const variableMisfit: Misfit = {
  cutsText: false,
  tooLong: () => valueError('character string buffer too small'),
  tooLarge: () => valueError('number precision too large'),
  notNumeric: () => valueError('character to number conversion error'),
}

/** CAST in SQL, which cuts a text ("SQL Language Reference, CAST"). */
export const castMisfit: Misfit = {
  cutsText: true,
  tooLong: () => new OracleError(25137, 'Data value out of range'),
  tooLarge: precisionExceeded,
  notNumeric: (error) => error,
}

/**
 * The value as the type has it; null stays null. LOBs are copied.
 * @throws OracleError the errors of the conversion (ORA-00932, ORA-01722, ORA-01861 ...) and those of
 *   `misfit`.
 */
export function castValue(value: Value, type: DataType, misfit: Misfit, nls: Nls): Value {
  if (value === null) return null
  switch (type.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
      return fitText(value, type, misfit, nls)
    case 'CHAR':
    case 'NCHAR':
      return padded(fitText(value, type, misfit, nls), type)
    case 'LONG':
    case 'ROWID':
      return toText(value, nls)
    case 'NUMBER':
      return fitNumber(numberFrom(value, misfit), type.precision, type.scale, misfit)
    case 'BINARY_INTEGER':
      return fitInteger(numberFrom(value, misfit))
    case 'DATE':
      return toDateTime(value, 'DATE', nls)
    case 'TIMESTAMP':
      return fitTimestamp(toDateTime(value, timestampKind(type.zone), nls), type.fraction)
    case 'INTERVAL YEAR TO MONTH':
      return intervalAs(value, type.name, type.leading, usualIntervalFraction)
    case 'INTERVAL DAY TO SECOND':
      return intervalAs(value, type.name, type.leading, type.fraction)
    case 'RAW':
      return fitRaw(toRaw(value), type.length, misfit)
    case 'CLOB':
      return new Clob(value instanceof Clob ? value.text : (toText(value, nls) ?? ''))
    case 'BLOB':
      return new Blob(value instanceof Blob ? value.bytes : (toRaw(value) ?? new Uint8Array()))
    case 'BOOLEAN':
      if (typeof value !== 'boolean') throw inconsistentTypes('BOOLEAN', value)
      return value
    case 'REF CURSOR':
      if (typeof value !== 'object' || !('kind' in value) || value.kind !== 'cursor')
        throw inconsistentTypes('CURSOR', value)
      return value
  }
}

type TextType = Extract<DataType, { name: 'VARCHAR2' | 'NVARCHAR2' | 'CHAR' | 'NCHAR' }>

/** What a type's length counts. */
const sizeOf = (text: string, { unit }: TextType): number =>
  unit === 'byte' ? byteLengthOf(text) : lengthOf(text)

function fitText(value: Value, type: TextType, misfit: Misfit, nls: Nls): string | null {
  const text = toText(value, nls)
  const maximum = type.length
  if (text === null || text.length * (type.unit === 'byte' ? 3 : 1) <= maximum) return text
  const actual = sizeOf(text, type)
  if (actual <= maximum) return text
  if (misfit.cutsText && typeof value === 'string')
    return type.unit === 'byte' ? cutToBytes(text, maximum) : substring(text, 1, maximum)
  throw misfit.tooLong(actual, maximum)
}

/** CHAR is filled with blanks to its length. */
const padded = (text: string | null, type: TextType): string | null =>
  text === null ? null : text + ' '.repeat(Math.max(0, type.length - sizeOf(text, type)))

function numberFrom(value: Value, misfit: Misfit): Decimal | null {
  try {
    return toNumber(value)
  } catch (error) {
    throw error instanceof OracleError && error.number === 1722 ? misfit.notNumeric(error) : error
  }
}

/** Rounds to the scale; the precision limits the digits before it. */
function fitNumber(
  number: Decimal | null,
  precision: number | undefined,
  scale: number | undefined,
  misfit: Misfit,
): Decimal | null {
  if (number === null || precision === undefined) return number
  const rounded = roundNumber(number, new Decimal(scale ?? 0))
  if (!rounded.isZero() && rounded.e >= precision - (scale ?? 0)) throw misfit.tooLarge()
  return rounded
}

/** PLS_INTEGER holds 32 bits ("PL/SQL Language Reference, PLS_INTEGER and BINARY_INTEGER Data Types"). */
export function fitInteger(number: Decimal | null): Decimal | null {
  if (number === null) return null
  const rounded = roundNumber(number, new Decimal(0))
  if (rounded.greaterThan(2_147_483_647) || rounded.lessThan(-2_147_483_648))
    throw new OracleError(1426, 'numeric overflow')
  return rounded
}

function timestampKind(zone: Extract<DataType, { name: 'TIMESTAMP' }>['zone']): DateTimeKind {
  switch (zone) {
    case undefined:
      return 'TIMESTAMP'
    case 'with time zone':
      return 'TIMESTAMP WITH TIME ZONE'
    case 'with local time zone':
      return 'TIMESTAMP WITH LOCAL TIME ZONE'
  }
}

/** The fraction is rounded to its digits, which may carry into the seconds. */
function fitTimestamp(value: DateTime | null, fraction: number): DateTime | null {
  if (value === null) return null
  const unit = 10 ** (9 - fraction)
  const rounded = Math.round(value.nanoseconds / unit) * unit
  const carry = rounded === 1_000_000_000 ? 1 : 0
  const nanoseconds = carry === 1 ? 0 : rounded
  const { kind, seconds, offset, region } = value
  return new DateTime(kind, seconds + carry, nanoseconds, offset, fraction, region)
}

function intervalAs(value: Value, kind: IntervalKind, leading: number, fraction: number): Interval | null {
  const interval = toInterval(value, kind)
  return interval && fitInterval(interval, leading, fraction)
}

function fitRaw(bytes: Uint8Array | null, maximum: number, misfit: Misfit): Uint8Array | null {
  if (bytes !== null && bytes.length > maximum) throw misfit.tooLong(bytes.length, maximum)
  return bytes
}
