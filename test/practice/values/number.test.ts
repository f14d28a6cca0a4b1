import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  add,
  Decimal,
  divide,
  modulo,
  multiply,
  numberToText,
  power,
  remainder,
  roundNumber,
  roundToNumber,
  subtract,
  textToNumber,
  truncateNumber,
} from '../../../src/practice/values/number.ts'

const number = (text: string) => new Decimal(text)

/** An exact fraction; the denominator is above 0. */
interface Rational {
  readonly over: bigint
  readonly under: bigint
}

const rational = (value: Decimal): Rational => {
  const places = value.decimalPlaces()
  return { over: BigInt(value.times(new Decimal(10).pow(places)).toFixed(0)), under: 10n ** BigInt(places) }
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** The decimal exponent of the first digit. */
const exponentOf = ({ over, under }: Rational): number => {
  let exponent = String(magnitude(over)).length - String(under).length
  const isReached =
    exponent >= 0
      ? magnitude(over) >= under * 10n ** BigInt(exponent)
      : magnitude(over) * 10n ** BigInt(-exponent) >= under
  if (!isReached) exponent -= 1
  return exponent
}

/** A fraction as a NUMBER has it: twenty base-100 digits, the half away from zero. */
const expected = ({ over, under }: Rational): string => {
  if (over === 0n) return '0'
  const exponent = exponentOf({ over, under })
  const places = (exponent % 2 === 0 ? 39 : 40) - 1 - exponent
  const scaled = places >= 0 ? magnitude(over) * 10n ** BigInt(places) : magnitude(over)
  const divisor = places >= 0 ? under : under * 10n ** BigInt(-places)
  const rounded = (scaled * 2n + divisor) / (divisor * 2n)
  return new Decimal(`${over < 0n ? '-' : ''}${rounded}e${-places}`).toFixed()
}

const digits = fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n })
const numbers = fc
  .tuple(digits, fc.integer({ min: 0, max: 38 }))
  .map(([value, places]) => new Decimal(`${value}e-${places}`))

describe('arithmetic', () => {
  test('is exact to the digits a NUMBER has, rounded once', () => {
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const a = rational(left)
        const b = rational(right)
        const sum = { over: a.over * b.under + b.over * a.under, under: a.under * b.under }
        const difference = { over: a.over * b.under - b.over * a.under, under: a.under * b.under }
        expect(add(left, right).toFixed()).toBe(expected(sum))
        expect(subtract(left, right).toFixed()).toBe(expected(difference))
        expect(multiply(left, right).toFixed()).toBe(
          expected({ over: a.over * b.over, under: a.under * b.under }),
        )
        if (b.over === 0n) return
        const sign = b.over < 0n ? -1n : 1n
        const quotient = { over: a.over * b.under * sign, under: a.under * b.over * sign }
        expect(divide(left, right).toFixed()).toBe(expected(quotient))
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['1', '3', '.3333333333333333333333333333333333333333'],
    ['2', '3', '.6666666666666666666666666666666666666667'],
    ['10', '3', '3.33333333333333333333333333333333333333'],
    ['100', '3', '33.33333333333333333333333333333333333333'],
    ['1', '7', '.1428571428571428571428571428571428571429'],
  ])('%s divided by %s is %s', (left, right, quotient) => {
    expect(numberToText(divide(number(left), number(right)))).toBe(quotient)
  })

  test('fails beyond its range and by zero, and is 0 below it', () => {
    expect(() => divide(number('1'), number('0'))).toThrow('ORA-01476: divisor is equal to zero')
    expect(() => multiply(number('1e100'), number('1e26'))).toThrow('ORA-01426: numeric overflow')
    expect(multiply(number('1e-100'), number('1e-31')).toFixed()).toBe('0')
    expect(multiply(number('1e100'), number('1e25')).e).toBe(125)
  })

  test.each([
    ['11', '4', '3', '-1'],
    ['-11', '4', '-3', '1'],
    ['11', '-4', '3', '-1'],
    ['10', '4', '2', '2'],
    ['14', '4', '2', '-2'],
    ['5.5', '2', '1.5', '-.5'],
    ['1e38', '7', '2', '2'],
  ])('MOD(%s, %s) is %s and REMAINDER is %s', (left, right, mod, rest) => {
    expect(numberToText(modulo(number(left), number(right)))).toBe(mod)
    expect(numberToText(remainder(number(left), number(right)))).toBe(rest)
  })

  test('MOD by zero is the number, REMAINDER by zero an error', () => {
    expect(modulo(number('5'), number('0')).toFixed()).toBe('5')
    expect(() => remainder(number('5'), number('0'))).toThrow('ORA-01476')
  })

  test('POWER knows what it is not defined for', () => {
    expect(numberToText(power(number('2'), number('10')))).toBe('1024')
    expect(numberToText(power(number('2'), number('-2')))).toBe('.25')
    expect(numberToText(power(number('-2'), number('3')))).toBe('-8')
    expect(() => power(number('-2'), number('.5'))).toThrow("ORA-01428: argument '-2' is out of range")
  })
})

