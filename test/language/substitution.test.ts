import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Token, tokensOf } from '../../src/language/lexer.ts'
import { SubstitutionError, type SubstitutionValues, templateOf } from '../../src/language/substitution.ts'

const substitute = (text: string, values: SubstitutionValues): string => templateOf(text).fill(values)

describe('variables', () => {
  test.each([
    ['begin &schema..task; end;', ['SCHEMA']],
    ['select &&a, &B, &a from &1', ['A', 'B', '1']],
    ["select 'in &a string', \"in &b name\", q'[&c]' from t", ['A', 'B', 'C']],
    ['select 1 from t -- &no\n/* &no */', []],
    ['select /*+ parallel(&dop) */ 1 from t', ['DOP']],
    ["select 'R & D', q'&x&' from t", []],
    ['select 1 from dual', []],
  ])('%s has %j', (text, names) => {
    expect(templateOf(text).variables).toEqual(names)
  })
})

describe('what a value becomes', () => {
  const cases: readonly (readonly [text: string, value: string, result: string])[] = [
    ['begin &x..task; end;', 'A', 'begin A.task; end;'],
    ['begin &&x..task; end;', '"My Schema"', 'begin "My Schema".task; end;'],
    ['begin &x..task; end;', 'a.pkg', 'begin a.pkg.task; end;'],
    ['select * from &x', 'scott.emp@link', 'select * from scott.emp@link'],
    ['select &x from dual', '42', 'select 42 from dual'],
    ['select &x from dual', '-1.5e3', 'select -1.5e3 from dual'],
    ['select 1-&x from dual', '-5', 'select 1- -5 from dual'],
    ['select &x from dual', 'hello world', "select 'hello world' from dual"],
    ['select &x from dual', "it's; --", "select 'it''s; --' from dual"],
    ['select &x from dual', '', "select '' from dual"],
    ['select &x from dual', 'a.b; drop table t', "select 'a.b; drop table t' from dual"],
    ["select '&x.!' from dual", "it's", "select 'it''s!' from dual"],
    ["select '&x' from dual", "' || password || '", "select ''' || password || ''' from dual"],
    ["select q'[<&x>]' from dual", "it's", "select q'[<it's>]' from dual"],
    ['select "a &x" from t', 'b c', 'select "a b c" from t'],
    ['select * from t_&x', '2024', 'select * from t_2024'],
    ['select * from t_&x._old', 'A', 'select * from t_A_old'],
    ['select * from scott.&x', 'emp', 'select * from scott.emp'],
    ['select * from emp@&x', 'link.world', 'select * from emp@link.world'],
    ['for i in 1..&x loop', '9', 'for i in 1..9 loop'],
    ['for i in &x...9 loop', '1', 'for i in 1..9 loop'],
    ["json_object('k': &x)", 'ename', "json_object('k': ename)"],
    ['x:=&x;', '5', 'x:=5;'],
    ['select /*+ parallel(&x) */ 1 from t -- &x', '4', 'select /*+ parallel(4) */ 1 from t -- &x'],
    ['select &x from dual', '&x', "select '&x' from dual"],
  ]
  test.each(cases)('%s with %j is %s', (text, value, result) => {
    expect(substitute(text, { X: value })).toBe(result)
  })
})

describe('a value is refused where it would become something else', () => {
  test.each([
    ['select * from t_&x', 'a b'],
    ['select * from &x._t', 'a.b'],
    ['begin &x..task; end;', '1'],
    ['begin &x..task; end;', "A'; delete from emp; --"],
    ['select * from scott.&x', '5'],
    ['select * from emp@&x', 'a b'],
    ["select q'[&x]' from dual", "]'"],
    ['select "&x" from t', 'a" from secrets --'],
    ["select &x'a' from dual", 'q'],
    ["select 'a'&x from dual", 'hello'],
    ['select "a"&x from t', 'b'],
    ['select :&x from dual', 'a'],
    ['select /*+ full(&x) */ 1 from t', 'e) */ secret /*'],
    ['select n&x from t', 'a b'],
  ])('%s with %j', (text, value) => {
    expect(() => substitute(text, { X: value })).toThrow(SubstitutionError)
  })

  test('two values may not close a string together', () => {
    expect(() => substitute("select q'[&a&b]' from dual", { A: ']', B: "'" })).toThrow(SubstitutionError)
  })

  test('no value at all is refused', () => {
    expect(() => substitute('select &x from dual', {})).toThrow('&x: it has no value')
  })
})

