import { failures, outputs, refusals } from './answers.ts'

const control = 'PL/SQL Language Reference, PL/SQL Control Statements'
const cursors = 'PL/SQL Language Reference, Static SQL, Cursors Overview'
const variables = 'PL/SQL Language Reference, Static SQL, Cursor Variables'
const records = 'PL/SQL Language Reference, Record Variables'
const collections = 'PL/SQL Language Reference, Collection Methods'
const bulk = 'PL/SQL Language Reference, Bulk SQL and Bulk Binding'
const handling = 'PL/SQL Language Reference, PL/SQL Error Handling'
const dynamic = 'PL/SQL Language Reference, EXECUTE IMMEDIATE Statement'
const subprograms = 'PL/SQL Language Reference, PL/SQL Subprograms'
const autonomous = 'PL/SQL Language Reference, Autonomous Transactions'
const types = 'PL/SQL Language Reference, PL/SQL Data Types'

const put = (text: string): string => `dbms_output.put_line(${text});`
/** A truth value as text. */
const truth = (condition: string): string =>
  put(`case when ${condition} then 'true' when not (${condition}) then 'false' else 'null' end`)

const numbers = {
  setup: [
    'create table t (n number, s varchar2(10))',
    "insert into t select level, 'r' || level from dual connect by level <= 3",
    'commit',
  ],
}

outputs('branches and loops', [
  [
    `declare n number := 2; begin case n when 1 then ${put("'one'")} when 2 then ${put("'two'")} else ${put("'more'")} end case; end;`,
    ['two'],
    control,
  ],
  [
    `declare n number := 7; begin case when n < 5 then ${put("'low'")} when n < 9 then ${put("'middle'")} end case; end;`,
    ['middle'],
    control,
  ],
  [
    `declare n number; begin case n when null then ${put("'null'")} else ${put("'else'")} end case; end;`,
    ['else'],
    control,
  ],
  [
    `begin case 3 when 1 then null; end case; exception when case_not_found then ${put('sqlerrm')} end;`,
    ['ORA-06592: CASE not found while executing CASE statement'],
    handling,
  ],
  [
    `begin <<o>> for i in 1 .. 3 loop <<i>> for j in 1 .. 3 loop continue o when j > i; ${put("i || '.' || j")} end loop i; end loop o; end;`,
    ['1.1', '2.1', '2.2', '3.1', '3.2', '3.3'],
    control,
  ],
  [`begin for i in 3 .. 1 loop ${put("'never'")} end loop; ${put("'done'")} end;`, ['done'], control],
  [`begin for i in reverse 1.5 .. 3 loop ${put('i')} end loop; end;`, ['3', '2'], control],
  [
    `<<main>> declare i number := 5; begin for i in 1 .. 2 loop ${put("i || ' ' || main.i")} end loop; end;`,
    ['1 5', '2 5'],
    control,
  ],
  [
    `declare b boolean; begin ${truth('b and false')} ${truth('b or true')} ${truth('b')} ${truth('not b')} end;`,
    ['false', 'true', 'null', 'null'],
    types,
  ],
])

