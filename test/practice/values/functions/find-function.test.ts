import { describe, expect, test } from 'vitest'
import { DateTime } from '../../../../src/practice/values/date-time.ts'
import { findFunction, isLackingFunction } from '../../../../src/practice/values/functions/find-function.ts'
import { argumentCountError } from '../../../../src/practice/values/functions/single-row-function.ts'
import { Clob } from '../../../../src/practice/values/lob.ts'
import { Decimal, numberToText } from '../../../../src/practice/values/number.ts'
import { longestPlsqlText } from '../../../../src/practice/values/text.ts'
import type { Value } from '../../../../src/practice/values/value.ts'
import { american, date, shown } from '../settings.ts'

/** Calls a function; numbers may be given as such. */
const call = (name: string, values: readonly (Value | number)[], surroundings = american): Value => {
  const found = findFunction(name)
  if (found === undefined) throw new Error(`${name} is no function`)
  const converted = values.map((value) => (typeof value === 'number' ? new Decimal(value) : value))
  return found.evaluate(converted, surroundings)
}

/** The result as text; dates with their time of day. */
const result = (name: string, values: readonly (Value | number)[]): unknown => {
  const value = call(name, values)
  if (value instanceof Decimal) return numberToText(value)
  return value instanceof DateTime ? shown(value) : value
}

describe('character functions', () => {
  test.each<[string, (Value | number)[], string | null]>([
    ['UPPER', ['straße é'], 'STRAßE É'],
    ['LOWER', ['ABC É'], 'abc é'],
    ['INITCAP', ["the o'neil-SOAP 3rd"], "The O'Neil-Soap 3rd"],
    ['LENGTH', ['añ\u{1f600}'], '3'],
    ['LENGTHB', ['añ\u{1f600}'], '7'],
    ['LENGTH', [new Clob('abc')], '3'],
    ['LENGTH', [new Clob('')], '0'],
    ['SUBSTR', ['ABCDEFG', 3, 4], 'CDEF'],
    ['SUBSTR', ['ABCDEFG', -5, 4], 'CDEF'],
    ['SUBSTR', ['ABCDEFG', 0, 2], 'AB'],
    ['SUBSTR', ['ABCDEFG', 3], 'CDEFG'],
    ['SUBSTR', ['ABCDEFG', 2.9, 1.9], 'B'],
    ['SUBSTR', ['ABC', 4], null],
    ['SUBSTR', ['ABC', -4], null],
    ['SUBSTR', ['ABC', 1, 0], null],
    ['SUBSTR', [12345, 2, 2], '23'],
    ['INSTR', ['CORPORATE FLOOR', 'OR'], '2'],
    ['INSTR', ['CORPORATE FLOOR', 'OR', 3, 2], '14'],
    ['INSTR', ['CORPORATE FLOOR', 'OR', -3, 2], '2'],
    ['INSTR', ['CORPORATE FLOOR', 'XX'], '0'],
    ['INSTR', ['abc', 'a', 0], '0'],
    ['REPLACE', ['JACK and JUE', 'J', 'BL'], 'BLACK and BLUE'],
    ['REPLACE', ['abc', 'b'], 'ac'],
    ['REPLACE', ['abc', null, 'x'], 'abc'],
    ['REPLACE', ['a', 'a', null], null],
    ['REPLACE', ['a.a', 'a', '$&'], '$&.$&'],
    [
      'TRANSLATE',
      ['2KRW229', '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', '9999999999XXXXXXXXXXXXXXXXXXXXXXXXXX'],
      '9XXX999',
    ],
    ['TRANSLATE', ['a*b/c', 'a*/', 'A'], 'Abc'],
    ['TRIM', ['  a b  '], 'a b'],
    ['TRIM', ['00120', '0', 'LEADING'], '120'],
    ['TRIM', ['00120', '0', 'TRAILING'], '0012'],
    ['LTRIM', ['xyxXxyLAST', 'xy'], 'XxyLAST'],
    ['RTRIM', ['BROWNING: ./=./=', './=: '], 'BROWNING'],
    ['LTRIM', ['   '], null],
    ['LPAD', ['Page 1', 15, '*.'], '*.*.*.*.*Page 1'],
    ['RPAD', ['MORRISON', 12, 'ab'], 'MORRISONabab'],
    ['LPAD', ['abc', 2], 'ab'],
    ['LPAD', ['abc', 0], null],
    ['RPAD', ['a', 3], 'a  '],
    ['CONCAT', ['a', null], 'a'],
    ['CONCAT', [null, null], null],
    ['CONCAT', [1, 2], '12'],
    ['ASCII', ['A'], '65'],
    ['ASCII', ['é'], '50089'],
    ['CHR', [65], 'A'],
    ['CHR', [50089], 'é'],
    ['UPPER', [null], null],
    ['INSTR', ['abc', null], null],
  ])('%s(%o) is %o', (name, values, expected) => {
    expect(result(name, values)).toBe(expected)
  })

  test('give no longer text than a VARCHAR2 holds', () => {
    expect(String(call('RPAD', ['x', 5000, 'x']))).toHaveLength(4000)
    const inPlsql = { ...american, longestText: longestPlsqlText }
    expect(String(call('RPAD', ['x', 40_000, 'x'], inPlsql))).toHaveLength(32_767)
    expect(() => call('CONCAT', ['x'.repeat(3000), 'x'.repeat(3000)])).toThrow('ORA-01489')
    expect(() => call('REPLACE', ['x'.repeat(3000), 'x', 'yy'])).toThrow('ORA-01489')
    expect(call('SUBSTR', [new Clob('x'.repeat(5000)), 4999])).toEqual(new Clob('xx'))
  })

  test('refuse what they are not defined for', () => {
    expect(() => call('TRIM', ['a', 'xy', 'BOTH'])).toThrow(
      'ORA-30001: trim set should have only one character',
    )
    expect(() => call('INSTR', ['a', 'a', 1, 0])).toThrow("ORA-01428: argument '0' is out of range")
    expect(() => call('SUBSTR', ['a', 'x'])).toThrow('ORA-01722')
  })
})

