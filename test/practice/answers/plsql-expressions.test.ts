import { answers, failures, outputs, refusals } from './answers.ts'

const predefined = 'PL/SQL Language Reference, Predefined Exceptions'
const conversion = 'PL/SQL Language Reference, Implicit Data Type Conversion'
const functions = 'PL/SQL Language Reference, SQL Functions in PL/SQL Expressions'
const declarations = 'PL/SQL Language Reference, Block, declare_section'
const handler = 'PL/SQL Language Reference, Exception Handler'
const dynamic = 'PL/SQL Language Reference, EXECUTE IMMEDIATE Statement'
const messages = 'Database Error Messages'

const notANumber = 'ORA-06502: PL/SQL: numeric or value error: character to number conversion error'

outputs('a text that is no number is INVALID_NUMBER in SQL and VALUE_ERROR in PL/SQL', [
  [
    "begin dbms_output.put_line(to_number('a')); exception when invalid_number then dbms_output.put_line('SQL'); when value_error then dbms_output.put_line(sqlerrm); end;",
    [notANumber],
    predefined,
  ],
  [
    "begin if 'a' > 1 then null; end if; exception when value_error then dbms_output.put_line('value'); end;",
    ['value'],
    predefined,
  ],
  [
    "declare n number; begin if true then select to_number('a') into n from dual; end if; exception when value_error then dbms_output.put_line('PL/SQL'); when invalid_number then dbms_output.put_line(sqlerrm); end;",
    ['ORA-01722: invalid number'],
    predefined,
  ],
  [
    "begin for i in 1 .. 2 loop update emp set sal = 'x'; end loop; exception when invalid_number then dbms_output.put_line('invalid'); end;",
    ['invalid'],
    predefined,
  ],
  [
    "begin for r in (select to_number('a') x from dual) loop null; end loop; exception when invalid_number then dbms_output.put_line('invalid'); end;",
    ['invalid'],
    predefined,
  ],
  [
    "begin for r in (select 'a' x from dual) loop if r.x = 1 then null; end if; end loop; exception when value_error then dbms_output.put_line('value'); end;",
    ['value'],
    predefined,
  ],
  [
    "begin execute immediate 'begin if to_number(''a'') = 1 then null; end if; end;'; exception when value_error then dbms_output.put_line('value'); end;",
    ['value'],
    predefined,
  ],
  [
    "declare function f return number is n number; begin select to_number('a') into n from dual; return n; end; begin dbms_output.put_line(1 + f); exception when invalid_number then dbms_output.put_line('invalid'); end;",
    ['invalid'],
    predefined,
  ],
  [
    'begin raise invalid_number; exception when invalid_number then dbms_output.put_line(sqlcode); end;',
    ['-1722'],
    predefined,
  ],
])

outputs('SQL%ROWCOUNT', [
  [
    'begin update emp set sal = sal; dbms_output.put_line(sql%rowcount); rollback; dbms_output.put_line(sql%rowcount); end;',
    ['14', '0'],
    'recalled',
  ],
  [
    'begin update emp set sal = sal where deptno = 10; commit; dbms_output.put_line(sql%rowcount); end;',
    ['0'],
    'recalled',
  ],
  [
    'declare n number; begin update emp set sal = sal; begin select sal into n from emp where 1 = 0; exception when no_data_found then null; end; dbms_output.put_line(sql%rowcount); rollback; end;',
    ['0'],
    'PL/SQL Language Reference, SQL%ROWCOUNT Attribute',
  ],
])

refusals('SQL%ROWCOUNT that is not known', [
  [
    'begin update emp set sal = sal; savepoint a; dbms_output.put_line(sql%rowcount); end;',
    'SQL%ROWCOUNT BEHIND',
  ],
  [
    'begin begin update emp set sal = 1 / 0; exception when zero_divide then null; end; dbms_output.put_line(sql%rowcount); end;',
    'SQL%ROWCOUNT BEHIND',
  ],
])

