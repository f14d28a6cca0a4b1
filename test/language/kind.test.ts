import { describe, expect, test } from 'vitest'
import { isOrdered, needsOutputDrain, type StatementKind, statementKind } from '../../src/language/kind.ts'

describe('the kind of a statement', () => {
  const cases: readonly (readonly [string, StatementKind])[] = [
    ['select 1 from dual', 'query'],
    ['-- why\n/* this */ SELECT 1 FROM dual', 'query'],
    ['(select 1 from dual) union (select 2 from dual)', 'query'],
    ['with a as (select 1 x from dual) select * from a', 'query'],
    ['select * from emp for update', 'query for update'],
    ['select * from emp for update of sal nowait', 'query for update'],
    ["select ' for update ' from emp", 'query'],
    ['select 1 from emp -- for update', 'query'],
    ['select "for" "update" from emp', 'query'],
    ['select * from (select 1 from dual) where exists (select 1 for update)', 'query'],
    [
      'with function f return number is cursor c is select 1 from t for update; begin return 1; end; select f from dual',
      'query',
    ],
    ['insert into t values (1)', 'dml'],
    ['insert into t with a as (select 1 from dual) select * from a', 'dml'],
    ['UPDATE t SET x = 1', 'dml'],
    ['delete t', 'dml'],
    ['merge into t using s on (1 = 1) when matched then update set x = 1', 'dml'],
    ['lock table t in exclusive mode', 'dml'],
    ['explain plan for select 1 from dual', 'dml'],
    ['begin null; end;', 'plsql'],
    ['declare x number; begin null; end;', 'plsql'],
    ['<<a>> begin null; end;', 'plsql'],
    ['call p(1)', 'plsql'],
    ['create table t (x number)', 'ddl'],
    ['create or replace procedure p as begin null; end;', 'ddl'],
    ['alter table t add y number', 'ddl'],
    ['drop table t', 'ddl'],
    ['truncate table t', 'ddl'],
    ['grant select on t to u', 'ddl'],
    ["comment on table t is 'x'", 'ddl'],
    ['analyze table t compute statistics', 'ddl'],
    ['commit', 'commit'],
    ['commit work', 'commit'],
    ['rollback', 'rollback'],
    ['rollback to savepoint a', 'transaction control'],
    ['rollback work to a', 'transaction control'],
    ['savepoint a', 'transaction control'],
    ['set transaction read only', 'transaction control'],
    ['set constraints all deferred', 'transaction control'],
    ['set role none', 'session control'],
    ['alter session set current_schema = a', 'session control'],
    ["alter system kill session '1,2'", 'system control'],
    ['set feedback off', 'unknown'],
    ['frobnicate', 'unknown'],
    ['(1)', 'unknown'],
    ['', 'unknown'],
    ['"select" 1', 'unknown'],
  ]
  test.each(cases)('%s is %s', (text, kind) => {
    expect(statementKind(text)).toBe(kind)
  })
})

describe('whether DBMS_OUTPUT can have been written', () => {
  test.each([
    ['begin null; end;', true],
    ['insert into t values (1)', true],
    ['select count(*), max(nvl(sal, 0)) from emp where id in (1, 2)', false],
    ['select my_function(1) from dual', true],
    ['select pkg.f(1) from dual', true],
    ['select scott.upper(1) from dual', true],
    ['select "Fn"(1) from dual', true],
    ["select 'my_function(1)' from dual", false],
    ['select e.x from e, d where e.id = d.id(+)', false],
    ['select /* f(1) */ cast(x as varchar2(10)) from t', false],
    ['select &fn(1) from dual', true],
    ['select row_number() over (partition by a order by b) from t', false],
    ['create table t (x number)', false],
    ['commit', false],
    ['alter session set current_schema = a', false],
    ['frobnicate', true],
  ])('%s: %s', (text, expected) => {
    expect(needsOutputDrain(text, statementKind(text))).toBe(expected)
  })
})

describe('whether the order of rows means something', () => {
  test.each([
    ['select * from emp order by ename', true],
    ['select * from emp ORDER SIBLINGS BY ename', true],
    ['select * from emp order by ename fetch first 5 rows only;', true],
    ['select * from (select * from emp order by ename)', false],
    ['select rank() over (order by sal) from emp', false],
    ["select ' order by ' from emp -- order by x", false],
    [
      'with function f return number is cursor c is select 1 from t order by 1; begin return 1; end; select f from t',
      false,
    ],
    ['begin open :c for select * from emp order by 1; end;', true],
    ['begin p(:c); end;', false],
    ['delete from emp', false],
  ])('%s: %s', (text, expected) => {
    expect(isOrdered(text)).toBe(expected)
  })
})
