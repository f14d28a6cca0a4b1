import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/core/answer.ts'
import type { JobPlan } from '../../src/core/job.ts'
import { answerWords, headingOf, nameList } from '../../src/results/headings.ts'
import { column, plainAnswer, rowsAnswer } from './answers.ts'

const rows = (count: number) => Array.from({ length: count }, (_, id) => [String(id)])
const ids = [column('ID', 'NUMBER')]

test('a heading names who gave the answer and how many rows it has', () => {
  const labels = ['a', 'b', 'c', 'd', 'f', 'g']
  const set = { labels, first: { label: 'a', answer: rowsAnswer(ids, rows(14)) } }
  expect(headingOf(set, 'query', 80)).toBe('a, b, c, d, f, g: 14 rows')
})

test('a heading without names is the words alone', () => {
  const set = { labels: [''], first: { label: '', answer: rowsAnswer(ids, rows(1)) } }
  expect(headingOf(set, 'query', 80)).toBe('1 row')
})

describe('an answer in words', () => {
  const failure = { code: 'statement failed', message: 'ORA-00942: no' } as const
  test.each<readonly [Answer, JobPlan['kind'], string]>([
    [rowsAnswer(ids, []), 'query', 'no rows'],
    [rowsAnswer(ids, [], { rows: 14 }), 'query', '14 rows, not kept'],
    [rowsAnswer(ids, rows(1000), { isCut: true }), 'query', '1,000 rows, cut: more followed'],
    [rowsAnswer(ids, rows(2), { fate: 'pending' }), 'query for update', '2 rows, changes pending'],
    [plainAnswer({ rows: 3, fate: 'pending' }), 'dml', '3 rows affected, changes pending'],
    [plainAnswer({ rows: 0 }), 'dml', '0 rows affected'],
    [plainAnswer({ fate: 'committed' }), 'plsql', 'done, committed'],
    [
      plainAnswer({ fate: 'committed', warning: 'NJS-700' }),
      'ddl',
      'done, stored with compilation errors, committed',
    ],
    [plainAnswer({ outcome: 'failed', error: failure }), 'query', 'failed'],
    [plainAnswer({ outcome: 'cancelled', fate: 'pending' }), 'dml', 'cancelled, changes pending'],
    [rowsAnswer(ids, rows(5), { outcome: 'cancelled' }), 'query', 'cancelled, after 5 rows'],
    [
      plainAnswer({ outcome: 'unknown', fate: 'in doubt', mayStillRun: '1,2,@1' }),
      'plsql',
      "unknown, in doubt, may still run on the server as session '1,2,@1'",
    ],
    [
      {
        ...plainAnswer(),
        results: [
          { columns: ids, rows: rows(2) },
          { columns: ids, rows: rows(3) },
        ],
      },
      'plsql',
      '2 results, 5 rows',
    ],
  ])('%#', (answer, kind, words) => {
    expect(answerWords(answer, kind)).toBe(words)
  })
})

describe('a list of names', () => {
  const many = Array.from({ length: 40 }, (_, index) => `s${index}`)
  test.each([
    [['a', 'b'], 10, 'a, b'],
    [many, 30, 's0, s1, s2, s3, s4 and 35 more'],
    [many, 0, 's0 and 39 more'],
    [['a very long name alone'], 5, 'a very long name alone'],
    [[], 5, ''],
    [['\u001b[31mred'], 50, '␛[31mred'],
  ])('%j in %d cells', (names, width, text) => {
    expect(nameList(names, width)).toBe(text)
  })
})
