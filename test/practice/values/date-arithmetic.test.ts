import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  daysBetween,
  lastDay,
  monthsBetween,
  nextDay,
  roundDate,
  truncateDate,
} from '../../../src/practice/values/date-arithmetic.ts'
import { Decimal, numberToText } from '../../../src/practice/values/number.ts'
import { date, shown } from './settings.ts'

describe('days', () => {
  test.each([
    ['2024-02-28', '1', '2024-02-29 00:00:00'],
    ['2024-02-28', '2', '2024-03-01 00:00:00'],
    ['2024-01-01', '-1', '2023-12-31 00:00:00'],
    ['2024-01-01', '0.5', '2024-01-01 12:00:00'],
    ['2024-01-01', '.00001', '2024-01-01 00:00:01'],
    ['2024-01-01 10:00:00', '1.25', '2024-01-02 16:00:00'],
  ])('%s plus %s is %s', (start, days, end) => {
    expect(shown(addDays(date(start), new Decimal(days)))).toBe(end)
  })

  test.each([
    ['2024-03-01', '2024-02-01', '29'],
    ['2024-01-01 12:00:00', '2024-01-01', '.5'],
    ['2024-01-01', '2024-01-01 08:00:00', '-.3333333333333333333333333333333333333333'],
  ])('%s minus %s is %s', (left, right, days) => {
    expect(numberToText(daysBetween(date(left), date(right)))).toBe(days)
  })

  test('added and taken away give the same date, and the difference is their number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -36_500, max: 36_500 }), (days) => {
        const start = date('2000-02-29 01:02:03')
        const moved = addDays(start, new Decimal(days))
        expect(daysBetween(moved, start).toNumber()).toBe(days)
        expect(addDays(moved, new Decimal(-days))).toEqual(start)
      }),
    )
  })

  test('end with the year 9999, and before 1582-10-15 they are refused', () => {
    expect(() => addDays(date('9999-12-31'), new Decimal(1))).toThrow('ORA-01841')
    expect(() => addDays(date('1582-10-15'), new Decimal(-1))).toThrow('ORA-03001')
    expect(() => daysBetween(date('2024-01-01'), date('1500-01-01'))).toThrow('ORA-03001')
  })
})

describe('months', () => {
  test.each([
    ['2024-01-31', '1', '2024-02-29 00:00:00'],
    ['2024-02-29', '1', '2024-03-31 00:00:00'],
    ['2024-02-28', '1', '2024-03-28 00:00:00'],
    ['2023-02-28', '12', '2024-02-29 00:00:00'],
    ['2024-03-15 10:11:12', '-15', '2022-12-15 10:11:12'],
    ['2024-01-15', '1.9', '2024-02-15 00:00:00'],
  ])('ADD_MONTHS(%s, %s) is %s', (start, months, end) => {
    expect(shown(addMonths(date(start), new Decimal(months)))).toBe(end)
  })

  test.each([
    ['2024-03-15', '2024-01-15', '2'],
    ['2024-02-29', '2024-01-31', '1'],
    ['2024-01-31', '2024-02-29', '-1'],
    ['1995-02-02', '1995-01-01', '1.03225806451612903225806451612903225806'],
    ['2024-01-01 12:00:00', '2023-12-31', '.0483870967741935483870967741935483870968'],
  ])('MONTHS_BETWEEN(%s, %s) is %s', (left, right, months) => {
    expect(numberToText(monthsBetween(date(left), date(right)))).toBe(months)
  })

  test('have a last day', () => {
    expect(shown(lastDay(date('2024-02-01 10:00:00')))).toBe('2024-02-29 10:00:00')
    expect(shown(lastDay(date('2024-12-31')))).toBe('2024-12-31 00:00:00')
  })
})

test.each([
  ['2024-05-15', 'Wednesday', '2024-05-22 00:00:00'],
  ['2024-05-15', 'THU', '2024-05-16 00:00:00'],
  ['2024-05-15 10:00:00', 'tuesday', '2024-05-21 10:00:00'],
])('NEXT_DAY(%s, %s) is %s', (start, name, end) => {
  expect(shown(nextDay(date(start), name))).toBe(end)
  expect(() => nextDay(date(start), 'Mittwoch')).toThrow('ORA-01846')
})

describe('TRUNC and ROUND', () => {
  test.each([
    ['2024-08-16 14:35:40', 'YYYY', '2024-01-01 00:00:00', '2025-01-01 00:00:00'],
    ['2024-06-30 14:35:40', 'year', '2024-01-01 00:00:00', '2024-01-01 00:00:00'],
    ['2024-08-16 14:35:40', 'Q', '2024-07-01 00:00:00', '2024-10-01 00:00:00'],
    ['2024-08-15 14:35:40', 'Q', '2024-07-01 00:00:00', '2024-07-01 00:00:00'],
    ['2024-08-16 14:35:40', 'MM', '2024-08-01 00:00:00', '2024-09-01 00:00:00'],
    ['2024-08-15 23:59:59', 'MONTH', '2024-08-01 00:00:00', '2024-08-01 00:00:00'],
    ['2024-05-15 14:35:40', 'DAY', '2024-05-12 00:00:00', '2024-05-19 00:00:00'],
    ['2024-05-15 14:35:40', 'IW', '2024-05-13 00:00:00', '2024-05-13 00:00:00'],
    ['2024-05-15 14:35:40', 'W', '2024-05-15 00:00:00', '2024-05-15 00:00:00'],
    ['2024-05-15 14:35:40', 'WW', '2024-05-13 00:00:00', '2024-05-13 00:00:00'],
    ['2024-05-15 14:35:40', 'DD', '2024-05-15 00:00:00', '2024-05-16 00:00:00'],
    ['2024-05-15 11:59:59', 'DDD', '2024-05-15 00:00:00', '2024-05-15 00:00:00'],
    ['2024-05-15 14:35:40', 'HH24', '2024-05-15 14:00:00', '2024-05-15 15:00:00'],
    ['2024-05-15 14:35:29', 'MI', '2024-05-15 14:35:00', '2024-05-15 14:35:00'],
  ])('of %s by %s are %s and %s', (value, model, truncated, rounded) => {
    expect(shown(truncateDate(date(value), model))).toBe(truncated)
    expect(shown(roundDate(date(value), model))).toBe(rounded)
  })

  test('know which units they lack', () => {
    expect(() => roundDate(date('2024-05-15'), 'CC')).toThrow('ORA-03001')
    expect(() => truncateDate(date('2024-05-15'), 'SS')).toThrow('ORA-01899: bad precision specifier')
    expect(() => truncateDate(date('2024-05-15'), 'constructor')).toThrow('ORA-01899')
  })
})