outputs(
  'cursors',
  [
    [
      `declare cursor c is select n, s from t order by n; a number; b varchar2(10); begin open c; loop fetch c into a, b; exit when c%notfound; ${put('a || b || c%rowcount')} end loop; close c; end;`,
      ['1r11', '2r22', '3r33'],
      cursors,
    ],
    [
      `declare cursor c(low number, high number default 2) is select n from t where n between low and high order by n; r c%rowtype; begin open c(2); fetch c into r; ${put('r.n')} fetch c into r; ${truth('c%found')} close c; for x in c(low => 1, high => 3) loop ${put('x.n')} end loop; end;`,
      ['2', 'false', '1', '2', '3'],
      cursors,
    ],
    [
      `declare cursor c is select n from t; begin ${truth('c%isopen')} open c; ${truth('c%isopen')} ${truth('c%found')} ${put('c%rowcount')} close c; ${truth('c%isopen')} end;`,
      ['false', 'true', 'null', '0', 'false'],
      cursors,
    ],
    [
      `declare cursor c is select n from t where n = 1; x number := 9; begin open c; fetch c into x; fetch c into x; ${put('x || c%rowcount')} ${truth('c%notfound')} close c; end;`,
      ['11', 'true'],
      cursors,
    ],
    [
      `declare cursor c is select n from t; begin open c; open c; exception when cursor_already_open then ${put('sqlerrm')} end;`,
      ['ORA-06511: PL/SQL: cursor already open'],
      handling,
    ],
    [
      `declare cursor c is select n from t; x number; begin fetch c into x; exception when invalid_cursor then ${put('sqlerrm')} end;`,
      ['ORA-01001: invalid cursor'],
      handling,
    ],
    [
      `declare cursor c is select n from t order by n for update; x number; begin open c; fetch c into x; commit; fetch c into x; exception when others then ${put('x || sqlerrm')} end;`,
      ['1ORA-01002: fetch out of sequence'],
      cursors,
    ],
    [
      `declare n number := 2; cursor c is select n from t where t.n >= c.n_ order by 1; begin null; exception when others then null; end;`.replace(
        'c.n_',
        '2',
      ),
      [],
      cursors,
    ],
    [
      `declare c sys_refcursor; d sys_refcursor; x number; begin open c for select n from t order by n; d := c; fetch d into x; fetch c into x; ${put('x')} close d; ${truth('c%isopen')} end;`,
      ['2', 'false'],
      variables,
    ],
    [
      `declare c sys_refcursor; x number; y varchar2(9); begin open c for 'select n, s from t where n > :low order by n' using 1; fetch c into x, y; ${put('x || y')} close c; end;`,
      ['2r2'],
      variables,
    ],
    [
      `declare c sys_refcursor; x number; begin open c for select n, s from t; fetch c into x; exception when rowtype_mismatch then ${put('sqlerrm')} end;`,
      ['ORA-06504: PL/SQL: Return types of Result Set variables or query do not match'],
      handling,
    ],
    [
      `declare type cur is ref cursor; c cur; x number; procedure fill(p out cur) is begin open p for select max(n) from t; end; begin fill(c); fetch c into x; ${put('x')} end;`,
      ['3'],
      variables,
    ],
    [
      `declare x number; function rows_from(low number) return sys_refcursor is c sys_refcursor; begin open c for select n from t where n >= low order by n; return c; end; c sys_refcursor; begin c := rows_from(2); fetch c into x; ${put('x')} close c; end;`
        .replace('c sys_refcursor; begin c := rows', 'begin declare c sys_refcursor; begin c := rows')
        .replace('close c; end;', 'close c; end; end;'),
      ['2'],
      variables,
    ],
  ],
  numbers,
)

