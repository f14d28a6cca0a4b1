/**
 * How a client declares its binds and its defines: a type with room for values. The same record serves both.
 */
import type { BindType } from '../door.ts'
import type { ByteReader } from './byte-reader.ts'
import { dataType } from './wire-types.ts'

/** A bind or a define as declared, with the number and form its values are written in. */
export interface Declaration extends BindType {
  readonly number: number
  readonly form: number
}

const IS_ARRAY = 0x40

/**
 * Reads the declarations of `count` binds or defines.
 * @throws OracleError ORA-03001 for a type that this server does not know.
 */
export const readDeclarations = (reader: ByteReader, count: number): Declaration[] =>
  Array.from({ length: count }, () => readDeclaration(reader))

function readDeclaration(reader: ByteReader): Declaration {
  const number = reader.u8()
  const flags = reader.u8()
  reader.skip(2) // precision, scale: always 0
  const maxSize = reader.ub()
  const maxElements = reader.ub()
  reader.ub() // continuation flags
  if (reader.ub() > 0) reader.bytes() // object type id
  reader.ub() // object type version
  reader.ub() // character set
  const form = reader.u8()
  reader.ub() // LOB prefetch
  reader.ub() // column id
  return {
    number,
    form,
    type: dataType(number, form, maxSize),
    isArray: (flags & IS_ARRAY) !== 0,
    maxSize,
    maxElements,
  }
}
