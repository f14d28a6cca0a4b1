import { answers, failures, refusals } from './answers.ts'

const factoring = 'SQL Language Reference, SELECT, subquery_factoring_clause'
const messages = 'Database Error Messages'

answers('queries that WITH names', [
  ['with x as (select 1 a from dual) select a + 1 from x', ['2'], factoring],
  ['with x (a, b) as (select 1, 2 from dual) select b, a from x', ['2 | 1'], factoring],
  [
    'with x as (select 1 a from dual), y as (select a + 1 b from x) select a, b from x, y',
    ['1 | 2'],
    factoring,
  ],
  ['with x as (select 1 a from dual) select p.a + q.a from x p join x q on p.a = q.a', ['2'], factoring],
  [
    'with x as (select level n from dual connect by level <= 4) select sum(n) from x where n > (select avg(n) from x)',
    ['7'],
    factoring,
  ],
  [
    'with x as (select level n from dual connect by level <= 3) select n from x union all select -n from x order by 1',
    ['-3', '-2', '-1', '1', '2', '3'],
    factoring,
  ],
  // Whoever reads it twice reads the same rows.
  [
    'with x as (select dbms_random.value r from dual) select count(*) from x a, x b where a.r = b.r',
    ['1'],
    factoring,
  ],
  ['select * from (with x as (select 1 a from dual) select a from x)', ['1'], factoring],
  ['select (with x as (select 5 a from dual) select a from x) from dual', ['5'], factoring],
  [
    'with x as (select 1 a from dual) select * from (with y as (select a + 1 b from x) select a, b from x, y)',
    ['1 | 2'],
    factoring,
  ],
  [
    'with x as (select 1 a from dual) select (with x as (select 2 a from dual) select a from x), a from x',
    ['2 | 1'],
    factoring,
  ],
  // A name of WITH hides a table of that name; a qualified name does not mean it.
  ['with emp as (select 1 a from dual) select count(*) from emp', ['1'], factoring],
  ['with emp as (select 1 a from dual) select count(*) from a.emp', ['14'], factoring],
  [
    'select n, (with x as (select n * 2 m from dual) select sum(p.m + q.m) from x p, x q) s from (select level n from dual connect by level <= 2)',
    ['1 | 4', '2 | 8'],
    factoring,
  ],
  [
    'with x as (select level n from dual connect by level <= 1e9) select n from x where rownum <= 2',
    ['1', '2'],
    factoring,
  ],
  [
    'with x as (select 3 n from dual union all select 4 from dual order by 1 desc) select n from x where rownum = 1',
    ['4'],
    factoring,
  ],
  [
    'with x as (select 1 a from dual) select (select a from x) b from dual where exists (select 1 from x)',
    ['1'],
    factoring,
  ],
  ['with x as (select 1 a from dual) (select a from x)', ['1'], factoring],
  ['with unused as (select 1 a from dual) select 7 from dual', ['7'], factoring],
])

failures('names of WITH', [
  [
    'with x (a, b) as (select 1 from dual) select * from x',
    'ORA-32038: number of WITH clause column names does not match number of elements in select list',
    messages,
  ],
  ['with x as (select 1 a from dual) select b from x', 'ORA-00904: "B": invalid identifier', messages],
  ['with y as (select * from x), x as (select 1 a from dual) select 1 from y', 'ORA-00942', messages],
  ['select (with x as (select 1 a from dual) select a from x) from x', 'ORA-00942', messages],
  ['with x as select 1 from dual select 1 from dual', 'ORA-00906: missing left parenthesis', messages],
])

refusals('WITH that is not known', [
  [
    'with x (n) as (select 1 from dual union all select n + 1 from x where n < 3) select n from x',
    'RECURSIVE WITH',
  ],
  ['with function f return number is begin return 1; end; select f from dual', 'WITH FUNCTION'],
  ['with procedure p is begin null; end; select 1 from dual', 'WITH PROCEDURE'],
  ['with x (n) as (select 1 from dual) search depth first by n set o select n from x', 'RECURSIVE WITH'],
  ['with x as (select 1 a from dual), x as (select 2 a from dual) select 1 from x', 'ONE NAME TWICE IN WITH'],
])
