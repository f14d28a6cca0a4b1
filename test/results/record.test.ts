import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { endRecord, outputRecords, rowRecords } from '../../src/results/record.ts'
import { column, endOf } from './answers.ts'

const source = { session: 'a', task: '1.1' } as const

test('a row is an object with its session, its task and its columns', () => {
  const columns = [column('ID', 'NUMBER'), column('NAME'), column('ID')]
  expect(rowRecords(source, columns, [['1', 'x "y"', null]])).toEqual([
    '{"SESSION":"a","TASK":"1.1","ID":1,"NAME":"x \\"y\\"","ID_2":null}',
  ])
})

describe('numbers are exact', () => {
  test.each([
    ['1', '1'],
    ['.5', '0.5'],
    ['-.5', '-0.5'],
    ['0', '0'],
    ['0.50', '0.50'],
    ['007', '7'],
    ['12345678901234567890123456789012345678', '12345678901234567890123456789012345678'],
    ['1E+125', '1e+125'],
    ['1.', '1'],
    ['INFINITY', '"INFINITY"'],
    ['NAN', '"NAN"'],
    ['e5', '"e5"'],
    ['.', '"."'],
    [null, 'null'],
  ])('%s is %s', (cell, json) => {
    const [record = ''] = rowRecords(source, [column('N', 'NUMBER(10,2)')], [[cell]])
    expect(record).toBe(`{"SESSION":"a","TASK":"1.1","N":${json}}`)
    expect(() => JSON.parse(record)).not.toThrow()
  })
})

test('only columns of numbers hold numbers', () => {
  expect(rowRecords(source, [column('V'), column('D', 'BINARY_DOUBLE')], [['1', '2.5']])).toEqual([
    '{"SESSION":"a","TASK":"1.1","V":"1","D":2.5}',
  ])
})

test('whatever a row holds, its record is JSON on one line and reads back', () => {
  const cell = fc.option(fc.string({ unit: 'binary' }))
  fc.assert(
    fc.property(cell, cell, (x, y) => {
      const [record = ''] = rowRecords(source, [column('X'), column('Y')], [[x, y]])
      expect(record).not.toContain('\n')
      expect(JSON.parse(record)).toEqual({ SESSION: 'a', TASK: '1.1', X: x, Y: y })
    }),
  )
})

test('a line of output and an error are records too', () => {
  expect(outputRecords(source, ['hello'])).toEqual(['{"SESSION":"a","TASK":"1.1","OUTPUT":"hello"}'])
  const error = {
    code: 'statement failed',
    message: 'ORA-00942: no such table',
    oracle: 'ORA-00942',
  } as const
  expect(JSON.parse(endRecord('1.1', 'a', endOf({ outcome: 'failed', error })))).toEqual({
    SESSION: 'a',
    TASK: '1.1',
    ERROR: 'ORA-00942: no such table',
    CODE: 'ORA-00942',
    OUTCOME: 'failed',
    FATE: 'none',
  })
})

test('a task that never started says so without a session', () => {
  expect(JSON.parse(endRecord('1.2', undefined, endOf({ outcome: 'skipped' })))).toMatchObject({
    SESSION: null,
    ERROR: 'skipped',
    OUTCOME: 'skipped',
  })
})