outputs(
  'records and collections',
  [
    [
      `declare r t%rowtype; begin select * into r from t where n = 2; r.s := r.s || '!'; ${put("r.n || ' ' || r.s")} end;`,
      ['2 r2!'],
      records,
    ],
    [
      `declare type p is record (x number, y varchar2(5)); a p; b p; begin a.x := 1; a.y := 'one'; b := a; b.x := 2; ${put('a.x || b.x || b.y')} end;`,
      ['12one'],
      records,
    ],
    [
      `declare type p is record (x number, y varchar2(5)); v p; function make(n number) return p is r p; begin r.x := n; r.y := 'n' || n; return r; end; procedure twice(r in out p) is begin r.x := r.x * 2; end; begin v := make(4); twice(v); ${put('v.x || v.y || make(7).y')} end;`,
      ['8n4n7'],
      records,
    ],
    [
      `declare type l is table of varchar2(9) index by pls_integer; v l; begin v(5) := 'e'; v(-1) := 'a'; v(3) := 'c'; ${put("v.count || ' ' || v.first || ' ' || v.last || ' ' || v.next(3) || ' ' || v.prior(3) || ' ' || v.next(4)")} v.delete(3); ${truth('v.exists(3)')} ${put("v.next(-1) || nvl(to_char(v.next(5)), '-')")} end;`,
      ['3 -1 5 5 -1 5', 'false', '5-'],
      collections,
    ],
    [
      `declare type l is table of number index by varchar2(10); v l; k varchar2(10); begin v('b') := 2; v('a') := 1; v('c') := 3; k := v.first; while k is not null loop ${put('k || v(k)')} k := v.next(k); end loop; end;`,
      ['a1', 'b2', 'c3'],
      collections,
    ],
    [
      `declare type l is table of number index by pls_integer; a l; b l; begin a(1) := 1; b := a; b(1) := 2; ${put('a(1) || b(1)')} a.delete; ${put('a.count || b.count')} end;`,
      ['12', '01'],
      collections,
    ],
    [
      `declare type l is table of number index by pls_integer; v l; begin ${put('v(1)')} exception when no_data_found then ${put('sqlerrm')} end;`,
      ['ORA-01403: no data found'],
      handling,
    ],
    [
      `declare type l is table of t%rowtype index by pls_integer; v l; begin select * bulk collect into v from t order by n; for i in 1 .. v.count loop ${put('v(i).n || v(i).s')} end loop; v(9).n := 4; ${put("v(9).n || nvl(v(9).s, '-')")} end;`,
      ['1r1', '2r2', '3r3', '4-'],
      bulk,
    ],
    [
      `declare type l is table of number; v l := l(4, 5); begin v.extend; v(3) := 6; ${put('v(1) + v(2) + v(3)')} v.trim(2); ${put('v.count')} ${put('v(2)')} exception when subscript_beyond_count then ${put('sqlerrm')} end;`,
      ['15', '1', 'ORA-06533: Subscript beyond count'],
      collections,
    ],
    [
      `declare type l is table of number; v l; begin ${put('v.count')} exception when collection_is_null then ${put('sqlerrm')} end;`,
      ['ORA-06531: Reference to uninitialized collection'],
      handling,
    ],
    [
      `declare type l is table of number; v l; cursor c is select n from t order by n; begin open c; loop fetch c bulk collect into v limit 2; ${put("v.count || case when c%notfound then ' end' end")} exit when c%notfound; end loop; close c; end;`,
      ['2', '1 end'],
      bulk,
    ],
    [
      `declare type l is table of number index by pls_integer; v l; begin for i in 1 .. 3 loop v(i) := i; end loop; forall i in 1 .. v.count update t set s = s || '+' where n = v(i) and n > 1; ${put('sql%rowcount')} rollback; end;`,
      ['2'],
      bulk,
    ],
    [
      `declare type l is table of number; v l; begin delete from t where n > 1 returning n bulk collect into v; ${put("v.count || ' ' || v(1) || v(2)")} rollback; end;`,
      ['2 23'],
      bulk,
    ],
    [
      `declare subtype small is number(2); n small; begin n := 100; exception when value_error then ${put('sqlerrm')} end;`,
      ['ORA-06502: PL/SQL: numeric or value error: number precision too large'],
      types,
    ],
  ],
  numbers,
)

outputs(
  'subprograms of a block',
  [
    [
      `declare n number := 1; procedure add(by_ number default 10) is begin n := n + by_; end; begin add; add(by_ => 5); ${put('n')} end;`,
      ['16'],
      subprograms,
    ],
    [
      `declare function even(n number) return boolean; function odd(n number) return boolean is begin if n = 0 then return false; end if; return even(n - 1); end; function even(n number) return boolean is begin if n = 0 then return true; end if; return odd(n - 1); end; begin ${truth('even(10)')} ${truth('even(7)')} end;`,
      ['true', 'false'],
      subprograms,
    ],
    [
      `declare procedure p(x number) is begin ${put("'number'")} end; procedure p(x varchar2) is begin ${put("'text'")} end; procedure p(x date) is begin ${put("'date'")} end; procedure p(x number, y number) is begin ${put("'two'")} end; begin p(1); p('1'); p(sysdate); p(1, 2); end;`,
      ['number', 'text', 'date', 'two'],
      subprograms,
    ],
    [
      `declare x number := 1; procedure p(y in out number) is begin y := 2; raise program_error; end; begin p(x); exception when program_error then ${put('x')} end;`,
      ['1'],
      subprograms,
    ],
    [
      `declare procedure p(n number) is procedure q is begin ${put("'q' || p.n")} end; begin q; end; begin p(3); end;`,
      ['q3'],
      subprograms,
    ],
    [
      `declare function fac(n pls_integer) return number is begin return case when n < 2 then 1 else n * fac(n - 1) end; end; begin ${put('fac(20)')} end;`,
      ['2432902008176640000'],
      subprograms,
    ],
    [
      `declare procedure note is pragma autonomous_transaction; begin insert into t values (9, 'noted'); commit; end; begin insert into t values (8, 'lost'); note; rollback; for r in (select n from t where n > 3) loop ${put('r.n')} end loop; delete from t where n = 9; commit; end;`,
      ['9'],
      autonomous,
    ],
    [
      `declare procedure note is pragma autonomous_transaction; begin insert into t values (9, 'x'); end; begin note; exception when others then ${put('sqlerrm')} end;`,
      ['ORA-06519: active autonomous transaction detected and rolled back'],
      autonomous,
    ],
    [
      `declare procedure other is pragma autonomous_transaction; begin update t set s = 'x' where n = 1; end; begin update t set s = 'y' where n = 1; other; exception when others then ${put('sqlerrm')} rollback; end;`,
      ['ORA-00060: deadlock detected while waiting for resource'],
      autonomous,
    ],
    [
      `declare procedure p is begin update t set s = s; end; begin update t set s = s where n = 1; p; ${put('sql%rowcount')} rollback; end;`,
      ['3'],
      'PL/SQL Language Reference, Implicit Cursor Attribute',
    ],
  ],
  numbers,
)

