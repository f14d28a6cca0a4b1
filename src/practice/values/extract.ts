/**
 * EXTRACT(field FROM value) ("SQL Language Reference, EXTRACT (datetime)").
 */
import { notSupported, OracleError } from '../error.ts'
import { inconsistentTypes } from './conversion.ts'
import { DateTime } from './date-time.ts'
import { Interval, intervalFields } from './interval.ts'
import { add, Decimal, divide } from './number.ts'
import type { DataType, Value } from './value.ts'

const fields = [
  ...(['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND', 'TIMEZONE_HOUR', 'TIMEZONE_MINUTE'] as const),
  ...(['TIMEZONE_REGION', 'TIMEZONE_ABBR'] as const),
] as const

export type ExtractField = (typeof fields)[number]

export const isExtractField = (word: string): word is ExtractField =>
  (fields as readonly string[]).includes(word)

/** What each type has fields of. */
const fieldsOf = (type: DataType): readonly ExtractField[] => {
  switch (type.name) {
    case 'DATE':
      return ['YEAR', 'MONTH', 'DAY']
    case 'TIMESTAMP':
      return type.zone === undefined ? fields.slice(0, 6) : fields
    case 'INTERVAL YEAR TO MONTH':
      return ['YEAR', 'MONTH']
    case 'INTERVAL DAY TO SECOND':
      return ['DAY', 'HOUR', 'MINUTE', 'SECOND']
    default:
      return []
  }
}

/** @throws OracleError ORA-30076 for a field that the type lacks; ORA-03001 for TIMEZONE_ABBR. */
export function checkExtract(field: ExtractField, type: DataType | undefined, at: number): void {
  if (field === 'TIMEZONE_ABBR') throw notSupported(field, at)
  if (type === undefined) throw notSupported('EXTRACT from a value without a type', at)
  if (type.name === 'TIMESTAMP' && type.zone === 'with local time zone')
    throw notSupported('EXTRACT from TIMESTAMP WITH LOCAL TIME ZONE', at)
  if (!fieldsOf(type).includes(field))
    throw new OracleError(30076, 'invalid extract field for extract source', at)
}

/** A value with a zone gives the fields of UTC, but its own zone. */
export function extractField(field: ExtractField, value: Value): Value {
  if (value === null) return null
  if (value instanceof Interval) {
    const { year, month, day, hour, minute, second, nanosecond } = intervalFields(value)
    return fieldOf(field, { year, month, day, hour, minute, second }, nanosecond)
  }
  if (!(value instanceof DateTime)) throw inconsistentTypes('DATE', value)
  if (field === 'TIMEZONE_REGION') return value.region ?? 'UNKNOWN'
  if (field === 'TIMEZONE_HOUR') return new Decimal(Math.trunc(value.offset / 60))
  if (field === 'TIMEZONE_MINUTE') return new Decimal(value.offset % 60)
  return fieldOf(field, new DateTime('DATE', value.seconds).fields, value.nanoseconds)
}

function fieldOf(field: ExtractField, all: DateTime['fields'], nanoseconds: number): Value {
  switch (field) {
    case 'YEAR':
      return new Decimal(all.year)
    case 'MONTH':
      return new Decimal(all.month)
    case 'DAY':
      return new Decimal(all.day)
    case 'HOUR':
      return new Decimal(all.hour)
    case 'MINUTE':
      return new Decimal(all.minute)
    case 'SECOND':
      return add(new Decimal(all.second), divide(new Decimal(nanoseconds), new Decimal(1_000_000_000)))
    default:
      return null
  }
}
