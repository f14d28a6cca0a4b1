import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  compare,
  comparePaddedText,
  compareText,
  compareValues,
  isToldByRank,
  rankOf,
} from '../../../src/practice/values/comparison.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Clob } from '../../../src/practice/values/lob.ts'
import { compareNumbers, Decimal, roundToNumber } from '../../../src/practice/values/number.ts'
import type { Value } from '../../../src/practice/values/value.ts'
import { american, date, timestamp } from './settings.ts'

const number = (value: number) => new Decimal(value)

/** Numbers of few and of many digits, often near each other. */
const aNumber = fc
  .tuple(
    fc.oneof(fc.integer({ min: -20, max: 20 }).map(BigInt), fc.bigInt(-(10n ** 39n), 10n ** 39n)),
    fc.oneof(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -120, max: 80 })),
    fc.oneof(fc.constant(0), fc.integer({ min: -1, max: 1 })),
  )
  .map(([digits, exponent, last]) =>
    roundToNumber(new Decimal(`${digits}e${exponent}`).plus(new Decimal(`${last}e${exponent - 15}`))),
  )

describe('values of one type', () => {
  test.each<[string, Exclude<Value, null>, Exclude<Value, null>]>([
    ['numbers by size', number(9), number(10)],
    ['texts by code points', '10', '9'],
    ['texts that begin alike by length', 'a', 'a '],
    ['upper before lower case', 'Z', 'a'],
    ['dates by time', date('2024-01-01'), date('2024-01-02')],
    ['timestamps by fraction', timestamp('2024-01-01 00:00:00.1'), timestamp('2024-01-01 00:00:00.2')],
    ['RAW by bytes', new Uint8Array([1, 255]), new Uint8Array([2])],
    ['false before true', false, true],
  ])('%s', (_rule, smaller, larger) => {
    expect(compareValues(smaller, larger)).toBeLessThan(0)
    expect(compareValues(larger, smaller)).toBeGreaterThan(0)
    expect(compareValues(smaller, smaller)).toBe(0)
  })

  test('LOBs and different types have no order', () => {
    expect(() => compareValues(new Clob('a'), new Clob('a'))).toThrow(
      'ORA-00932: inconsistent datatypes: expected - got CLOB',
    )
    expect(() => compareValues(number(1), date('2024-01-01'))).toThrow(
      'ORA-00932: inconsistent datatypes: expected NUMBER got DATE',
    )
  })

  test('texts are ordered as their code points are', () => {
    const reference = (left: string, right: string) => Buffer.compare(Buffer.from(left), Buffer.from(right))
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (left, right) => {
        expect(Math.sign(compareText(left, right))).toBe(reference(left, right))
        const long = 'x'.repeat(40)
        expect(Math.sign(compareText(long + left, long + right))).toBe(reference(left, right))
      }),
    )
  })

  test('numbers are ordered as decimal.js orders them', () => {
    fc.assert(
      fc.property(aNumber, aNumber, (left, right) => {
        expect(Math.sign(compareNumbers(left, right))).toBe(left.comparedTo(right))
        expect(compareNumbers(left, left.plus(0))).toBe(0)
      }),
    )
  })

  test('their ranks never say otherwise, and tell all of it where they promise to', () => {
    const values: readonly fc.Arbitrary<Exclude<Value, null>>[] = [
      aNumber,
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc
        .tuple(fc.integer({ min: -9, max: 9 }), fc.nat(2))
        .map(([seconds, nanoseconds]) => new DateTime('TIMESTAMP', seconds, nanoseconds)),
      fc.uint8Array({ minLength: 1, maxLength: 2 }),
    ]
    const pair = fc.oneof(...values.map((value) => fc.tuple(value, value)))
    fc.assert(
      fc.property(pair, ([left, right]) => {
        const order = compareValues(left, right)
        const [first, second] = [rankOf(left), rankOf(right)] as [number, number]
        if (order < 0) expect(first <= second).toBe(true)
        if (order > 0) expect(first >= second).toBe(true)
        if (first === second && isToldByRank(left) && isToldByRank(right)) expect(order).toBe(0)
      }),
      { numRuns: 1000 },
    )
  })

  test('blanks at the end do not count between CHAR values', () => {
    expect(comparePaddedText('a', 'a  ')).toBe(0)
    expect(comparePaddedText('a', 'b  ')).toBeLessThan(0)
  })
})

describe('values of different types', () => {
  test.each<[string, Value, Value]>([
    ['a text beside a number is a number', '10', number(10)],
    ['a number beside a text as well', number(10), ' 10.0 '],
    ['a text beside a date is a date by the session’s format', date('2024-05-15'), '15-MAY-24'],
    ['a date beside a timestamp has no fraction', date('2024-05-15'), timestamp('2024-05-15 00:00:00')],
    ['a text beside RAW is hexadecimal', 'ff', new Uint8Array([255])],
    [
      'a timestamp beside one with a zone is in the session’s',
      timestamp('2024-05-15 10:00:00'),
      DateTime.of('TIMESTAMP WITH TIME ZONE', { ...date('2024-05-15').fields, hour: 12 }, 0, 120),
    ],
  ])('%s', (_rule, left, right) => {
    expect(compare(left, right, american)).toBe(0)
  })

  test('null is neither smaller nor larger nor equal', () => {
    expect(compare(null, number(1), american)).toBeUndefined()
    expect(compare('a', null, american)).toBeUndefined()
    expect(compare(null, null, american)).toBeUndefined()
  })

  test('that cannot be converted fail', () => {
    expect(() => compare('abc', number(1), american)).toThrow('ORA-01722')
    expect(() => compare('abc', date('2024-01-01'), american)).toThrow('ORA-01858')
    expect(() => compare(number(1), date('2024-01-01'), american)).toThrow('ORA-00932')
  })
})
