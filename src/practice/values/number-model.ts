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
}

export interface HexadecimalModel {
  readonly kind: 'hexadecimal'
  readonly digits: number
  readonly isZeroFilled: boolean
  readonly isLowerCase: boolean
  readonly isFilled: boolean
}

export const invalidModel = (): OracleError => new OracleError(1481, 'invalid number format model')

/** What Oracle could read, and what of it is not read here. */
const oracleModel = /^(?:TM[9E]?|RN|EEEE|MI|PR|[09,.DG$SBCLUVX])+$/i
const lackingElement = /TM|RN|[BCLUV]/i

/** @throws OracleError ORA-01481 for what is no model; ORA-03001 for elements that only Oracle knows. */
export function readNumberModel(model: string): NumberModel | HexadecimalModel {
  const isFilled = !/^FM/i.test(model)
  const text = isFilled ? model : model.slice(2)
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

const decimalPattern = /^(S)?(\$)?([09,G]*)(?:([.D])([09]*))?(\$)?(EEEE)?(S|MI|PR)?$/

function readDecimal(text: string, isFilled: boolean): NumberModel {
  const found = decimalPattern.exec(text)
  if (found === null) throw invalidModel()
  const [, signBefore, dollar, whole = '', point, fraction = '', dollarBehind, exponent, signBehind] = found
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
  }
}

function signOf(before: string | undefined, behind: string | undefined): NumberModel['sign'] {
  if (before !== undefined) return 'S before'
  if (behind === 'S') return 'S behind'
  if (behind === 'MI' || behind === 'PR') return behind
  return 'minus before'
}
