import { describe, expect, test } from 'vitest'
import { castMisfit, castValue, columnMisfit, variableMisfit } from '../../../src/practice/values/casting.ts'
import { toText } from '../../../src/practice/values/conversion.ts'
import { Blob, Clob } from '../../../src/practice/values/lob.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import type { DataType, Value } from '../../../src/practice/values/value.ts'
import { american, date, timestamp } from './settings.ts'

const column = columnMisfit({ schema: 'SCOTT', table: 'EMP', column: 'NAME' })
const intoColumn = (value: Value, type: DataType) => castValue(value, type, column, american)
const text = (length: number): DataType => ({ name: 'VARCHAR2', length })
const number = (precision: number, scale: number): DataType => ({ name: 'NUMBER', precision, scale })

describe('a column', () => {
  test.each<[Value, DataType, string]>([
    ['abc', text(3), 'abc'],
    [new Decimal('.5'), text(10), '.5'],
    [date('2024-05-15'), text(10), '15-MAY-24'],
    ['a', { name: 'CHAR', length: 3 }, 'a  '],
    ['12.345', number(5, 2), '12.35'],
    ['-12.345', number(5, 2), '-12.35'],
    [new Decimal('999.994'), number(5, 2), '999.99'],
    [new Decimal('1250'), number(3, -2), '1300'],
    [new Decimal('.00999'), number(3, 5), '.00999'],
    [new Decimal('1.5'), { name: 'NUMBER' }, '1.5'],
    ['15-MAY-24', { name: 'DATE' }, '15-MAY-24'],
    ['ff', { name: 'RAW', length: 1 }, 'FF'],
    [new Clob('long'), text(4), 'long'],
    ['\u{1f600}\u{1f600}', text(2), '\u{1f600}\u{1f600}'],
  ])('takes %o as %o', (value, type, expected) => {
    expect(toText(intoColumn(value, type), american)).toBe(expected)
  })

  test('rounds the fraction of a timestamp to its digits', () => {
    const type: DataType = { name: 'TIMESTAMP', fraction: 3 }
    expect(intoColumn(timestamp('2024-12-31 23:59:59.9996'), type)).toMatchObject({
      nanoseconds: 0,
      fraction: 3,
      fields: { year: 2025, second: 0 },
    })
  })

  test('says which of its limits is exceeded', () => {
    expect(() => intoColumn('abcd', text(3))).toThrow(
      'ORA-12899: value too large for column "SCOTT"."EMP"."NAME" (actual: 4, maximum: 3)',
    )
    expect(() => intoColumn('ffff', { name: 'RAW', length: 1 })).toThrow('(actual: 2, maximum: 1)')
    for (const value of ['999.995', '1000', '-1000'])
      expect(() => intoColumn(value, number(5, 2))).toThrow(
        'ORA-01438: value larger than specified precision allowed for this column',
      )
    expect(() => intoColumn('.01', number(3, 5))).toThrow('ORA-01438')
    expect(() => intoColumn('x', number(5, 2))).toThrow('ORA-01722: invalid number')
    expect(() => intoColumn(new Decimal(1), { name: 'DATE' })).toThrow(
      'ORA-00932: inconsistent datatypes: expected DATE got NUMBER',
    )
  })

  test('takes null whatever its type', () => {
    for (const name of ['DATE', 'CLOB', 'BLOB', 'BOOLEAN', 'ROWID', 'REF CURSOR'] as const)
      expect(intoColumn(null, { name })).toBeNull()
  })

  test('holds its own copy of a LOB', () => {
    const clob = new Clob('a')
    const blob = new Blob(new Uint8Array([1]))
    expect(intoColumn(clob, { name: 'CLOB' })).toEqual(clob)
    expect(intoColumn(clob, { name: 'CLOB' })).not.toBe(clob)
    expect(intoColumn(blob, { name: 'BLOB' })).not.toBe(blob)
  })
})

describe('a variable', () => {
  const intoVariable = (value: Value, type: DataType) => castValue(value, type, variableMisfit, american)

  test('refuses what does not fit as PL/SQL does', () => {
    const failure = 'ORA-06502: PL/SQL: numeric or value error: '
    expect(() => intoVariable('abcd', text(3))).toThrow(`${failure}character string buffer too small`)
    expect(() => intoVariable(new Decimal(1000), number(3, 0))).toThrow(
      `${failure}number precision too large`,
    )
    expect(() => intoVariable('x', { name: 'NUMBER' })).toThrow(
      `${failure}character to number conversion error`,
    )
    expect(() => intoVariable(new Decimal(2 ** 31), { name: 'BINARY_INTEGER' })).toThrow(
      'ORA-01426: numeric overflow',
    )
  })

  test('of PLS_INTEGER rounds', () => {
    expect(intoVariable(new Decimal('1.5'), { name: 'BINARY_INTEGER' })).toEqual(new Decimal(2))
  })
})

describe('CAST', () => {
  test('cuts a text and refuses a number that is too large', () => {
    expect(castValue('abcdef', text(3), castMisfit, american)).toBe('abc')
    expect(() => castValue(new Decimal(12_345), text(3), castMisfit, american)).toThrow('ORA-25137')
    expect(() => castValue(new Decimal(1000), number(3, 0), castMisfit, american)).toThrow('ORA-01438')
  })
})
