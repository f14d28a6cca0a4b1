import { answers, failures, outputs } from './answers.ts'

const rules = 'PL/SQL Language Reference, PL/SQL Functions that SQL Statements Can Invoke'
const triggers = 'PL/SQL Language Reference, Mutating-Table Restriction'

const mutating =
  'ORA-04091: table SCOTT.T is mutating, trigger/function may not see it\nORA-06512: at "SCOTT.'

const setup = [
  'create table t (x number)',
  'create table u (x number)',
  'create table parent (id number primary key)',
  'create table child (id number references parent on delete cascade)',
  'create view v as select x from t',
  'insert into t select level from dual connect by level <= 3',
  'insert into parent values (1)',
  'commit',
  'create function reads return number is n number; begin select count(*) into n from t; return n; end;',
  'create function beholds return number is n number; begin select count(*) into n from v where 1 = 0; return n; end;',
  'create function fetches return number is cursor c is select x from u where exists (select 1 from t); n number := 0; begin open c; close c; return n; end;',
  "create function dynamic return number is n number; begin execute immediate 'select count(*) from t' into n; return n; end;",
  'create function writes return number is begin insert into t values (9); return 9; end;',
  'create function elsewhere return number is begin insert into u values (9); return 9; end;',
  'create function nested return number is begin return reads; end;',
  'create function children return number is n number; begin select count(*) into n from child; return n; end;',
  'create function alone return number is pragma autonomous_transaction; n number; begin select count(*) into n from t; commit; return n; end;',
  'create function locks return number is n number; begin select x into n from t where x = 1 for update; return n; end;',
  "create function settles return number is begin execute immediate 'alter session set nls_date_format = ''YYYY'''; return 1; end;",
  'create function commits return number is begin commit; return 1; end;',
  "create function defines return number is begin execute immediate 'create table w (x number)'; return 1; end;",
]

failures(
  'DML whose functions look at the table it changes',
  [
    ['update t set x = reads', `${mutating}READS", line 1`, rules],
    ['update t set x = 1 where reads > 0', mutating, rules],
    ['update t set x = beholds', `${mutating}BEHOLDS"`, rules],
    ['update t set x = fetches', `${mutating}FETCHES"`, rules],
    ['update t set x = dynamic', `${mutating}DYNAMIC"`, rules],
    ['update t set x = nested', `${mutating}READS", line 1\nORA-06512: at "SCOTT.NESTED", line 1`, rules],
    ['update t set x = writes', `${mutating}WRITES"`, rules],
    ['delete from t where reads = 3', `${mutating}READS"`, rules],
    ['insert into t select reads from dual', `${mutating}READS"`, triggers],
    [
      'merge into t using (select 7 y from dual) on (x = y) when not matched then insert values (reads)',
      mutating,
      rules,
    ],
    ['begin update t set x = reads; end;', mutating, rules],
    [
      'delete from parent where children = 0',
      'ORA-04091: table SCOTT.CHILD is mutating, trigger/function may not see it',
      triggers,
    ],
    [
      'update u set x = commits',
      'ORA-14552: cannot perform a DDL, commit or rollback inside a query or DML',
      rules,
    ],
    [
      'insert into u values (commits)',
      'ORA-14552: cannot perform a DDL, commit or rollback inside a query or DML',
      rules,
    ],
    [
      'insert into u values (defines)',
      'ORA-14552: cannot perform a DDL, commit or rollback inside a query or DML',
      rules,
    ],
    ['select locks from dual', 'ORA-14551: cannot perform a DML operation inside a query', rules],
    [
      'select settles from dual',
      'ORA-14552: cannot perform a DDL, commit or rollback inside a query or DML',
      rules,
    ],
    [
      'select elsewhere from dual',
      'ORA-14551: cannot perform a DML operation inside a query \nORA-06512: at "SCOTT.ELSEWHERE", line 1',
      rules,
    ],
  ],
  { setup: [...setup, 'insert into u values (1)'] },
)

outputs(
  'DML whose functions look elsewhere, or before the change',
  [
    [
      'declare n number; begin insert into t values (reads); select max(x) into n from t; dbms_output.put_line(n); rollback; end;',
      ['3'],
      triggers,
    ],
    [
      'declare n number; begin update t set x = elsewhere; select count(*) into n from u; dbms_output.put_line(n); rollback; end;',
      ['3'],
      rules,
    ],
    [
      'declare n number; begin update t set x = alone; select sum(x) into n from t; dbms_output.put_line(n); rollback; end;',
      ['9'],
      rules,
    ],
    [
      'declare n number; begin update t set x = (select count(*) from t); select sum(x) into n from t; dbms_output.put_line(n); rollback; end;',
      ['9'],
      rules,
    ],
    [
      'begin update t set x = reads; exception when others then dbms_output.put_line(sqlcode); end;',
      ['-4091'],
      rules,
    ],
  ],
  { setup },
)

answers(
  'a statement that failed so has changed nothing',
  [
    ['select x from t order by 1', ['1', '2', '3'], rules],
    ['select count(*) from u', ['0'], rules],
  ],
  {
    setup: [
      ...setup,
      'begin update t set x = x + writes; exception when others then null; end;',
      'begin update t set x = elsewhere + reads; exception when others then null; end;',
    ],
  },
)
