/**
 * TO_NUMBER of a text by a format model ("SQL Language Reference, TO_NUMBER").
 */
import { notSupported, OracleError } from '../error.ts'
import { Decimal, roundToNumber, textToNumber } from './number.ts'
import { type HexadecimalModel, type NumberModel, readNumberModel } from './number-model.ts'

const invalidNumber = (): OracleError => new OracleError(1722, 'invalid number')

/**
 * Reads a number that is written as the model asks.
 * @throws OracleError ORA-01722 for a text that is not; ORA-01481; ORA-03001 for elements that only Oracle
 *   knows.
 */
export function modelToNumber(text: string, model: string): Decimal {
  const read = readNumberModel(model)
  const trimmed = text.trim()
  if (read.kind === 'hexadecimal') return readHexadecimal(trimmed, read)
  if (read.kind !== 'decimal' || read.moved > 0 || read.isBlankZero)
    throw notSupported(`format model ${model} in TO_NUMBER`)
  if (read.hasExponent) throw notSupported('format element EEEE in TO_NUMBER')
  const { digits, isNegative } = takeSign(trimmed, read)
  const number = textToNumber(checkedPlaces(read.hasDollar ? withoutDollar(digits) : digits, read))
  return isNegative ? number.negated() : number
}

function readHexadecimal(text: string, { digits }: HexadecimalModel): Decimal {
  if (!/^[\dA-Fa-f]+$/.test(text) || text.length > digits) throw invalidNumber()
  return roundToNumber(new Decimal(BigInt(`0x${text}`).toString()))
}

function takeSign(
  text: string,
  { sign }: NumberModel,
): { readonly digits: string; readonly isNegative: boolean } {
  switch (sign) {
    case 'minus before':
    case 'S before':
      return /^[+-]/.test(text)
        ? { digits: text.slice(1), isNegative: text.startsWith('-') }
        : { digits: text, isNegative: false }
    case 'S behind':
    case 'MI':
      return /[+-]$/.test(text)
        ? { digits: text.slice(0, -1), isNegative: text.endsWith('-') }
        : { digits: text, isNegative: false }
    case 'PR':
      return /^<.*>$/.test(text)
        ? { digits: text.slice(1, -1), isNegative: true }
        : { digits: text, isNegative: false }
  }
}

function withoutDollar(text: string): string {
  if (!text.startsWith('$')) throw invalidNumber()
  return text.slice(1)
}

/** The digits without separators, which must stand where the model has them. */
function checkedPlaces(text: string, { whole, hasPoint, fraction }: NumberModel): string {
  const found = /^([\d,]*)(?:\.(\d*))?$/.exec(text)
  if (found === null) throw invalidNumber()
  const [, before = '', behind] = found
  const fits = before.length <= whole.length && (behind ?? '').length <= fraction.length
  if (!fits || (behind !== undefined && !hasPoint)) throw invalidNumber()
  const places = whole.slice(whole.length - before.length)
  const isAligned = places.every((place, index) => (place === ',') === (before.charAt(index) === ','))
  if (!isAligned) throw invalidNumber()
  return `${before.replaceAll(',', '')}.${behind ?? ''}`
}
