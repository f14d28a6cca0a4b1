import { describe, expect, test } from 'vitest'
import {
  describeSource,
  headingOf,
  type ParameterSource,
  parseParameterSource,
  readSources,
} from '../../src/core/parameter-source.ts'

describe('where parameters come from, as typed', () => {
  test.each<[string, ParameterSource]>([
    ['schema=A,B', { name: 'SCHEMA', values: ['A', 'B'] }],
    ['x="@home","(select 1)@a"', { name: 'X', values: ['@home', '(select 1)@a'] }],
    ['who=me@home', { name: 'WHO', values: ['me@home'] }],
    ['x=(a),(b)', { name: 'X', values: ['(a)', '(b)'] }],
    ['x=(a', { name: 'X', values: ['(a'] }],
    ['@rows.csv', { from: 'file', path: 'rows.csv' }],
    ['@ my rows=1.csv ', { from: 'file', path: 'my rows=1.csv' }],
    ['@-', { from: 'file', path: '-' }],
    ['a, b=@rows.csv', { from: 'file', path: 'rows.csv', names: ['A', 'B'] }],
    [
      "schema=(select username from all_users where username like 'A)%')@scott",
      {
        ...{ from: 'query', names: ['SCHEMA'], session: 'scott' },
        statement: "select username from all_users where username like 'A)%'",
      },
    ],
    [
      'a,b = ( with q as (select 1 x, 2 y from dual) select x, y from q ) @ hr-test',
      {
        ...{ from: 'query', names: ['A', 'B'], session: 'hr-test' },
        statement: 'with q as (select 1 x, 2 y from dual) select x, y from q',
      },
    ],
  ])('%s', (text, source) => {
    expect(parseParameterSource(text)).toEqual(source)
  })

  test.each([
    ['schema', 'expected NAME=VALUE,VALUE,...'],
    ['@', 'expected the path of a file after "@"'],
    ['a=@', 'expected the path of a file after "@"'],
    ['a,b=1,2', 'expected NAME=VALUE'],
    ['a,,b=@rows.csv', 'expected names before "=", such as a or a,b'],
    ['a,A=@rows.csv', 'parameter A is given twice'],
    ['x=(select 1 from dual)', 'in which session shall the query run? Expected NAME=(select ...)@SESSION'],
    ['x=(select 1 from dual)@', 'in which session'],
    ['x=(select 1 from dual@scott', 'the query has no closing parenthesis'],
    ["x=(select 'a) from dual)@scott", 'the query has no closing parenthesis'],
    ['x=(delete from emp)@scott', 'this one changes or locks data'],
    ['x=(select 1 from emp for update)@scott', 'this one locks rows'],
    ['x=(begin null; end;)@scott', 'this one is PL/SQL, which may write'],
    ['x=(select 1 from dual;)@scott', 'this one holds a semicolon'],
    ['x=(a)@scott', 'a value that looks so stands in double quotes'],
  ])('%s is refused', (text, message) => {
    expect(() => parseParameterSource(text)).toThrow(message)
  })

  test.each([
    ['schema=A,B', 'schema (2)', 'schema'],
    ['@rows.csv', 'rows.csv', '@rows.csv'],
    ['a,b=@-', 'a, b of stdin', 'a, b'],
    ['schema=(select 1 from dual)@scott', 'schema asked of scott', 'schema'],
  ])('%s is told as "%s", in short as "%s"', (text, words, heading) => {
    expect(describeSource(parseParameterSource(text))).toBe(words)
    expect(headingOf(parseParameterSource(text))).toBe(heading)
  })
})

test('sources are read one after the other, each once, and give their rows in their order', async () => {
  const asked: string[] = []
  const texts = ['n=1,2', '@rows.csv', 'x=(select 1 from dual)@scott']
  const varying = await readSources(texts.map(parseParameterSource), {
    async readText(path) {
      asked.push(path)
      return 'a,b\n1,2\n'
    },
    async ask({ names, statement }) {
      asked.push(statement)
      return { names, rows: [['7']] }
    },
  })
  expect(asked).toEqual(['rows.csv', 'select 1 from dual'])
  expect(varying).toEqual([
    { name: 'N', values: ['1', '2'] },
    { names: ['A', 'B'], rows: [['1', '2']] },
    { names: ['X'], rows: [['7']] },
  ])
})
