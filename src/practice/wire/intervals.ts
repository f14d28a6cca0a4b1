/**
 * The INTERVAL types on the wire: every field with an excess, so that none is below 0 ("Oracle Call Interface
 * Programmer's Guide, Data Types").
 */
import { Interval, type IntervalKind, intervalFields, nanosecondsIn } from '../values/interval.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

const MONTHS_SIZE = 5
const SECONDS_SIZE = 11
/** Added to years, days and nanoseconds, and to every other field. */
const MIDDLE = 0x8000_0000
const OFFSET = 60

export function writeInterval(writer: ByteWriter, value: Interval | null): void {
  if (value === null) {
    writer.u8(0)
    return
  }
  const { year, month, day, hour, minute, second, nanosecond } = intervalFields(value)
  const size = value.kind === 'INTERVAL YEAR TO MONTH' ? MONTHS_SIZE : SECONDS_SIZE
  const { buffer, at } = writer.lend(size + 1)
  buffer[at] = size
  if (size === MONTHS_SIZE) {
    buffer.writeUInt32BE(year + MIDDLE, at + 1)
    buffer[at + 5] = month + OFFSET
    return
  }
  buffer.writeUInt32BE(day + MIDDLE, at + 1)
  buffer[at + 5] = hour + OFFSET
  buffer[at + 6] = minute + OFFSET
  buffer[at + 7] = second + OFFSET
  buffer.writeUInt32BE(nanosecond + MIDDLE, at + 8)
}

/** @throws Malformed for a value of another size; OracleError ORA-01873. */
export function readInterval(reader: ByteReader, kind: IntervalKind): Interval | null {
  const bytes = reader.bytes()
  if (bytes === null) return null
  const isMonths = kind === 'INTERVAL YEAR TO MONTH'
  if (bytes.length !== (isMonths ? MONTHS_SIZE : SECONDS_SIZE))
    throw new Malformed(`an interval of ${bytes.length} bytes`)
  const wide = (at: number): bigint => BigInt(bytes.readUInt32BE(at) - MIDDLE)
  const narrow = (at: number): bigint => BigInt(bytes.readUInt8(at) - OFFSET)
  if (isMonths) return new Interval(kind, wide(0) * 12n + narrow(4))
  const { day, hour, minute, second } = nanosecondsIn
  return new Interval(
    kind,
    wide(0) * day + narrow(4) * hour + narrow(5) * minute + narrow(6) * second + wide(7),
  )
}