outputs('exceptions', [
  [
    `declare procedure log is begin ${put("'log ' || sqlerrm")} end; begin raise no_data_found; exception when others then log; end;`,
    ['log ORA-01403: no data found'],
    handling,
  ],
  [
    `begin declare n number(1) := 10; begin null; exception when others then ${put("'inner'")} end; exception when value_error then ${put("'outer'")} end;`,
    ['outer'],
    handling,
  ],
  [
    `begin begin raise zero_divide; exception when zero_divide then raise no_data_found; when no_data_found then ${put("'inner'")} end; exception when no_data_found then ${put("'outer'")} end;`,
    ['outer'],
    handling,
  ],
  [
    `declare e exception; begin declare e exception; begin raise e; end; exception when e then ${put("'mine'")} when others then ${put('sqlcode || sqlerrm')} end;`,
    ['1User-Defined Exception'],
    handling,
  ],
  [
    `declare busy exception; pragma exception_init(busy, -54); begin raise busy; exception when busy then ${put('sqlcode')} end;`,
    ['-54'],
    handling,
  ],
  [
    `declare n number; begin n := 'x'; exception when value_error then ${put('sqlerrm')} end;`,
    ['ORA-06502: PL/SQL: numeric or value error: character to number conversion error'],
    handling,
  ],
  [
    `declare n number not null := 1; begin n := null; exception when value_error then ${put('sqlerrm')} end;`,
    ['ORA-06502: PL/SQL: numeric or value error'],
    handling,
  ],
  [
    `declare a pls_integer := 2147483647; b pls_integer := 1; n number; begin n := a + b; exception when others then ${put('sqlerrm')} end;`,
    ['ORA-01426: numeric overflow'],
    types,
  ],
  [
    `begin ${put('sqlerrm(-1403)')} ${put('sqlerrm(100)')} ${put('sqlerrm(0)')} ${put('sqlerrm(1)')} ${put('sqlerrm(-20001)')} end;`,
    [
      'ORA-01403: no data found',
      'ORA-01403: no data found',
      'ORA-0000: normal, successful completion',
      'User-Defined Exception',
      'ORA-20001: ',
    ],
    'PL/SQL Language Reference, SQLERRM Function',
  ],
])

outputs(
  'statements made on the way',
  [
    [
      `declare n number; begin execute immediate 'begin :x := :y * 2; end;' using out n, in 21; ${put('n')} end;`,
      ['42'],
      dynamic,
    ],
    [
      `declare n number := 1; begin execute immediate 'begin :x := :x + 1; end;' using in out n; ${put('n')} end;`,
      ['2'],
      dynamic,
    ],
    [
      `declare s varchar2(10); begin execute immediate 'update t set s = s || :1 where n = :2 returning s into :3' using '?', 2 returning into s; ${put('s || sql%rowcount')} rollback; end;`,
      ['r2?1'],
      dynamic,
    ],
    [
      `declare r t%rowtype; begin execute immediate 'select * from t where n = :1' into r using 3; ${put('r.s')} end;`,
      ['r3'],
      dynamic,
    ],
    [
      `begin insert into t values (7, 'kept'); execute immediate 'create table made (x number)'; rollback; for r in (select s from t where n = 7) loop ${put('r.s')} end loop; delete from t where n = 7; commit; end;`,
      ['kept'],
      dynamic,
    ],
    [
      `begin execute immediate 'begin raise no_data_found; end;'; exception when no_data_found then ${put("'none'")} end;`,
      ['none'],
      dynamic,
    ],
  ],
  numbers,
)

