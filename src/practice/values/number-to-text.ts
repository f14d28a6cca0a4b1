/**
 * TO_CHAR of numbers by a format model ("SQL Language Reference, Number Format Models").
 */
import type { Decimal } from './number.ts'
import { type HexadecimalModel, type NumberModel, readNumberModel } from './number-model.ts'

/**
 * Writes a number by a model; one that does not fit becomes `#` signs.
 * @throws OracleError ORA-01481; ORA-03001 for elements that only Oracle knows.
 */
export function numberToModel(value: Decimal, model: string): string {
  const read = readNumberModel(model)
  if (read.kind === 'hexadecimal') return writeHexadecimal(value, read)
  return read.hasExponent ? writeExponent(value, read) : writeDecimal(value, read)
}

function writeHexadecimal(value: Decimal, model: HexadecimalModel): string {
  const digits = BigInt(value.toDecimalPlaces(0).toFixed()).toString(16)
  const width = model.digits + (model.isFilled ? 1 : 0)
  if (value.isNegative() || digits.length > model.digits) return '#'.repeat(width)
  const padded = digits.padStart(model.isZeroFilled ? model.digits : 0, '0')
  const inCase = model.isLowerCase ? padded : padded.toUpperCase()
  return inCase.padStart(width)
}

function writeDecimal(value: Decimal, model: NumberModel): string {
  const isNegative = value.isNegative() && !value.isZero()
  const [whole = '', fraction = ''] = value.abs().toFixed(model.fraction.length).split('.')
  const places = model.whole.filter((place) => place !== ',').length
  const significant = whole === '0' ? '' : whole
  if (significant.length > places) return '#'.repeat(widthOf(model))
  const digits = writeWhole(significant, model) + (model.hasPoint ? `.${writeFraction(fraction, model)}` : '')
  const number = model.hasDollar ? `$${digits}` : digits
  const signed = withSign(number, isNegative, model)
  return model.isFilled ? signed.padStart(widthOf(model)) : signed.trim()
}

/** All characters a model can give. */
function widthOf({ whole, hasPoint, fraction, hasDollar, sign }: NumberModel): number {
  return whole.length + (hasPoint ? 1 : 0) + fraction.length + (hasDollar ? 1 : 0) + (sign === 'PR' ? 2 : 1)
}

/** The digits before the point with their group separators; zeros from the first 0 of the model on. */
function writeWhole(significant: string, model: NumberModel): string {
  const { whole, fraction } = model
  const places = whole.filter((place) => place !== ',').length
  const firstZero = whole.filter((place) => place !== ',').indexOf('0')
  const forced = firstZero < 0 ? 0 : places - firstZero
  const least = Math.max(forced, fraction.length === 0 && places > 0 ? 1 : 0)
  const digits = Array.from(significant.padStart(least, '0'))
  let text = ''
  for (const place of whole.toReversed()) {
    if (digits.length === 0) break
    text = (place === ',' ? ',' : (digits.pop() ?? '')) + text
  }
  return text
}

/** FM drops the zeros at the end that only a 9 asks for. */
function writeFraction(digits: string, { fraction, isFilled }: NumberModel): string {
  if (isFilled) return digits
  const kept = fraction.lastIndexOf('0') + 1
  return digits.slice(0, kept) + digits.slice(kept).replace(/0+$/, '')
}

function withSign(number: string, isNegative: boolean, { sign }: NumberModel): string {
  switch (sign) {
    case 'minus before':
      return (isNegative ? '-' : ' ') + number
    case 'S before':
      return (isNegative ? '-' : '+') + number
    case 'S behind':
      return number + (isNegative ? '-' : '+')
    case 'MI':
      return number + (isNegative ? '-' : ' ')
    case 'PR':
      return isNegative ? `<${number}>` : ` ${number} `
  }
}

/** EEEE: one digit before the point, an exponent of at least two digits. */
function writeExponent(value: Decimal, model: NumberModel): string {
  const [mantissa = '', exponent = '0'] = value.abs().toExponential(model.fraction.length).split('e')
  const digits = exponent.replace(/^[+-]/, '').padStart(2, '0')
  const number = `${mantissa}E${exponent.startsWith('-') ? '-' : '+'}${digits}`
  const signed = withSign(number, value.isNegative() && !value.isZero(), model)
  return model.isFilled ? signed : signed.trim()
}
