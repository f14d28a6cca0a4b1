import { answers, failures, refusals } from './answers.ts'

const views = 'SQL Language Reference, CREATE VIEW'
const synonyms = 'SQL Language Reference, CREATE SYNONYM'
const messages = 'Database Error Messages'

const setup = [
  'create view paid as select ename, sal from emp where sal > 2900',
  'create view renamed (who, what) as select ename, dname from emp join dept using (deptno)',
  'create view summed as select deptno, count(*) n, max(sal) best from emp group by deptno',
  "create view on_view as select who from renamed where what = 'ACCOUNTING' with read only",
  'create table base (x number)',
  'create view starred as select * from base',
  'alter table base add y number',
  'insert into base values (1, 2)',
  'create table gone (x number)',
  'create view broken as select x from gone',
  'drop table gone',
  'create synonym e for a.emp',
  'create synonym e2 for e',
  'create synonym nowhere for a.nothing',
  'create synonym loop1 for loop2',
  'create synonym loop2 for loop1',
  'create sequence s',
  'create synonym seq for s',
  'create function twice(n number) return number as begin return 2 * n; end;',
  'create synonym doubled for twice',
]

answers(
  'views',
  [
    ['select * from paid order by 1', ['FORD | 3000', 'JONES | 2975', 'KING | 5000', 'SCOTT | 3000'], views],
    ["select who from renamed where what = 'ACCOUNTING' order by 1", ['CLARK', 'KING', 'MILLER'], views],
    [
      'select r.what, count(*) from renamed r group by r.what order by 1',
      ['ACCOUNTING | 3', 'RESEARCH | 5', 'SALES | 6'],
      views,
    ],
    ['select n, best from summed where deptno = 30', ['6 | 2850'], views],
    ['select count(*) from on_view', ['3'], views],
    [
      'select p.ename, s.best from paid p, summed s where s.best = p.sal and s.deptno = 10',
      ['KING | 5000'],
      views,
    ],
    ['select * from starred', ['1'], views],
    ['select scott.paid.sal from scott.paid where rownum = 1', ['2975'], views],
  ],
  { setup },
)

answers(
  'synonyms',
  [
    ['select count(*) from e', ['14'], synonyms],
    ['select count(*) from e2 where deptno = 10', ['3'], synonyms],
    ['select e.ename from e where e.empno = 7839', ['KING'], synonyms],
    ['select seq.nextval from dual', ['1'], synonyms],
    ['select doubled(21) from dual', ['42'], synonyms],
  ],
  { setup },
)

failures(
  'views and synonyms',
  [
    ['select * from broken', 'ORA-04063: view "SCOTT.BROKEN" has errors', messages],
    ['select sal from renamed', 'ORA-00904: "SAL": invalid identifier', messages],
    [
      "insert into on_view values ('X')",
      'ORA-42399: cannot perform a DML operation on a read-only view',
      messages,
    ],
    [
      'create view paid as select 1 x from dual',
      'ORA-00955: name is already used by an existing object',
      messages,
    ],
    [
      'create view v as select 1 from dual',
      'ORA-00998: must name this expression with a column alias',
      messages,
    ],
    [
      'create view v (a, b) as select 1 x from dual',
      'ORA-01730: invalid number of column names specified',
      messages,
    ],
    ['create view v as select * from nowhere_at_all', 'ORA-00942: table or view does not exist', messages],
    ['select * from nowhere', 'ORA-00980: synonym translation is no longer valid', messages],
    ['select * from loop1', 'ORA-01775: looping chain of synonyms', messages],
    ['drop view emp', 'ORA-00942: table or view does not exist', messages],
    ['drop table paid', 'ORA-00942: table or view does not exist', messages],
    ['drop synonym nothing', 'ORA-01434: private synonym to be dropped does not exist', messages],
    ['create public synonym p for emp', 'ORA-01031: insufficient privileges', messages],
    ['select * from seq', 'ORA-02201: sequence not allowed here', 'recalled'],
  ],
  { setup },
)

refusals(
  'what views lack',
  [
    ["insert into paid values ('X', 1)", 'INSERT ON A VIEW'],
    ['update paid set sal = 1', 'UPDATE ON A VIEW'],
    ['delete from paid', 'DELETE ON A VIEW'],
    ['create view v as select 1 x from dual with check option', 'WITH CHECK OPTION'],
    ['create force view v as select 1 x from dual', 'FORCE'],
  ],
  { setup },
)
