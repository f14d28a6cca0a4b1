import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLike, lastRead } from '../../../../src/practice/running/expression/like-pattern.ts'

/** LIKE as its definition reads, without a thought for time. */
const matches = (text: string, pattern: string): boolean => {
  const [first, ...rest] = pattern
  if (first === undefined) return text === ''
  if (first === '%') return matches(text, rest.join('')) || (text !== '' && matches(text.slice(1), pattern))
  return text !== '' && (first === '_' || first === text[0]) && matches(text.slice(1), rest.join(''))
}

describe('LIKE', () => {
  it('matches what its definition says', () => {
    const read = lastRead()
    const letters = (...from: string[]) =>
      fc.array(fc.constantFrom(...from), { maxLength: 8 }).map((chars) => chars.join(''))
    fc.assert(
      fc.property(letters('a', 'b'), letters('a', 'b', '%', '_'), (text, pattern) => {
        expect(isLike(text, read(pattern, null))).toBe(matches(text, pattern))
      }),
      { numRuns: 2000 },
    )
  })

  it('takes escaped signs as they are, and refuses an escape of anything else', () => {
    const read = lastRead()
    expect(isLike('50%', read('%!%', '!'))).toBe(true)
    expect(isLike('50x', read('%!%', '!'))).toBe(false)
    expect(() => read('!x', '!')).toThrow('ORA-01424')
    expect(() => read('x!', '!')).toThrow('ORA-01424')
    expect(() => read('x', '!!')).toThrow('ORA-01425')
  })

  it('does not lose itself in a pattern with many signs', () => {
    expect(isLike('a'.repeat(5000), lastRead()('%a'.repeat(30).concat('%b'), null))).toBe(false)
  })
})
