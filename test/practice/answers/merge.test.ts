import { refusals } from './answers.ts'
import { stories, type Told } from './story.ts'

const setUp: readonly Told[] = [
  ['create table t (id number primary key, n number, b varchar2(9))', 'done'],
  ['create table s (id number, n number)', 'done'],
  ["insert into t select level, level * 10, 't' || level from dual connect by level <= 3", 3],
  ['insert into s select level + 1, level from dual connect by level <= 4', 4],
]

// "SQL Language Reference, MERGE"; "Database Error Messages" for the texts.
stories('merge', {
  'updates what matches and inserts what does not': [
    ...setUp,
    [
      `merge into t using s on (t.id = s.id)
       when matched then update set t.n = t.n + s.n, b = 'both'
       when not matched then insert (id, n) values (s.id, s.n)`,
      4,
    ],
    [
      'select * from t order by id',
      ['1 | 10 | t1', '2 | 21 | both', '3 | 32 | both', '4 | 3 | (null)', '5 | 4 | (null)'],
    ],
  ],
  'does one of the two alone': [
    ...setUp,
    ['merge into t using s on (t.id = s.id) when matched then update set n = 0', 2],
    ["merge into t using s on (t.id = s.id) when not matched then insert values (s.id, default, 'new')", 2],
    [
      'select * from t order by id',
      ['1 | 10 | t1', '2 | 0 | t2', '3 | 0 | t3', '4 | (null) | new', '5 | (null) | new'],
    ],
    ['merge into t using s on (t.id = s.id) when not matched then insert values (s.id, 1, null)', 0],
  ],
  'looks at conditions of its clauses': [
    ...setUp,
    [
      `merge into t d using (select id, n from s where n > 1) x on (d.id = x.id)
       when not matched then insert (id, n) values (x.id, x.n) where x.n < 4
       when matched then update set n = x.n where d.n = 30`,
      2,
    ],
    ['select id, n from t order by id', ['1 | 10', '2 | 20', '3 | 2', '4 | 3']],
  ],
  'deletes rows it has updated, by what they became': [
    ...setUp,
    [
      `merge into t using s on (t.id = s.id)
       when matched then update set n = s.n where t.id > 1 delete where t.n = 2`,
      2,
    ],
    ['select id, n from t order by id', ['1 | 10', '2 | 1']],
  ],
  'wants each row of the target once at most': [
    ...setUp,
    ['insert into s values (2, 9)', 1],
    [
      'merge into t using s on (t.id = s.id) when matched then update set n = s.n',
      'ORA-30926: unable to get a stable set of rows in the source tables',
    ],
    ['merge into t using s on (t.id = s.id) when matched then update set n = s.n where s.n < 9', 2],
    ['select id, n from t order by id', ['1 | 10', '2 | 1', '3 | 2']],
    [
      'merge into t using s on (t.id = s.id + 100) when not matched then insert values (s.id + 100, s.n, null)',
      'ORA-00001: unique constraint (ME.SYS_C00',
    ],
    ['select count(*) from t', ['3']],
  ],
  'keeps apart what its clauses may name': [
    ...setUp,
    [
      'merge into t using s on (t.id = s.id) when matched then update set id = 1',
      'ORA-38104: Columns referenced in the ON Clause cannot be updated: "T"."ID"',
    ],
    [
      'merge into t d using s on (d.id = s.id and d.b is null) when matched then update set n = 1, b = null',
      'ORA-38104: Columns referenced in the ON Clause cannot be updated: "D"."B"',
    ],
    ['merge into t using s on (id = s.id) when matched then update set n = 1', 'ORA-00918: '],
    ['merge into t using s on (t.id = s.id) when not matched then insert values (t.id, 1, 1)', 'ORA-38101'],
    ['merge into t using s on (t.id = s.id) when not matched then insert (id) values (1, 2)', 'ORA-00913'],
    ['merge into t using s on (t.id = s.id) when not matched then insert (x) values (1)', 'ORA-00904'],
    ['merge into t using s on (t.id = s.id) when matched then update set n = 1, n = 2', 'ORA-00957'],
    ['merge into nowhere using s on (1 = 1) when matched then update set n = 1', 'ORA-00942'],
    ['merge into t using s on (t.id = s.id)', 'ORA-00905: missing keyword'],
    [
      'merge t using s on (t.id = s.id) when matched then update set n = 1',
      'ORA-00925: missing INTO keyword',
    ],
    ['merge into t using s on t.id = s.id when matched then update set n = 1', 'ORA-00906: missing left'],
  ],
  'obeys constraints like any other change': [
    ['create table t (id number primary key, n number not null check (n > 0))', 'done'],
    ['insert into t values (1, 1)', 1],
    ['merge into t using dual on (id = 1) when matched then update set n = 0', 'ORA-02290: check constraint'],
    ['merge into t using dual on (id = 1) when matched then update set n = null', 'ORA-01407: cannot update'],
    [
      'merge into t using dual on (id = 2) when not matched then insert (id) values (2)',
      'ORA-01400: cannot insert',
    ],
    ['merge into t using dual on (id = 2) when not matched then insert values (2, 2)', 1],
    ['merge into t using dual on (id = 2) when matched then update set n = 3', 1],
    ['select * from t order by 1', ['1 | 1', '2 | 3']],
  ],
})

refusals(
  'merges that are not known',
  [
    ['merge into t using t s on (t.a = s.a) when matched then delete', 'DELETE'],
    ['merge into t using t s on (t.a = s.a) when matched and 1 = 1 then update set b = 1', 'AND'],
    [
      'merge into t using t s on (t.a = s.a) when matched then update set (b) = (select 1 from dual)',
      'SET WITH A LIST',
    ],
    ['merge into t using t s on (t.a = s.a) when matched then update set b = 1 log errors', 'LOG'],
    [
      'merge into t using t s on (t.a = (select 1 from dual)) when matched then update set b = 1',
      'QUERY IN THE ON CLAUSE',
    ],
    [
      'merge into (select * from t) using t s on (1 = 1) when matched then update set b = 1',
      'DML ON A QUERY',
    ],
  ],
  { setup: ['create table t (a number, b number)'] },
)
