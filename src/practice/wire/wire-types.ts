/**
 * How the wire names data types: the numbers of TTC, and what a describe or a bind says beside them. Knows types, not
 * values.
 */
import { notSupported } from '../error.ts'
import type { DataType } from '../values/value.ts'

/** Type numbers ("Oracle Call Interface Programmer's Guide, Data Types"). */
export const TypeNumber = {
  VARCHAR: 1,
  NUMBER: 2,
  BINARY_INTEGER: 3,
  LONG: 8,
  ROWID: 11,
  DATE: 12,
  RAW: 23,
  LONG_RAW: 24,
  CHAR: 96,
  CURSOR: 102,
  CLOB: 112,
  BLOB: 113,
  TIMESTAMP: 180,
  TIMESTAMP_TZ: 181,
  INTERVAL_YM: 182,
  INTERVAL_DS: 183,
  TIMESTAMP_LTZ: 231,
  BOOLEAN: 252,
} as const

/** Character sets: UTF-8 for ordinary text, big-endian UTF-16 for national text. */
export const UTF8 = 873
export const UTF16 = 2000

/** The form of a character type's text: ordinary, national, or none for types without text. */
export type CharacterForm = 0 | 1 | 2

/** The longest string a client takes in the short form (MAX_STRING_SIZE=EXTENDED). */
export const LONGEST_STRING = 32767
const LONGEST_LONG = 0x7fff_ffff
const LOB_SIZE = 4000

/** One type as a describe tells it. */
export interface WireType {
  readonly number: number
  readonly form: CharacterForm
  readonly precision: number
  readonly scale: number
  /** Bytes of a value; never 0, which would tell the client that there are no values. */
  readonly size: number
  /** Characters of a text, bytes of a RAW. */
  readonly length: number
}

const plain = (number: number, size: number, more: Partial<WireType> = {}): WireType => ({
  number,
  form: 0,
  precision: 0,
  scale: 0,
  size,
  length: 0,
  ...more,
})

const text = (number: number, form: CharacterForm, length: number, unit?: 'byte'): WireType => {
  const bytes = unit === 'byte' ? 1 : form === 2 ? 2 : 4
  return plain(number, Math.min(Math.max(length, 1) * bytes, LONGEST_STRING), { form, length })
}

/** A type as a describe tells it. */
export function wireType(type: DataType): WireType {
  switch (type.name) {
    case 'VARCHAR2':
      return text(TypeNumber.VARCHAR, 1, type.length, type.unit)
    case 'NVARCHAR2':
      return text(TypeNumber.VARCHAR, 2, type.length)
    case 'CHAR':
      return text(TypeNumber.CHAR, 1, type.length, type.unit)
    case 'NCHAR':
      return text(TypeNumber.CHAR, 2, type.length)
    case 'NUMBER':
      return plain(TypeNumber.NUMBER, 22, numberFacts(type.precision, type.scale))
    case 'BINARY_INTEGER':
      return plain(TypeNumber.BINARY_INTEGER, 22)
    case 'DATE':
      return plain(TypeNumber.DATE, 7)
    case 'TIMESTAMP':
      if (type.zone === 'with time zone') return plain(TypeNumber.TIMESTAMP_TZ, 13, { scale: type.fraction })
      if (type.zone === 'with local time zone') {
        return plain(TypeNumber.TIMESTAMP_LTZ, 11, { scale: type.fraction })
      }
      return plain(TypeNumber.TIMESTAMP, 11, { scale: type.fraction })
    case 'INTERVAL YEAR TO MONTH':
      return plain(TypeNumber.INTERVAL_YM, 5, { precision: type.leading })
    case 'INTERVAL DAY TO SECOND':
      return plain(TypeNumber.INTERVAL_DS, 11, { precision: type.leading, scale: type.fraction })
    case 'RAW':
      return plain(TypeNumber.RAW, Math.max(type.length, 1), { length: type.length })
    case 'CLOB':
      return plain(TypeNumber.CLOB, LOB_SIZE, { form: 1 })
    case 'BLOB':
      return plain(TypeNumber.BLOB, LOB_SIZE)
    case 'BOOLEAN':
      return plain(TypeNumber.BOOLEAN, 4)
    case 'LONG':
      return plain(TypeNumber.LONG, LONGEST_LONG, { form: 1 })
    case 'ROWID':
      return plain(TypeNumber.ROWID, 18)
    case 'REF CURSOR':
      return plain(TypeNumber.CURSOR, 1)
  }
}

/** A NUMBER without precision and scale has the scale -127; one with a scale alone has all 38 digits. */
const numberFacts = (precision: number | undefined, scale: number | undefined) =>
  precision === undefined && scale === undefined
    ? { precision: 0, scale: -127 }
    : { precision: precision ?? 38, scale: scale ?? 0 }

/**
 * The type a client means in a bind or a define.
 * @throws OracleError ORA-03001 for types this server does not know.
 */
export function dataType(number: number, form: number, size: number): DataType {
  switch (number) {
    case TypeNumber.VARCHAR:
      return { name: form === 2 ? 'NVARCHAR2' : 'VARCHAR2', length: size }
    case TypeNumber.CHAR:
      return { name: form === 2 ? 'NCHAR' : 'CHAR', length: size }
    case TypeNumber.LONG:
      return { name: 'LONG' }
    case TypeNumber.NUMBER:
      return { name: 'NUMBER' }
    case TypeNumber.BINARY_INTEGER:
      return { name: 'BINARY_INTEGER' }
    case TypeNumber.ROWID:
      return { name: 'ROWID' }
    case TypeNumber.DATE:
      return { name: 'DATE' }
    case TypeNumber.RAW:
    case TypeNumber.LONG_RAW:
      return { name: 'RAW', length: size }
    case TypeNumber.CURSOR:
      return { name: 'REF CURSOR' }
    case TypeNumber.CLOB:
      return { name: 'CLOB' }
    case TypeNumber.BLOB:
      return { name: 'BLOB' }
    case TypeNumber.TIMESTAMP:
      return { name: 'TIMESTAMP', fraction: 9 }
    case TypeNumber.TIMESTAMP_TZ:
      return { name: 'TIMESTAMP', fraction: 9, zone: 'with time zone' }
    case TypeNumber.TIMESTAMP_LTZ:
      return { name: 'TIMESTAMP', fraction: 9, zone: 'with local time zone' }
    case TypeNumber.INTERVAL_YM:
      return { name: 'INTERVAL YEAR TO MONTH', leading: 9 }
    case TypeNumber.INTERVAL_DS:
      return { name: 'INTERVAL DAY TO SECOND', leading: 9, fraction: 9 }
    case TypeNumber.BOOLEAN:
      return { name: 'BOOLEAN' }
    default:
      throw notSupported(`data type ${number}`)
  }
}