failures('what PL/SQL does not convert, know or allow', [
  ["declare n number := 'a' + 1; begin null; end;", `${notANumber}\nORA-06512: at line 1`, predefined],
  [
    'declare d date; n number; begin n := d; end;',
    'ORA-06550: line 1, column 38:\nPLS-00382: expression is of wrong type',
    conversion,
  ],
  [
    'declare n number := sysdate; begin null; end;',
    'ORA-06550: line 1, column 21:\nPLS-00382: expression is of wrong type',
    conversion,
  ],
  [
    "declare b boolean := 'true'; begin null; end;",
    'ORA-06550: line 1, column 22:\nPLS-00382: expression is of wrong type',
    conversion,
  ],
  [
    'begin dbms_output.put_line(true); end;',
    "ORA-06550: line 1, column 7:\nPLS-00306: wrong number or types of arguments in call to 'PUT_LINE'",
    conversion,
  ],
  [
    'begin dbms_output.put_line(decode(1, 1, 2)); end;',
    "ORA-06550: line 1, column 28:\nPLS-00204: function or pseudo-column 'DECODE' may be used inside a SQL statement only",
    functions,
  ],
  [
    'begin dbms_output.put_line(count(*)); end;',
    "ORA-06550: line 1, column 28:\nPLS-00204: function or pseudo-column 'COUNT' may be",
    functions,
  ],
  [
    'begin dbms_output.put_line(max(1)); end;',
    "ORA-06550: line 1, column 28:\nPLS-00204: function or pseudo-column 'MAX' may be",
    functions,
  ],
  [
    'begin dbms_output.put_line(rownum); end;',
    "ORA-06550: line 1, column 28:\nPLS-00204: function or pseudo-column 'ROWNUM' may be",
    functions,
  ],
  [
    'begin dbms_output.put_line(nvl2(1, 2, 3)); end;',
    "ORA-06550: line 1, column 28:\nPLS-00201: identifier 'NVL2' must be declared",
    functions,
  ],
  [
    'begin dbms_output.put_line(width_bucket(1, 2, 3, 4)); end;',
    "ORA-06550: line 1, column 28:\nPLS-00201: identifier 'WIDTH_BUCKET' must be declared",
    functions,
  ],
  [
    'declare procedure p is begin null; end; n number; begin null; end;',
    'ORA-06550: line 1, column 41:\nPLS-00103: Encountered the symbol "N"',
    declarations,
  ],
  [
    'begin null; exception when no_data_found then null; when too_many_rows or no_data_found then null; end;',
    "ORA-06550: line 1, column 75:\nPLS-00483: exception 'NO_DATA_FOUND' may appear in at most one exception handler in this block",
    handler,
  ],
  [
    'begin for r in (select 1 x from dual) loop dbms_output.put_line(r.nothing); end loop; end;',
    "ORA-06550: line 1, column 67:\nPLS-00302: component 'NOTHING' must be declared",
    messages,
  ],
  [
    'declare r dept%rowtype; begin r.nothing := 1; end;',
    "ORA-06550: line 1, column 33:\nPLS-00302: component 'NOTHING' must be declared",
    messages,
  ],
  [
    'begin nobody.nothing := 1; end;',
    "ORA-06550: line 1, column 7:\nPLS-00201: identifier 'NOBODY.NOTHING' must be declared",
    messages,
  ],
  [
    "begin execute immediate ''; end;",
    'ORA-06535: statement string in EXECUTE IMMEDIATE is NULL or 0 length',
    messages,
  ],
  [
    "begin execute immediate 'begin :1 := 5; end;' using 1; end;",
    'ORA-06536: IN bind variable bound to an OUT position',
    dynamic,
  ],
  [
    "declare n number; begin execute immediate 'begin if :1 = 1 then null; end if; end;' using out n; end;",
    'ORA-06537: OUT bind variable bound to an IN position',
    dynamic,
  ],
])

failures(
  'SQL that calls PL/SQL with what it does not take',
  [
    [
      'select f(1, 2) from dual',
      "ORA-06553: PLS-306: wrong number or types of arguments in call to 'F'",
      messages,
    ],
    [
      'select f(sysdate) from dual',
      "ORA-06553: PLS-306: wrong number or types of arguments in call to 'F'",
      messages,
    ],
    [
      'select truth from dual',
      'ORA-06552: PL/SQL: Statement ignored\nORA-06553: PLS-382: expression is of wrong type',
      'recalled',
    ],
    ['select both(1) from dual', 'ORA-06572: Function BOTH has out arguments', messages],
    [
      'update emp set sal = f',
      "ORA-06553: PLS-306: wrong number or types of arguments in call to 'F'",
      messages,
    ],
    ['select x from v', 'ORA-04063: view "SCOTT.V" has errors', messages],
  ],
  {
    setup: [
      'create function g return number is begin return 1; end;',
      'create view v as select g x from dual',
      'create or replace function g(a number) return number is begin return a; end;',
      'create function f(a number) return number is begin return a; end;',
      'create function truth return boolean is begin return true; end;',
      'create function both(a out number) return number is begin a := 1; return 1; end;',
    ],
  },
)

answers(
  'functions of PL/SQL in SQL',
  [
    ["select f('12') from dual", ['13'], conversion],
    ['select f(a => 1), f(null) from dual', ['2 | (null)'], 'PL/SQL Language Reference, PL/SQL Subprograms'],
    ['select nobody, 1 from dual', ['(null) | 1'], 'recalled'],
    ["select count(*) from dual where nvl(nobody, 'x') = 'x'", ['1'], 'recalled'],
    ['select count(*) from emp where f(sal) > 2000', ['6'], 'PL/SQL Language Reference, PL/SQL Subprograms'],
  ],
  {
    setup: [
      'create function f(a number) return number is begin return a + 1; end;',
      'create function nobody return varchar2 is v varchar2(9); begin select ename into v from emp where empno = 0; return v; end;',
    ],
  },
)
