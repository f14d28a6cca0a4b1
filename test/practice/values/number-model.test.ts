import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Decimal, numberToText } from '../../../src/practice/values/number.ts'
import { numberToModel } from '../../../src/practice/values/number-to-text.ts'
import { modelToNumber } from '../../../src/practice/values/text-to-number.ts'

const write = (value: string | number, model: string) => numberToModel(new Decimal(value), model)

describe('a number by a format model', () => {
  test.each([
    ['1234.567', '9999.99', ' 1234.57'],
    ['-1234.567', '9999.99', '-1234.57'],
    ['12', '9999', '   12'],
    ['-12', '9999', '  -12'],
    ['12', '0999', ' 0012'],
    ['12', '9909', '   12'],
    ['2', '9909', '   02'],
    ['0', '999', '   0'],
    ['0', '9.99', '  .00'],
    ['0.5', '99.99', '   .50'],
    ['0.5', '90.99', '  0.50'],
    ['0.5', '.99', ' .50'],
    ['1234567', '9,999,999', ' 1,234,567'],
    ['567', '9,999,999', '       567'],
    ['567', '0,000', ' 0,567'],
    ['1234.5', '9G999D99', ' 1,234.50'],
    ['1234', '$9,999', ' $1,234'],
    ['34', '$9,999', '    $34'],
    ['12', 'S999', ' +12'],
    ['-12', 'S999', ' -12'],
    ['12', '999S', ' 12+'],
    ['-12', '999MI', ' 12-'],
    ['12', '999MI', ' 12 '],
    ['-12', '999PR', ' <12>'],
    ['12', '999PR', '  12 '],
    ['1000', '999', '####'],
    ['-1000', '999.9', '######'],
    ['999.95', '999.9', '######'],
    ['1.5', 'FM999.99', '1.5'],
    ['1', 'FM999.99', '1.'],
    ['1', 'FM990.00', '1.00'],
    ['0.5', 'FM9.99', '.5'],
    ['-1234', 'FM9,999', '-1,234'],
    ['12345', 'FM9.99EEEE', '1.23E+04'],
    ['-0.00012', 'FM9.9EEEE', '-1.2E-04'],
    ['255', 'XXX', '  FF'],
    ['255', 'FM0XXX', '00FF'],
    ['255', 'xx', ' ff'],
    ['256', 'XX', '###'],
  ])('%s by %s is %j', (value, model, text) => {
    expect(write(value, model)).toBe(text)
  })

  test.each(['', '9.9.9', 'abc', ',999', '9,9.9,9', '99EE', 'S99S', '99EEEES9', '$9$'])(
    '%j is no model',
    (model) => {
      expect(() => write(1, model)).toThrow('ORA-01481: invalid number format model')
    },
  )

  test.each(['L999', 'C99', 'U999', 'B9.9'])('%s is refused as not known here', (model) => {
    expect(() => write(1, model)).toThrow('ORA-03001')
  })
})

describe('a text by a number format model', () => {
  test.each([
    ['1,234.50', '9,999.99', '1234.5'],
    ['234', '9,999', '234'],
    ['-12', '999', '-12'],
    [' 12 ', '999', '12'],
    ['12-', '999MI', '-12'],
    ['<12>', '999PR', '-12'],
    ['+12', 'S999', '12'],
    ['$1,234', '$9,999', '1234'],
    ['.5', '9.9', '.5'],
    ['ff', 'XX', '255'],
  ])('%s by %s is %s', (text, model, value) => {
    expect(numberToText(modelToNumber(text, model))).toBe(value)
  })

  test.each([
    ['12345', '999'],
    ['1.55', '9.9'],
    ['1.5', '99'],
    ['12,34', '9,999'],
    ['abc', '999'],
    ['', '999'],
    ['GG', 'XX'],
    ['100', 'XX'],
  ])('%s is no number by %s', (text, model) => {
    expect(() => modelToNumber(text, model)).toThrow('ORA-01722: invalid number')
  })
})

test('any number that a model has room for is read back from its text', () => {
  const models = fc.constantFrom(
    '999,999,990.99',
    'FM999999990.99',
    '$000,000,000.00',
    '999999999.99MI',
    'S999,999,999.00',
    '999999999.99PR',
  )
  fc.assert(
    fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), models, (cents, model) => {
      const value = new Decimal(cents).div(100)
      expect(modelToNumber(numberToModel(value, model), model).equals(value)).toBe(true)
    }),
  )
})
