/**
 * The text functions. Positions count characters from 1; an empty result is null, as everywhere in Oracle.
 */
import { notSupported, OracleError } from '../error.ts'
import { lowerCase, upperCase } from './letter-case.ts'
import { requireClobLength } from './lob.ts'

/** Bytes of the longest VARCHAR2 in SQL ("Database Reference, Datatype Limits", MAX_STRING_SIZE standard). */
export const longestSqlText = 4000

/** Bytes of the longest VARCHAR2 in PL/SQL ("PL/SQL Language Reference, VARCHAR2 Variables"). */
export const longestPlsqlText = 32_767

/** Oracle has no empty text. */
export const orNull = (text: string): string | null => (text === '' ? null : text)

/** Characters are code points; only a text with surrogates needs to be taken apart. */
const hasSurrogate = /[\ud800-\udfff]/
const characters = (text: string): readonly string[] => Array.from(text)

/** Characters of a text, each at its place: the text itself where every unit is one. */
export type Characters = string | readonly string[]

export const charactersOf = (text: string): Characters => (hasSurrogate.test(text) ? characters(text) : text)

/** Some of the characters as a text. */
export const textBetween = (chars: Characters, start: number, end?: number): string =>
  typeof chars === 'string' ? chars.slice(start, end) : chars.slice(start, end).join('')

/** LENGTH. */
export const lengthOf = (text: string): number =>
  hasSurrogate.test(text) ? characters(text).length : text.length

/** LENGTHB, in AL32UTF8. */
export const byteLengthOf = (text: string): number => Buffer.byteLength(text)

/** SUBSTR: a position below 0 counts from the end, 0 is 1; null when nothing is left. */
export function substring(text: string, position: number, length = Number.POSITIVE_INFINITY): string | null {
  const chars = charactersOf(text)
  const start = position > 0 ? position - 1 : position === 0 ? 0 : chars.length + position
  if (start < 0 || start >= chars.length || length < 1) return null
  const end = Math.min(chars.length, start + length)
  return orNull(textBetween(chars, start, end))
}

/** Comparisons of characters that one INSTR may take: some milliseconds. */
const mostComparisons = 10_000_000

/**
 * INSTR: where the part begins for the given time, searched from `position` on, or backwards from it when it
 * is below 0; 0 when it is not there.
 * @throws OracleError ORA-01428 for an occurrence below 1; ORA-03001 for a search that takes too long.
 */
export function positionOf(text: string, part: string, position = 1, occurrence = 1): number {
  if (occurrence < 1) throw new OracleError(1428, `argument '${occurrence}' is out of range`)
  if (position === 0) return 0
  if (hasSurrogate.test(text) || hasSurrogate.test(part))
    return positionAmong(characters(text), characters(part), position, occurrence)
  let start = position > 0 ? position - 1 : text.length + position
  if (start < 0 || start >= text.length) return 0
  // Forwards every character is looked at a few times at most, backwards once for each of the part's.
  const costOfOne = position > 0 ? part.length : part.length * (start + 1)
  for (let left = occurrence, cost = costOfOne; ; left -= 1, cost += costOfOne) {
    if (cost > mostComparisons) throw notSupported('INSTR that takes so long')
    const found = position > 0 ? text.indexOf(part, start) : text.lastIndexOf(part, start)
    if (found < 0) return 0
    if (left === 1) return found + 1
    start = found + (position > 0 ? 1 : -1)
    if (start < 0) return 0
  }
}

function positionAmong(
  chars: readonly string[],
  part: readonly string[],
  position: number,
  occurrence: number,
): number {
  if (chars.length * part.length > mostComparisons) throw notSupported('INSTR that takes so long')
  const step = position > 0 ? 1 : -1
  let left = occurrence
  for (
    let start = position > 0 ? position - 1 : chars.length + position;
    start >= 0 && start < chars.length;
    start += step
  ) {
    if (!part.every((char, distance) => chars[start + distance] === char)) continue
    left -= 1
    if (left === 0) return start + 1
  }
  return 0
}

/** REPLACE. @throws OracleError ORA-01489 when the result has more bytes than `longest`. */
export function replaceText(text: string, part: string, replacement: string, longest: number): string | null {
  if (part === '') return text
  const pieces = text.split(part)
  requireClobLength(text.length + (pieces.length - 1) * (replacement.length - part.length))
  return limited(pieces.join(replacement), longest)
}

/** TRANSLATE: character by character; what has no counterpart in `to` goes. */
export function translateText(text: string, from: string, to: string): string | null {
  const source = characters(from)
  const target = characters(to)
  const map = new Map<string, string>()
  for (const [index, char] of source.entries()) if (!map.has(char)) map.set(char, target[index] ?? '')
  let translated = ''
  for (const char of text) translated += map.get(char) ?? char
  return orNull(translated)
}

