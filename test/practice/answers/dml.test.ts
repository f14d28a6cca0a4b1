import { refusals } from './answers.ts'
import { stories } from './story.ts'

const rows = "insert into t select level, 'n' || level from dual connect by level <= 3"

// "SQL Language Reference": INSERT, UPDATE, DELETE; "Database Error Messages" for the texts.
stories('insert, update and delete', {
  'INSERT fills what it is not told with defaults': [
    ["create table t (a number, b varchar2(5) default 'x', c date default date '2024-02-29')", 'done'],
    ['insert into t (a) values (1)', 1],
    ['insert into t values (2, default, default)', 1],
    ['insert into t (b, a) values (null, 3)', 1],
    ["insert into t (b, a, c) values ('', 4, null)", 1],
    [
      "select a, b, to_char(c, 'YYYY-MM-DD') from t order by a",
      ['1 | x | 2024-02-29', '2 | x | 2024-02-29', '3 | (null) | 2024-02-29', '4 | (null) | (null)'],
    ],
    ['insert into t values (1)', 'ORA-00947: not enough values'],
    ['insert into t (a) values (1, 2)', 'ORA-00913: too many values'],
    ['insert into t (a, a) values (1, 2)', 'ORA-00957: duplicate column name'],
    ['insert into t (nothing) values (1)', 'ORA-00904: "NOTHING": invalid identifier'],
    [
      "insert into t (b) values ('123456')",
      'ORA-12899: value too large for column "ME"."T"."B" (actual: 6, maximum: 5)',
    ],
    ["insert into t (a) values ('x')", 'ORA-01722: invalid number'],
    ['insert into nowhere values (1)', 'ORA-00942: table or view does not exist'],
  ],
  'INSERT of a query sees the table as it was': [
    ['create table t (a number)', 'done'],
    ['insert into t values (1)', 1],
    ['insert into t select a + 1 from t', 1],
    ['insert into t select a + 2 from t', 2],
    ['select a from t order by a', ['1', '2', '3', '4']],
    ['insert into t select 1, 2 from dual', 'ORA-00913: too many values'],
    ['insert into t (select max(a) + 1 from t)', 1],
    ['select max(a) from t', ['5']],
  ],
  'UPDATE sets from the row as it was': [
    ['create table t (a number, b number)', 'done'],
    ['insert into t values (1, 2)', 1],
    ['update t set a = b, b = a', 1],
    ['select a, b from t', ['2 | 1']],
    ['update t x set x.a = x.a + 1 where x.b = 1', 1],
    ['update t set a = default', 1],
    ['select a, b from t', ['(null) | 1']],
    ['update t set a = 1, a = 2', 'ORA-00957: duplicate column name'],
    ['update t set c = 1', 'ORA-00904: "C": invalid identifier'],
    ['update t set a = 1 where c = 1', 'ORA-00904: "C": invalid identifier'],
    ['update t set a = 1 where 1 = 2', 0],
    ['update t set a = 1 / 0', 'ORA-01476: divisor is equal to zero'],
  ],
  'UPDATE sets several columns from one row of a query': [
    ['create table t (id number, a number, b varchar2(5))', 'done'],
    ['create table s (id number, x number, y varchar2(5))', 'done'],
    ['insert into t select level, 0, null from dual connect by level <= 3', 3],
    ["insert into s values (1, 10, 'one')", 1],
    ["insert into s values (2, 20, 'two')", 1],
    ['update t set (a, b) = (select x, y from s where s.id = t.id)', 3],
    ['select * from t order by id', ['1 | 10 | one', '2 | 20 | two', '3 | (null) | (null)']],
    [
      'update t set (a, b) = (select x, y from s), id = 9',
      'ORA-01427: single-row subquery returns more than one row',
    ],
    ['update t set (a, b) = (select x from s)', 'ORA-00947: not enough values'],
    ['update t set (a) = (select x, y from s)', 'ORA-00913: too many values'],
    ['update t set (a, b) = (select x, y from s), a = 1', 'ORA-00957: duplicate column name'],
    ['update t set (a, id) = (select 1, 5 from dual), b = null where id = 3', 1],
    ['select * from t where id = 5', ['5 | 1 | (null)']],
  ],
  'DELETE takes what its condition holds for': [
    ['create table t (a number, b varchar2(9))', 'done'],
    [rows, 3],
    ['delete t where a = null', 0],
    ['delete from t x where x.a in (select max(a) from t)', 1],
    ['delete t where a not in (1, null)', 0],
    ['select count(*) from t', ['2']],
    ['delete t', 2],
    ['delete t', 0],
  ],
  'a statement that fails at some row leaves none of its work': [
    ['create table t (a number primary key, b varchar2(9))', 'done'],
    [rows, 3],
    ['insert into t select level + 1, null from dual connect by level <= 9', 'ORA-00001'],
    ['update t set b = 1 / (a - 3)', 'ORA-01476'],
    ["update t set b = 'too long for it' where a > 1", 'ORA-12899'],
    ['select a, b from t order by a', ['1 | n1', '2 | n2', '3 | n3']],
    ["insert into t values (4, 'n4')", 1],
    ['select count(*) from t', ['4']],
  ],
  'RETURNING gives rows as they became, or as they were before they went': [
    ['create table t (a number, b varchar2(9))', 'done'],
    [rows, 3],
    [
      `declare a number; b varchar2(9); begin
         insert into t values (7, 'x') returning a * 2, b into a, b;
         update t set a = a + 1, b = a || b where a = 7 returning a, t.b into a, b;
         insert into t values (a, b);
         delete from t d where a = 1 returning d.a, d.b into a, b;
         insert into t values (a * 100, b);
       end;`,
      'done',
    ],
    ['select a, b from t order by a, b', ['2 | n2', '3 | n3', '8 | 7x', '8 | 7x', '100 | n1']],
  ],
  'a statement sees its transaction, and not itself': [
    ['create table t (a number)', 'done'],
    ['insert into t values (1)', 1],
    ['update t set a = (select count(*) from t) + (select max(a) from t)', 1],
    ['insert into t select a from t', 1],
    ['update t set a = (select sum(a) from t)', 2],
    ['select a from t', ['4', '4']],
    ['savepoint s', 'done'],
    ['delete t', 2],
    ['rollback to s', 'done'],
    ['select count(*) from t', ['2']],
  ],
})

refusals(
  'changes that are not known',
  [
    ['insert all into t values (1) select 1 from dual', 'ALL'],
    ['insert first when 1 = 1 then into t values (1) select 1 from dual', 'FIRST'],
    ['insert into t values (1), (2)', 'VALUES OF SEVERAL ROWS'],
    ['insert into t set a = 1', 'INSERT INTO ... SET'],
    ['insert into (select a from t) values (1)', 'DML ON A QUERY'],
    ["insert into t values (1) log errors into e ('x')", 'LOG'],
    ['insert into t partition (p) values (1)', 'PARTITION'],
    ['update (select a from t) set a = 1', 'DML ON A QUERY'],
    ['update t set a = 1 log errors', 'LOG'],
    ['update t set a = s.a from s', 'FROM'],
    ['update t set row = 1', 'SET ROW'],
    ['delete from (select a from t)', 'DML ON A QUERY'],
    ['delete from t log errors', 'LOG'],
    ['declare n number; begin delete from t returning count(*) into n; end;', 'COUNT'],
    ['declare n number; begin update t set a = 1 returning sum(a) into n; end;', 'SUM'],
    ['declare n number; begin update t set a = 1 returning old a into n; end;', 'OLD'],
  ],
  { setup: ['create table t (a number)'] },
)
