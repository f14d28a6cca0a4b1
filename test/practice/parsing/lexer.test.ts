import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { tokenize } from '../../../src/practice/parsing/lexer.ts'

const texts = (sql: string) => tokenize(sql).map(({ kind, text }) => `${kind} ${text}`.trimEnd())

describe('tokens', () => {
  test.each([
    ['emp Größe a$b#1', ['word EMP', 'word GRÖßE', 'word A$B#1', 'end']],
    ['"Mixed Case" "a"', ['quoted name Mixed Case', 'quoted name a', 'end']],
    ["'it''s' ''", ["string it's", 'string', 'end']],
    [
      "q'[it's]' Q'{a}' nq'<b>' q'!c!' q'aXa'",
      ["string it's", 'string a', 'string b', 'string c', 'string X', 'end'],
    ],
    ["N'x' n'y'", ['string x', 'string y', 'end']],
    [
      '1 1.5 .5 1. 1e3 1.5E-10 1E',
      [
        'number 1',
        'number 1.5',
        'number .5',
        'number 1.',
        'number 1e3',
        'number 1.5E-10',
        'number 1',
        'word E',
        'end',
      ],
    ],
    ['1..10', ['number 1', 'symbol ..', 'number 10', 'end']],
    ['a.b', ['word A', 'symbol .', 'word B', 'end']],
    [':a :1 :"Mixed" :=', ['bind A', 'bind 1', 'bind Mixed', 'symbol :=', 'end']],
    ['a<>b!=c^=d', ['word A', 'symbol <>', 'word B', 'symbol !=', 'word C', 'symbol ^=', 'word D', 'end']],
    [
      '=> ** || << >> <= >=',
      ['symbol =>', 'symbol **', 'symbol ||', 'symbol <<', 'symbol >>', 'symbol <=', 'symbol >=', 'end'],
    ],
    ["a -- 'comment\nb /* ' */ c /*+ hint */", ['word A', 'word B', 'word C', 'end']],
    ['-- to the end', ['end']],
    ['', ['end']],
  ])('%j is cut into words, strings, numbers and symbols', (sql, expected) => {
    expect(texts(sql)).toEqual(expected)
  })

  test('every token knows where it stands in the text', () => {
    expect(tokenize(" a  'b'").map(({ at, end }) => [at, end])).toEqual([
      [1, 2],
      [4, 7],
      [7, 7],
    ])
  })

  test.each([
    ["select 'abc", 1756, 7],
    ["select q'[abc]", 1756, 7],
    ['select "abc', 1740, 7],
    ['select ""', 1741, 7],
    ['select /* abc', 1742, 7],
    ['select :date', 1745, 7],
    [`select ${'a'.repeat(129)}`, 972, 7],
    ['select 1.5f', 3001, 7],
  ])('%j is refused where it goes wrong', (sql, number, offset) => {
    expect(() => tokenize(sql)).toThrow(expect.objectContaining({ number, offset }))
  })
})

describe('any text', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(
        fc.constantFrom("'", '"', 'q', 'n', '[', ']', '--', '/*', '*/', '\n', ':', '1', '.', 'e', 'a', ' '),
      )
      .map((parts) => parts.join('')),
  )

  test('is cut to its end or refused with an Oracle error', () => {
    fc.assert(
      fc.property(anyText, (sql) => {
        try {
          expect(tokenize(sql).at(-1)).toMatchObject({ kind: 'end', at: sql.length })
        } catch (error) {
          expect(error).toBeInstanceOf(OracleError)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('loses no character but blanks and comments', () => {
    const words = fc.array(fc.constantFrom('a', "'x y'", '"Q"', '1.5', '(', ')', '=>', ':b', '||'), {
      maxLength: 20,
    })
    fc.assert(
      fc.property(words, (parts) => {
        const sql = parts.join(' ')
        const cut = tokenize(sql).map(({ at, end }) => sql.slice(at, end))
        expect(cut.join(' ').trimEnd()).toBe(sql)
      }),
    )
  })
})
