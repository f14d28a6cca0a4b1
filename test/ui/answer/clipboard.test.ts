import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clipboardCopy, clipboardLimit } from '../../../src/ui/answer/clipboard.ts'

const decoded = (sequence: string) =>
  Buffer.from(/^\x1b\]52;c;([A-Za-z0-9+/=]*)\x07$/.exec(sequence)?.[1] ?? '?', 'base64').toString('utf8')

test('a text goes as it is, whatever it holds, and is counted as a reader counts', () => {
  expect(clipboardCopy('é 漢\x1b\n👩‍👩‍👧\n')).toMatchObject({ lines: 2, characters: 7, isCut: false })
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => decoded(clipboardCopy(text).sequence) === text),
  )
})

test('of more than a terminal takes whole lines go, as many as it takes', () => {
  const line = `${'漢'.repeat(100)}\n`
  const { sequence, lines, isCut } = clipboardCopy(line.repeat(1000))
  expect(isCut).toBe(true)
  expect(decoded(sequence)).toBe(line.repeat(lines))
  expect(lines).toBe(Math.floor(clipboardLimit / 301))
})

test('a single line that is too long is cut between characters', () => {
  const { sequence, isCut, lines } = clipboardCopy('漢'.repeat(clipboardLimit))
  expect({ isCut, lines }).toEqual({ isCut: true, lines: 1 })
  expect(decoded(sequence)).toBe('漢'.repeat(Math.floor(clipboardLimit / 3)))
})
