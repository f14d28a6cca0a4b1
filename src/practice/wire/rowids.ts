/**
 * ROWID on the wire: four numbers, which people see as 18 digits of base 64 ("SQL Language Reference, ROWID Data Type").
 */
import { OracleError } from '../error.ts'
import type { ByteWriter } from './byte-writer.ts'

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const SHAPE = /^[A-Za-z0-9+/]{18}$/
/** The size a client expects in front of the four numbers. */
const ROWID_SIZE = 13

const decode = (text: string): number =>
  [...text].reduce((number, digit) => number * 64 + DIGITS.indexOf(digit), 0)

/** Writes the rowid of a fetched row, or null. */
export function writeRowid(writer: ByteWriter, rowid: string | null): void {
  if (rowid === null) {
    writer.u8(0)
    return
  }
  if (!SHAPE.test(rowid)) throw new OracleError(1410, 'invalid ROWID')
  writer.u8(ROWID_SIZE)
  writer.ub(decode(rowid.slice(0, 6))) // data object
  writer.ub(decode(rowid.slice(6, 9))) // file
  writer.u8(0)
  writer.ub(decode(rowid.slice(9, 15))) // block
  writer.ub(decode(rowid.slice(15, 18))) // row
}
