import { describe, expect, test } from 'vitest'
import {
  convertDateTime,
  toDateTime,
  toNumber,
  toRaw,
  toText,
} from '../../../src/practice/values/conversion.ts'
import { DateTime, type DateTimeKind } from '../../../src/practice/values/date-time.ts'
import { Blob, Clob } from '../../../src/practice/values/lob.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { american, date, shown, timestamp } from './settings.ts'

/** A session two hours east of UTC. */
const eastern = { ...american, timeZone: 120 }

describe('an implicit conversion', () => {
  test('gives dates and timestamps the session’s formats', () => {
    expect(toText(date('2024-05-15 13:14:15'), american)).toBe('15-MAY-24')
    expect(toText(date('2024-05-15 13:14:15'), { ...american, dateFormat: 'YYYY-MM-DD HH24:MI' })).toBe(
      '2024-05-15 13:14',
    )
    expect(toText(timestamp('2024-05-15 13:14:15.5'), american)).toBe('15-MAY-24 01.14.15.500000000 PM')
    const zoned = convertDateTime(timestamp('2024-05-15 13:14:15'), 'TIMESTAMP WITH TIME ZONE', eastern)
    expect(toText(zoned, american)).toBe('15-MAY-24 01.14.15.000000000 PM +02:00')
  })

  test('reads dates and timestamps by the session’s formats', () => {
    expect(toDateTime('15-MAY-24', 'DATE', american)).toEqual(date('2024-05-15'))
    expect(toDateTime('15-MAY-24 01.14.15.5 PM', 'TIMESTAMP', american)).toEqual(
      timestamp('2024-05-15 13:14:15.5'),
    )
    expect(() => toDateTime('2024-05-15', 'DATE', american)).toThrow(
      'ORA-01861: literal does not match format string',
    )
  })

  test('leaves null alone and takes an empty CLOB for null', () => {
    expect(toText(null, american)).toBeNull()
    expect(toNumber(null)).toBeNull()
    expect(toRaw(null)).toBeNull()
    expect(toDateTime(null, 'DATE', american)).toBeNull()
    expect(toText(new Clob(''), american)).toBeNull()
  })

  test('names the types that do not go together', () => {
    expect(() => toNumber(date('2024-05-15'))).toThrow(
      'ORA-00932: inconsistent datatypes: expected NUMBER got DATE',
    )
    expect(() => toText(new Blob(new Uint8Array()), american)).toThrow('expected CHAR got BLOB')
    expect(() => toDateTime(new Decimal(1), 'DATE', american)).toThrow('expected DATE got NUMBER')
    expect(() => toText(true, american)).toThrow('expected CHAR got BOOLEAN')
  })
})

describe('from one type of date to another', () => {
  const noon = timestamp('2024-05-15 12:00:00.75')
  const kinds: DateTimeKind[] = [
    'DATE',
    'TIMESTAMP',
    'TIMESTAMP WITH TIME ZONE',
    'TIMESTAMP WITH LOCAL TIME ZONE',
  ]

  test.each(kinds)('%s and back keeps the wall clock of the session', (kind) => {
    const there = convertDateTime(noon, kind, eastern)
    expect(there.kind).toBe(kind)
    expect(shown(convertDateTime(there, 'TIMESTAMP', eastern))).toBe('2024-05-15 12:00:00')
  })

  test('a DATE loses the fraction', () => {
    expect(convertDateTime(noon, 'DATE', eastern)).toMatchObject({ nanoseconds: 0, fraction: 0 })
  })

  test('a local time zone shows the same moment elsewhere', () => {
    const local = convertDateTime(noon, 'TIMESTAMP WITH LOCAL TIME ZONE', eastern)
    expect(toText(local, { ...american, timeZone: -60, timestampFormat: 'HH24:MI' })).toBe('09:00')
  })

  test('a zone shows its own wall clock', () => {
    const zoned = DateTime.of('TIMESTAMP WITH TIME ZONE', noon.fields, 0, -300)
    expect(shown(convertDateTime(zoned, 'DATE', eastern))).toBe('2024-05-15 12:00:00')
    expect(shown(convertDateTime(zoned, 'TIMESTAMP WITH LOCAL TIME ZONE', eastern))).toBe(
      '2024-05-15 17:00:00',
    )
  })
})
