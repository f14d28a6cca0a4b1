/**
 * Describes the columns of a query. Writes only; knows nothing of rows.
 */
import type { Column } from '../values/value.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Dialect } from './conversation.ts'
import { TypeNumber, UTF8, UTF16, type WireType, wireType } from './wire-types.ts'

const DESCRIBE = 16
const characterSets = [0, UTF8, UTF16] as const

/** Types whose scale may need two bytes: a client without length prefixes reads it as an integer of variable length. */
const hasWideScale = (type: WireType): boolean =>
  type.number === TypeNumber.NUMBER ||
  type.number === TypeNumber.TIMESTAMP ||
  type.number === TypeNumber.TIMESTAMP_TZ ||
  type.number === TypeNumber.TIMESTAMP_LTZ

/** The message that tells a query's columns in the reply to its execution. */
export function writeDescribe(writer: ByteWriter, columns: readonly Column[], dialect: Dialect): void {
  writer.u8(DESCRIBE)
  writer.bytes(null)
  writeColumns(writer, columns, dialect)
}

/** The columns alone, as they also stand inside a REF CURSOR and an implicit result. */
export function writeColumns(writer: ByteWriter, columns: readonly Column[], dialect: Dialect): void {
  const types = columns.map((column) => wireType(column.type))
  writer.ub(types.reduce((sum, type) => Math.min(sum + type.size, 0x7fff_ffff), 0))
  writer.ub(columns.length)
  if (columns.length > 0) writer.u8(0)
  for (const [index, column] of columns.entries()) {
    const type = types[index]
    if (type) writeColumn(writer, column, type, index, dialect)
  }
  writer.ub(0) // date of the description
  writer.zeros(4) // flags and widths of the describe block
  writer.ub(0) // query cache key
}

function writeColumn(
  writer: ByteWriter,
  column: Column,
  type: WireType,
  index: number,
  dialect: Dialect,
): void {
  writer.u8(type.number)
  writer.u8(0) // flags
  writer.u8(type.precision)
  if (hasWideScale(type) && !dialect.hasLengthPrefixes) writer.ub(type.scale)
  else writer.u8(type.scale)
  writer.ub(type.size)
  writer.ub(0) // array elements
  writer.ub(0) // continuation flags
  writer.ub(0) // object type id
  writer.ub(0) // object type version
  writer.ub(characterSets[type.form])
  writer.u8(type.form)
  writer.ub(type.length)
  writer.ub(0) // column id
  writer.u8(column.nullable ? 1 : 0)
  writer.u8(0) // length of the name, version 7
  writer.lengthAndText(column.name)
  writer.ub(0) // schema of an object type
  writer.ub(0) // name of an object type
  writer.ub(index + 1)
  writer.ub(0) // flags
}
