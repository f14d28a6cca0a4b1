import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { whyNoPlainQuery } from '../../src/language/plain-query.ts'

describe('a plain query is', () => {
  test.each([
    'select * from emp',
    '/* update emp */ select 1 from dual -- delete from emp',
    '(select 1 from dual) union all (select 2 from dual)',
    'with x as (select 1 from dual) select * from x',
    'with x (n) as (select 1 from dual union all select n + 1 from x where n < 3) cycle n set c to 1 default 0 select * from x',
    'with function as (select 1 n from dual) select * from function',
    "select 'for update', q'[delete from emp]' from dual",
    'select "UPDATE" as "for update" from t',
    'select pkg.next_number(empno) from emp',
    "select json_transform(doc, insert '$.a' = 1, set '$.b' = 2) from t",
    'select * from sales model dimension by (y) measures (s) rules update (s[2024] = 1)',
    'select merge from t where (merge = 1)',
    'select seq.nextval from dual',
    'select deleted, updated from t for',
  ])('%s', (text) => {
    expect(whyNoPlainQuery(text)).toBeUndefined()
  })
})

describe('no plain query is', () => {
  test.each([
    ['select * from emp for update', /FOR UPDATE/],
    ['select * from emp for /* */ update of sal nowait', /FOR UPDATE/],
    ['SELECT * FROM emp FOR\nUPDATE SKIP LOCKED', /FOR UPDATE/],
    ['(select * from emp for update)', /FOR UPDATE/],
    ['with x as (select 1 from dual) select * from emp for update', /FOR UPDATE/],
    ['with x as (select 1 from dual) delete from emp', /DELETE/],
    ['with x as (select 1 from dual), y (a) as (select 2 from dual) update emp set sal = 0', /UPDATE/],
    ['with x as (select 1 from dual) insert into emp select * from x', /INSERT/],
    ['with x as (select 1 from dual) merge into emp using x on (1 = 1)', /MERGE/],
    ["with x as (select 1 n from dual) cycle n set c to 'y' default 'n' delete from emp", /DELETE/],
    ['select * from (delete from emp returning empno)', /DELETE/],
    ['select * from (with x as (select 1 from dual) delete from emp)', /DELETE/],
    ['(with x as (select 1 from dual) delete from emp)', /DELETE/],
    ['with d as (delete from emp returning *) select * from d', /DELETE/],
    ['with function f return number is begin delete from emp; return 1; end; select f from dual', /PL\/SQL/],
    [
      'with procedure p is begin null; end; function f return number is begin p; return 1; end; select f from dual',
      /PL\/SQL/,
    ],
    [
      'select /*+ with_plsql */ * from (with function f return number is begin return 1; end; select f from dual)',
      /PL\/SQL/,
    ],
    ['select 1 from dual; delete from emp', /semicolon/],
    ["select 'open from dual", /does not end/],
    ['insert into emp select * from emp', /changes or locks/],
    ['delete emp', /changes or locks/],
    ['merge into emp using dual on (1 = 1) when matched then update set sal = 0', /changes or locks/],
    ['explain plan for select * from emp', /changes or locks/],
    ['lock table emp in share mode', /changes or locks/],
    ['call task()', /PL\/SQL/],
    ['begin null; end;', /PL\/SQL/],
    ['<<here>> begin null; end;', /PL\/SQL/],
    ['declare x number; begin null; end;', /PL\/SQL/],
    ['create table t as select * from emp', /dictionary/],
    ['truncate table emp', /dictionary/],
    ['grant select on emp to a', /dictionary/],
    ['alter session set current_schema = hr', /session/],
    ['set role dba', /session/],
    ["alter system kill session '1,2'", /system/],
    ['set transaction read write', /transaction/],
    ['savepoint s', /transaction/],
    ['commit', /ends a transaction/],
    ['rollback', /ends a transaction/],
    ['exec task', /no known kind/],
    ['', /no known kind/],
    ['-- select', /no known kind/],
  ])('%s', (text, reason) => {
    expect(whyNoPlainQuery(text)).toMatch(reason)
  })
})

test('nothing that may stand between two words makes a statement that writes a plain query', () => {
  const gap = fc.constantFrom(' ', '\n', '\t', ' /* select */ ', ' -- select\n', '/**/', ' /*+ x */ ')
  const statement = fc.constantFrom(
    'delete from emp',
    'with x as (select 1 from dual) update emp set sal = 0',
    'select * from emp for update',
    'select * from (select * from dual) for update of dummy',
  )
  const written = statement.chain((text) => {
    const words = text.split(' ')
    return fc
      .tuple(fc.array(gap, { minLength: words.length, maxLength: words.length }), fc.boolean())
      .map(([gaps, isUpper]) => {
        const spelled = isUpper ? words.map((word) => word.toUpperCase()) : words
        return spelled.map((word, index) => gaps[index] + word).join('')
      })
  })
  fc.assert(
    fc.property(written, (text) => {
      expect(whyNoPlainQuery(text)).toBeDefined()
    }),
  )
})
