/**
 * Character functions ("SQL Language Reference, Character Functions").
 */
import { notSupported, OracleError } from '../../error.ts'
import { concatenated } from '../concatenation.ts'
import { lowerCase, upperCase } from '../letter-case.ts'
import { Blob, Clob } from '../lob.ts'
import { Decimal } from '../number.ts'
import {
  byteLengthOf,
  capitalised,
  characterOf,
  codeOf,
  lengthOf,
  orNull,
  padText,
  positionOf,
  replaceText,
  soundOf,
  substring,
  translateText,
  trimText,
} from '../text.ts'
import type { Value } from '../value.ts'
import {
  countedTextOf,
  integerOf,
  likeText,
  longestColumn,
  numberResult,
  type SingleRowFunction,
  type Surroundings,
  sameTextResult,
  sameTypeResult,
  strict,
  textLikeFirst,
  textOf,
  textResult,
} from './single-row-function.ts'

type Present = Exclude<Value, null>

/** A text of one text, no longer than it. */
const mapping = (
  map: (text: string) => string | null,
  type: SingleRowFunction['type'] = sameTypeResult,
): SingleRowFunction => ({
  least: 1,
  most: 1,
  type,
  evaluate: strict(([value], surroundings) =>
    value === undefined ? null : likeText(value, map(textOf(value, surroundings)), surroundings),
  ),
})

/** A number of one text; an empty CLOB is not null. */
const measuring = (measure: (text: string) => number): SingleRowFunction => ({
  least: 1,
  most: 1,
  type: numberResult,
  evaluate: strict(([value], surroundings) => {
    if (value instanceof Blob) return new Decimal(value.bytes.length)
    return value === undefined ? null : new Decimal(measure(countedTextOf(value, surroundings)))
  }),
})

const trimming = (side: 'LEADING' | 'TRAILING'): SingleRowFunction => ({
  least: 1,
  most: 2,
  type: sameTextResult,
  evaluate: strict(([value, set], surroundings) => {
    const unwanted = set === undefined ? ' ' : textOf(set, surroundings)
    return value === undefined
      ? null
      : likeText(value, trimText(textOf(value, surroundings), unwanted, side), surroundings)
  }),
})

/** TRIM as the parser hands it over: text, characters, side. */
const trim: SingleRowFunction = {
  least: 1,
  most: 3,
  type: sameTextResult,
  evaluate: strict(([value, set, side], surroundings) => {
    const unwanted = set === undefined ? ' ' : textOf(set, surroundings)
    if (lengthOf(unwanted) !== 1) throw new OracleError(30001, 'trim set should have only one character')
    const from = side === 'LEADING' || side === 'TRAILING' ? side : 'BOTH'
    return value === undefined
      ? null
      : likeText(value, trimText(textOf(value, surroundings), unwanted, from), surroundings)
  }),
}

/** Characters of the longest CLOB that is gone through character by character. */
const longestWalked = 100_000

const requireShort = (value: Present, length: number, name: string): void => {
  if (value instanceof Clob && length > longestWalked) throw notSupported(`${name} of so long a CLOB`)
}

const padding = (side: 'left' | 'right'): SingleRowFunction => ({
  least: 2,
  most: 3,
  type: textLikeFirst(longestColumn),
  evaluate: strict(([value, length, filler], surroundings) => {
    if (value === undefined || length === undefined) return null
    const fill = filler === undefined ? ' ' : textOf(filler, surroundings)
    const longest = value instanceof Clob ? longestWalked : surroundings.longestText
    const size = integerOf(length)
    requireShort(value, size, 'LPAD or RPAD')
    const padded = padText(textOf(value, surroundings), size, fill, side, longest)
    return value instanceof Clob && padded !== null ? new Clob(padded) : padded
  }),
})

