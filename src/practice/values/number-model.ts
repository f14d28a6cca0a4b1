/**
 * Number format models, read into what they ask for ("SQL Language Reference, Number Format Models").
 */
import { notSupported, OracleError } from '../error.ts'

/** A place before the point: a digit, or a separator of groups. */
export type WholePlace = '9' | '0' | ','

export interface NumberModel {
  readonly kind: 'decimal'
  readonly whole: readonly WholePlace[]
  readonly hasPoint: boolean
  /** Places behind the point. */
  readonly fraction: readonly ('9' | '0')[]
  readonly hasDollar: boolean
  readonly sign: 'minus before' | 'S before' | 'S behind' | 'MI' | 'PR'
  /** EEEE */
  readonly hasExponent: boolean
  /** FM: no blanks, and no zeros that a 9 asks for behind the point. */
  readonly isFilled: boolean
  /** V: places behind it, by which the value is moved. */
  readonly moved: number
  /** B: a zero is blank. */
  readonly isBlankZero: boolean
}

export interface HexadecimalModel {
  readonly kind: 'hexadecimal'
  readonly digits: number
  readonly isZeroFilled: boolean
  readonly isLowerCase: boolean
  readonly isFilled: boolean
}

/** RN: Roman numerals, in lower case for `rn`. */
export interface RomanModel {
  readonly kind: 'roman'
  readonly isLowerCase: boolean
  readonly isFilled: boolean
}

/** TM9 and TME: as short as can be. */
export interface ShortestModel {
  readonly kind: 'shortest'
  readonly hasExponent: boolean
}

export const invalidModel = (): OracleError => new OracleError(1481, 'invalid number format model')

/** What Oracle could read, and what of it is not read here. */
const oracleModel = /^(?:TM[9E]?|RN|EEEE|MI|PR|[09,.DG$SBCLUVX])+$/i
const lackingElement = /[CLU]/i

/** @throws OracleError ORA-01481 for what is no model; ORA-03001 for elements that only Oracle knows. */
export function readNumberModel(model: string): NumberModel | HexadecimalModel | RomanModel | ShortestModel {
  const isFilled = !/^FM/i.test(model)
  const text = isFilled ? model : model.slice(2)
  if (/^RN$/i.test(text)) return { kind: 'roman', isLowerCase: text.startsWith('r'), isFilled }
  if (/^TM[9E]?$/i.test(text)) return { kind: 'shortest', hasExponent: /E$/i.test(text) }
  if (!isFilled && /^L[^L]*$/i.test(text)) return readDecimal(`$${text.slice(1).toUpperCase()}`, isFilled)
  const lacking = oracleModel.test(text) ? lackingElement.exec(text) : null
  if (lacking !== null) throw notSupported(`format element ${lacking[0].toUpperCase()}`)
  return /X/i.test(text) ? readHexadecimal(text, isFilled) : readDecimal(text.toUpperCase(), isFilled)
}

function readHexadecimal(text: string, isFilled: boolean): HexadecimalModel {
  const found = /^(0*)([Xx]+)$/.exec(text)
  if (found === null) throw invalidModel()
  const [, zeros = '', digits = ''] = found
  return {
    kind: 'hexadecimal',
    digits: zeros.length + digits.length,
    isZeroFilled: zeros !== '',
    isLowerCase: digits.startsWith('x'),
    isFilled,
  }
}

const decimalPattern = /^(B)?(S)?(\$)?(B)?([09,G]*)(?:([.D])([09]*)|V(9+))?(\$)?(EEEE)?(S|MI|PR)?$/

function readDecimal(text: string, isFilled: boolean): NumberModel {
  const found = decimalPattern.exec(text)
  if (found === null) throw invalidModel()
  const [, blank, signBefore, dollar, blankBehind, places = '', point, fraction = '', moved = ''] = found
  const [dollarBehind, exponent, signBehind] = found.slice(9)
  const whole = places + moved
  const isBlankZero = blank !== undefined || blankBehind !== undefined
  if (isBlankZero && (point !== undefined || moved !== '' || exponent !== undefined))
    throw notSupported('format element B')
  if (moved !== '' && exponent !== undefined) throw invalidModel()
  const hasDigit = /[09]/.test(whole + fraction)
  const isGrouped = /[,G]/.test(whole)
  const isTwiceSigned = signBefore !== undefined && signBehind !== undefined
  const isTwiceDollar = dollar !== undefined && dollarBehind !== undefined
  if (!hasDigit || isTwiceSigned || isTwiceDollar || /^[,G]/.test(whole)) throw invalidModel()
  if (exponent !== undefined && (isGrouped || dollar !== undefined || dollarBehind !== undefined))
    throw invalidModel()
  return {
    kind: 'decimal',
    whole: Array.from(whole, (place) => (place === '0' ? '0' : place === '9' ? '9' : ',')),
    hasPoint: point !== undefined,
    fraction: Array.from(fraction, (place) => (place === '0' ? '0' : '9')),
    hasDollar: dollar !== undefined || dollarBehind !== undefined,
    sign: signOf(signBefore, signBehind),
    hasExponent: exponent !== undefined,
    isFilled,
    moved: moved.length,
    isBlankZero,
  }
}

function signOf(before: string | undefined, behind: string | undefined): NumberModel['sign'] {
  if (before !== undefined) return 'S before'
  if (behind === 'S') return 'S behind'
  if (behind === 'MI' || behind === 'PR') return behind
  return 'minus before'
}
