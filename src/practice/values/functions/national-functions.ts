/**
 * Functions of national text and of code points ("SQL Language Reference, Character Functions, Conversion
 * Functions").
 */
import { OracleError } from '../../error.ts'
import { outOfRange } from '../number.ts'
import { orNull } from '../text.ts'
import type { DataType } from '../value.ts'
import {
  integerOf,
  longestColumn,
  numberOf,
  type SingleRowFunction,
  strict,
  textOf,
  textResult,
} from './single-row-function.ts'

const nationalResult = (): DataType => ({ name: 'NVARCHAR2', length: longestColumn / 2 })

/** UNISTR: `\00e4` is a character by its UTF-16 code. @throws OracleError ORA-30186. */
const unistr: SingleRowFunction = {
  least: 1,
  most: 1,
  type: nationalResult,
  evaluate: strict(([value], surroundings) => {
    const text = value === undefined ? '' : textOf(value, surroundings)
    return orNull(
      text.replace(/\\(\\|[\dA-Fa-f]{4})?/g, (_, code: string | undefined) => {
        if (code === undefined)
          throw new OracleError(30186, "'\\' must be followed by four hexadecimal characters or another '\\'")
        return code === '\\' ? code : String.fromCharCode(Number.parseInt(code, 16))
      }),
    )
  }),
}

/** ASCIISTR: what is not ASCII by its UTF-16 codes, and a backslash as well. */
const asciistr: SingleRowFunction = {
  least: 1,
  most: 1,
  type: textResult(longestColumn),
  evaluate: strict(([value], surroundings) => {
    const text = value === undefined ? '' : textOf(value, surroundings)
    return orNull(
      text.replace(
        /[^\0-\x7f]|\\/g,
        (unit) => `\\${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
      ),
    )
  }),
}

/** NCHR: a character by its code. @throws OracleError ORA-01428. */
const nchr: SingleRowFunction = {
  least: 1,
  most: 1,
  type: () => ({ name: 'NVARCHAR2', length: 1 }),
  evaluate: strict(([value]) => {
    if (value === undefined) return null
    const code = integerOf(value)
    if (code < 1 || code > 0xffff || (code >= 0xd800 && code <= 0xdfff)) throw outOfRange(numberOf(value))
    return String.fromCharCode(code)
  }),
}

export const nationalFunctions: Readonly<Record<string, SingleRowFunction>> = {
  ASCIISTR: asciistr,
  NCHR: nchr,
  UNISTR: unistr,
}