const substr: SingleRowFunction = {
  least: 2,
  most: 3,
  type: sameTextResult,
  evaluate: strict(([value, position, length], surroundings) => {
    if (value === undefined || position === undefined) return null
    const count = length === undefined ? undefined : integerOf(length)
    return likeText(
      value,
      substring(countedTextOf(value, surroundings), integerOf(position), count),
      surroundings,
    )
  }),
}

const instr: SingleRowFunction = {
  least: 2,
  most: 4,
  type: numberResult,
  evaluate: strict(([value, part, position, occurrence], surroundings) => {
    if (value === undefined || part === undefined) return null
    const start = position === undefined ? 1 : integerOf(position)
    const times = occurrence === undefined ? 1 : integerOf(occurrence)
    return new Decimal(
      positionOf(countedTextOf(value, surroundings), textOf(part, surroundings), start, times),
    )
  }),
}

/** SUBSTR and INSTR by bytes, of a text in which they are the same. */
const ofBytes = (byCharacter: SingleRowFunction): SingleRowFunction => ({
  ...byCharacter,
  evaluate: (values, surroundings) => {
    const [value = null] = values
    const text = value === null ? '' : textOf(value, surroundings)
    if (byteLengthOf(text) !== text.length) throw notSupported('bytes of a text beyond ASCII')
    return byCharacter.evaluate(values, surroundings)
  },
})

const substrb = ofBytes(substr)
const instrb = ofBytes(instr)

/** A null part or replacement is an empty one: REPLACE is not strict. */
const replace: SingleRowFunction = {
  least: 2,
  most: 3,
  type: textLikeFirst(longestColumn),
  evaluate: ([value = null, part = null, replacement = null], surroundings) =>
    value === null
      ? null
      : likeText(
          value,
          replaceText(
            textOf(value, surroundings),
            emptyForNull(part, surroundings),
            emptyForNull(replacement, surroundings),
            value instanceof Clob ? Number.POSITIVE_INFINITY : surroundings.longestText,
          ),
          surroundings,
        ),
}

const emptyForNull = (value: Present | null, surroundings: Surroundings): string =>
  value === null ? '' : textOf(value, surroundings)

const translate: SingleRowFunction = {
  least: 3,
  most: 3,
  type: sameTextResult,
  evaluate: strict(([value, from, to], surroundings) => {
    if (value === undefined || from === undefined || to === undefined) return null
    const text = textOf(value, surroundings)
    requireShort(value, text.length, 'TRANSLATE')
    const translated = translateText(text, textOf(from, surroundings), textOf(to, surroundings))
    return likeText(value, translated, surroundings)
  }),
}

const concat: SingleRowFunction = {
  least: 2,
  most: 2,
  type: (types) => types.find((type) => type?.name === 'CLOB') ?? { name: 'VARCHAR2', length: longestColumn },
  evaluate: ([left = null, right = null], surroundings) => concatenated(left, right, surroundings),
}

const chr: SingleRowFunction = {
  least: 1,
  most: 1,
  type: textResult(1),
  evaluate: strict(([code]) => (code === undefined ? null : characterOf(integerOf(code)))),
}

export const textFunctions: Readonly<Record<string, SingleRowFunction>> = {
  ASCII: measuring(codeOf),
  CHR: chr,
  CONCAT: concat,
  INITCAP: mapping(capitalised),
  INSTR: instr,
  INSTRB: instrb,
  LENGTH: measuring(lengthOf),
  LENGTHB: measuring(byteLengthOf),
  LOWER: mapping((text) => orNull(lowerCase(text))),
  LPAD: padding('left'),
  LTRIM: trimming('LEADING'),
  REPLACE: replace,
  RPAD: padding('right'),
  RTRIM: trimming('TRAILING'),
  SOUNDEX: mapping(soundOf, textResult(4)),
  SUBSTR: substr,
  SUBSTRB: substrb,
  TRANSLATE: translate,
  TRIM: trim,
  UPPER: mapping((text) => orNull(upperCase(text))),
}
