import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/core/answer.ts'
import { type FoldEntry, foldAnswers } from '../../src/results/fold.ts'
import { column, endOf, plainAnswer, rowsAnswer } from './answers.ts'

const columns = [column('ID', 'NUMBER'), column('NAME')]
const labelsOf = (entries: readonly FoldEntry[], isOrdered = false) =>
  foldAnswers(entries, isOrdered).map(({ labels }) => labels)

const one = rowsAnswer(columns, [
  ['1', 'a'],
  ['2', 'b'],
])
const turned = rowsAnswer(columns, [
  ['2', 'b'],
  ['1', 'a'],
])

test('the largest set comes first, and among equals the one that came first', () => {
  const other = rowsAnswer(columns, [['1', 'a']])
  const third = rowsAnswer(columns, [])
  expect(
    labelsOf([
      { label: 'e', answer: third },
      { label: 'g', answer: other },
      { label: 'a', answer: one },
      { label: 'b', answer: one },
    ]),
  ).toEqual([['a', 'b'], ['e'], ['g']])
})

test('rows in another order are the same answer, unless the statement orders them', () => {
  const entries = [
    { label: 'a', answer: one },
    { label: 'b', answer: turned },
  ]
  expect(labelsOf(entries)).toEqual([['a', 'b']])
  expect(labelsOf(entries, true)).toEqual([['a'], ['b']])
})

describe('answers that differ stand apart', () => {
  const failure = { code: 'statement failed', message: 'ORA-00942: no' } as const
  test.each<readonly [string, Answer, Answer]>([
    [
      'how often a row is there',
      rowsAnswer(columns, [
        ['1', 'a'],
        ['1', 'a'],
      ]),
      rowsAnswer(columns, [['1', 'a']]),
    ],
    [
      'a value',
      one,
      rowsAnswer(columns, [
        ['1', 'a'],
        ['2', 'c'],
      ]),
    ],
    ['null and the word null', rowsAnswer(columns, [['1', null]]), rowsAnswer(columns, [['1', 'null']])],
    [
      'values that read the same when joined',
      rowsAnswer(columns, [['1', 'a,b']]),
      rowsAnswer(columns, [['1,a', 'b']]),
    ],
    [
      'the name of a column',
      one,
      rowsAnswer([column('ID', 'NUMBER'), column('TITLE')], one.results[0]?.rows ?? []),
    ],
    ['the type of a column', one, rowsAnswer([column('ID'), column('NAME')], one.results[0]?.rows ?? [])],
    ['a line of output', plainAnswer({}, ['x']), plainAnswer({}, ['y'])],
    ['lines of output in another order', plainAnswer({}, ['x', 'y']), plainAnswer({}, ['y', 'x'])],
    ['the outcome', plainAnswer(), plainAnswer({ outcome: 'cancelled' })],
    ['the fate', plainAnswer({ fate: 'pending' }), plainAnswer({ fate: 'committed' })],
    [
      'the error',
      plainAnswer({ error: failure }),
      plainAnswer({ error: { ...failure, message: 'ORA-00001: no' } }),
    ],
    ['being cut', one, rowsAnswer(columns, one.results[0]?.rows ?? [], { isCut: true })],
    ['rows that DML touched', plainAnswer({ rows: 1 }), plainAnswer({ rows: 2 })],
    ['a warning', plainAnswer(), plainAnswer({ warning: 'NJS-700' })],
    ['one result or two', one, { ...one, results: [...one.results, ...one.results] }],
    [
      'which result a row belongs to',
      {
        results: [
          { columns, rows: [['1', 'a']] },
          { columns, rows: [] },
        ],
        output: [],
        end: endOf(),
      },
      {
        results: [
          { columns, rows: [] },
          { columns, rows: [['1', 'a']] },
        ],
        output: [],
        end: endOf(),
      },
    ],
  ])('%s', (_, a, b) => {
    expect(
      labelsOf([
        { label: 'a', answer: a },
        { label: 'b', answer: b },
      ]),
    ).toEqual([['a'], ['b']])
  })
})

test('the order in which answers come changes no set', () => {
  const rows = fc.array(fc.tuple(fc.constantFrom('1', '2', null), fc.constantFrom('x', 'y')), {
    maxLength: 3,
  })
  const asSets = (entries: readonly FoldEntry[]) =>
    new Set(foldAnswers(entries, false).map(({ labels }) => labels.toSorted().join()))
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (all, keys) => {
      const entries = all.map((each, index) => ({ label: String(index), answer: rowsAnswer(columns, each) }))
      const shuffled = entries
        .map((entry) => [keys.next().value, entry] as const)
        .sort(([a], [b]) => a - b)
        .map(([, entry]) => entry)
      expect(asSets(shuffled)).toEqual(asSets(entries))
      expect(foldAnswers(entries, false).flatMap(({ labels }) => labels)).toHaveLength(entries.length)
    }),
  )
})

test('a thousand answers fold without comparing each with each', () => {
  const rows = Array.from({ length: 100 }, (_, id) => [String(id), `name ${id}`])
  const entries = Array.from({ length: 1000 }, (_, index) => ({
    label: String(index),
    answer: rowsAnswer(columns, [...rows, ['0', String(index % 500)]]),
  }))
  expect(foldAnswers(entries, false)).toHaveLength(500)
})
