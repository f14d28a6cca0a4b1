import { describe, expect, test } from 'vitest'
import type { Expression } from '../../../src/practice/parsing/ast/expression.ts'
import { leadingBlock, type Query, type QueryBlock } from '../../../src/practice/parsing/ast/query.ts'
import { parse } from '../../../src/practice/parsing/parse.ts'
import { sketch } from './sketch.ts'

const query = (sql: string): Query => {
  const { statement } = parse(sql)
  if (statement.kind !== 'query') throw new Error(`a ${statement.kind} is no query`)
  return statement.query
}

const block = (sql: string): QueryBlock => {
  const { body } = query(sql)
  if (body.kind !== 'block') throw new Error(`a ${body.kind} is no block`)
  return body
}

const from = (sql: string) => block(`select 1 from ${sql}`).from

const where = (condition: string): Expression => {
  const parsed = block(`select 1 from t where ${condition}`).where
  if (parsed === undefined) throw new Error('a condition was written')
  return parsed
}

describe('the select list', () => {
  test('names its columns by alias, by column or by the expression as written', () => {
    const { items } = block(
      'select ename, e.sal, sal * 12 "Year", nvl( comm ,0 ) + 1, count(*) as n, \'a b\' from emp e',
    )
    expect(items.map((item) => (item.kind === 'all' ? '*' : (item.alias ?? item.text)))).toEqual([
      ...['ENAME', 'SAL', 'Year', 'NVL(COMM,0)+1', 'N', "'A B'"],
    ])
  })

  test('has stars, plain and of one table', () => {
    expect(block('select * from t').items).toMatchObject([{ kind: 'all' }])
    expect(block('select a.*, s.b.*, a.x from a, s.b').items).toMatchObject([
      { kind: 'all', of: { parts: ['A'] } },
      { kind: 'all', of: { parts: ['S', 'B'] } },
      { kind: 'expression', text: 'X' },
    ])
  })

  test('may be distinct', () => {
    expect(block('select distinct a from t').isDistinct).toBe(true)
    expect(block('select all a from t').isDistinct).toBe(false)
  })

  test.each([
    'name',
    'type',
    'value',
    'status',
    'key',
    'timestamp',
    'commit',
    'open',
    'left',
    'first',
    'count',
  ])('%s is a column like any other', (name) => {
    expect(block(`select ${name} from t`).items).toMatchObject([{ text: name.toUpperCase() }])
  })
})

describe('FROM', () => {
  test('has tables with aliases, separated by commas', () => {
    expect(from('emp e, scott.dept')).toMatchObject([
      { kind: 'table', name: { parts: ['EMP'] }, alias: 'E' },
      { kind: 'table', name: { parts: ['SCOTT', 'DEPT'] } },
    ])
  })

  test.each([
    ['a join b on a.x = b.x', 'inner'],
    ['a inner join b on a.x = b.x', 'inner'],
    ['a left join b on a.x = b.x', 'left'],
    ['a right outer join b on a.x = b.x', 'right'],
    ['a full outer join b on a.x = b.x', 'full'],
    ['a cross join b', 'cross'],
  ])('%s is a join', (sql, type) => {
    expect(from(sql)).toMatchObject([
      { kind: 'join', type, left: { name: { parts: ['A'] } }, isNatural: false },
    ])
  })

  test('joins from the left, by columns, naturally and in parentheses', () => {
    expect(from('a join b using (x, y) natural left join c')).toMatchObject([
      {
        kind: 'join',
        type: 'left',
        isNatural: true,
        left: { kind: 'join', using: ['X', 'Y'] },
        right: { kind: 'table' },
      },
    ])
    expect(from('a join (b join c on 1 = 1) on 2 = 2')).toMatchObject([{ right: { kind: 'join' } }])
  })

  test('has queries, however many parentheses stand around them', () => {
    expect(from('(select 1 x from dual) v')).toMatchObject([{ kind: 'derived', alias: 'V' }])
    expect(from('((select 1 x from dual))')).toMatchObject([{ kind: 'derived' }])
  })
})

