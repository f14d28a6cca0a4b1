import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visible } from '../../src/core/visible.ts'
import { mostRowsForLibrary, renderTable } from '../../src/results/table.ts'
import { column } from './answers.ts'

const columns = [column('EMPNO', 'NUMBER(4)'), column('ENAME'), column('SAL', 'NUMBER(7,2)')]

test('a table has names, dashes, and numbers to the right; null is nothing', () => {
  const rows = [
    ['7369', 'SMITH', '800'],
    ['7', null, '2,975.5'],
    ['78', '漢字', null],
  ]
  expect(renderTable(columns, rows)).toEqual([
    'EMPNO  ENAME      SAL',
    '-----  -----  -------',
    ' 7369  SMITH      800',
    '    7         2,975.5',
    '   78  漢字',
  ])
})

test('null may have a text of its own', () => {
  expect(renderTable([column('X')], [[null]], { nullText: '(null)' }).at(-1)).toBe('(null)')
})

test('without rows there are names and dashes', () => {
  expect(renderTable(columns, [])).toEqual(['EMPNO  ENAME  SAL', '-----  -----  ---'])
})

test('a value of several lines keeps them, beside the others', () => {
  expect(renderTable(columns, [['1', 'one\ntwo', '5']]).slice(2)).toEqual(['    1  one      5', '       two'])
})

describe('fitting a width', () => {
  test('the widest column is wrapped, and nothing is lost', () => {
    const text = 'a text that goes on and on and on'
    const lines = renderTable(columns, [['1', text, '12345']], { width: 30 })
    expect(lines).toEqual(
      [
        'EMPNO  ENAME               SAL',
        '-----  ----------------  -----',
        '    1  a text that goes  12345',
        '        on and on and o',
        '       n',
      ].map((line) => line.trimEnd()),
    )
  })

  test('numbers are never broken, even when the line gets too long', () => {
    const number = '9'.repeat(38)
    const lines = renderTable([column('N', 'NUMBER'), column('T')], [[number, 'x'.repeat(40)]], { width: 40 })
    expect(lines[2]).toBe(`${number}  xxxxxxxx`)
  })

  test('what fits is left as it is', () => {
    expect(renderTable(columns, [['1', 'x', '2']], { width: 17 })[0]).toBe('EMPNO  ENAME  SAL')
  })
})

test('hostile text stays in its cell', () => {
  const [, , line] = renderTable([column('X')], [['\u001b[2J\r\u202e']])
  expect(line).toBe('␛[2J␍<U+202E>')
})

test('a value of a megabyte is wrapped like any other', () => {
  const lines = renderTable([column('X'), column('Y')], [['x'.repeat(1_000_000), 'y']], { width: 80 })
  expect(lines.length).toBeGreaterThan(1_000_000 / 80)
  expect(lines.slice(2).join('').replace(/[^x]/g, '')).toHaveLength(1_000_000)
})

test('colours go around the whole line of names', () => {
  const lines = renderTable([column('X')], [['1']], { style: (role, text) => `<${role}>${text}` })
  expect(lines).toEqual(['<column>X', '<column>-', '1'])
})

test('a long table looks as a short one does', () => {
  const cell = fc.oneof(fc.constant(null), fc.string({ maxLength: 30 }), fc.constantFrom('a\nb', '', '12'))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 10, max: 60 }),
      (rows, width) => {
        // A row that is as wide as any other, so that padding up to the long form changes no width.
        const filler = Array.from({ length: mostRowsForLibrary }, () => rows[0] ?? [])
        const short = renderTable(columns, rows, { width })
        expect(renderTable(columns, [...rows, ...filler], { width }).slice(0, short.length)).toEqual(short)
      },
    ),
    { numRuns: 30 },
  )
})

test('in a table of one column each row is its value, made visible', () => {
  const value = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    .filter((text) => !text.includes('\n'))
  fc.assert(
    fc.property(fc.array(value, { maxLength: 20 }), (values) => {
      const rows = values.map((each) => [each])
      expect(renderTable([column('X')], rows).slice(2)).toEqual(values.map((each) => visible(each).trimEnd()))
    }),
  )
})