failures(
  'blocks that go wrong',
  [
    [
      'begin\n  begin\n    raise no_data_found;\n  exception when others then\n    raise;\n  end;\nend;',
      'ORA-01403: no data found\nORA-06512: at line 5\nORA-06512: at line 3',
      'recalled',
    ],
    [
      'begin raise; end;',
      'ORA-06550: line 1, column 7:\nPLS-00367: a RAISE statement with no exception name must be inside an exception handler',
      'Database Error Messages',
    ],
    [
      'declare cursor c is select n, s from t; x number; begin open c; fetch c into x; end;',
      'ORA-06550: line 1, column 65:\nPLS-00394: wrong number of values in the INTO list of a FETCH statement',
      'Database Error Messages',
    ],
    [
      'declare procedure p(n number) is begin null; end; begin p; end;',
      "ORA-06550: line 1, column 57:\nPLS-00306: wrong number or types of arguments in call to 'P'",
      'Database Error Messages',
    ],
    [
      'declare c constant number := 1; begin c := 2; end;',
      "ORA-06550: line 1, column 39:\nPLS-00363: expression 'C' cannot be used as an assignment target",
      'Database Error Messages',
    ],
    [
      'declare x number; x number; begin null; end;',
      "ORA-06550: line 1, column 19:\nPLS-00371: at most one declaration for 'X' is permitted",
      'Database Error Messages',
    ],
    [
      'declare x foo; begin null; end;',
      "ORA-06550: line 1, column 11:\nPLS-00201: identifier 'FOO' must be declared",
      'Database Error Messages',
    ],
    [
      'declare b boolean; begin b := 1; end;',
      'ORA-06550: line 1, column 31:\nPLS-00382: expression is of wrong type',
      'Database Error Messages',
    ],
    [
      'declare function f return number is begin return 1; end; x number; begin select f into x from dual; end;'
        .replace(' x number; begin', ' begin declare x number; begin')
        .replace('from dual; end;', 'from dual; end; end;'),
      "ORA-06550: line 1, column 95:\nPLS-00231: function 'F' may not be used in SQL",
      'Database Error Messages',
    ],
    [
      "begin execute immediate 'begin :x := 1; end;'; end;",
      'ORA-01008: not all variables bound\nORA-06512: at line 1',
      'Database Error Messages',
    ],
    [
      "declare n number; begin execute immediate 'select 1, 2 from dual' into n; end;",
      'ORA-01007: variable not in select list',
      'Database Error Messages',
    ],
    [
      'declare n number; begin select n into n from t; end;',
      'ORA-01422: exact fetch returns more than requested number of rows\nORA-06512: at line 1',
      'Database Error Messages',
    ],
    [
      'declare procedure p is begin p; end; begin p; end;',
      'ORA-06500: PL/SQL: storage error',
      'Database Error Messages',
    ],
  ],
  numbers,
)

refusals('what blocks do not know', [
  ['begin goto x; end;', 'GOTO'],
  ['declare type t is varray(3) of number; begin null; end;', 'VARRAY'],
  ['declare x simple_integer := 1; begin null; end;', 'SIMPLE_INTEGER'],
  ['declare pragma serially_reusable; begin null; end;', 'SERIALLY_REUSABLE'],
  ['declare type r is record (n number := 1); begin null; end;', 'DEFAULT OF A FIELD'],
  ['declare type t is table of number; type u is table of t; begin null; end;', 'COLLECTION OF COLLECTIONS'],
  ["begin execute immediate 'select 1 from dual' bulk collect into x; end;", 'BULK'],
  ['begin forall i in indices of x delete from t; end;', 'INDICES OF'],
  ['begin forall i in 1 .. 2 save exceptions delete from t; end;', 'SAVE EXCEPTIONS'],
  ['begin for i in 1 .. 9 by 2 loop null; end loop; end;', 'BY'],
  ['begin dbms_scheduler.run_job(1); end;', 'DBMS_SCHEDULER.RUN_JOB'],
  [
    "begin raise no_data_found; exception when others then raise_application_error(-20001, 'x', true); end;",
    'RAISE_APPLICATION_ERROR THAT KEEPS',
  ],
  ['declare cursor c return dual%rowtype; begin null; end;', 'RETURN OF A CURSOR'],
  ['create procedure p authid current_user is begin null; end;', 'AUTHID CURRENT_USER'],
  ['create function f return number pipelined is begin return; end;', 'PIPELINED'],
])
