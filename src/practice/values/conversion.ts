/**
 * Implicit conversion between the families of values: text, numbers, dates, RAW. Null stays null ("SQL
 * Language Reference, Data Type Comparison Rules, Implicit Data Conversion").
 */
import { OracleError } from '../error.ts'
import { DateTime, type DateTimeKind } from './date-time.ts'
import { dateTimeToText } from './date-time-to-text.ts'
import { Interval, type IntervalKind, intervalToText } from './interval.ts'
import { textToInterval } from './interval-text.ts'
import type { Nls } from './nls.ts'
import { Decimal, numberToText, textToNumber } from './number.ts'
import { textToDateTime } from './text-to-date-time.ts'
import { offsetAt, offsetAtWall } from './time-zone.ts'
import type { Value } from './value.ts'

/** The type of a value as ORA-00932 names it. */
export function typeNameOf(value: Exclude<Value, null>): string {
  if (typeof value === 'string') return 'CHAR'
  if (typeof value === 'boolean') return 'BOOLEAN'
  if (value instanceof Decimal) return 'NUMBER'
  if (value instanceof DateTime) return value.kind
  if (value instanceof Uint8Array) return 'BINARY'
  return value.kind === 'cursor' ? 'CURSOR' : value.kind
}

/** ORA-00932. */
export const inconsistentTypes = (expected: string, value: Exclude<Value, null>): OracleError =>
  new OracleError(932, `inconsistent datatypes: expected ${expected} got ${typeNameOf(value)}`)

/**
 * @throws OracleError ORA-01722 for a text that is no number; ORA-00932 for a value that cannot become one.
 */
export function toNumber(value: Value): Decimal | null {
  if (value === null || value instanceof Decimal) return value
  if (typeof value === 'string') return textToNumber(value)
  throw inconsistentTypes('NUMBER', value)
}

/** @throws OracleError ORA-00932 for a value that has no text. */
export function toText(value: Value, nls: Nls): string | null {
  if (value === null || typeof value === 'string') return value
  if (value instanceof Decimal) return numberToText(value)
  if (value instanceof DateTime) return dateTimeToText(inSession(value, nls), formatOf(value.kind, nls))
  if (value instanceof Uint8Array) return bytesToHex(value)
  if (value instanceof Interval) return intervalToText(value)
  if (typeof value === 'object' && value.kind === 'CLOB') return value.text === '' ? null : value.text
  throw inconsistentTypes('CHAR', value)
}

/** The session's format for a type. */
export function formatOf(kind: DateTimeKind, nls: Nls): string {
  switch (kind) {
    case 'DATE':
      return nls.dateFormat
    case 'TIMESTAMP':
    case 'TIMESTAMP WITH LOCAL TIME ZONE':
      return nls.timestampFormat
    case 'TIMESTAMP WITH TIME ZONE':
      return nls.timestampTzFormat
  }
}

/**
 * A text is read by the session's format; another date or timestamp becomes the type wanted.
 * @throws OracleError ORA-01843, ORA-01861 and the like; ORA-00932 for a value that cannot become a date.
 */
export function toDateTime(value: Value, kind: DateTimeKind, nls: Nls): DateTime | null {
  if (value === null) return null
  if (value instanceof DateTime) return convertDateTime(value, kind, nls)
  if (typeof value !== 'string') throw inconsistentTypes(kind, value)
  if (kind !== 'TIMESTAMP WITH LOCAL TIME ZONE') return textToDateTime(value, formatOf(kind, nls), kind, nls)
  return convertDateTime(textToDateTime(value, nls.timestampFormat, 'TIMESTAMP', nls), kind, nls)
}

const hasZone = (kind: DateTimeKind): boolean => kind.endsWith('ZONE')

/** What the wall clock shows: the value's own, or the session's. */
export const wallOf = (value: DateTime, nls: Nls): number =>
  value.kind === 'TIMESTAMP WITH LOCAL TIME ZONE'
    ? value.seconds + offsetAt(nls.timeZone, value.seconds) * 60
    : value.wall

/**
 * A value as another of the date types; a DATE drops the fraction, a type without a zone keeps the wall
 * clock.
 */
export function convertDateTime(value: DateTime, kind: DateTimeKind, nls: Nls): DateTime {
  if (value.kind === kind) return value
  const wall = wallOf(value, nls)
  switch (kind) {
    case 'DATE':
      return new DateTime(kind, wall)
    case 'TIMESTAMP':
      return new DateTime(kind, wall, value.nanoseconds, 0, value.fraction)
    case 'TIMESTAMP WITH TIME ZONE':
      return value.kind === 'TIMESTAMP WITH LOCAL TIME ZONE'
        ? DateTime.inZone(nls.timeZone, value.seconds, value.nanoseconds, value.fraction)
        : DateTime.onWall(nls.timeZone, wall, value.nanoseconds, value.fraction)
    case 'TIMESTAMP WITH LOCAL TIME ZONE':
      return new DateTime(kind, instant(value, nls), value.nanoseconds, 0, value.fraction)
  }
}

/** Seconds of UTC: a value without a zone is taken in the session's. */
export const instant = (value: DateTime, nls: Nls): number =>
  hasZone(value.kind) ? value.seconds : value.seconds - offsetAtWall(nls.timeZone, value.seconds) * 60

/** A value with local time zone as the session's wall clock shows it; every other value as it is. */
export const inSession = (value: DateTime, nls: Nls): DateTime =>
  value.kind === 'TIMESTAMP WITH LOCAL TIME ZONE' ? convertDateTime(value, 'TIMESTAMP', nls) : value

/** @throws OracleError ORA-01867 and the like for a text that is no interval; ORA-00932. */
export function toInterval(value: Value, kind: IntervalKind): Interval | null {
  if (value === null || (value instanceof Interval && value.kind === kind)) return value
  if (typeof value !== 'string') throw inconsistentTypes(kind, value)
  return textToInterval(value, kind)
}

/** @throws OracleError ORA-01465 for a text that is not hexadecimal; ORA-00932. */
export function toRaw(value: Value): Uint8Array | null {
  if (value === null || value instanceof Uint8Array) return value
  if (typeof value !== 'string') throw inconsistentTypes('BINARY', value)
  return hexToBytes(value)
}

/** RAWTOHEX. */
export const bytesToHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

/** HEXTORAW: an odd number of digits gets a 0 in front. @throws OracleError ORA-01465. */
export function hexToBytes(text: string): Uint8Array {
  if (!/^[\dA-Fa-f]*$/.test(text)) throw new OracleError(1465, 'invalid hex number')
  return new Uint8Array(Buffer.from(text.length % 2 === 0 ? text : `0${text}`, 'hex'))
}
