/**
 * A statement's SQL_ID, as Oracle derives it from the text.
 */
import { createHash } from 'node:crypto'

const digits = '0123456789abcdfghjkmnpqrstuvwxyz'

/** The last 64 bits of the MD5 of the text and a NUL, as two little-endian words, in base 32: 13 characters (recalled). */
export const sqlIdOf = (text: string): string => {
  const hash = createHash('md5').update(`${text}\0`).digest()
  let number = (BigInt(hash.readUInt32LE(8)) << 32n) | BigInt(hash.readUInt32LE(12))
  let id = ''
  for (let count = 0; count < 13; count += 1) {
    id = `${digits[Number(number & 31n)]}${id}`
    number >>= 5n
  }
  return id
}
