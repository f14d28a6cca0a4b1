import { answers, failures, refusals } from './answers.ts'

const subqueries = 'SQL Language Reference, Using Subqueries'
const inCondition = 'SQL Language Reference, IN Condition'
const groups = 'SQL Language Reference, Group Comparison Conditions'
const rownum = 'SQL Language Reference, ROWNUM Pseudocolumn'
const select = 'SQL Language Reference, SELECT'
const hints = 'SQL Language Reference, Comments, Hints'
const messages = 'Database Error Messages'

const setup = [
  'create table t (a number, b number, c char(3))',
  "insert into t select 1, 1, 'x' from dual union all select 1, 2, 'y' from dual union all select 2, null, 'z' from dual",
  'create table none (a number)',
]

answers(
  'subqueries',
  [
    ['select a, b from t where (a, b) in (select 1, 2 from dual)', ['1 | 2'], inCondition],
    ['select a, b from t where (a, b) in ((1, 1), (2, 2)) order by 1', ['1 | 1'], inCondition],
    ['select a, b from t where (a, b) not in ((1, 1), (1, 3))', ['1 | 2', '2 | (null)'], inCondition],
    ['select a, b from t where (a, b) not in ((1, 1), (2, 3))', ['1 | 2'], inCondition],
    ['select a from t where (a, b) not in (select 2, null from dual) order by b', ['1', '1'], inCondition],
    ['select count(*) from t where (a, b) not in (select null, null from dual)', ['0'], inCondition],
    ['select count(*) from t where (a, b) not in (select 5, null from dual)', ['3'], inCondition],
    ['select count(*) from t where (a, b) in (select null, null from dual)', ['0'], inCondition],
    [
      'select a, b from t where (a, b) = (select 1, 2 from dual)',
      ['1 | 2'],
      'SQL Language Reference, Simple Comparison',
    ],
    ['select a, b from t where (a, b) != (select 1, 2 from dual)', ['1 | 1', '2 | (null)'], 'recalled'],
    ['select count(*) from t where (a, b) = (select a, b from t where a = 9)', ['0'], subqueries],
    ['select a from t where a not in (select a from none)', ['1', '1', '2'], inCondition],
    ['select count(*) from t where null not in (select a from none)', ['3'], inCondition],
    ['select count(*) from t where b not in (select 1 from dual)', ['1'], inCondition],
    ['select count(*) from t where a not in (select b from t)', ['0'], inCondition],
    [
      "select a from t where c in (select 'x' from dual)",
      ['1'],
      'SQL Language Reference, Data Type Comparison Rules',
    ],
    [
      "select a from t where 'x' in (select c from t)",
      ['1', '1', '2'],
      'SQL Language Reference, Data Type Comparison Rules',
    ],
    [
      "select count(*) from t where 'x ' in (select rtrim(c) from t)",
      ['0'],
      'SQL Language Reference, Data Type Comparison Rules',
    ],
    ["select a from t where a in (select '2' from dual)", ['2'], 'SQL Language Reference, Data Conversion'],
    ['select a from t where a = any (1, 5)', ['1', '1'], groups],
    ['select a from t where a > any (select b from t)', ['2'], groups],
    ['select a from t where a >= some (2, 3)', ['2'], groups],
    ['select a from t where a > all (select a from none)', ['1', '1', '2'], groups],
    ['select a from t where a > any (select a from none)', [], groups],
    ['select a from t where a >= all (1, 2)', ['2'], groups],
    ['select a from t where a >= all (select b from t)', [], groups],
    ['select a from t where a <> all (1, 3)', ['2'], groups],
    ['select a, b from t where (a, b) = any ((1, 1), (1, 2))', ['1 | 1', '1 | 2'], groups],
    [
      'select a, b from t where (a, b) <> all (select 1, 1 from dual) order by b',
      ['1 | 2', '2 | (null)'],
      groups,
    ],
    [
      'select a from t x where exists (select 1 from t where a = x.a + 1)',
      ['1', '1'],
      'SQL Language Reference, EXISTS Condition',
    ],
    [
      'select a from t x where not exists (select null from t where b > x.a)',
      ['2'],
      'SQL Language Reference, EXISTS Condition',
    ],
    [
      'select a, b from t x where b = (select max(b) from t y where y.a = x.a and exists (select 1 from t z where z.a = y.a and z.b = x.b))',
      ['1 | 2'],
      subqueries,
    ],
    [
      'select (select max(b) from t y where y.a = x.a) m, count(*) from t x group by a order by a',
      ['2 | 2', '(null) | 1'],
      subqueries,
    ],
    [
      'select a from t group by a having count(*) > (select count(*) from none)  order by a',
      ['1', '2'],
      subqueries,
    ],
    [
      'select a, b from t x order by (select -max(y.b) from t y where y.a = x.a) nulls first, b',
      ['2 | (null)', '1 | 1', '1 | 2'],
      subqueries,
    ],
    ['select a from t where a = (select a from none)', [], subqueries],
    ['select (select a from none) from dual', ['(null)'], subqueries],
    [
      'select (select n from (select level n from dual connect by level <= 3 order by level desc) where rownum = 1) from dual',
      ['3'],
      subqueries,
    ],
    ['select (select b from t order by b desc nulls last fetch first 1 row only) from dual', ['2'], select],
    ['select case when a in (select 2 from dual) then 1 else 0 end from t', ['0', '0', '1'], subqueries],
    ['select x.s + 1 from (select sum(a) s from t) x', ['5'], subqueries],
    ['select * from (select a, count(*) n from t group by a) where n > 1', ['1 | 2'], subqueries],
    ['select count(*) from t where rownum > 1', ['0'], rownum],
    [
      'select a, b from (select a, b from t order by a desc, b) where rownum <= 2',
      ['2 | (null)', '1 | 1'],
      rownum,
    ],
    ['select rownum, a from t where a = 2', ['1 | 2'], rownum],
    ['select r, a from (select rownum r, a from t) where r = 3', ['3 | 2'], rownum],
    ['select /*+ full(t) parallel(4) */ a from t where a = 2', ['2'], hints],
    ['select --+ first_rows\n a from t where a = 2', ['2'], hints],
  ],
  { setup },
)