describe('numeric functions', () => {
  test.each<[string, (Value | number)[], string | null]>([
    ['ABS', [-15], '15'],
    ['CEIL', [268651.8], '268652'],
    ['CEIL', [-1.5], '-1'],
    ['FLOOR', [15.7], '15'],
    ['FLOOR', [-15.7], '-16'],
    ['SIGN', [-15], '-1'],
    ['SIGN', [0], '0'],
    ['MOD', [11, 4], '3'],
    ['MOD', [5, 0], '5'],
    ['REMAINDER', [10, 4], '2'],
    ['POWER', [3, 2], '9'],
    ['SQRT', [26], '5.09901951359278483002822410902278198956'],
    ['EXP', [4], '54.59815003314423907811026120286087840279'],
    ['LN', [95], '4.55387689160054083460978676511404117676'],
    ['LOG', [10, 100], '2'],
    ['ROUND', [15.193, 1], '15.2'],
    ['ROUND', ['15.5'], '16'],
    ['TRUNC', [15.79, -1], '10'],
    ['ROUND', [1, null], null],
    ['ABS', ['-2'], '2'],
  ])('%s(%o) is %s', (name, values, expected) => {
    expect(result(name, values)).toBe(expected)
  })

  test('refuse what they are not defined for', () => {
    expect(() => call('SQRT', [-1])).toThrow("ORA-01428: argument '-1' is out of range")
    expect(() => call('LN', [0])).toThrow('ORA-01428')
    expect(() => call('LOG', [1, 2])).toThrow('ORA-01428')
    expect(() => call('EXP', [1000])).toThrow('ORA-01426')
    expect(() => call('ABS', ['x'])).toThrow('ORA-01722')
  })
})

describe('date functions', () => {
  test.each<[string, (Value | number)[], string | null]>([
    ['ADD_MONTHS', [date('2024-01-31'), 1], '2024-02-29 00:00:00'],
    ['ADD_MONTHS', ['31-JAN-24', '1'], '2024-02-29 00:00:00'],
    ['LAST_DAY', [date('2024-02-10')], '2024-02-29 00:00:00'],
    ['MONTHS_BETWEEN', [date('2024-03-15'), date('2024-01-15')], '2'],
    ['NEXT_DAY', [date('2024-05-15'), 'MONDAY'], '2024-05-20 00:00:00'],
    ['TRUNC', [date('2024-05-15 14:35:40')], '2024-05-15 00:00:00'],
    ['TRUNC', [date('2024-05-15 14:35:40'), 'MM'], '2024-05-01 00:00:00'],
    ['ROUND', [date('2024-05-15 14:35:40')], '2024-05-16 00:00:00'],
    ['ADD_MONTHS', [null, 1], null],
  ])('%s(%o) is %s', (name, values, expected) => {
    expect(result(name, values)).toBe(expected)
  })
})

