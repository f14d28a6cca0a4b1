import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type TokenType, tokensOf } from '../../src/language/lexer.ts'

const read = (text: string): [TokenType, string][] =>
  [...tokensOf(text)].map((token) => [token.type, token.text])

describe('one token each', () => {
  const cases: readonly [TokenType, string][] = [
    ['word', 'emp'],
    ['word', 'v$session'],
    ['word', 'straße_2'],
    ['quoted name', '"a ; -- b"'],
    ['string', "'it''s ; fine'"],
    ['string', "''"],
    ['string', "N'x'"],
    ['string', "q'[it's]'"],
    ['string', "Q'{a}b}'"],
    ['string', "nq'(;)'"],
    ['string', "q'<x>'"],
    ['string', "q'!it's !!'"],
    ['string', "q''a''"],
    ['string', "q'😀it's😀'"],
    ['number', '12'],
    ['number', '1.5e-3'],
    ['number', '.5'],
    ['number', '1.'],
    ['number', '2.5f'],
    ['bind', ':name'],
    ['bind', ':1'],
    ['bind', ':"Name"'],
    ['bind', ': spaced'],
    ['variable', '&name'],
    ['variable', '&&name.'],
    ['comment', '-- to the end'],
    ['comment', '/* over\nlines; */'],
    ['comment', '/**/'],
    ['hint', '/*+ full(e) */'],
    ['hint', '--+ full(e)'],
    ['operator', ':='],
    ['operator', '||'],
    ['operator', '=>'],
    ['operator', '..'],
    ['operator', '**'],
    ['operator', '<<'],
  ]
  test.each(cases)('%s: %s', (type, text) => {
    expect([...tokensOf(` ${text}\n`)]).toEqual([
      { type, text, start: 1, end: 1 + text.length, isUnterminated: false },
    ])
  })
})

describe('what has no end says so', () => {
  test.each(["'abc", "'abc''", "q'[abc]", "q'[abc'", '"abc', '/* abc', '/*/', '/*+ abc *', '"', "'"])(
    '%s',
    (text) => {
      expect([...tokensOf(`x ${text}`)].at(-1)).toMatchObject({ text, isUnterminated: true })
    },
  )
})

test('a range of numbers is two numbers and an operator', () => {
  expect(read('1..10')).toEqual([
    ['number', '1'],
    ['operator', '..'],
    ['number', '10'],
  ])
})

test('two dots after a variable: the first ends its name, the second stays', () => {
  expect(read('&&schema..task')).toEqual([
    ['variable', '&&schema.'],
    ['operator', '.'],
    ['word', 'task'],
  ])
})

test('an assignment is no bind', () => {
  expect(read('a:=1')).toEqual([
    ['word', 'a'],
    ['operator', ':='],
    ['number', '1'],
  ])
})

test('any text is cut without error or loss, and quickly even when it is long', () => {
  const pieces = fc.constantFrom(
    "'",
    '"',
    "q'[",
    ']',
    '--',
    '/*',
    '*/',
    '\n',
    ';',
    '&x',
    ':',
    '.',
    '1',
    'é',
    '😀',
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 30 }).map((all) => all.join('')),
  )
  fc.assert(
    fc.property(texts, (text) => {
      let end = 0
      for (const token of tokensOf(text)) {
        expect(text.slice(end, token.start).trim()).toBe('')
        expect(text.slice(token.start, token.end)).toBe(token.text)
        expect(token.text.length).toBeGreaterThan(0)
        end = token.end
      }
      expect(text.slice(end).trim()).toBe('')
    }),
    { numRuns: 2000 },
  )
  for (const unit of ['x', "''", '9', ' ']) {
    expect([...tokensOf(`'${unit.repeat(3_000_000)}' ${unit.repeat(3_000_000)}`)].length).toBeGreaterThan(0)
  }
})
