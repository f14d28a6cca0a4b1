import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { parse } from '../../../src/practice/parsing/parse.ts'

describe('a statement that is wrong', () => {
  test.each([
    ['', 900, 0],
    ['selec 1 from dual', 900, 0],
    ['1', 900, 0],
    ['select', 936, 6],
    ['select from dual', 936, 7],
    ['select 1', 923, 8],
    ['select a b c from t', 923, 11],
    ['select *, a from t', 923, 8],
    ['select 1 from dual;', 911, 18],
    ['select ? from dual', 911, 7],
    ['select 1 from dual foo bar', 933, 23],
    ['select 1 from emp as e', 933, 18],
    ['select 1 from', 903, 13],
    ['select (1 from dual', 907, 10],
    ['select nvl(a, from dual', 936, 14],
    ['select (a = 1) from dual', 907, 8],
    ['select 1 + (a = 1) from dual', 907, 12],
    ['select 1 from t where', 936, 21],
    ['select 1 from t where a', 920, 23],
    ['select 1 from t where a and b = 1', 920, 24],
    ['select 1 from t where (a)', 920, 25],
    ['select 1 from t where a = 1 = 2', 933, 28],
    ['select 1 from t where a is 1', 908, 27],
    ['select 1 from t where a between 1 or 2', 905, 34],
    ['select 1 from t group a', 924, 22],
    ['select 1 from a join b', 905, 22],
    ['select case when 1 = 1 then 2 from t', 905, 30],
    ['select 1 into :x from dual', 1744, 9],
    ['select 1 from (select 1 from dual for update)', 907, 34],
    ['insert t values (1)', 925, 7],
    ['insert into t (1)', 904, 15],
    ['insert into t', 926, 13],
    ['insert into t values 1', 906, 21],
    ['update t a = 1', 971, 11],
    ['update t set a 1', 927, 15],
    ['update t set a = 1 returning a', 925, 30],
    ['create foo', 901, 7],
    ['create table t', 906, 14],
    ['create table t (a foo)', 902, 18],
    ['create table t (a varchar2)', 906, 26],
    ['create table t (a varchar2(5000))', 910, 27],
    ['create table t (a varchar2(0))', 1723, 27],
    ['create table t (a number(39))', 1727, 25],
    ['create table t (a number(5, 128))', 1728, 28],
    ['create table t (a timestamp(10))', 30088, 28],
    ['create table t (level number)', 904, 16],
    ['create table t (a number primary key, b number primary key)', 2260, 47],
    ['create table t (a number default :x)', 1027, 33],
    ['drop foo', 950, 5],
    ['grant select on t', 905, 17],
    ["select date '2023-02-29' from dual", 1839, 7],
    [`select 1 from t where a in (${'1,'.repeat(1000)}1)`, 1795, 27],
  ])('%j fails with Oracle’s number and place', (sql, number, offset) => {
    expect(() => parse(sql)).toThrow(expect.objectContaining({ number, offset }))
  })
})

describe('a statement that only Oracle knows', () => {
  test.each([
    ['select sum(x) over w from t window w as (order by y)', 'WINDOW', 19],
    ['select rank(1) within group (order by x) from t', 'within', 15],
    ['select sum(x) over (order by y groups 1 preceding) from t', 'groups', 31],
    ['select sum(x) over (order by y rows 1 preceding exclude ties) from t', 'exclude', 48],
    ['select x from t qualify 1 = 1', 'qualify', 16],
    ['select 1 from t group by ()', 'GROUP BY ()', 27],
    ['select 1 from t pivot (count(*) for a in (1))', 'pivot', 16],
    ['select 1 from t sample (10)', 'sample', 16],
    ['select 1 from t@remote', 'database link', 15],
    ['select 1 from table(f(1))', 'table', 14],
    ['select 1 from t as of scn 1', 'AS OF', 16],
    ['select 1d from dual', '1d', 7],
    ['insert all into t values (1) select 1 from dual', 'all', 7],
    [
      'merge into t using u on (1 = 1) when matched then update set (a, b) = (select 1, 2 from dual)',
      'SET with a list of columns',
      61,
    ],
    ['delete from (select * from t)', 'DML on a query', 12],
    ['alter table t move', 'ALTER TABLE MOVE', 14],
    ['alter system set processes = 5', 'ALTER SYSTEM SET', 13],
    ['create index i on t (upper(a))', 'function-based index', 21],
    ['create global temporary table t (a number)', 'global', 7],
    ['create table t (a float)', 'float', 18],
    ['create table t (a number) tablespace users', 'tablespace', 26],
    ['create table t (a number unique disable)', 'disable', 32],
    ['grant select on t to a with grant option', 'WITH GRANT OPTION', 23],
    ['set role all', 'SET ROLE', 4],
    ["commit force '1.2.3'", 'force', 7],
    ['explain plan for select 1 from dual', 'explain', 0],
  ])('%j is refused by its word', (sql, word, offset) => {
    expect(() => parse(sql)).toThrow(
      expect.objectContaining({
        number: 3001,
        offset,
        message: `ORA-03001: unimplemented feature: ${word} (practice database)`,
      }),
    )
  })
})

