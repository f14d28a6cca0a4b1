/**
 * NUMBER on the wire: an exponent byte and up to 20 digits of base 100 ("Oracle Call Interface Programmer's Guide, Data
 * Types, NUMBER"). Exact in both directions; integers that fit a double take a short way.
 */
import { Decimal } from '../values/number.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

/** The exponent byte of a number between 1 and 99. */
const UNITS_EXPONENT = 193
const MAX_DIGITS = 20
/** Ends the digits of a negative number that has fewer than 20 of them. */
const NEGATIVE_END = 102
const LARGEST_SHORT_INTEGER = 99_999_999_999_999

/** Writes a number, or null. */
export function writeNumber(writer: ByteWriter, value: Decimal | null): void {
  if (value === null) {
    writer.u8(0)
    return
  }
  const start = writer.length
  const { buffer, at } = writer.lend(MAX_DIGITS + 3)
  const integer = shortInteger(value)
  const size =
    integer === undefined ? fillDecimal(buffer, at + 1, value) : fillInteger(buffer, at + 1, integer)
  buffer[at] = size
  writer.truncate(start + 1 + size)
}

/**
 * The value as a double when it is an integer of at most 14 digits. `d` and `e` are decimal.js' own digits (base
 * 10,000,000, without trailing zero words) and decimal exponent.
 */
function shortInteger(value: Decimal): number | undefined {
  const [high = 0, low = 0, more] = value.d
  if (value.e < 0 || value.e >= 14 || more !== undefined) return undefined
  if (value.e >= 7) return value.s * (high * 10_000_000 + low)
  return low === 0 ? value.s * high : undefined
}

/** Fills in an integer of at most 14 decimal digits; returns the bytes used. */
function fillInteger(buffer: Buffer, at: number, value: number): number {
  if (value === 0) {
    buffer[at] = 0x80
    return 1
  }
  const isNegative = value < 0
  let rest = Math.abs(value)
  let pairs = 1
  for (let limit = 100; rest >= limit; limit *= 100) pairs += 1
  const exponent = UNITS_EXPONENT - 1 + pairs
  buffer[at] = isNegative ? ~exponent : exponent
  let used = 0
  for (let i = pairs; i > 0; i--) {
    const pair = rest % 100
    rest = (rest - pair) / 100
    if (used === 0 && pair === 0) continue
    if (used === 0) used = i
    buffer[at + i] = isNegative ? 101 - pair : pair + 1
  }
  if (!isNegative) return used + 1
  buffer[at + used + 1] = NEGATIVE_END
  return used + 2
}

/** Fills in any number; returns the bytes used. */
function fillDecimal(buffer: Buffer, at: number, value: Decimal): number {
  let digits = value.d
    .map((word, index) => (index === 0 ? String(word) : String(word).padStart(7, '0')))
    .join('')
  // The decimal point lies after `e + 1` digits; pairs begin there, so an odd count gets a leading zero.
  if (Math.abs(value.e) % 2 === 0) digits = `0${digits}`
  digits = digits.replace(/0+$/, '')
  if (digits.length % 2 === 1) digits += '0'
  const isNegative = value.isNegative()
  const exponent = UNITS_EXPONENT + Math.floor(value.e / 2)
  const pairs = Math.min(digits.length / 2, MAX_DIGITS)
  buffer[at] = isNegative ? ~exponent : exponent
  for (let i = 0; i < pairs; i++) {
    const pair = Number(digits.slice(i * 2, i * 2 + 2))
    buffer[at + 1 + i] = isNegative ? 101 - pair : pair + 1
  }
  if (!isNegative || pairs === MAX_DIGITS) return pairs + 1
  buffer[at + 1 + pairs] = NEGATIVE_END
  return pairs + 2
}

/** Reads a number, or null. */
export function readNumber(reader: ByteReader): Decimal | null {
  const bytes = reader.bytes()
  return bytes === null ? null : decodeNumber(bytes)
}

function decodeNumber(bytes: Buffer): Decimal {
  const first = bytes.readUInt8(0)
  const isNegative = first < 0x80
  if (bytes.length === 1) return isNegative ? new Decimal('-1e126') : new Decimal(0)
  const exponent = (isNegative ? ~first & 0xff : first) - UNITS_EXPONENT
  const end = isNegative && bytes[bytes.length - 1] === NEGATIVE_END ? bytes.length - 1 : bytes.length
  let digits = ''
  let number = 0
  for (let i = 1; i < end; i++) {
    const byte = bytes.readUInt8(i)
    const pair = isNegative ? 101 - byte : byte - 1
    if (pair < 0 || pair > 99) throw new Malformed('a digit of a NUMBER')
    number = number * 100 + pair
    digits += pair < 10 ? `0${pair}` : pair
  }
  const missing = exponent + 1 - (end - 1)
  if (missing >= 0 && exponent < 7) {
    for (let i = 0; i < missing; i++) number *= 100
    if (number <= LARGEST_SHORT_INTEGER) return new Decimal(isNegative ? -number : number)
  }
  return new Decimal(`${isNegative ? '-' : ''}0.${digits}e${(exponent + 1) * 2}`)
}