failures('columns of one name', [
  ['select a from (select 1 a, 2 a from dual)', 'ORA-00918: column ambiguously defined', 'recalled'],
  ['select * from (select 1 a, 2 a from dual)', 'ORA-00918: column ambiguously defined', 'recalled'],
  ['with t as (select 1 a, 2 a from dual) select t.* from t', 'ORA-00918', 'recalled'],
  [
    'select * from (select * from emp e, dept d where e.deptno = d.deptno)',
    'ORA-00918: column ambiguously defined',
    'recalled',
  ],
])

failures(
  'subqueries that do not fit',
  [
    ['select a from t where (a, b) in (select 1 from dual)', 'ORA-00947: not enough values', messages],
    ['select a from t where a in (select 1, 2 from dual)', 'ORA-00913: too many values', messages],
    ['select a from t where (a, b) in ((1, 2, 3))', 'ORA-00913: too many values', messages],
    ['select a from t where (a, b) in ((1, 2), (3))', 'ORA-00947: not enough values', 'recalled'],
    [
      'select a from t where a = (select a from t)',
      'ORA-01427: single-row subquery returns more than one row',
      messages,
    ],
    [
      'select a from t where (a, b) = (select a, b from t)',
      'ORA-01427: single-row subquery returns more than one row',
      messages,
    ],
    ['select (select 1, 2 from dual) from dual', 'ORA-00913: too many values', messages],
    ['select (1, 2) from dual', 'ORA-00907: missing right parenthesis', 'recalled'],
    [
      'select a from t where a in (select a from t order by a)',
      'ORA-00907: missing right parenthesis',
      'recalled',
    ],
    ['select (select a from t order by a) from dual', 'ORA-00907: missing right parenthesis', 'recalled'],
    [
      'select a from t where exists (select 1 from t order by 1)',
      'ORA-00907: missing right parenthesis',
      'recalled',
    ],
    [
      'select (select x.nothing from dual) from t x',
      'ORA-00904: "X"."NOTHING": invalid identifier',
      messages,
    ],
    [
      'select a from t where a = any (select sysdate from dual)',
      'ORA-00932: inconsistent datatypes',
      messages,
    ],
  ],
  { setup },
)

refusals('subqueries that are not known', [
  ['select 1 from dual where 1 in ((select 1 from dual))', 'A QUERY IN TWO PAIRS OF PARENTHESES'],
  ['select cursor(select 1 from dual) from dual', 'CURSOR'],
])
