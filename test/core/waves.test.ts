import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastOfWave, parseWaves, waveCount, waveOf, waveSizes, wavesText } from '../../src/core/waves.ts'

/** Sizes of all waves of a job, counted from where each ends. */
function waves(text: string, total: number): number[] {
  const sizes = waveSizes(parseWaves(text), total)
  const ends = Array.from({ length: waveCount(sizes, total) }, (_, index) =>
    lastOfWave(sizes, index + 1, total),
  )
  return ends.map((end, index) => end - (ends[index - 1] ?? 0))
}

describe('waves', () => {
  test.each<[string, number, number[]]>([
    ['1', 3, [1, 1, 1]],
    ['3', 7, [3, 3, 1]],
    ['1,5,20%', 7, [1, 5, 1]],
    ['1,5,20%', 30, [1, 5, 6, 6, 6, 6]],
    ['1,5,20%', 33, [1, 5, 7, 7, 7, 6]],
    ['1,100%', 7, [1, 6]],
    ['10', 7, [7]],
    ['1', 1, [1]],
    ['20%', 7, [2, 2, 2, 1]],
    ['20%', 3, [1, 1, 1]],
    ['1%', 3, [1, 1, 1]],
    ['33%', 3, [1, 1, 1]],
    ['34%', 3, [2, 1]],
    ['50%', 3, [2, 1]],
    ['7%,100%', 100, [7, 93]],
    ['100%', 7, [7]],
    ['1,1,1,1', 2, [1, 1]],
    ['2,1', 6, [2, 1, 1, 1, 1]],
    ['5', 0, []],
  ])('of %s over %i tasks are %j', (text, total, sizes) => {
    expect(waves(text, total)).toEqual(sizes)
  })

  test('are written as they are read', () => {
    expect(wavesText(parseWaves('1, 5 ,20%'))).toBe('1,5,20%')
  })

  test.each(['', '0', '0%', '1,', ',1', '1,,2', '101%', '1.5', '-1', 'all', '1;2'])(
    '"%s" are refused, with what was expected',
    (text) =>
      expect(() => parseWaves(text)).toThrow(/expected sizes of waves as 1,5,20%, each a whole number/),
  )

  test('take every task exactly once, in its order, and none is empty', () => {
    const share = fc.oneof(
      fc.integer({ min: 1, max: 40 }).map((tasks) => ({ tasks })),
      fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
    )
    fc.assert(
      fc.property(
        fc.array(share, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 400 }),
        (shares, total) => {
          const sizes = waveSizes(shares, total)
          const count = waveCount(sizes, total)
          let first = 1
          for (let wave = 1; wave <= count; wave++) {
            const last = lastOfWave(sizes, wave, total)
            expect(last).toBeGreaterThanOrEqual(first)
            for (let task = first; task <= last; task++) expect(waveOf(sizes, task)).toBe(wave)
            // Every wave but the last has its full size.
            const size = sizes[Math.min(wave, sizes.length) - 1]
            if (wave < count) expect(last - first + 1).toBe(size)
            first = last + 1
          }
          expect(first).toBe(total + 1)
        },
      ),
    )
  })
})
