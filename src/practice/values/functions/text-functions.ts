/**
 * Character functions ("SQL Language Reference, Character Functions").
 */
import { OracleError } from '../../error.ts'
import { lowerCase, upperCase } from '../letter-case.ts'
import { Decimal } from '../number.ts'
import {
  byteLengthOf,
  capitalised,
  characterOf,
  codeOf,
  concatenate,
  lengthOf,
  orNull,
  padText,
  positionOf,
  replaceText,
  substring,
  translateText,
  trimText,
} from '../text.ts'
import type { Value } from '../value.ts'
import {
  asVarchar2,
  integerOf,
  longestColumn,
  numberResult,
  type SingleRowFunction,
  type Surroundings,
  sameTextResult,
  strict,
  textOf,
  textResult,
} from './single-row-function.ts'

type Present = Exclude<Value, null>

/** A text of one text, no longer than it. */
const mapping = (map: (text: string) => string | null): SingleRowFunction => ({
  least: 1,
  most: 1,
  type: sameTextResult,
  evaluate: strict(([value], surroundings) =>
    value === undefined ? null : asVarchar2(map(textOf(value, surroundings)), surroundings),
  ),
})

/** A number of one text. */
const measuring = (measure: (text: string) => number): SingleRowFunction => ({
  least: 1,
  most: 1,
  type: numberResult,
  evaluate: strict(([value], surroundings) => {
    const text = value === undefined ? '' : textOf(value, surroundings)
    return text === '' ? null : new Decimal(measure(text))
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
      : asVarchar2(trimText(textOf(value, surroundings), unwanted, side), surroundings)
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
      : asVarchar2(trimText(textOf(value, surroundings), unwanted, from), surroundings)
  }),
}

const padding = (side: 'left' | 'right'): SingleRowFunction => ({
  least: 2,
  most: 3,
  type: textResult(longestColumn),
  evaluate: strict(([value, length, filler], surroundings) => {
    if (value === undefined || length === undefined) return null
    const fill = filler === undefined ? ' ' : textOf(filler, surroundings)
    return padText(textOf(value, surroundings), integerOf(length), fill, side, surroundings.longestText)
  }),
})

const substr: SingleRowFunction = {
  least: 2,
  most: 3,
  type: sameTextResult,
  evaluate: strict(([value, position, length], surroundings) => {
    if (value === undefined || position === undefined) return null
    const count = length === undefined ? undefined : integerOf(length)
    return asVarchar2(substring(textOf(value, surroundings), integerOf(position), count), surroundings)
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
    return new Decimal(positionOf(textOf(value, surroundings), textOf(part, surroundings), start, times))
  }),
}

/** A null part or replacement is an empty one: REPLACE is not strict. */
const replace: SingleRowFunction = {
  least: 2,
  most: 3,
  type: textResult(longestColumn),
  evaluate: ([value = null, part = null, replacement = null], surroundings) =>
    value === null
      ? null
      : asVarchar2(
          replaceText(
            textOf(value, surroundings),
            emptyForNull(part, surroundings),
            emptyForNull(replacement, surroundings),
            surroundings.longestText,
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
  evaluate: strict(([value, from, to], surroundings) =>
    value === undefined || from === undefined || to === undefined
      ? null
      : asVarchar2(
          translateText(textOf(value, surroundings), textOf(from, surroundings), textOf(to, surroundings)),
          surroundings,
        ),
  ),
}

const concat: SingleRowFunction = {
  least: 2,
  most: 2,
  type: textResult(longestColumn),
  evaluate: ([left = null, right = null], surroundings) =>
    concatenate(
      emptyForNull(left, surroundings),
      emptyForNull(right, surroundings),
      surroundings.longestText,
    ),
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
  LENGTH: measuring(lengthOf),
  LENGTHB: measuring(byteLengthOf),
  LOWER: mapping((text) => orNull(lowerCase(text))),
  LPAD: padding('left'),
  LTRIM: trimming('LEADING'),
  REPLACE: replace,
  RPAD: padding('right'),
  RTRIM: trimming('TRAILING'),
  SUBSTR: substr,
  TRANSLATE: translate,
  TRIM: trim,
  UPPER: mapping((text) => orNull(upperCase(text))),
}