describe('conversion functions', () => {
  test.each<[string, (Value | number)[], string | null]>([
    ['TO_CHAR', [0.5], '.5'],
    ['TO_CHAR', [1234.5, 'FM9,999.00'], '1,234.50'],
    ['TO_CHAR', ['12', '099'], ' 012'],
    ['TO_CHAR', [date('2024-05-15')], '15-MAY-24'],
    ['TO_CHAR', [date('2024-05-15'), 'YYYY-MM-DD'], '2024-05-15'],
    ['TO_CHAR', ['text'], 'text'],
    ['TO_CHAR', [new Clob('lob')], 'lob'],
    ['TO_NUMBER', ['12.5'], '12.5'],
    ['TO_NUMBER', ['1,234', '9,999'], '1234'],
    ['TO_DATE', ['2024-05-15', 'YYYY-MM-DD'], '2024-05-15 00:00:00'],
    ['TO_DATE', ['15-MAY-24'], '2024-05-15 00:00:00'],
    ['TO_DATE', [20240515, 'YYYYMMDD'], '2024-05-15 00:00:00'],
    ['TO_TIMESTAMP', ['2024-05-15 10:11:12.5', 'YYYY-MM-DD HH24:MI:SS.FF'], '2024-05-15 10:11:12'],
    ['RAWTOHEX', [new Uint8Array([1, 255])], '01FF'],
    ['GREATEST', [1, '10', 9], '10'],
    ['LEAST', ['b', 'a', 'c'], 'a'],
    ['GREATEST', ['9', 10], '9'],
    ['GREATEST', [1, null], null],
    ['LEAST', [date('2024-05-15'), '14-MAY-24'], '2024-05-14 00:00:00'],
    ['TO_DATE', [null, 'YYYY'], null],
    ['TO_CHAR', [1, null], null],
  ])('%s(%o) is %o', (name, values, expected) => {
    expect(result(name, values)).toBe(expected)
  })

  test('make LOBs and bytes', () => {
    expect(call('TO_CLOB', ['a'])).toEqual(new Clob('a'))
    expect(call('HEXTORAW', ['1ff'])).toEqual(new Uint8Array([1, 255]))
    expect(() => call('HEXTORAW', ['xyz'])).toThrow('ORA-01465: invalid hex number')
  })

  test('refuse languages', () => {
    expect(() => call('TO_CHAR', [1, '9', 'NLS_NUMERIC_CHARACTERS=,.'])).toThrow('ORA-03001')
  })
})

describe('a name', () => {
  test('of a function that Oracle has and this database lacks is known as such', () => {
    for (const name of ['DUMP', 'NANVL', 'STANDARD_HASH', 'ORA_HASH']) {
      expect(isLackingFunction(name)).toBe(true)
      expect(findFunction(name)).toBeUndefined()
    }
  })

  test('of nothing is neither', () => {
    for (const name of ['FOO', 'TOSTRING', 'CONSTRUCTOR', '__proto__']) {
      expect(findFunction(name)).toBeUndefined()
      expect(isLackingFunction(name)).toBe(false)
    }
  })
})

test.each([
  ['UPPER', 2, 909],
  ['SUBSTR', 1, 938],
  ['SUBSTR', 4, 939],
])('%s with %i arguments fails with ORA-%i', (name, count, number) => {
  const found = findFunction(name)
  expect(found && argumentCountError(found, count, 7)).toMatchObject({ number, offset: 7 })
  expect(found && argumentCountError(found, found.least, 7)).toBeUndefined()
})

test('the type of a result is known before anything runs', () => {
  const type = (
    name: string,
    ...types: Parameters<NonNullable<ReturnType<typeof findFunction>>['type']>[0]
  ) => findFunction(name)?.type(types)
  expect(type('UPPER', { name: 'VARCHAR2', length: 10 })).toEqual({ name: 'VARCHAR2', length: 10 })
  expect(type('LENGTH', { name: 'VARCHAR2', length: 10 })).toEqual({ name: 'NUMBER' })
  expect(type('TRUNC', { name: 'DATE' })).toEqual({ name: 'DATE' })
  expect(type('TRUNC', { name: 'NUMBER' })).toEqual({ name: 'NUMBER' })
  expect(type('GREATEST', { name: 'DATE' }, undefined)).toEqual({ name: 'DATE' })
  expect(type('TO_TIMESTAMP', undefined)).toEqual({ name: 'TIMESTAMP', fraction: 9 })
})
