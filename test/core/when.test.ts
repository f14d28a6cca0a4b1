import { describe, expect, test } from 'vitest'
import { parseSpan, parseWhen, whenText } from '../../src/core/when.ts'

const at = (...parts: [number, number, number, number?, number?, number?]): number => {
  const [year, month, ...rest] = parts
  return new Date(year, month - 1, ...rest).getTime()
}

const now = at(2026, 11, 28, 13, 0, 0)

describe('a span of time', () => {
  test.each([
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['500ms', 500],
    ['2d', 172_800_000],
    ['7', 7000],
    ['0.5', 500],
    [' 10S ', 10_000],
  ])('"%s" is %d milliseconds', (text, milliseconds) => {
    expect(parseSpan(text, 'grace')).toBe(milliseconds)
  })

  test.each(['', 's', '5x', '-5s', '5 m s', '1h 30', '40000d', '1e9'])('"%s" is none', (text) => {
    expect(() => parseSpan(text, 'grace')).toThrow(`grace: expected a time such as 30s, 5m, 1h30m or 2d, got`)
  })
})

describe('a point of time', () => {
  test.each([
    ['+5m', now + 300_000],
    ['14:30', at(2026, 11, 28, 14, 30)],
    ['14:30:15', at(2026, 11, 28, 14, 30, 15)],
    ['13:00', at(2026, 11, 29, 13)],
    ['9:05', at(2026, 11, 29, 9, 5)],
    ['2026-12-01 14:30', at(2026, 12, 1, 14, 30)],
    ['2026-12-01T14:30:10', at(2026, 12, 1, 14, 30, 10)],
    ['2026-12-01', at(2026, 12, 1)],
  ])('"%s" is read by the clock of this machine', (text, expected) => {
    expect(parseWhen(text, now, 'at')).toBe(expected)
  })

  test.each(['', '25:00', '12:60', '2026-02-30', '2026-12-01 24:00', 'noon', '14'])(
    '"%s" is none',
    (text) => {
      expect(() => parseWhen(text, now, 'at')).toThrow('at: expected +5m, 14:30 or "2026-12-01 14:30"')
    },
  )

  test('that has passed is refused', () => {
    expect(() => parseWhen('2026-11-28 12:59', now, 'at')).toThrow('at: 2026-11-28 12:59 has passed')
  })

  test.each([
    [at(2026, 11, 28, 14, 5, 9), '14:05:09'],
    [at(2026, 12, 1, 0, 0, 0), '2026-12-01 00:00:00'],
  ])('is told with its date unless it is today', (time, text) => {
    expect(whenText(time, now)).toBe(text)
  })
})
