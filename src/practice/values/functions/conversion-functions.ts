/**
 * Conversion functions ("SQL Language Reference, Conversion Functions") and those that compare their
 * arguments.
 */
import { notSupported, OracleError } from '../../error.ts'
import { compareValues } from '../comparison.ts'
import { bytesToHex, formatOf, hexToBytes, inSession, toDateTime, toNumber, toText } from '../conversion.ts'
import { DateTime, type DateTimeKind } from '../date-time.ts'
import { dateTimeToText } from '../date-time-to-text.ts'
import { Interval } from '../interval.ts'
import { Blob, Clob } from '../lob.ts'
import { checkLanguage, fromAmerican, readNumericCharacters, toAmerican } from '../nls-argument.ts'
import { Decimal } from '../number.ts'
import { numberToModel } from '../number-to-text.ts'
import { orNull } from '../text.ts'
import { textToDateTime } from '../text-to-date-time.ts'
import { modelToNumber } from '../text-to-number.ts'
import type { DataType, Value } from '../value.ts'
import {
  dateResult,
  longestColumn,
  numberOf,
  numberResult,
  type SingleRowFunction,
  type Surroundings,
  strict,
  textOf,
  textResult,
} from './single-row-function.ts'

type Present = Exclude<Value, null>

const toChar: SingleRowFunction = {
  least: 1,
  most: 3,
  type: textResult(longestColumn),
  evaluate: strict(([value, model, language], surroundings) => {
    if (value === undefined) return null
    if (model === undefined) return charOf(value, surroundings)
    const format = textOf(model, surroundings)
    const argument = language === undefined ? undefined : textOf(language, surroundings)
    if (value instanceof DateTime) {
      if (argument !== undefined) checkLanguage(argument)
      return orNull(dateTimeToText(inSession(value, surroundings), format))
    }
    if (value instanceof Interval || value instanceof Clob)
      throw notSupported(`TO_CHAR of ${value.kind} with a format`)
    const text = numberToModel(numberOf(value), format)
    return orNull(argument === undefined ? text : fromAmerican(text, format, readNumericCharacters(argument)))
  }),
}

/** @throws OracleError ORA-22835 for a CLOB that no VARCHAR2 holds. */
function charOf(value: Present, surroundings: Surroundings): Value {
  const text = toText(value, surroundings)
  const { longestText } = surroundings
  if (value instanceof Clob && text !== null && Buffer.byteLength(text) > longestText)
    throw new OracleError(
      22835,
      `Buffer too small for CLOB to CHAR or BLOB to RAW conversion (actual: ${text.length}, maximum: ${longestText})`,
    )
  return text
}

const toNumberFunction: SingleRowFunction = {
  least: 1,
  most: 3,
  type: numberResult,
  evaluate: strict(([value, model, language], surroundings) => {
    if (value === undefined || model === undefined) return toNumber(value ?? null)
    const [text, format] = [textOf(value, surroundings), textOf(model, surroundings)]
    if (language === undefined) return modelToNumber(text, format)
    const characters = readNumericCharacters(textOf(language, surroundings))
    return modelToNumber(toAmerican(text, format, characters), format)
  }),
}

/** TO_DATE and TO_TIMESTAMP: what is not a text becomes one first. */
const toDateTimeFunction = (
  kind: Exclude<DateTimeKind, 'TIMESTAMP WITH LOCAL TIME ZONE'>,
  type: DataType,
): SingleRowFunction => ({
  least: 1,
  most: 3,
  type: () => type,
  evaluate: strict(([value, model, language], surroundings) => {
    if (language !== undefined) checkLanguage(textOf(language, surroundings))
    if (value === undefined) return null
    if (value instanceof DateTime && kind !== 'DATE')
      throw notSupported(`conversion of ${value.kind} to ${kind} by way of text`)
    const format = model === undefined ? formatOf(kind, surroundings) : textOf(model, surroundings)
    return textToDateTime(textOf(value, surroundings), format, kind, surroundings)
  }),
})

const toClob: SingleRowFunction = {
  least: 1,
  most: 1,
  type: () => ({ name: 'CLOB' }),
  evaluate: strict(([value], surroundings) => {
    if (value === undefined) return null
    if (value instanceof Blob) throw notSupported('TO_CLOB of a BLOB')
    return new Clob(textOf(value, surroundings))
  }),
}

const hexToRaw: SingleRowFunction = {
  least: 1,
  most: 1,
  type: ([first]) => ({
    name: 'RAW',
    length:
      first !== undefined && /^N?(?:VAR)?CHAR/.test(first.name) && 'length' in first
        ? Math.max(1, Math.ceil(first.length / 2))
        : 2000,
  }),
  evaluate: strict(([value], surroundings) =>
    value === undefined ? null : hexToBytes(textOf(value, surroundings)),
  ),
}

const rawToHex: SingleRowFunction = {
  least: 1,
  most: 1,
  type: textResult(longestColumn),
  evaluate: strict(([value]) => {
    if (value instanceof Uint8Array) return bytesToHex(value)
    throw notSupported('RAWTOHEX of what is not RAW')
  }),
}

/** GREATEST or LEAST: every argument becomes what the first one is. */
const extreme = (sign: 1 | -1): SingleRowFunction => ({
  least: 1,
  most: Number.POSITIVE_INFINITY,
  type([first]) {
    if (first?.name === 'CHAR') return { name: 'VARCHAR2', length: longestColumn }
    return first?.name === 'NUMBER' ? { name: 'NUMBER' } : first
  },
  evaluate: strict(([first, ...others], surroundings) => {
    if (first === undefined) return null
    let best = first
    for (const other of others) {
      const converted = likeFirst(other, first, surroundings)
      if (converted !== null && compareValues(converted, best) * sign > 0) best = converted
    }
    return best
  }),
})

function likeFirst(value: Present, first: Present, surroundings: Surroundings): Value {
  if (first instanceof Decimal) return toNumber(value)
  if (first instanceof DateTime) return toDateTime(value, first.kind, surroundings)
  return typeof first === 'string' ? toText(value, surroundings) : value
}

/** LNNVL(condition): whether it is not true. */
const lnnvl: SingleRowFunction = {
  least: 1,
  most: 1,
  type: () => ({ name: 'BOOLEAN' }),
  evaluate: ([condition = null]) => condition !== true,
}

export const conversionFunctions: Readonly<Record<string, SingleRowFunction>> = {
  GREATEST: extreme(1),
  HEXTORAW: hexToRaw,
  LEAST: extreme(-1),
  LNNVL: lnnvl,
  RAWTOHEX: rawToHex,
  RAWTONHEX: { ...rawToHex, type: () => ({ name: 'NVARCHAR2', length: longestColumn / 2 }) },
  TO_CHAR: toChar,
  TO_CLOB: toClob,
  TO_DATE: toDateTimeFunction('DATE', dateResult()),
  TO_NCHAR: { ...toChar, type: () => ({ name: 'NVARCHAR2', length: longestColumn / 2 }) },
  TO_NUMBER: toNumberFunction,
  TO_TIMESTAMP: toDateTimeFunction('TIMESTAMP', { name: 'TIMESTAMP', fraction: 9 }),
  TO_TIMESTAMP_TZ: toDateTimeFunction('TIMESTAMP WITH TIME ZONE', {
    name: 'TIMESTAMP',
    fraction: 9,
    zone: 'with time zone',
  }),
}