describe('DML', () => {
  test('inserts values and queries, with RETURNING into binds', () => {
    expect(parse('insert into a.t (x, y) values (:1, :2 + 1) returning id, x into :3, :4')).toMatchObject({
      statement: {
        kind: 'insert',
        table: { parts: ['A', 'T'] },
        columns: [{ name: 'X', at: 17 }, { name: 'Y' }],
        source: [{ kind: 'bind', index: 0 }, { kind: 'binary' }],
        returning: {
          expressions: [{}, {}],
          into: [
            { kind: 'bind', index: 2 },
            { kind: 'bind', index: 3 },
          ],
        },
      },
      binds: ['1', '2', '3', '4'],
    })
    expect(parse('insert into t (select * from u)').statement).toMatchObject({
      columns: [],
      source: { body: { items: [{ kind: 'all' }] } },
    })
    expect(parse('insert into t x (a) select 1 from dual').statement).toMatchObject({
      alias: 'X',
      columns: [{ name: 'A' }],
    })
  })

  test('updates and deletes', () => {
    expect(
      parse('update t x set a = a + 1, x.b = null where c = 1 return a into :r').statement,
    ).toMatchObject({
      kind: 'update',
      alias: 'X',
      set: [{ column: 'A' }, { column: 'B' }],
      where: { kind: 'binary' },
      returning: { into: [{ name: 'R' }] },
    })
    expect(parse('delete t').statement).toMatchObject({ kind: 'delete', table: { parts: ['T'] } })
    expect(parse('delete from t x where 1 = 1').statement).toMatchObject({ kind: 'delete', alias: 'X' })
  })
})