/** Which ends of a text are trimmed. */
export type TrimSide = 'LEADING' | 'TRAILING' | 'BOTH'

/** LTRIM, RTRIM and TRIM: every character of the set goes from the ends. */
export function trimText(text: string, set: string, side: TrimSide): string | null {
  const unwanted = new Set(set)
  const chars = charactersOf(text)
  let start = 0
  let end = chars.length
  if (side !== 'TRAILING') while (start < end && unwanted.has(chars[start] ?? '')) start += 1
  if (side !== 'LEADING') while (end > start && unwanted.has(chars[end - 1] ?? '')) end -= 1
  return orNull(textBetween(chars, start, end))
}

/** LPAD and RPAD to a length in characters, at most `longest` bytes; a longer text is cut at its end. */
export function padText(
  text: string,
  length: number,
  filler: string,
  side: 'left' | 'right',
  longest: number,
): string | null {
  if (length < 1 || filler === '') return null
  const size = Math.min(Math.trunc(length), longest)
  const chars = charactersOf(text)
  if (chars.length >= size) return cutToBytes(textBetween(chars, 0, size), longest)
  const padding = paddingOf(charactersOf(filler), size - chars.length)
  return cutToBytes(side === 'left' ? padding + text : text + padding, longest)
}

/** So many characters, the filler's again and again. */
const paddingOf = (filler: Characters, length: number): string =>
  textBetween(filler, 0).repeat(Math.floor(length / filler.length)) +
  textBetween(filler, 0, length % filler.length)

/** The longest beginning with at most `longest` bytes. */
export function cutToBytes(text: string, longest: number): string {
  if (text.length * 3 <= longest || Buffer.byteLength(text) <= longest) return text
  const bytes = Buffer.from(text)
  let end = longest
  // Bytes that go on with a character belong to one that has no room.
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return text.slice(0, bytes.toString('utf8', 0, end).length)
}

const soundClasses: readonly string[] = ['BFPV', 'CGJKQSXZ', 'DT', 'L', 'MN', 'R']

/** SOUNDEX ("SQL Language Reference, SOUNDEX"). @throws OracleError ORA-03001 for what is no English word. */
export function soundOf(text: string): string {
  if (!/^[A-Za-z]+$/.test(text)) throw notSupported('SOUNDEX of what is not one English word')
  const upper = text.toUpperCase()
  const digitOf = (letter: string): string => {
    const index = soundClasses.findIndex((letters) => letters.includes(letter))
    return index < 0 ? '' : String(index + 1)
  }
  let sound = upper.charAt(0)
  let last = digitOf(sound)
  for (const letter of upper.slice(1)) {
    if (letter === 'H' || letter === 'W') continue
    const digit = digitOf(letter)
    if (digit !== last) sound += digit
    last = digit
  }
  return sound.slice(0, 4).padEnd(4, '0')
}

/** INITCAP: the first letter of every word in upper case, the others in lower case. */
export const capitalised = (text: string): string =>
  text.replace(/[\p{L}\p{N}]+/gu, (word) => upperCase(word.charAt(0)) + lowerCase(word.slice(1)))

/**
 * `||` and CONCAT: null is nothing. @throws OracleError ORA-01489 (in PL/SQL ORA-06502) when the result has more bytes
 * than `longest`.
 */
export const concatenate = (left: string | null, right: string | null, longest: number): string | null =>
  limited((left ?? '') + (right ?? ''), longest)

/** @throws OracleError ORA-01489; where PL/SQL's length counts, its ORA-06502. */
function limited(text: string, longest: number): string | null {
  if (text.length * 3 > longest && Buffer.byteLength(text) > longest)
    throw longest === longestPlsqlText
      ? new OracleError(6502, 'PL/SQL: numeric or value error: character string buffer too small')
      : new OracleError(1489, 'result of string concatenation is too long')
  return orNull(text)
}

/**
 * CHR in AL32UTF8: the number is the bytes of one character. @throws OracleError ORA-01426; ORA-03001 when
 * the bytes are no character.
 */
export function characterOf(code: number): string {
  const bytes: number[] = []
  for (let rest = code; rest > 0 || bytes.length === 0; rest = Math.floor(rest / 256))
    bytes.unshift(rest % 256)
  const text = Buffer.from(bytes).toString('utf8')
  if (code < 0 || code > 0xffff_ffff) throw new OracleError(1426, 'numeric overflow')
  if (lengthOf(text) !== 1 || text.includes('\ufffd')) throw notSupported(`CHR(${code})`)
  return text
}

/** ASCII: the bytes of the first character as one number. */
export function codeOf(text: string): number {
  const [first = ''] = text
  return Buffer.from(first).reduce((code, byte) => code * 256 + byte, 0)
}