/** The tokens a value may become: parts of one name, a signed number, one literal. */
const isHarmless = (tokens: readonly Token[]): boolean => {
  const shape = tokens.map((token) => (token.type === 'operator' ? token.text : token.type[0])).join('')
  return /^(?:[wq](?:\.[wq])*(?:@[wq](?:\.[wq])*(?:@[wq])?)?|[-+]?n|s)$/.test(shape)
}

test('whatever values hold, they end no literal and begin nothing of their own', () => {
  const nasty = fc.constantFrom(
    "'",
    '"',
    ';',
    '--',
    '/*',
    '*/',
    '\n/\n',
    ']',
    "]'",
    'q',
    'n',
    "q'[",
    '-',
    '.',
    '@',
    ':',
    '&x',
    ' ',
    'a',
    '1',
    'e5',
    '\\',
  )
  const values = fc.oneof(
    fc.array(nasty, { maxLength: 6 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('A', '-5', '"a b"', 'a.b', '1.5', "it's"),
  )
  const templates = fc.constantFrom(
    ['begin ', '; end;'],
    ['select ', ' from dual'],
    ['select 1 - ', ',2 from dual'],
    ['select 1-', ' from dual'],
    ['select * from (', ') where x = 1'],
    ['x := ', ';'],
    ['/* c */', '/* d */'],
    ['select 1 /', '* 2 from dual'],
    ['a<', '>b'],
    ['a ', '--c'],
  )
  fc.assert(
    fc.property(templates, values, ([before = '', after = ''], value) => {
      const result = substitute(`${before}&x${after}`, { X: value })
      const all = [...tokensOf(result)]
      const head = [...tokensOf(before)].map(({ text }) => text)
      const tail = [...tokensOf(after)].map(({ text }) => text)
      const inserted = all.slice(head.length, all.length - tail.length)
      expect(all.slice(0, head.length).map(({ text }) => text)).toEqual(head)
      expect(all.slice(all.length - tail.length).map(({ text }) => text)).toEqual(tail)
      expect(isHarmless(inserted), result).toBe(true)
      if (inserted[0]?.type === 'string') {
        expect(inserted[0].text.slice(1, -1).replaceAll("''", "'")).toBe(value)
      }
    }),
    { numRuns: 3000 },
  )
})

test('whatever values hold, what encloses or touches them stays as many tokens as before, or they are refused', () => {
  const value = fc.oneof(
    fc
      .array(fc.constantFrom("'", '"', ']', "'", ';', '--', '*/', 'q', '1', '.', 'a', '\n', '!'), {
        maxLength: 4,
      })
      .map((parts) => parts.join('')),
    fc.string(),
  )
  const templates = fc.constantFrom(
    "'&x'",
    "'a''&x''b'",
    "N'&x&y'",
    "q'[&x]'",
    "q'!&x.&y!'",
    "nq'(&x)'",
    '"&x"',
    '/*+ &x &y */',
    '--+ &x\n',
    'a_&x',
    '&x._b',
    '1&x',
    "q&x 'a'",
    "&x'a'",
    '"a"&x',
    '&x"a"',
    "&x.'[a'",
  )
  fc.assert(
    fc.property(templates, value, value, (template, x, y) => {
      const text = `select ${template}, 1 from dual`
      let result: string
      try {
        result = substitute(text, { X: x, Y: y })
      } catch (error) {
        expect(error).toBeInstanceOf(SubstitutionError)
        return
      }
      const shape = [...tokensOf(result)]
        .filter(({ type }) => type !== 'hint')
        .map(({ type, isUnterminated }) => {
          expect(isUnterminated).toBe(false)
          return type
        })
      expect(shape.slice(-4)).toEqual(['operator', 'number', 'word', 'word'])
      expect(shape.length).toBeLessThanOrEqual(7)
    }),
    { numRuns: 3000 },
  )
})
