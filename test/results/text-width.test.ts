import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/core/visible.ts'
import { pad, truncate, widthOf, wrap } from '../../src/results/text-width.ts'

test('wide and combining characters take the cells a terminal gives them', () => {
  expect(widthOf('abc')).toBe(3)
  expect(widthOf('漢字')).toBe(4)
  expect(widthOf('e\u0301')).toBe(1)
  expect(widthOf('👩‍👩‍👧')).toBe(2)
})

test('padding fills the cells on the side it is asked for', () => {
  expect(pad('漢', 4)).toBe('漢  ')
  expect(pad('5', 4, 'right')).toBe('   5')
  expect(pad('too long', 4)).toBe('too long')
})

describe('truncating', () => {
  test.each([
    ['short', 5, 'short'],
    ['longer', 5, 'lo...'],
    ['漢字漢字', 7, '漢字...'],
    ['漢字漢字', 6, '漢...'],
    ['longer', 3, '...'],
    ['longer', 1, '.'],
    ['longer', 0, ''],
  ])('%s to %d is %s', (text, width, expected) => {
    expect(truncate(text, width)).toBe(expected)
  })
})

test('wrapping loses nothing and fits every line', () => {
  const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' })).map((text) => visible(text))
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 12 }), (text, width) => {
      const lines = wrap(text, width)
      expect(lines.join('')).toBe(text)
      for (const line of lines) {
        const graphemes = [...new Intl.Segmenter().segment(line)]
        if (graphemes.length > 1) expect(widthOf(line)).toBeLessThanOrEqual(width)
      }
    }),
  )
})
