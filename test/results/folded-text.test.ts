import { expect, test } from 'vitest'
import { foldAnswers } from '../../src/results/fold.ts'
import { foldedLines } from '../../src/results/folded-text.ts'
import { column, plainAnswer, rowsAnswer } from './answers.ts'

const columns = [column('ID', 'NUMBER'), column('NAME')]

test('identical answers stand together under one heading, the largest set first', () => {
  const drifted = { label: 'e', answer: rowsAnswer(columns, [['2', 'y']]) }
  const alike = ['a', 'b', 'c'].map((label) => ({ label, answer: rowsAnswer(columns, [['1', 'x']]) }))
  expect(foldedLines(foldAnswers([drifted, ...alike], false), { kind: 'query' })).toEqual([
    'a, b, c: 1 row',
    'ID  NAME',
    '--  ----',
    ' 1  x',
    '',
    'e: 1 row',
    'ID  NAME',
    '--  ----',
    ' 2  y',
  ])
})

test('output and errors show under their heading, with the place in the statement', () => {
  const error = {
    code: 'statement failed',
    message: 'ORA-20001: no\nORA-06512: at line 1',
    offset: 6,
  } as const
  const answer = plainAnswer({ outcome: 'failed', fate: 'rolled back', error }, ['before', 'it \u001bfailed'])
  const sets = foldAnswers([{ label: 'a', answer, statement: 'begin p; end;' }], false)
  expect(foldedLines(sets, { kind: 'plsql' })).toEqual([
    'a: failed, rolled back',
    'before',
    'it ␛failed',
    'ORA-20001: no',
    'ORA-06512: at line 1',
    'line 1: begin p; end;',
    '              ^',
  ])
})

test('an answer without rows has a heading and nothing more', () => {
  const sets = foldAnswers([{ label: 'a', answer: rowsAnswer(columns, []) }], false)
  expect(foldedLines(sets, { kind: 'query' })).toEqual(['a: no rows'])
})

test('several results of a task stand one after the other', () => {
  const answer = {
    ...plainAnswer(),
    results: [
      { columns, rows: [['1', 'x']] },
      { columns: [column('N')], rows: [['z']] },
    ],
  }
  expect(foldedLines(foldAnswers([{ label: 'a', answer }], false), { kind: 'plsql' })).toEqual([
    'a: 2 results, 2 rows',
    'ID  NAME',
    '--  ----',
    ' 1  x',
    '',
    'N',
    '-',
    'z',
  ])
})
