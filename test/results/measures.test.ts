import { expect, test } from 'vitest'
import { countOf, formatCount, formatDuration } from '../../src/results/measures.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [12_345, '12,345'],
  [1_234_567, '1,234,567'],
])('%d reads %s', (count, text) => {
  expect(formatCount(count)).toBe(text)
})

test('one is not many', () => {
  expect(countOf(1, 'row')).toBe('1 row')
  expect(countOf(0, 'row')).toBe('0 rows')
  expect(countOf(2000, 'answer')).toBe('2,000 answers')
})

test.each([
  [0, '0.00s'],
  [10, '0.01s'],
  [290, '0.29s'],
  [999.9, '0.99s'],
  [1000, '1.0s'],
  [4_299, '4.2s'],
  [9_999, '9.9s'],
  [10_000, '10s'],
  [59_999, '59s'],
  [64_000, '1m 04s'],
  [3_599_999, '59m 59s'],
  [7_380_000, '2h 03m'],
  [273_600_000, '3d 04h'],
])('%d ms read %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text)
})
