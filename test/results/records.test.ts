import { expect, test } from 'vitest'
import { renderRecords } from '../../src/results/records.ts'

const columns = ['EMPNO', 'NOTE'].map((name) => ({ name, type: 'VARCHAR2' }))

test('rows stand one under the other, a line for each value, and it is told where each begins', () => {
  const { lines, starts } = renderRecords(
    columns,
    [
      ['7839', null],
      ['7788', 'a\nb'],
    ],
    40,
  )
  expect(lines).toEqual([
    ...['row 1 of 2', 'EMPNO  7839', 'NOTE', ''],
    ...['row 2 of 2', 'EMPNO  7788', 'NOTE   a', '       b', ''],
  ])
  expect(starts.map((start) => lines[start])).toEqual(['row 1 of 2', 'row 2 of 2'])
})

test('a long value goes on under itself, whole, and harmless', () => {
  const { lines } = renderRecords(columns, [['1', `${'x'.repeat(60)}\u001b[31m`]], 30)
  const value = lines.slice(2, -1).map((line) => line.slice(7))
  expect(value.join('')).toBe(`${'x'.repeat(60)}␛[31m`)
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(30)
})
