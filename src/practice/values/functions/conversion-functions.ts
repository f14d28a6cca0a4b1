/**
 * Conversion functions ("SQL Language Reference, Conversion Functions") and those that compare their
 * arguments.
 */
import { notSupported } from '../../error.ts'
import { compare, compareValues } from '../comparison.ts'
import {
  bytesToHex,
  convertDateTime,
  formatOf,
  hexToBytes,
  inSession,
  toDateTime,
  toNumber,
  toText,
} from '../conversion.ts'
import { DateTime, type DateTimeKind } from '../date-time.ts'
import { dateTimeToText } from '../date-time-to-text.ts'
import { Blob, Clob } from '../lob.ts'
import { Decimal } from '../number.ts'
import { numberToModel } from '../number-to-text.ts'
import { textToDateTime } from '../text-to-date-time.ts'
import { modelToNumber } from '../text-to-number.ts'
import type { DataType, Value } from '../value.ts'
import {
  asVarchar2,
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

/** The third argument says how names of days and the like are spelt; only English is known. */
function refuseLanguage(language: Present | undefined): void {
  if (language !== undefined) throw notSupported('NLS argument')
}

const toChar: SingleRowFunction = {
  least: 1,
  most: 3,
  type: textResult(longestColumn),
  evaluate: strict(([value, model, language], surroundings) => {
    refuseLanguage(language)
    if (value === undefined) return null
    if (model === undefined) return asVarchar2(toText(value, surroundings), surroundings)
    const format = textOf(model, surroundings)
    return value instanceof DateTime
      ? dateTimeToText(inSession(value, surroundings), format)
      : numberToModel(numberOf(value), format)
  }),
}

const toNumberFunction: SingleRowFunction = {
  least: 1,
  most: 3,
  type: numberResult,
  evaluate: strict(([value, model, language], surroundings) => {
    refuseLanguage(language)
    if (value === undefined || model === undefined) return toNumber(value ?? null)
    return modelToNumber(textOf(value, surroundings), textOf(model, surroundings))
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
    refuseLanguage(language)
    if (value === undefined) return null
    if (value instanceof DateTime && model === undefined && kind !== 'DATE')
      return convertDateTime(value, kind, surroundings)
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
    length: first?.name === 'VARCHAR2' ? Math.ceil(first.length / 2) : 2000,
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
  type: ([first]) => (first?.name === 'CHAR' ? { name: 'VARCHAR2', length: longestColumn } : first),
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

/** NULLIF(a, b): null when both are equal; a null second argument is equal to nothing. */
const nullIf: SingleRowFunction = {
  least: 2,
  most: 2,
  type: ([first]) => first,
  evaluate: ([left = null, right = null], surroundings) =>
    compare(left, right, surroundings) === 0 ? null : left,
}

export const conversionFunctions: Readonly<Record<string, SingleRowFunction>> = {
  GREATEST: extreme(1),
  HEXTORAW: hexToRaw,
  LEAST: extreme(-1),
  NULLIF: nullIf,
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
