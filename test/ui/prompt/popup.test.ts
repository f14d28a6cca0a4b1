import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { widthOf } from '../../../src/results/text-width.ts'
import { overlay } from '../../../src/ui/frame/overlay.ts'
import { graphemes } from '../../../src/ui/frame/text.ts'
import { candidateOf, chooseNext, filtered, fitting, openPopup } from '../../../src/ui/prompt/popup.ts'

const all = ['ename', 'empno', 'deptno', 'e'].map((text) => ({ text, hint: 'column' }))
const texts = (typed: string) => fitting(all, typed).map(({ text }) => text)

describe('what is shown', () => {
  test.each([
    ['', ['ename', 'empno', 'deptno', 'e']],
    ['e', ['ename', 'empno', 'e', 'deptno']],
    ['EM', ['empno', 'ename']],
    ['no', ['empno', 'deptno']],
    ['dpn', ['deptno']],
    ['x', []],
    ['deptno', []],
  ])('begins with %j, or holds its letters in that order', (typed, expected) => {
    expect(texts(typed)).toEqual(expected)
  })

  test('nothing is chosen until somebody chooses, and then Tab goes around', () => {
    const popup = openPopup(all, 0, 'e', false)
    if (!popup) throw new Error('nothing fits')
    expect(popup.chosen).toBeUndefined()
    expect(candidateOf(popup)).toBeUndefined()
    expect(chooseNext(popup, 1).chosen).toBe(0)
    expect(chooseNext(popup, -1).chosen).toBe(3)
    expect(chooseNext(chooseNext(popup, -1), 1).chosen).toBe(0)
  })

  test('what is typed further chooses among the same candidates, and nothing is left when none fits', () => {
    const popup = openPopup(all, 0, 'e', true)
    if (!popup) throw new Error('nothing fits')
    expect(filtered(popup, 'em')?.shown.map(({ text }) => text)).toEqual(['empno', 'ename'])
    expect(filtered(popup, 'ex')).toBeUndefined()
  })
})

describe('an overlay', () => {
  const shown = (line: string) => line.replace(/\x1b\[[\d;]*m/g, '')
  const part = fc.tuple(
    fc.constantFrom('', '1', '36', '7;1;31'),
    fc.string({ unit: fc.constantFrom('a', ' ', '漢', '-') }),
  )
  const painted = fc
    .array(part)
    .map((parts) =>
      parts
        .map(([look, text]) => (look === '' || text === '' ? text : `\x1b[${look}m${text}\x1b[0m`))
        .join(''),
    )

  test('takes its cells, changes no others, and leaves the line as wide as it was', () => {
    fc.assert(
      fc.property(painted, fc.nat(30), fc.integer({ min: 1, max: 10 }), (line, x, width) => {
        const text = '#'.repeat(width)
        const result = shown(overlay(line, x, width, text))
        const before = shown(line)
        expect(widthOf(result)).toBe(Math.max(widthOf(before), x + width))
        expect(
          cells(result)
            .slice(x, x + width)
            .join(''),
        ).toBe(text)
        const left = cells(result).slice(0, x)
        // Half of a wide character is a blank.
        const kept = cells(before).slice(0, x)
        const half = kept.length === x && cells(before)[x] === '' ? x - 1 : x
        expect(left.slice(0, half)).toEqual([
          ...kept.slice(0, half),
          ...Array(half - Math.min(half, kept.length)).fill(' '),
        ])
      }),
    )
  })

  test('what stands right of it keeps its look', () => {
    expect(overlay('\x1b[36mabcdef\x1b[0m', 1, 2, '##')).toBe('\x1b[36ma\x1b[0m##\x1b[36mdef\x1b[0m')
    expect(overlay('ab', 4, 1, '#')).toBe('ab  #')
  })

  /** One text for each cell; the second cell of a wide character is empty. */
  function cells(text: string): string[] {
    return graphemes(text).flatMap((grapheme) => (widthOf(grapheme) === 2 ? [grapheme, ''] : [grapheme]))
  }
})
