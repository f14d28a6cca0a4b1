import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { commands } from '../../../src/commands/commands.ts'
import { createSyntax } from '../../../src/ui/prompt/syntax.ts'

/** Each part with its tone: `select:keyword`. */
function parts(text: string): string[] {
  return createSyntax(commands)
    .spans(text, 0, text.length)
    .map(({ start, end, tone }) => `${text.slice(start, end)}:${tone}`)
}

test.each([
  ["select 'it''s' from t", ['select:keyword', "'it''s':string", 'from:keyword']],
  [
    'where x=:id and y = &name -- so',
    ['where:keyword', ':id:variable', 'and:keyword', '&name:variable', '-- so:comment'],
  ],
  ["x := q'[a;b]' + 1.5e3;", ["q'[a;b]':string", '1.5e3:number']],
  ['cap 3\non a,b', ['cap:command', 'on:command']],
  ['select 1 from dual; commit', ['select:keyword', '1:number', 'from:keyword', 'commit:command']],
  ['begin commit; end;\n/\ncommit', ['begin:keyword', 'commit:keyword', 'end:keyword', 'commit:command']],
  ['rollback to savepoint x', ['rollback:keyword', 'to:keyword', 'savepoint:keyword']],
  ["'open", ["'open:string"]],
  ['for x = 1,2', ['for:command']],
])('%j has the parts %j', (text, expected) => {
  expect(parts(text)).toEqual(expected)
})

describe('parentheses', () => {
  /** The text with `|` at the cursor; those that are marked come back in brackets, unmatched ones in braces. */
  function marks(marked: string): string {
    const cursor = marked.indexOf('|')
    const text = marked.replace('|', '')
    const spans = createSyntax(commands).parentheses(text, cursor)
    const [open, close] = spans[0]?.tone === 'unmatched' ? '{}' : '[]'
    return [...text]
      .map((character, at) =>
        spans.some(({ start }) => start === at) ? open + character + close : character,
      )
      .join('')
  }

  test.each([
    ['select (a|)', 'select [(]a[)]'],
    ['select (a)|', 'select [(]a[)]'],
    ['select |(a\n + (b))', 'select [(]a\n + (b)[)]'],
    ["select (|')' || a)", "select [(]')' || a[)]"],
    ['select (a /* ) */ |)', 'select [(]a /* ) */ [)]'],
    ['select ((a)|', 'select ([(]a[)]'],
    ['select |((a)', 'select {(}(a)'],
    ['select a)|', 'select a{)}'],
    ['select (a; select b|)', 'select (a; select b{)}'],
    ["select '(|'", "select '('"],
    ['sel|ect', 'select'],
  ])('%j is marked as %j', (text, expected) => {
    expect(marks(text)).toBe(expected)
  })
})

const pieces = fc.constantFrom(
  ...[
    'select ',
    'begin ',
    "'",
    '"',
    '/*',
    '*/',
    '--',
    '\n',
    ';',
    '/',
    '\n/\n',
    '(',
    ')',
    ':',
    ' ',
    'x',
    '1',
    'e',
    '+',
  ],
  ...[
    'commit',
    'rollback to x',
    'cap 3',
    'create procedure p is',
    "q'[",
    ']',
    '&',
    '.',
    'with function f',
    'é',
  ],
)

test('what is read after a change is what would be read of the whole text', () => {
  const change = fc.record({ at: fc.nat(), remove: fc.nat(6), insert: fc.array(pieces, { maxLength: 12 }) })
  fc.assert(
    fc.property(
      fc.array(pieces, { maxLength: 300 }),
      fc.array(change, { maxLength: 12 }),
      fc.nat(),
      (start, changes, where) => {
        const syntax = createSyntax(commands)
        let text = start.join('')
        for (const { at, remove, insert } of changes) {
          const from = at % (text.length + 1)
          text = text.slice(0, from) + insert.join('') + text.slice(from + remove)
          const first = where % (text.length + 1)
          const anew = createSyntax(commands)
          expect(syntax.spans(text, first, first + 80)).toEqual(anew.spans(text, first, first + 80))
          expect(syntax.parentheses(text, from)).toEqual(anew.parentheses(text, from))
        }
      },
    ),
    { numRuns: 300 },
  )
})

describe('in a text of 2,000 lines', () => {
  const line = "insert into t (a, b) values (1, 'x'); -- so\n"
  const text = line.repeat(2_000)
  const window = 20 * line.length

  /** Tokens read for one key at an offset, when all was read before. */
  function tokensForKey(at: number): number {
    const syntax = createSyntax(commands)
    const from = Math.max(0, at - window / 2)
    syntax.spans(text, 0, text.length)
    const before = syntax.tokensRead()
    expect(before).toBeGreaterThan(30_000)
    const typed = `${text.slice(0, at)}x${text.slice(at)}`
    syntax.spans(typed, from, from + window)
    syntax.parentheses(typed, at)
    return syntax.tokensRead() - before
  }

  test.each([0, 1, 40_000, text.length / 2, text.length])(
    'a key at %i reads no more than what is in sight',
    (at) => {
      expect(tokensForKey(at)).toBeLessThan(600)
    },
  )

  test('going from line to line reads no more than that either', () => {
    const syntax = createSyntax(commands)
    syntax.spans(text, 0, text.length)
    const before = syntax.tokensRead()
    for (let at = 0; at < 100; at++) syntax.spans(text, at * line.length, at * line.length + window)
    expect(syntax.tokensRead() - before).toBeLessThan(100 * 600)
  })

  test('a parenthesis that nothing closes is looked after no farther than its statement', () => {
    const syntax = createSyntax(commands)
    const typed = `select (${text}`
    syntax.spans(typed, 0, window)
    const before = syntax.tokensRead()
    expect(syntax.parentheses(typed, 7)).toMatchObject([{ tone: 'unmatched' }])
    expect(syntax.tokensRead() - before).toBeLessThan(600)
  })
})
