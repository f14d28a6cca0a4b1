import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createCsvWriter } from '../../src/results/csv.ts'
import { column } from './answers.ts'

const a = { session: 'a', task: '1.1' } as const
const b = { session: 'b', task: '1.2' } as const
const columns = [column('ID', 'NUMBER'), column('NAME')]

test('rows carry their session and task, under one header', () => {
  const writer = createCsvWriter()
  const text =
    writer.rows(a, columns, [['1', 'x']]) +
    writer.rows(b, columns, [['2', null]]) +
    writer.rows(a, columns, [])
  expect(text).toBe('SESSION,TASK,ID,NAME\na,1.1,1,x\nb,1.2,2,\n')
})

test('other columns begin a new block with a header of its own', () => {
  const writer = createCsvWriter()
  const text = writer.rows(a, columns, [['1', 'x']]) + writer.rows(b, [column('N')], [['2']])
  expect(text).toBe('SESSION,TASK,ID,NAME\na,1.1,1,x\n\nSESSION,TASK,N\nb,1.2,2\n')
})

test('an answer without rows still shows its header', () => {
  expect(createCsvWriter().rows(a, columns, [])).toBe('SESSION,TASK,ID,NAME\n')
})

describe('fields', () => {
  test.each([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "hi"', '"say ""hi"""'],
    ['two\nlines', '"two\nlines"'],
    ['cr\r', '"cr\r"'],
    ['=1+1', '=1+1'],
    [' kept ', ' kept '],
    [null, ''],
  ])('%j is %j', (cell, field) => {
    expect(createCsvWriter().rows(a, [column('X')], [[cell]])).toBe(`SESSION,TASK,X\na,1.1,${field}\n`)
  })
})

test('names that occur twice, or are those of the first columns, are told apart', () => {
  const names = ['ID', 'ID', 'TASK', 'ID_2'].map((name) => column(name))
  expect(createCsvWriter().rows(a, names, [])).toBe('SESSION,TASK,ID,ID_3,TASK_2,ID_2\n')
})

/** A reader by the letter of RFC 4180. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]]
  const field = /(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/y
  while (field.lastIndex < text.length) {
    const [, quoted, bare = '', end] = field.exec(text) ?? []
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare)
    if (end === '\n') rows.push([])
  }
  return rows.slice(0, -1)
}

test('whatever values hold, they read back as they were', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('"', ',', '\n', '\r\n', '""'),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
      const text = createCsvWriter().rows(a, columns, rows)
      expect(parse(text).slice(1)).toEqual(rows.map((row) => ['a', '1.1', ...row]))
    }),
  )
})
