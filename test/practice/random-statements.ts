/**
 * Random statements made of known words: soups of tokens, expressions that read well and mean nothing, and statements that
 * work until something is changed in them.
 */
import fc from 'fast-check'

const list = (words: string): readonly string[] => words.trim().split(/\s+/)

const keywords = list(`
  SELECT DISTINCT UNIQUE ALL FROM WHERE GROUP BY HAVING ORDER ASC DESC NULLS FIRST LAST CONNECT START WITH PRIOR NOCYCLE
  LEVEL ROWNUM ROWID UNION INTERSECT MINUS EXCEPT IN EXISTS ANY SOME BETWEEN LIKE ESCAPE IS NOT NULL AND OR CASE WHEN THEN
  ELSE END CAST AS JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ON USING LATERAL FETCH NEXT ROWS ONLY OFFSET PERCENT TIES
  OVER PARTITION RANGE UNBOUNDED PRECEDING FOLLOWING CURRENT ROW WITHIN KEEP DENSE_RANK FOR UPDATE OF NOWAIT WAIT SKIP LOCKED
  INSERT INTO VALUES UPDATE SET DELETE MERGE MATCHED RETURNING COMMIT ROLLBACK SAVEPOINT TO WORK TRANSACTION READ LOCK TABLE
  SHARE EXCLUSIVE MODE CREATE REPLACE DROP ALTER TRUNCATE ADD MODIFY COLUMN RENAME CONSTRAINT PRIMARY KEY FOREIGN REFERENCES
  CHECK DEFAULT INDEX VIEW SEQUENCE SYNONYM PUBLIC GRANT REVOKE SESSION SYSTEM KILL CANCEL SQL USER IDENTIFIED PROFILE LIMIT
  COMMENT PURGE CASCADE GENERATED ALWAYS IDENTITY INCREMENT CYCLE CACHE ROLLUP CUBE GROUPING SETS PIVOT UNPIVOT MODEL
  DECLARE BEGIN EXCEPTION OTHERS RAISE IF ELSIF LOOP WHILE EXIT CONTINUE RETURN GOTO CURSOR OPEN CLOSE BULK COLLECT FORALL
  PROCEDURE FUNCTION PACKAGE BODY TYPE RECORD TRIGGER PRAGMA EXECUTE IMMEDIATE CALL REVERSE CONSTANT OUT NOCOPY
  NUMBER VARCHAR2 CHAR DATE TIMESTAMP INTERVAL YEAR MONTH DAY SECOND ZONE LOCAL TIME CLOB BLOB RAW PLS_INTEGER BOOLEAN
  SYSDATE SYSTIMESTAMP NEXTVAL CURRVAL SQLCODE SQLERRM TRUE FALSE EXPLAIN PLAN ANALYZE FLASHBACK SAMPLE`)

const names = list(`
  dual emp dept orders a b scott sys ename empno sal comm deptno mgr job hiredate dname loc amount status customer x y t s
  v$session v$sql v$transaction user_tables user_objects all_users user_tab_columns practice_ledger task flaky_task
  dbms_output put_line dbms_session dbms_random dbms_lock dbms_application_info practice no_data_found`)

const functions = list(`
  abs ceil floor round trunc mod power sqrt exp ln log sign remainder bitand width_bucket greatest least nvl nvl2 nullif
  coalesce decode upper lower initcap length lengthb substr substrb instr lpad rpad ltrim rtrim trim replace translate concat
  ascii chr soundex to_char to_number to_date to_timestamp to_timestamp_tz to_clob hextoraw rawtohex add_months last_day
  months_between next_day new_time numtodsinterval numtoyminterval to_dsinterval to_yminterval from_tz sys_extract_utc
  regexp_like regexp_replace regexp_substr regexp_instr regexp_count sys_context userenv dump vsize ora_hash unistr asciistr
  bin_to_num sys_guid empty_clob count sum avg min max median stddev variance listagg rank dense_rank row_number lag lead ntile
  first_value last_value ratio_to_report percent_rank cume_dist nth_value sin cos tan atan2 nanvl standard_hash practice.wait`)

const symbols = [
  ...'()()(),,;.+-*/=<>|@%:?!$#[]{}&^~"\'',
  '||',
  ':=',
  '=>',
  '<>',
  '!=',
  '..',
  '(+)',
  '/*',
  '*/',
  '--',
  '\n',
]

