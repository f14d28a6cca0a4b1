import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { drawProgress } from '../../src/cli/progress-bar.ts'

const progress = {
  total: 7,
  ended: 3,
  unsuccessful: 1,
  running: ['D', 'E', 'F'],
  timeLeft: '4s',
  isStopping: false,
}

describe('the live line', () => {
  test('tells counts, names, failures and the time left', () => {
    expect(drawProgress(progress, 100)).toBe(
      '[========>           ] 3/7  3 running: D, E, F  1 not succeeded  about 4s left',
    )
  })

  test('names as many running tasks as there is room for', () => {
    expect(drawProgress({ ...progress, unsuccessful: 0 }, 60)).toBe(
      '[========>           ] 3/7  3 running: D, ...  about 4s left',
    )
    expect(drawProgress({ ...progress, unsuccessful: 0 }, 56)).toBe(
      '[========>           ] 3/7  3 running  about 4s left',
    )
  })

  test('says that it is stopping instead of guessing a time', () => {
    expect(drawProgress({ ...progress, isStopping: true }, 100)).toMatch(/stopping$/)
  })

  test('is full when all have ended', () => {
    expect(drawProgress({ ...progress, ended: 7, running: [], timeLeft: undefined }, 100)).toBe(
      '[====================] 7/7  1 not succeeded',
    )
  })

  test('never grows wider than its terminal, whatever the names are', () => {
    const name = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('データ', '👩‍👩‍👧', 'schéma'))
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), fc.integer({ min: 1, max: 120 }), (running, width) => {
        expect(stringWidth(drawProgress({ ...progress, running }, width))).toBeLessThanOrEqual(width)
      }),
    )
  })
})
