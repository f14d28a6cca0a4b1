/**
 * TO_CHAR of numbers by a format model ("SQL Language Reference, Number Format Models").
 */
import { notSupported } from '../error.ts'
import { Decimal } from './number.ts'
import { type HexadecimalModel, type NumberModel, type RomanModel, readNumberModel } from './number-model.ts'

/**
 * Writes a number by a model; one that does not fit becomes `#` signs.
 * @throws OracleError ORA-01481; ORA-03001 for elements that only Oracle knows.
 */
export function numberToModel(value: Decimal, model: string): string {
  const read = readNumberModel(model)
  switch (read.kind) {
    case 'hexadecimal':
      return writeHexadecimal(value, read)
    case 'roman':
      return writeRoman(value, read)
    case 'shortest':
      return read.hasExponent ? shortestExponent(value) : shortest(value)
    case 'decimal':
      return read.hasExponent ? writeExponent(value, read) : writeDecimal(value, read)
  }
}

const romanDigits: readonly (readonly [value: number, text: string])[] = [
  ...([
    [1000, 'M'],
    [900, 'CM'],
    [500, 'D'],
    [400, 'CD'],
    [100, 'C'],
    [90, 'XC'],
    [50, 'L'],
  ] as const),
  ...([
    [40, 'XL'],
    [10, 'X'],
    [9, 'IX'],
    [5, 'V'],
    [4, 'IV'],
    [1, 'I'],
  ] as const),
]

/** Characters that the longest Roman numeral has, of 3888. */
const romanWidth = 15

function writeRoman(value: Decimal, { isLowerCase, isFilled }: RomanModel): string {
  if (!value.isInteger()) throw notSupported('format element RN of a fraction')
  if (value.lessThan(1) || value.greaterThan(3999)) return '#'.repeat(romanWidth)
  let rest = value.toNumber()
  let text = ''
  for (const [size, digits] of romanDigits) for (; rest >= size; rest -= size) text += digits
  const inCase = isLowerCase ? text.toLowerCase() : text
  return isFilled ? inCase.padStart(romanWidth) : inCase
}

/** Characters of the longest number that TM writes without an exponent. */
const longestShortest = 64

function shortest(value: Decimal): string {
  const text = value.toFixed().replace(/^(-?)0\./, '$1.')
  if (text.length > longestShortest) throw notSupported('format element TM of so many digits')
  return text
}

function shortestExponent(value: Decimal): string {
  const [mantissa = '', exponent = ''] = value.toExponential().split('e')
  return `${mantissa}E${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`
}

function writeHexadecimal(value: Decimal, model: HexadecimalModel): string {
  const digits = BigInt(value.toDecimalPlaces(0).toFixed()).toString(16)
  const width = model.digits + (model.isFilled ? 1 : 0)
  if (value.isNegative() || digits.length > model.digits) return '#'.repeat(width)
  const padded = digits.padStart(model.isZeroFilled ? model.digits : 0, '0')
  const inCase = model.isLowerCase ? padded : padded.toUpperCase()
  return model.isFilled ? inCase.padStart(width) : inCase
}

function writeDecimal(unmoved: Decimal, model: NumberModel): string {
  const value = unmoved.times(new Decimal(10).pow(model.moved))
  const isNegative = value.isNegative() && !value.isZero()
  const [whole = '', fraction = ''] = value.abs().toFixed(model.fraction.length).split('.')
  const places = model.whole.filter((place) => place !== ',').length
  const significant = whole === '0' ? '' : whole
  if (significant.length > places) return '#'.repeat(widthOf(model))
  if (model.isBlankZero && significant === '') return model.isFilled ? ' '.repeat(widthOf(model)) : ''
  const digits = writeWhole(significant, model) + (model.hasPoint ? `.${writeFraction(fraction, model)}` : '')
  const number = model.hasDollar ? `$${digits}` : digits
  const signed = withSign(number, isNegative, model)
  if (!model.isFilled && !/\d/.test(digits))
    throw notSupported('format element FM of a number without digits')
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

/**
 * EEEE: one digit before the point, an exponent of at least two digits. How many blanks stand before it is nowhere
 * told: without FM it is refused.
 */
function writeExponent(value: Decimal, model: NumberModel): string {
  const [mantissa = '', exponent = '0'] = value.abs().toExponential(model.fraction.length).split('e')
  const digits = exponent.replace(/^[+-]/, '').padStart(2, '0')
  const number = `${mantissa}E${exponent.startsWith('-') ? '-' : '+'}${digits}`
  if (model.isFilled) throw notSupported('format element EEEE without FM')
  return withSign(number, value.isNegative() && !value.isZero(), model).trim()
}
