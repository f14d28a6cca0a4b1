/**
 * Values on the wire, type by type. Whoever asks has already decided the type; a value that is not of it is refused.
 */
import type { BindValue, RowSource } from '../door.ts'
import { notSupported, OracleError } from '../error.ts'
import { DateTime, type DateTimeKind } from '../values/date-time.ts'
import { Interval } from '../values/interval.ts'
import { Blob, Clob } from '../values/lob.ts'
import { Decimal } from '../values/number.ts'
import type { Value } from '../values/value.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Holdings } from './conversation.ts'
import { readDateTime, writeDateTime } from './dates.ts'
import type { Declaration } from './declarations.ts'
import { writeColumns } from './describe.ts'
import { readInterval, writeInterval } from './intervals.ts'
import { CHUNK_SIZE, LOCATOR_SIZE } from './lobs.ts'
import { readNumber, writeNumber } from './numbers.ts'
import { writeRowid } from './rowids.ts'
import { TypeNumber } from './wire-types.ts'

/** Writes a value of the type that the writer was made for. */
export type WriteValue = (writer: ByteWriter, value: Value) => void

const NATIONAL = 2
/** Null for a BOOLEAN comes as an escape byte and this. */
const ESCAPE = 253

const mismatch = (expected: string): OracleError =>
  new OracleError(932, `inconsistent datatypes: expected ${expected} got something else`)

/** Text in the national character set: UTF-16, big-endian. */
export const encodeNational = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

/** Reads national text without changing the buffer it came in. */
export const decodeNational = (bytes: Buffer): string => Buffer.from(bytes).swap16().toString('utf16le')

const writeText: WriteValue = (writer, value) => {
  if (value !== null && typeof value !== 'string') throw mismatch('CHAR')
  writer.text(value)
}

const writeNational: WriteValue = (writer, value) => {
  if (value !== null && typeof value !== 'string') throw mismatch('NCHAR')
  writer.bytes(value === null ? null : encodeNational(value))
}

const writeDecimal: WriteValue = (writer, value) => {
  if (value !== null && !(value instanceof Decimal)) throw mismatch('NUMBER')
  writeNumber(writer, value)
}

const dateWriter =
  (kind: DateTimeKind): WriteValue =>
  (writer, value) => {
    if (value !== null && !(value instanceof DateTime)) throw mismatch(kind)
    writeDateTime(writer, value, kind)
  }

const writeIntervalValue: WriteValue = (writer, value) => {
  if (value !== null && !(value instanceof Interval)) throw mismatch('INTERVAL')
  writeInterval(writer, value)
}

const writeRaw: WriteValue = (writer, value) => {
  if (value !== null && !(value instanceof Uint8Array)) throw mismatch('BINARY')
  writer.bytes(value)
}

/** The whole of a LONG, or of a large object fetched as one. */
const writeLong: WriteValue = (writer, value) => {
  if (value instanceof Clob) writer.bytes(Buffer.from(value.text))
  else writeText(writer, value)
}

const writeLongRaw: WriteValue = (writer, value) => {
  if (value instanceof Blob) writer.bytes(value.bytes)
  else writeRaw(writer, value)
}

const writeBoolean: WriteValue = (writer, value) => {
  if (value !== null && typeof value !== 'boolean') throw mismatch('BOOLEAN')
  if (value === null) {
    writer.u8(0)
  } else if (value) {
    writer.u8(2)
    writer.u16(0x0101)
  } else {
    writer.u8(1)
    writer.u8(0)
  }
}

const writeRowidText: WriteValue = (writer, value) => {
  if (value !== null && typeof value !== 'string') throw mismatch('ROWID')
  writeRowid(writer, value)
}

const lobWriter =
  (holdings: Holdings): WriteValue =>
  (writer, value) => {
    if (value === null) {
      writer.ub(0)
      return
    }
    if (!(value instanceof Clob || value instanceof Blob)) throw mismatch('LOB')
    writer.ub(LOCATOR_SIZE)
    if (holdings.dialect.prefetchesLobs) {
      writer.ub(value instanceof Clob ? value.text.length : value.bytes.length)
      writer.ub(CHUNK_SIZE)
    }
    writer.bytes(holdings.lobs.locatorOf(value))
  }

const isRowSource = (value: Value): value is RowSource =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  value.kind === 'cursor' &&
  'fetch' in value

