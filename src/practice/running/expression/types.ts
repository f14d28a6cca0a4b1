/**
 * Types of expressions before anything runs: families, and what several branches become together.
 */
import { OracleError } from '../../error.ts'
import { DateTime } from '../../values/date-time.ts'
import { Interval, type IntervalKind, usualIntervalFraction, widest } from '../../values/interval.ts'
import { Decimal } from '../../values/number.ts'
import { byteLengthOf } from '../../values/text.ts'
import type { DataType, Value } from '../../values/value.ts'
import type { Compiled } from './compiled.ts'

export const numberType: DataType = { name: 'NUMBER' }
export const integerType: DataType = { name: 'BINARY_INTEGER' }
export const dateType: DataType = { name: 'DATE' }
export const booleanType: DataType = { name: 'BOOLEAN' }
export const textType = (length: number): DataType => ({
  name: 'VARCHAR2',
  length: Math.min(Math.max(length, 1), 4000),
})

export type Family = 'text' | 'number' | 'date' | 'raw' | 'boolean' | 'lob' | 'cursor' | 'rowid' | 'interval'

export const familyOf = (type: DataType): Family => {
  switch (type.name) {
    case 'VARCHAR2':
    case 'NVARCHAR2':
    case 'CHAR':
    case 'NCHAR':
    case 'LONG':
      return 'text'
    case 'NUMBER':
    case 'BINARY_INTEGER':
      return 'number'
    case 'DATE':
    case 'TIMESTAMP':
      return 'date'
    case 'INTERVAL YEAR TO MONTH':
    case 'INTERVAL DAY TO SECOND':
      return 'interval'
    case 'RAW':
      return 'raw'
    case 'BOOLEAN':
      return 'boolean'
    case 'CLOB':
    case 'BLOB':
      return 'lob'
    case 'REF CURSOR':
      return 'cursor'
    case 'ROWID':
      return 'rowid'
  }
}

/** The type of a literal; undefined for NULL. */
export const literalType = (value: Value, isNationalText = false): DataType | undefined => {
  if (typeof value === 'string' && isNationalText) return { name: 'NCHAR', length: value.length }
  if (typeof value === 'string') return { name: 'CHAR', length: byteLengthOf(value), unit: 'byte' }
  if (value instanceof Decimal) return numberType
  if (typeof value === 'boolean') return booleanType
  if (value instanceof DateTime) return dateTimeType(value)
  if (value instanceof Interval) return intervalType(value)
  return undefined
}

const dateTimeType = ({ kind, fraction }: DateTime): DataType => {
  switch (kind) {
    case 'DATE':
      return dateType
    case 'TIMESTAMP':
      return { name: 'TIMESTAMP', fraction }
    case 'TIMESTAMP WITH TIME ZONE':
      return { name: 'TIMESTAMP', fraction, zone: 'with time zone' }
    case 'TIMESTAMP WITH LOCAL TIME ZONE':
      return { name: 'TIMESTAMP', fraction, zone: 'with local time zone' }
  }
}

export const intervalType = ({ kind, leading, fraction }: Interval): DataType =>
  kind === 'INTERVAL YEAR TO MONTH'
    ? { name: kind, leading }
    : { name: kind, leading, fraction: fraction === 'unknown' ? usualIntervalFraction : fraction }

/** What arithmetic and functions give: as many digits as an interval has. */
export const widestInterval = (name: IntervalKind): DataType =>
  name === 'INTERVAL YEAR TO MONTH' ? { name, leading: widest } : { name, leading: widest, fraction: widest }

/** Characters that a value of the type takes as text. */
export const textLength = (type: DataType | undefined): number => {
  if (type === undefined) return 4000
  switch (familyOf(type)) {
    case 'text':
      return 'length' in type ? type.length : 4000
    case 'number':
      return 40
    case 'date':
    case 'interval':
      return 75
    case 'raw':
      return 'length' in type ? type.length * 2 : 4000
    default:
      return 4000
  }
}

/** The type in words, as ORA-00932 names it. */
export const typeWord = (type: DataType): string =>
  familyOf(type) === 'text' ? 'CHAR' : familyOf(type) === 'raw' ? 'BINARY' : type.name

/**
 * The one type of branches that stand for each other (CASE, DECODE, NVL): that of the first that has one.
 * @throws OracleError ORA-00932 when another is of another family.
 */
export const commonType = (branches: readonly Compiled[], at: number): DataType | undefined => {
  let common: DataType | undefined
  for (const { type } of branches) {
    if (type === undefined) continue
    if (common === undefined) common = type
    else if (familyOf(type) !== familyOf(common) || isOtherInterval(type, common))
      throw new OracleError(
        932,
        `inconsistent datatypes: expected ${typeWord(common)} got ${typeWord(type)}`,
        at,
      )
    else common = wider(common, type)
  }
  return computed(common)
}

/** What a function makes of a value of the type: numbers lose the precision that their column had. */
export const computed = <T extends DataType | undefined>(type: T): T | DataType =>
  type?.name === 'NUMBER' ? numberType : type

/** The two kinds of intervals never become each other. */
const isOtherInterval = (one: DataType, other: DataType): boolean =>
  familyOf(one) === 'interval' && one.name !== other.name

const wider = (one: DataType, other: DataType): DataType => {
  if (one.name === other.name && 'length' in one && 'length' in other)
    return one.length === other.length && unitOf(one) === unitOf(other) ? one : varying(one, other)
  if (familyOf(one) === 'text' || familyOf(one) === 'number')
    return familyOf(one) === 'text' ? varying(one, other) : numberType
  if (familyOf(one) === 'interval') return one
  return one.name === 'TIMESTAMP' ? one : other
}

const unitOf = (type: DataType): 'byte' | undefined => ('unit' in type ? type.unit : undefined)

export const isNational = (type: DataType | undefined): boolean =>
  type?.name === 'NVARCHAR2' || type?.name === 'NCHAR'

/** A text type, made national when any of the types it comes from is. */
export const nationalOr = (from: readonly (DataType | undefined)[], type: DataType): DataType =>
  from.some(isNational) && type.name === 'VARCHAR2' ? { name: 'NVARCHAR2', length: type.length } : type

const varying = (one: DataType, other: DataType): DataType =>
  one.name === 'RAW'
    ? { name: 'RAW', length: Math.max(textLength(one), textLength(other)) / 2 }
    : nationalOr([one, other], textType(Math.max(textLength(one), textLength(other))))

export const isPaddedText = (type: DataType | undefined): boolean =>
  type?.name === 'CHAR' || type?.name === 'NCHAR'
