import fc from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { fit, sliceCells, spread, truncate } from '../../../src/ui/frame/text.ts'

test.each([
  ['abcdef', 4, 'abc…'],
  ['abcd', 4, 'abcd'],
  ['漢字漢字', 5, '漢字…'],
  ['漢字漢字', 4, '漢…'],
  ['a\u001b[31mred', 20, 'a␛[31mred'],
])('%j in %i cells is %j', (text, width, shown) => {
  expect(truncate(text, width, '…')).toBe(shown)
})

test('whatever the text, it fills exactly its cells and holds no control character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.nat(60),
      fc.constantFrom('…', '..'),
      (text, width, ellipsis) => {
        const fitted = fit(text, width, ellipsis)
        expect(stringWidth(fitted)).toBe(width)
        expect(fitted).not.toMatch(/\p{Cc}/u)
      },
    ),
  )
})

test('of two parts on a line the right one stays whole', () => {
  expect(spread('a long statement', ' 12s', 12, '…')).toBe('a long … 12s')
})

test('a wide character that is cut in half is left out', () => {
  expect(sliceCells('a漢b', 0, 2)).toBe('a')
  expect(sliceCells('漢字b', 2, 3)).toBe('字b')
})
