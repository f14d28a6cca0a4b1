import { describe, expect, test } from 'vitest'
import { durationWords, parseDuration } from '../../src/core/duration.ts'
import { limitAfter, overLimitWords, parseTimeLimit, timeLimitText } from '../../src/core/time-limit.ts'

describe('a time is typed as', () => {
  test.each([
    ['500ms', 500, '500ms'],
    ['30s', 30_000, '30s'],
    ['30', 30_000, '30s'],
    ['1.5m', 90_000, '1.5m'],
    ['90s', 90_000, '1.5m'],
    ['5M', 300_000, '5m'],
    ['2h', 7_200_000, '2h'],
    ['61s', 61_000, '61s'],
    ['0', 0, '0ms'],
  ])('%s, which is %i milliseconds, and told as %s', (text, milliseconds, words) => {
    expect(parseDuration(text, '--retry-delay')).toBe(milliseconds)
    expect(durationWords(milliseconds)).toBe(words)
  })

  test.each(['', 'soon', '-5s', '5 days', '1e3', '99999h'])('and never as "%s"', (text) => {
    expect(() => parseDuration(text, '--retry-delay')).toThrow(/^--retry-delay: expected a time such as 30s/)
  })
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
