/**
 * Where characters, words and lines of a text begin and end, as offsets into it. A character is what a reader sees as
 * one. Each question costs no more than the line it is about.
 */
import { graphemes } from '../frame/text.ts'

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Two such signs next to each other never make up one character. */
const isPlain = (text: string, offset: number): boolean => {
  const code = text.charCodeAt(offset)
  return code >= 0x20 && code <= 0x7e
}

/** Start of the line in which an offset stands. */
export const lineStart = (text: string, offset: number): number =>
  offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1

/** End of that line, before its line break. */
export function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}

/** Start of the character before an offset. */
export function characterBefore(text: string, offset: number): number {
  if (offset <= 1) return 0
  if (isPlain(text, offset - 1) && (isPlain(text, offset - 2) || text[offset - 2] === '\n')) return offset - 1
  return characterAt(text, offset - 1).start
}

/** End of the character that begins at an offset. */
export function characterAfter(text: string, offset: number): number {
  if (offset >= text.length) return text.length
  if (isPlain(text, offset) && (offset + 1 === text.length || isPlain(text, offset + 1))) return offset + 1
  return characterAt(text, offset).end
}

/** The offset itself where a character begins there, else the end of the one it stands in. */
export function nextBoundary(text: string, offset: number): number {
  if (offset <= 0 || offset >= text.length) return Math.max(0, Math.min(offset, text.length))
  if (isPlain(text, offset - 1) && isPlain(text, offset)) return offset
  const { start, end } = characterAt(text, offset)
  return start === offset ? offset : end
}

function characterAt(text: string, offset: number): { readonly start: number; readonly end: number } {
  if (text[offset] === '\n') return { start: offset, end: offset + 1 }
  const first = lineStart(text, offset)
  const found = segmenter.segment(text.slice(first, lineEnd(text, offset))).containing(offset - first)
  if (!found) throw new Error(`no character at ${offset}`)
  const start = first + found.index
  return { start, end: start + found.segment.length }
}

/** The offset in the line above (-1) or below (1), as many characters from its start or at its end. */
export function inNextLine(text: string, offset: number, by: -1 | 1): number {
  const column = graphemes(text.slice(lineStart(text, offset), offset)).length
  const start = by < 0 ? lineStart(text, lineStart(text, offset) - 1) : lineEnd(text, offset) + 1
  return (
    start +
    graphemes(text.slice(start, lineEnd(text, start)))
      .slice(0, column)
      .join('').length
  )
}

const wordCharacter = /[\p{L}\p{M}\p{N}_$#]/u

type Test = (character: string) => boolean

const isInWord: Test = (character) => wordCharacter.test(character)
const isOutsideWord: Test = (character) => !isInWord(character)
const isBlank: Test = (character) => /^\s/.test(character)
const isNoBlank: Test = (character) => !isBlank(character)

/** Characters of a text before an offset, the last first: line by line, each cut up once. */
function* charactersBefore(text: string, offset: number): Generator<string> {
  for (let end = offset; end > 0; ) {
    const start = lineStart(text, end)
    yield* graphemes(text.slice(start, end)).toReversed()
    if (start > 0) yield '\n'
    end = start - 1
  }
}

/** Characters of a text from an offset on. */
function* charactersFrom(text: string, offset: number): Generator<string> {
  for (let start = offset; start < text.length; ) {
    const end = lineEnd(text, start)
    yield* graphemes(text.slice(start, end))
    if (end < text.length) yield '\n'
    start = end + 1
  }
}

/** How long the part is over which these tests lead, one after the other, each as far as characters pass. */
function lengthOver(characters: Iterable<string>, tests: readonly Test[]): number {
  let length = 0
  let stage = 0
  for (const character of characters) {
    while (stage < tests.length && !tests[stage]?.(character)) stage++
    if (stage === tests.length) break
    length += character.length
  }
  return length
}

/** Start of the word before an offset, or of the one it stands in. */
export const wordStart = (text: string, offset: number): number =>
  offset - lengthOver(charactersBefore(text, offset), [isOutsideWord, isInWord])

/** Where the next word begins: the offset itself inside a word. */
export const nextWord = (text: string, offset: number): number =>
  offset + lengthOver(charactersFrom(text, offset), [isOutsideWord])

/** End of the word after an offset, or of the one it stands in. */
export const wordEnd = (text: string, offset: number): number =>
  offset + lengthOver(charactersFrom(text, offset), [isOutsideWord, isInWord])

/** Start of what stands between blanks before an offset: how a terminal's own line editing sees words. */
export const blankWordStart = (text: string, offset: number): number =>
  offset - lengthOver(charactersBefore(text, offset), [isBlank, isNoBlank])