const cursorWriter =
  (holdings: Holdings): WriteValue =>
  (writer, value) => {
    writer.u8(1)
    if (value === null) {
      writeColumns(writer, [], holdings.dialect)
      writer.ub(0) // a cursor that was never opened
      return
    }
    if (!isRowSource(value)) throw mismatch('CURSOR')
    writeColumns(writer, value.columns, holdings.dialect)
    writer.ub(holdings.cursors.openRows(value).id)
  }

/**
 * The writer for values of one type.
 * @throws OracleError ORA-03001 for a type that this server does not write.
 */
export function valueWriter(number: number, form: number, holdings: Holdings): WriteValue {
  switch (number) {
    case TypeNumber.VARCHAR:
    case TypeNumber.CHAR:
      return form === NATIONAL ? writeNational : writeText
    case TypeNumber.LONG:
      return writeLong
    case TypeNumber.NUMBER:
    case TypeNumber.BINARY_INTEGER:
      return writeDecimal
    case TypeNumber.ROWID:
      return writeRowidText
    case TypeNumber.DATE:
      return dateWriter('DATE')
    case TypeNumber.TIMESTAMP:
      return dateWriter('TIMESTAMP')
    case TypeNumber.TIMESTAMP_TZ:
      return dateWriter('TIMESTAMP WITH TIME ZONE')
    case TypeNumber.TIMESTAMP_LTZ:
      return dateWriter('TIMESTAMP WITH LOCAL TIME ZONE')
    case TypeNumber.INTERVAL_YM:
    case TypeNumber.INTERVAL_DS:
      return writeIntervalValue
    case TypeNumber.RAW:
      return writeRaw
    case TypeNumber.LONG_RAW:
      return writeLongRaw
    case TypeNumber.BOOLEAN:
      return writeBoolean
    case TypeNumber.CURSOR:
      return cursorWriter(holdings)
    case TypeNumber.CLOB:
    case TypeNumber.BLOB:
      return lobWriter(holdings)
    default:
      throw notSupported(`data type ${number}`)
  }
}

/** Reads a bind's value, a list of them for an array. */
export function readBindValue(reader: ByteReader, declared: Declaration, holdings: Holdings): BindValue {
  if (!declared.isArray) return readValue(reader, declared, holdings)
  return Array.from({ length: reader.ub() }, () => readValue(reader, declared, holdings))
}

function readValue(reader: ByteReader, declared: Declaration, holdings: Holdings): Value {
  switch (declared.number) {
    case TypeNumber.VARCHAR:
    case TypeNumber.CHAR:
    case TypeNumber.LONG: {
      if (declared.form !== NATIONAL) return reader.text()
      const bytes = reader.bytes()
      return bytes === null ? null : decodeNational(bytes)
    }
    case TypeNumber.NUMBER:
    case TypeNumber.BINARY_INTEGER:
      return readNumber(reader)
    case TypeNumber.ROWID:
      return reader.text()
    case TypeNumber.DATE:
      return readDateTime(reader, 'DATE')
    case TypeNumber.TIMESTAMP:
      return readDateTime(reader, 'TIMESTAMP')
    case TypeNumber.TIMESTAMP_TZ:
      return readDateTime(reader, 'TIMESTAMP WITH TIME ZONE')
    case TypeNumber.TIMESTAMP_LTZ:
      return readDateTime(reader, 'TIMESTAMP WITH LOCAL TIME ZONE')
    case TypeNumber.INTERVAL_YM:
      return readInterval(reader, 'INTERVAL YEAR TO MONTH')
    case TypeNumber.INTERVAL_DS:
      return readInterval(reader, 'INTERVAL DAY TO SECOND')
    case TypeNumber.RAW:
    case TypeNumber.LONG_RAW: {
      const bytes = reader.bytes()
      return bytes === null ? null : new Uint8Array(bytes)
    }
    case TypeNumber.BOOLEAN:
      return readBoolean(reader)
    case TypeNumber.CURSOR:
      return readCursor(reader, holdings)
    case TypeNumber.CLOB:
    case TypeNumber.BLOB: {
      const locator = reader.ub() === 0 ? null : reader.bytes()
      return locator === null ? null : holdings.lobs.lobOf(locator)
    }
    default:
      throw notSupported(`data type ${declared.number}`)
  }
}

function readBoolean(reader: ByteReader): boolean | null {
  const length = reader.u8()
  if (length === 0) return null
  if (length === ESCAPE) {
    reader.skip(1)
    return null
  }
  return reader.raw(length)[length - 1] === 1
}

/** An open cursor comes as 1 and its number; one that is not open, as 0. */
const readCursor = (reader: ByteReader, holdings: Holdings): Value =>
  reader.ub() === 0 ? null : (holdings.cursors.find(reader.ub()).rows ?? null)