describe('clauses', () => {
  test('group, order and limit rows', () => {
    const { body, ...parsed } = query(
      `select deptno, count(*) from emp where sal > 100 group by deptno, job having count(*) > 1
       order by 2 desc nulls last, deptno asc, job nulls first offset 5 rows fetch next 10 percent rows with ties`,
    )
    const { groupBy, having } = leadingBlock(body)
    expect(groupBy.map(sketch)).toEqual(['DEPTNO', 'JOB'])
    expect(sketch(having)).toBe('(count(*) > 1)')
    expect(
      parsed.orderBy.map(({ expression, isDescending, nulls }) => [sketch(expression), isDescending, nulls]),
    ).toEqual([
      ['2', true, 'last'],
      ['DEPTNO', false, undefined],
      ['JOB', false, 'first'],
    ])
    expect(sketch(parsed.offset)).toBe('5')
    expect(parsed.fetchFirst).toMatchObject({ withTies: true, isPercent: true })
    expect(query('select 1 from t fetch first row only').fetchFirst).toMatchObject({
      withTies: false,
      isPercent: false,
    })
  })

  test('generate rows with connect by level', () => {
    expect(sketch(block('select level from dual connect by level <= 3').hierarchy?.connectBy)).toBe(
      '(LEVEL <= 3)',
    )
  })

  test.each([
    ['for update', 'wait'],
    ['for update nowait', 'nowait'],
    ['for update skip locked', 'skip locked'],
  ])('%s says how to meet a locked row', (sql, wait) => {
    expect(query(`select a from t ${sql}`).forUpdate).toEqual({ of: [], wait })
  })

  test('for update may name columns and a time in seconds', () => {
    const { forUpdate } = query('select a from t for update of t.a, b wait 5')
    expect(forUpdate?.of.map(({ parts }) => parts)).toEqual([['T', 'A'], ['B']])
    expect(forUpdate?.wait).toMatchObject({ kind: 'literal' })
  })
})

describe('expressions', () => {
  test.each([
    ['1 + 2 * 3', '(1 + (2 * 3))'],
    ['1 - 2 - 3', '((1 - 2) - 3)'],
    ['-a * +b', '((- A) * (+ B))'],
    ["a || 'x' || 1 + 2", "(((A || 'x') || 1) + 2)"],
    ['(1 + 2) * 3', '((1 + 2) * 3)'],
    ["''", 'null'],
    ['null', 'null'],
    ['nvl(a, :x)', 'NVL(A, :X)'],
    ['pkg.f(p => 1)', 'PKG.F(P => 1)'],
    ['count(distinct a)', 'COUNT(distinct A)'],
    ["trim(' ' from a)", "TRIM(A, ' ', 'BOTH')"],
    ["trim(leading 'x' from a)", "TRIM(A, 'x', 'LEADING')"],
    ['trim(a)', 'TRIM(A)'],
    ['cast(a as number(5, 2))', 'cast(A as NUMBER)'],
    ['case a when 1 then 2 else 3 end', 'case A when 1 then 2 else 3 end'],
    ['case when a = 1 then 2 end', 'case when (A = 1) then 2 end'],
    ['(select 1 from dual)', '(query)'],
    ['seq.nextval', 'SEQ.NEXTVAL'],
    ['"a b"."C"', 'a b.C'],
    ['1.50', '1.5'],
    ['1e3', '1000'],
  ])('%s', (sql, expected) => {
    const [item] = block(`select ${sql} from t`).items
    expect(item?.kind === 'expression' ? sketch(item.expression) : item).toBe(expected)
  })

  test('literals of dates and timestamps are values', () => {
    const { items } = block("select date '2024-02-29', timestamp '2024-02-29 23:59:59.25 +02:00' from dual")
    expect(items).toMatchObject([
      { expression: { value: { kind: 'DATE', fields: { year: 2024, month: 2, day: 29, hour: 0 } } } },
      {
        expression: {
          value: {
            kind: 'TIMESTAMP WITH TIME ZONE',
            nanoseconds: 250_000_000,
            offset: 120,
            fields: { hour: 23 },
          },
        },
      },
    ])
  })
})

describe('conditions', () => {
  test.each([
    ['a = 1 or b = 2 and c = 3', '((A = 1) or ((B = 2) and (C = 3)))'],
    ['not a = 1 and b <> 2', '((not (A = 1)) and (B != 2))'],
    ['(a = 1 or b = 2) and c ^= 3', '(((A = 1) or (B = 2)) and (C != 3))'],
    ['(a + 1) * 2 >= b', '(((A + 1) * 2) >= B)'],
    ['a between 1 and 2 and b = 1', '(A between 1 and 2 and (B = 1))'],
    ['a not between 1 and 2', 'A not between 1 and 2'],
    ['a in (1, 2)', 'A in (1, 2)'],
    ['a not in (select 1 from dual)', 'A not in (query)'],
    ["a like 'x\\%' escape '\\'", "A like 'x\\%' escape '\\'"],
    ['a is null or b is not null', '(A is null or B is not null)'],
    ['exists (select 1 from dual)', 'exists (query)'],
    ['not exists (select 1 from dual)', '(not exists (query))'],
  ])('%s', (sql, expected) => {
    expect(sketch(where(sql))).toBe(expected)
  })
})

describe('binds', () => {
  test('are counted by occurrence in SQL', () => {
    const { binds } = parse('select :a, :1 from t where x = :a and y = :"Mixed"')
    expect(binds).toEqual(['A', '1', 'A', 'Mixed'])
  })
})
