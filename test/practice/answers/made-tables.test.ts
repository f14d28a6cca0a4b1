import { answers, failures, refusals } from './answers.ts'

const messages = 'Database Error Messages'

answers(
  'a table made of a query has the types of columns, and plain numbers of what functions give',
  [
    [
      "select column_name, data_precision, data_scale from user_tab_columns where table_name = 'MADE' order by column_id",
      ['A | 7 | 2', ...['B', 'C', 'D', 'E', 'F', 'G'].map((name) => `${name} | (null) | (null)`)],
      'recalled',
    ],
  ],
  {
    setup: [
      'create table made as select sal a, nvl(comm, 0) b, greatest(sal, 1) c, case when 1 = 1 then sal end d, lag(sal) over (order by empno) e, sal * 2 f, decode(1, 1, sal) g from emp',
    ],
  },
)

failures('a table whose default is a function of PL/SQL', [
  ['create table made (a number default practice.wait(0))', 'ORA-04044', messages],
])

refusals('defaults that are not known', [
  ['create table made (a number default (select 1 from dual))', 'QUERY IN DEFAULT'],
])

failures('a table made of a query without a type', [
  [
    'create table made as select null a from dual',
    'ORA-01723: zero-length columns are not allowed',
    messages,
  ],
  ["create table made as select empno, '' a from emp", 'ORA-01723', messages],
])