const literals = [
  ...[
    '0',
    '1',
    '2',
    '7839',
    '-1',
    '1.5',
    '.5',
    '1e125',
    '1e-130',
    '9999999999999999999999999999999999999999',
    '1d',
    '1f',
  ],
  ...[
    "''",
    "'a'",
    "'10'",
    "'KING'",
    "'%'",
    "'YYYY-MM-DD'",
    "'999G999D99'",
    "'(a|b)*c'",
    "'Grüße 世界'",
    "q'[it's]'",
    "n'x'",
  ],
  ...[
    "date '2024-02-29'",
    "timestamp '2024-02-29 12:00:00.5 +02:00'",
    "interval '1-2' year to month",
    'null',
  ],
  ...[
    "interval '1 2:3:4.5' day to second",
    ':1',
    ':name',
    '1e400',
    "date '-4712-01-01'",
    "'x' || rpad('y', 4000, 'z')",
  ],
]

/** What works, or nearly; each is also material for the others. */
const statements: readonly string[] = [
  'select * from emp where sal > 1000 order by ename desc nulls last',
  'select deptno, count(*), sum(sal) from emp group by deptno having count(*) > 3 order by 2',
  'select e.ename, d.dname from emp e left join dept d on d.deptno = e.deptno',
  'select e.ename, d.dname from emp e, dept d where d.deptno(+) = e.deptno and rownum <= 5',
  'select level, lpad(ename, 20) from emp start with mgr is null connect by nocycle prior empno = mgr order siblings by ename',
  'select level n from dual connect by level <= 10',
  'with t (n) as (select 1 from dual union all select n + 1 from t where n < 10) select * from t',
  'with t as (select deptno, max(sal) m from emp group by deptno) select * from t where m > (select avg(sal) from emp)',
  'select ename, rank() over (partition by deptno order by sal desc) r, sum(sal) over (order by empno rows between 1 preceding and current row) from emp',
  "select deptno, listagg(ename, ', ') within group (order by ename) from emp group by rollup (deptno)",
  'select max(ename) keep (dense_rank first order by sal) from emp',
  'select ename from emp where deptno in (select deptno from dept minus select 40 from dual) and exists (select 1 from dept)',
  'select * from emp order by sal offset 2 rows fetch next 3 rows with ties',
  "select case when sal > 2000 then 'rich' else to_char(sal, '9,999.99') end, decode(deptno, 10, 'a', 20, 'b') from emp",
  "select to_char(hiredate, 'YYYY-MM-DD HH24:MI:SS'), to_date('17-12-1980', 'DD-MM-YYYY') - hiredate from emp",
  "select regexp_replace(ename, '([A-Z])(.*)', '\\2\\1'), substr(ename, -2), instr(ename, 'A', 1, 2) from emp",
  "select ename from emp where ename like '%A_' escape '_' or sal between 1 and 2 or comm is not null",
  'select * from emp for update of sal nowait',
  'select * from emp for update skip locked',
  "insert into dept values (50, 'X', 'Y')",
  'insert into emp (empno, ename) select empno + 1000, ename from emp',
  'insert into dept (deptno, dname) values (:1, :2) returning deptno into :3',
  'update emp set (sal, comm) = (select 1, 2 from dual), job = upper(job) where empno = 7839',
  'delete from emp where empno in (7839, 7788)',
  "merge into dept d using (select 10 n from dual) s on (d.deptno = s.n) when matched then update set d.loc = 'X' when not matched then insert (deptno) values (s.n)",
  'savepoint s',
  'rollback to s',
  'commit',
  'rollback',
  'set transaction read only',
  'lock table emp in exclusive mode nowait',
  'create table t (n number(5, 2) default 1 not null, s varchar2(10 char), constraint t_pk primary key (n), check (n > 0))',
  'create table t2 as select * from emp where 1 = 0',
  'create unique index i on emp (ename, job)',
  'create or replace view v as select deptno, count(*) c from emp group by deptno',
  'create sequence q start with 1 increment by 2 cache 20',
  'select q.nextval from dual',
  'create synonym y for emp',
  'drop table t2 purge',
  'truncate table orders',
  'alter table dept add (note varchar2(10), constraint u unique (dname))',
  'alter table emp modify ename varchar2(20)',
  "alter session set nls_date_format = 'DD.MM.YYYY'",
  'alter session set current_schema = b',
  'grant select, insert on emp to b',
  'create user u identified by pw',
  "alter system kill session '1,2'",
  "comment on table emp is 'people'",
  "begin dbms_output.put_line('x'); end;",
  'begin a.task; end;',
  'declare n number := 0; begin for i in 1 .. 5 loop n := n + i; exit when n > 5; end loop; dbms_output.put_line(n); end;',
  'begin for r in (select * from emp) loop update emp set sal = sal + 1 where empno = r.empno; end loop; commit; end;',
  "declare e exception; pragma exception_init(e, -1); begin insert into dept values (10, 'a', 'b'); exception when e then null; when others then raise; end;",
  'declare r emp%rowtype; c sys_refcursor; begin select * into r from emp where empno = 7839; open c for select 1 from dual; dbms_sql.return_result(c); end;',
  "begin execute immediate 'select count(*) from emp where deptno = :1' into :2 using 10; end;",
  'create or replace procedure p (x in number, y out varchar2) is begin y := to_char(x); if x > 1 then p(x - 1, y); end if; end;',
  'create or replace function f (x number default 1) return number is begin return x * 2; end;',
  'create or replace package k is n number; procedure p; function f (x number) return number; end;',
  'create or replace package body k is procedure p is begin n := 1; end; function f (x number) return number is begin return n; end; end;',
  'select f(sal) from emp',
  'begin k.p; :1 := k.f(2); end;',
  'begin :1 := sqlerrm(-1); end;',
  'declare type l is table of number index by pls_integer; v l; begin v(1) := 2; v.delete; end;',
  'begin practice.slow_rows(0); practice.fail_next(1, times => 1); end;',
  'select count(*) from practice_ledger',
]

