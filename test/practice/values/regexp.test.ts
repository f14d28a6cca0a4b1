import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { findMatches, type Match, regularExpression } from '../../../src/practice/values/regexp/match.ts'

const plain = { ignoresCase: false, periodMatchesNewline: false, hasLines: false, ignoresSpace: false }

const find = (pattern: string, text: string): Match | undefined => {
  for (const match of findMatches(regularExpression(pattern, plain), Array.from(text), 0))
    if (match !== undefined) return match
  return undefined
}

/** The text of the match and of its groups; undefined for a search that is refused. */
const found = (pattern: string, text: string): readonly (string | null)[] | null | undefined => {
  try {
    const match = find(pattern, text)
    if (match === undefined) return null
    const groups = Array.from({ length: match.slots.length / 2 - 1 }, (_, index) => {
      const [start = -1, end = -1] = match.slots.slice(index * 2 + 2, index * 2 + 4)
      return start < 0 ? null : text.slice(start, end)
    })
    return [text.slice(match.start, match.end), ...groups]
  } catch (error) {
    if (error instanceof OracleError && error.number === 3001) return undefined
    throw error
  }
}

/** What JavaScript finds, whose order of tries is Perl's. */
const foundByPerl = (pattern: string, text: string): readonly (string | null)[] | null => {
  const match = new RegExp(pattern, 'u').exec(text)
  return match && Array.from(match, (part: string | undefined) => part ?? null)
}

const atoms = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '\\d', 'é')
const counts = fc.constantFrom('', '', '*', '+', '?', '{2}', '{1,3}', '{1,}', '*?', '+?')

const { pattern } = fc.letrec<{ piece: string; pattern: string }>((tie) => ({
  piece: fc
    .tuple(
      fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        atoms,
        fc.tuple(tie('pattern')).map(([inner]) => `(${inner})`),
      ),
      counts,
    )
    .map(([part, count]) => part + count),
  pattern: fc
    .array(fc.array(tie('piece'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
    .map((choices) => choices.map((pieces) => pieces.join('')).join('|')),
}))

describe('a regular expression', () => {
  test('finds what Perl finds, or is refused', () => {
    let answered = 0
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1', 'é'), maxLength: 10 }),
        (by, text) => {
          const match = found(by, text)
          if (match === undefined) return
          answered += 1
          expect(match?.[0] ?? null).toBe(foundByPerl(by, text)?.[0] ?? null)
        },
      ),
      { numRuns: 3000 },
    )
    expect(answered).toBeGreaterThan(1500)
  })

  test.each([
    ['(a|b)*c', 'abac'],
    ['(\\d+)-(\\d+)', 'no 12-345'],
    ['(x)?(a)', 'a'],
    ['^(.*?)(,|$)', 'ab,c'],
    ['(a+)(b+)?\\1', 'aabbaa'],
  ])('%s finds the groups that Perl finds in %s', (by, text) => {
    expect(found(by, text)).toEqual(foundByPerl(by, text))
  })

  test('takes time that grows with the text only', () => {
    expect(find('(a*)*b', 'a'.repeat(5000))).toBeUndefined()
    expect(find('(a|aa)+$', `${'a'.repeat(5000)}b`)).toBeUndefined()
    expect(() => find('((a*)*\\2)*b', 'a'.repeat(300))).toThrow('ORA-03001')
  })
})

describe('the matches of a search', () => {
  const textsOf = (search: Iterable<Match | undefined>, text: string): string[] => {
    const texts: string[] = []
    for (const match of search) if (match !== undefined) texts.push(text.slice(match.start, match.end))
    return texts
  }

  test('follow each other as Perl’s do, whatever has been tried before', () => {
    const part = fc.constantFrom('a', 'b', '[ab]', '(a|b)', '.', 'a+', '(ab)+', '(a|ab)', 'b{1,2}', 'a+?')
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
    let compared = 0
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 20 }),
        (like, text) => {
          try {
            const found = textsOf(findMatches(regularExpression(like, plain), text, 0), text)
            expect(found).toEqual(text.match(new RegExp(like, 'g')) ?? [])
            compared += 1
          } catch (error) {
            if (!(error instanceof OracleError && error.number === 3001)) throw error
          }
        },
      ),
      { numRuns: 500 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  test('are found in steps, so that a long search can be left at any of them', () => {
    const text = 'xy'.repeat(2000)
    let steps = 0
    for (const match of findMatches(regularExpression('(x|y)*z', plain), text, 0)) {
      expect(match).toBeUndefined()
      steps += 1
    }
    expect(steps).toBeGreaterThan(10)
  })
})
