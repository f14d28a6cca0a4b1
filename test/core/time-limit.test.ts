import { describe, expect, test } from 'vitest'
import { durationWords } from '../../src/core/duration.ts'
import { limitAfter, overLimitWords, parseTimeLimit, timeLimitText } from '../../src/core/time-limit.ts'

test.each([
  [500, '500ms'],
  [30_000, '30s'],
  [90_000, '1.5m'],
  [7_200_000, '2h'],
  [61_000, '61s'],
  [0, '0ms'],
])('%i milliseconds are told as %s', (milliseconds, words) => {
  expect(durationWords(milliseconds)).toBe(words)
})

describe('a time limit', () => {
  test.each([
    ['30s', { milliseconds: 30_000 }],
    ['200%', { percent: 200 }],
    ['150 %', { percent: 150 }],
  ])('is typed as %s', (text, limit) => {
    expect(parseTimeLimit(text, 'timeout')).toEqual(limit)
  })

  test.each(['0', '0s', '0%', '%', 'never', '-1%'])('is never %s', (text) => {
    expect(() => parseTimeLimit(text, '--timeout')).toThrow(/^--timeout: expected/)
  })

  test.each<[string, string, number[], number | undefined]>([
    ['a time counts from the first task on', '30s', [], 30_000],
    ['a share does not count before three tasks have succeeded', '200%', [5000, 6000], undefined],
    ['a share is of the median', '200%', [5000, 6000, 60_000], 12_000],
    [
      'of an even number of tasks it is between the two in the middle',
      '100%',
      [2000, 4000, 6000, 60_000],
      5000,
    ],
    ['a share is a second at least', '200%', [1, 2, 3], 1000],
  ])('%s', (_, text, sorted, expected) => {
    expect(limitAfter(parseTimeLimit(text, 'timeout'), sorted)).toBe(expected)
  })

  test('is told in the words it was typed in', () => {
    expect(timeLimitText({ milliseconds: 30_000 })).toBe('30s')
    expect(overLimitWords({ milliseconds: 30_000 }, 30_000)).toBe('over its time limit of 30s')
    expect(overLimitWords({ percent: 200 }, 4000)).toBe('over its time limit of 200% of the median, 4s')
  })
})