describe('ROUND and TRUNC', () => {
  test.each([
    ['15.193', '1', '15.2', '15.1'],
    ['15.193', '-1', '20', '10'],
    ['-15.55', '1', '-15.6', '-15.5'],
    ['2.5', '0', '3', '2'],
    ['-2.5', '0', '-3', '-2'],
    ['44', '-2', '0', '0'],
    ['55', '-2', '100', '0'],
    ['1.9', '0.9', '2', '1'],
    ['123', '1000', '123', '123'],
  ])('of %s to %s places are %s and %s', (value, places, rounded, truncated) => {
    expect(numberToText(roundNumber(number(value), number(places)))).toBe(rounded)
    expect(numberToText(truncateNumber(number(value), number(places)))).toBe(truncated)
  })
})

describe('text', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['0.5', '.5'],
    ['-0.5', '-.5'],
    ['1.50', '1.5'],
    ['100', '100'],
    ['1e39', '1000000000000000000000000000000000000000'],
    ['1e40', '1.0000000000000000000000000000000000E+40'],
    ['-1.5e100', '-1.500000000000000000000000000000000E+100'],
    ['1e-50', '1.0000000000000000000000000000000000E-50'],
  ])('of %s is %s', (value, text) => {
    expect(numberToText(number(value))).toBe(text)
  })

  test.each([
    [' 12 ', '12'],
    ['+.5', '.5'],
    ['1.', '1'],
    ['-1E3', '-1000'],
    ['1e-2', '.01'],
    ['12345678901234567890123456789012345678901', '1.2345678901234567890123456789012346E+40'],
  ])('%j is read as a number', (text, value) => {
    expect(numberToText(textToNumber(text))).toBe(value)
  })

  test.each(['abc', '', ' ', '1 2', '1,5', '--1', '1e', '.', '0x10', 'Infinity', 'NaN', '$1'])(
    '%j is no number',
    (text) => {
      expect(() => textToNumber(text)).toThrow('ORA-01722: invalid number')
    },
  )

  test('of any number of up to 40 digits is read back as the same number', () => {
    fc.assert(
      fc.property(numbers, (value) => {
        fc.pre(
          value
            .abs()
            .toFixed()
            .replace(/^0?\.?|\./, '').length <= 40,
        )
        expect(textToNumber(numberToText(value)).equals(value)).toBe(true)
      }),
    )
  })

  test('never stops a reader: long texts of digits are read at once', () => {
    expect(() => textToNumber('1'.repeat(100_000))).toThrow('ORA-01426')
    expect(() => textToNumber(`${'1'.repeat(100_000)}x`)).toThrow('ORA-01722')
  })
})

test('a NUMBER has 40 digits when its first pair is full and 39 when it is not', () => {
  const ones = '1'.repeat(45)
  expect(roundToNumber(number(`.${ones}`)).precision()).toBe(40)
  expect(roundToNumber(number(`.0${ones}`)).precision()).toBe(39)
  expect(roundToNumber(number(`1.${ones}`)).precision()).toBe(39)
  expect(roundToNumber(number(`11.${ones}`)).precision()).toBe(40)
})