describe('DDL and control', () => {
  test('creates tables with columns and a primary key', () => {
    const sql = `create table emp (id number(10) constraint emp_pk primary key, name varchar2(30 char) default 'x' not null,
      born date, seen timestamp(3) with time zone, photo blob, code char, raw_code raw(16), any_number number, n number(*, 2))`
    const { statement } = parse(sql)
    expect(statement).toMatchObject({
      kind: 'create table',
      constraints: [
        { name: 'EMP_PK', rule: { kind: 'primary key', columns: [{ name: 'ID' }] } },
        { rule: { kind: 'not null', columns: [{ name: 'NAME' }] } },
      ],
    })
    expect(
      statement.kind === 'create table' &&
        statement.columns.map(({ name, type }) => [name, 'type' in type && type.type]),
    ).toEqual([
      ['ID', { name: 'NUMBER', precision: 10, scale: 0 }],
      ['NAME', { name: 'VARCHAR2', length: 30 }],
      ['BORN', { name: 'DATE' }],
      ['SEEN', { name: 'TIMESTAMP', fraction: 3, zone: 'with time zone' }],
      ['PHOTO', { name: 'BLOB' }],
      ['CODE', { name: 'CHAR', length: 1, unit: 'byte' }],
      ['RAW_CODE', { name: 'RAW', length: 16 }],
      ['ANY_NUMBER', { name: 'NUMBER' }],
      ['N', { name: 'NUMBER', precision: 38, scale: 2, isOpen: true }],
    ])
    expect(parse('create table t (a number, b number, primary key (a, b))').statement).toMatchObject({
      constraints: [{ rule: { kind: 'primary key', columns: [{ name: 'A' }, { name: 'B' }] } }],
    })
    expect(parse('create table t as select * from u').statement).toMatchObject({ columns: [], asQuery: {} })
  })

  test.each([
    ['drop table t purge', { kind: 'drop table', isPurge: true }],
    ['drop procedure a.p', { kind: 'drop unit', type: 'PROCEDURE', name: { parts: ['A', 'P'] } }],
    [
      'grant execute on task to scott, public',
      { kind: 'grant', privileges: ['EXECUTE'], to: ['SCOTT', 'PUBLIC'] },
    ],
    ['grant select, insert on a.t to b', { privileges: ['SELECT', 'INSERT'], on: { parts: ['A', 'T'] } }],
    [
      "alter session set nls_date_format = 'YYYY'",
      { kind: 'alter session', settings: [{ parameter: 'NLS_DATE_FORMAT', value: 'YYYY' }] },
    ],
    [
      "alter session set current_schema = a time_zone = '+1:00'",
      {
        settings: [
          { parameter: 'CURRENT_SCHEMA', value: 'A' },
          { parameter: 'TIME_ZONE', value: '+1:00' },
        ],
      },
    ],
    ['commit work', { kind: 'commit' }],
    ['rollback', { kind: 'rollback' }],
    ['rollback work to savepoint x', { kind: 'rollback', to: 'X' }],
    ['savepoint x', { kind: 'savepoint', name: 'X' }],
  ])('%s', (sql, expected) => {
    expect(parse(sql).statement).toMatchObject(expected)
  })

  test('CALL is a block of one statement', () => {
    expect(parse('call a.p(1, x => :b)')).toMatchObject({
      statement: { kind: 'block', block: { body: [{ kind: 'call', name: { parts: ['A', 'P'] } }] } },
      binds: ['B'],
    })
    expect(parse('call f(1) into :r').statement).toMatchObject({
      block: { body: [{ kind: 'assign', target: { name: 'R' } }] },
    })
  })
})

describe('any text', () => {
  const words = [
    ...'select from where and or not in ( ) , . * + - / = < || null case when then else end cast as exists'.split(
      ' ',
    ),
    ..."a b dual 1 'x' :b join on left group by order having insert into values update set delete".split(' '),
    ...'begin declare ; := loop if exit return raise exception others for .. create procedure is table is'.split(
      ' ',
    ),
  ]
  const statement = fc.array(fc.constantFrom(...words), { maxLength: 40 }).map((parts) => parts.join(' '))
  const starts = fc.constantFrom(
    '',
    'select ',
    'begin ',
    'create procedure p is begin ',
    'update t set ',
    'select 1 from ',
  )

  test('of known words parses or is refused with an Oracle error that stands inside it', () => {
    fc.assert(
      fc.property(starts, statement, (start, rest) => {
        const sql = start + rest
        try {
          parse(sql)
        } catch (error) {
          expect(error).toBeInstanceOf(OracleError)
          expect(error instanceof OracleError && (error.offset ?? 0)).toBeLessThanOrEqual(sql.length)
        }
      }),
      { numRuns: 5000 },
    )
  })

  test.each([
    ['parentheses', `select ${'('.repeat(50_000)}1`],
    ['signs', `select ${'- '.repeat(50_000)}1 from dual`],
    ['calls', `select ${'f('.repeat(50_000)}1`],
    ['cases', `select ${'case when '.repeat(50_000)}1`],
    ['conditions', `select 1 from t where ${'not '.repeat(50_000)} a = 1`],
    ['blocks', 'begin '.repeat(50_000)],
    ['terms', `select 1${' + 1'.repeat(50_000)} from dual`],
    ['joins', `select 1 from a ${'cross join a '.repeat(50_000)}`],
  ])('with very many nested %s is refused, not a crash', (_what, sql) => {
    expect(() => parse(sql)).toThrow(expect.objectContaining({ number: 3001 }))
  })
})
