/**
 * DATE and the TIMESTAMP types on the wire: calendar fields in 7 bytes, nanoseconds in 4 more, a zone in 2 more
 * ("Oracle Call Interface Programmer's Guide, Data Types, DATE"). Types with a zone travel in UTC, which is also the
 * time zone this server gives as the database's.
 */
import { OracleError } from '../error.ts'
import { DateTime, type DateTimeFields, type DateTimeKind } from '../values/date-time.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'

const DATE_SIZE = 7
const TIMESTAMP_SIZE = 11
const ZONED_SIZE = 13
const ZONE_HOUR_BASE = 20
const ZONE_MINUTE_BASE = 60
/** Set in the hour of a zone that is a region's name. */
const ZONE_IS_REGION = 0x80

/** The bytes a value of this kind takes. */
const sizes: Record<DateTimeKind, number> = {
  DATE: DATE_SIZE,
  TIMESTAMP: TIMESTAMP_SIZE,
  'TIMESTAMP WITH TIME ZONE': ZONED_SIZE,
  'TIMESTAMP WITH LOCAL TIME ZONE': TIMESTAMP_SIZE,
}

/** Writes a value in the form of a column or bind of the given kind, or null. */
export function writeDateTime(writer: ByteWriter, value: DateTime | null, kind: DateTimeKind): void {
  if (value === null) {
    writer.u8(0)
    return
  }
  const size = sizes[kind]
  const { buffer, at } = writer.lend(size + 1)
  const isWallClock = kind === 'DATE' || kind === 'TIMESTAMP'
  const date = new Date((isWallClock ? value.seconds + value.offset * 60 : value.seconds) * 1000)
  const year = date.getUTCFullYear()
  buffer[at] = size
  buffer[at + 1] = Math.trunc(year / 100) + 100
  buffer[at + 2] = (year % 100) + 100
  buffer[at + 3] = date.getUTCMonth() + 1
  buffer[at + 4] = date.getUTCDate()
  buffer[at + 5] = date.getUTCHours() + 1
  buffer[at + 6] = date.getUTCMinutes() + 1
  buffer[at + 7] = date.getUTCSeconds() + 1
  if (size === DATE_SIZE) return
  buffer.writeUInt32BE(value.nanoseconds, at + 8)
  if (size === TIMESTAMP_SIZE) return
  buffer[at + 12] = Math.trunc(value.offset / 60) + ZONE_HOUR_BASE
  buffer[at + 13] = (value.offset % 60) + ZONE_MINUTE_BASE
}

/** Reads a value of the given kind, or null. A fraction of 0 may have been left out. */
export function readDateTime(reader: ByteReader, kind: DateTimeKind): DateTime | null {
  const bytes = reader.bytes()
  if (bytes === null) return null
  if (bytes.length < DATE_SIZE) throw new Malformed(`a date of ${bytes.length} bytes`)
  const byte = (index: number) => bytes.readUInt8(index)
  const fields: DateTimeFields = {
    year: (byte(0) - 100) * 100 + byte(1) - 100,
    month: byte(2),
    day: byte(3),
    hour: byte(4) - 1,
    minute: byte(5) - 1,
    second: byte(6) - 1,
  }
  const nanoseconds = bytes.length >= TIMESTAMP_SIZE && kind !== 'DATE' ? bytes.readUInt32BE(7) : 0
  const utc = DateTime.of(kind, fields, nanoseconds)
  if (kind !== 'TIMESTAMP WITH TIME ZONE' || bytes.length < ZONED_SIZE) return utc
  if (byte(11) & ZONE_IS_REGION) throw new OracleError(1805, 'possible error in date/time operation')
  const offset = (byte(11) - ZONE_HOUR_BASE) * 60 + byte(12) - ZONE_MINUTE_BASE
  return new DateTime(kind, utc.seconds, nanoseconds, offset)
}
