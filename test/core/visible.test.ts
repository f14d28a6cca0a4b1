import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/core/visible.ts'

describe('hidden characters show', () => {
  test.each([
    ['\u001b[31mred', '␛[31mred'],
    ['\u001b]52;c;AAAA\u0007', '␛]52;c;AAAA␇'],
    ['a\tb\r\n', 'a␉b␍␊'],
    ['\0\b\u007f', '␀␈␡'],
    ['\u009b31m', '<U+009B>31m'],
    ['\u202Egnp.exe', '<U+202E>gnp.exe'],
    ['a\u200Bb\uFEFFc', 'a<U+200B>b<U+FEFF>c'],
    ['a\u2028b', 'a<U+2028>b'],
    ['a\u200Db', 'a<U+200D>b'],
    ['\uD800', '<U+D800>'],
    ['\u{E0041}', '<U+E0041>'],
    ['a\uFE0F', 'a<U+FE0F>'],
    ['\u0301a', '◌\u0301a'],
  ])('%j is %s', (text, expected) => {
    expect(visible(text)).toBe(expected)
  })
})

describe('what people write stays', () => {
  test.each(['plain', 'Grüße', '漢字', 'עברית', 'e\u0301', '👩‍👩‍👧', '❤️', '👍🏽', '🏳️‍🌈', '\u0600١', ''])(
    '%s',
    (text) => {
      expect(visible(text)).toBe(text)
    },
  )
})

test('line feeds stay where lines are wanted', () => {
  expect(visible('a\r\nb\tc', { keepNewlines: true })).toBe('a␍\nb␉c')
})

test('the result never holds a control, a direction mark or a joiner outside emoji', () => {
  const nasty = fc.constantFrom(
    '\u001b',
    '\u009b',
    '\r',
    '\n',
    '\u202e',
    '\u200d',
    '\ufe0f',
    '😀',
    '1',
    'a',
    '\ud83d',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(nasty).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u200B\uFEFF]/u)
      expect(visible(text)).not.toMatch(/(?<!\p{Extended_Pictographic}|\uFE0F|\p{Emoji_Modifier})\u200D/u)
      expect(visible(text, { keepNewlines: true }).replaceAll('\n', '')).not.toMatch(/\p{Cc}/u)
      expect(visible(visible(text))).toBe(visible(text))
    }),
    { numRuns: 2000 },
  )
})

test('a megabyte of text is no trouble', () => {
  expect(visible('x'.repeat(5_000_000))).toHaveLength(5_000_000)
  expect(visible('\u001b'.repeat(1_000_000))).toHaveLength(1_000_000)
  expect(visible('😀\u200d'.repeat(100_000)).length).toBeGreaterThan(100_000)
})