const oneOf = (words: readonly string[]): fc.Arbitrary<string> => fc.constantFrom(...words)

const token = fc.oneof(
  { arbitrary: oneOf(keywords), weight: 6 },
  { arbitrary: oneOf(names), weight: 3 },
  { arbitrary: oneOf(functions), weight: 2 },
  { arbitrary: oneOf(symbols), weight: 4 },
  { arbitrary: oneOf(literals), weight: 3 },
)

const soup = fc
  .tuple(
    oneOf(['', 'select ', 'begin ', 'insert into ', 'create ', 'alter ', 'declare ']),
    fc.array(token, { maxLength: 25 }),
  )
  .map(([first, tokens]) => first + tokens.join(' '))

const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    oneOf(literals),
    oneOf(['ename', 'sal', 'comm', 'hiredate', 'deptno', 'rownum', 'sysdate', 'user']),
  ),
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    tie('operand'),
    fc
      .tuple(oneOf(functions), fc.array(tie('expression'), { maxLength: 4 }))
      .map(([name, given]) => `${name}(${given.join(', ')})`),
    fc
      .tuple(
        tie('expression'),
        oneOf(['+', '-', '*', '/', '||', '=', '<', 'like', 'and', 'in']),
        tie('expression'),
      )
      .map(([left, operator, right]) => `(${left} ${operator} ${right})`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([when, value, otherwise]) => `case ${when} when ${value} then ${value} else ${otherwise} end`),
    fc
      .tuple(
        tie('expression'),
        oneOf(['number', 'number(3, 1)', 'date', 'varchar2(5)', 'timestamp', 'char(3)', 'raw(2)']),
      )
      .map(([value, type]) => `cast(${value} as ${type})`),
  ),
}))

const question = fc
  .tuple(
    fc.array(expression, { minLength: 1, maxLength: 3 }),
    oneOf(['dual', 'emp', 'emp, dept']),
    fc.option(expression),
  )
  .map(
    ([items, from, where]) =>
      `select ${items.join(', ')} from ${from}${where === null ? '' : ` where ${where} is not null`}`,
  )

const assignment = expression.map((value) => `declare x varchar2(100); begin x := ${value}; :1 := x; end;`)

type Change = readonly [
  kind: 'delete' | 'double' | 'replace' | 'insert' | 'swap' | 'graft',
  at: number,
  token: string,
  donor: string,
]

const change: fc.Arbitrary<Change> = fc.tuple(
  fc.constantFrom(
    'delete' as const,
    'double' as const,
    'replace' as const,
    'insert' as const,
    'swap' as const,
    'graft' as const,
  ),
  fc.nat(60),
  token,
  oneOf(statements),
)

const cut = (statement: string): string[] => statement.match(/'(?:[^']|'')*'|[\w$#:]+|\s+|./g) ?? []

const apply = (statement: string, [kind, place, token, donor]: Change): string => {
  const tokens = cut(statement)
  const at = place % Math.max(1, tokens.length)
  switch (kind) {
    case 'delete':
      tokens.splice(at, 1)
      break
    case 'double':
      tokens.splice(at, 0, tokens[at] ?? '', ' ')
      break
    case 'replace':
      tokens.splice(at, 1, ` ${token} `)
      break
    case 'insert':
      tokens.splice(at, 0, ` ${token} `)
      break
    case 'swap':
      tokens.splice(at, 2, tokens[at + 1] ?? '', tokens[at] ?? '')
      break
    case 'graft':
      tokens.splice(at, 1, ` (${donor}) `)
  }
  return tokens.join('')
}

const mutant = fc
  .tuple(oneOf(statements), fc.array(change, { maxLength: 3 }))
  .map(([statement, changes]) => changes.reduce(apply, statement))

/** A statement that may mean something. */
export const randomStatement: fc.Arbitrary<string> = fc.oneof(
  { arbitrary: soup, weight: 2 },
  { arbitrary: question, weight: 3 },
  { arbitrary: assignment, weight: 1 },
  { arbitrary: mutant, weight: 5 },
)
