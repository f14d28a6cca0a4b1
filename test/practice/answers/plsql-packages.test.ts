import { answers, failures, outputs, refusals } from './answers.ts'

const packages = 'PL/SQL Language Reference, PL/SQL Packages'
const overloading = 'PL/SQL Language Reference, Overloaded Subprograms'
const reference = 'Database Reference'
const messages = 'Database Error Messages'

const put = (text: string): string => `dbms_output.put_line(${text});`

const bank = [
  'create table accounts (id number primary key, owner varchar2(10), balance number)',
  "insert into accounts values (1, 'ann', 10)",
  "insert into accounts values (2, 'ben', 20)",
  'commit',
  `create or replace package bank as
  too_poor exception;
  pragma exception_init(too_poor, -20100);
  fee constant number := 1;
  calls pls_integer := 0;
  subtype name is accounts.owner%type;
  type account is record (id number, balance number);
  type ids is table of number index by pls_integer;
  cursor rich(least number) is select id from accounts where balance >= least order by id;
  procedure pay(id_ in number, amount in number default fee);
  function balance_of(id_ number) return number;
  function balance_of(owner_ varchar2) return number;
  function find(id_ number) return account;
  function all_ids return ids;
  function made return varchar2;
end bank;`,
  `create or replace package body bank as
  born varchar2(20);
  procedure require(id_ number, amount number);
  procedure pay(id_ in number, amount in number default fee) is
  begin
    calls := calls + 1;
    require(id_, amount);
    update accounts set balance = balance - amount where id = id_;
  end pay;
  procedure require(id_ number, amount number) is
  begin
    if balance_of(id_) < amount then
      raise_application_error(-20100, 'too poor');
    end if;
  end;
  function balance_of(id_ number) return number is
    b number;
  begin
    select balance into b from accounts where id = id_;
    return b;
  end;
  function balance_of(owner_ varchar2) return number is
    b number;
  begin
    select balance into b from accounts where owner = owner_;
    return b;
  end;
  function find(id_ number) return account is
    a account;
  begin
    select id, balance into a from accounts where id = id_;
    return a;
  end;
  function all_ids return ids is
    v ids;
  begin
    select id bulk collect into v from accounts order by id;
    return v;
  end;
  function made return varchar2 is begin return born; end;
begin
  born := 'with ' || calls || ' calls';
  calls := 100;
end bank;`,
  `create or replace package only_names as
  answer constant number := 42;
  greeting varchar2(10) := 'hello';
end;`,
  'create or replace package lonely as procedure p; end;',
  'create or replace package broken as procedure p; end;',
  'create or replace package body broken as\n  procedure p is\n  begin\n    nothing;\n  end;\nend;',
  'create or replace package promises as procedure p(n number); end;',
  'create or replace package body promises as procedure p(n varchar2) is begin null; end; end;',
  'create or replace function half(n number) return number is begin return n / 2; end;',
  'create or replace procedure faulty is\nbegin\n  insert into accounts (id, nick) values (1, 2);\nend;',
  'create or replace function faulty_function return number is begin return nothing; end;',
]

outputs(
  'packages',
  [
    [`begin ${put('bank.made')} ${put('bank.calls')} end;`, ['with 0 calls', '100'], packages],
    [
      `begin bank.calls := 0; bank.pay(1, 2); bank.pay(id_ => 2); ${put("bank.calls || ' ' || bank.balance_of(1) || ' ' || bank.balance_of('ben')")} rollback; end;`,
      ['2 8 19'],
      packages,
    ],
    [`begin ${put('bank.calls')} end;`, ['2'], packages],
    [
      `begin bank.pay(1, 999); exception when bank.too_poor then ${put('sqlerrm')} end;`,
      ['ORA-20100: too poor'],
      packages,
    ],
    [
      `declare a bank.account; n bank.name := 'x'; begin a := bank.find(2); ${put('a.id || n || a.balance || bank.find(1).balance')} end;`,
      ['2x2010'],
      packages,
    ],
    [
      `declare v bank.ids; begin v := bank.all_ids; ${put('v.count || v(2)')} for r in bank.rich(15) loop ${put("'rich ' || r.id")} end loop; end;`,
      ['22', 'rich 2'],
      packages,
    ],
    [
      `declare x number; begin open bank.rich(least => 1); fetch bank.rich into x; ${put('x')} end;`,
      ['1'],
      packages,
    ],
    [`declare x number; begin fetch bank.rich into x; ${put('x')} close bank.rich; end;`, ['2'], packages],
    [
      `begin ${put('only_names.answer || only_names.greeting || scott.only_names.answer')} only_names.greeting := 'bye'; end;`,
      ['42hello42'],
      packages,
    ],
    ['begin dbms_session.reset_package; end;', [], packages],
    [
      `begin ${put('only_names.greeting')} end;`,
      ['hello'],
      'PL/SQL Packages and Types Reference, DBMS_SESSION',
    ],
    [
      `declare n number; begin select bank.balance_of(1) + only_names.answer into n from dual; ${put('n')} end;`,
      ['52'],
      packages,
    ],
    [
      `begin execute immediate 'create or replace package temp as n number := 1; end;'; execute immediate 'begin temp.n := 2; end;'; execute immediate 'alter package temp compile'; execute immediate 'begin dbms_output.put_line(temp.n); end;'; end;`,
      ['1'],
      'recalled',
    ],
    [
      `begin ${put('bank.balance_of(1) || bank.balance_of(owner_ => 1 || null)')} exception when no_data_found then ${put("'nobody'")} end;`,
      ['nobody'],
      overloading,
    ],
  ],
  { setup: bank },
)

answers(
  'stored units in SQL and in the dictionary',
  [
    ['select bank.balance_of(id), half(balance) from accounts order by id', ['10 | 5', '20 | 10'], packages],
    [
      "select object_type, status from user_objects where object_name = 'BANK' order by 1",
      ['PACKAGE | VALID', 'PACKAGE BODY | VALID'],
      reference,
    ],
    [
      "select object_type, status from user_objects where object_name = 'BROKEN' order by 1",
      ['PACKAGE | VALID', 'PACKAGE BODY | INVALID'],
      reference,
    ],
    [
      "select type, count(*) from user_source where name = 'BROKEN' group by type order by type",
      ['PACKAGE | 1', 'PACKAGE BODY | 6'],
      reference,
    ],
    [
      "select text from user_source where name = 'BROKEN' and type = 'PACKAGE BODY' and line = 4",
      ['    nothing;\n'],
      reference,
    ],
    [
      "select type, sequence, line, position, text, attribute from user_errors where name = 'BROKEN' order by sequence",
      [
        "PACKAGE BODY | 1 | 4 | 5 | PLS-00201: identifier 'NOTHING' must be declared | ERROR",
        'PACKAGE BODY | 2 | 4 | 5 | PL/SQL: Statement ignored | ERROR',
      ],
      reference,
    ],
    [
      "select line, position, text from user_errors where name = 'PROMISES' order by sequence",
      [
        "1 | 21 | PLS-00323: subprogram or cursor 'P' is declared in a package specification and must be defined in the package body",
      ],
      reference,
    ],
    [
      "select line, position, text from user_errors where name = 'FAULTY' order by sequence",
      ['3 | 29 | PL/SQL: ORA-00904: "NICK": invalid identifier', '3 | 3 | PL/SQL: SQL Statement ignored'],
      reference,
    ],
  ],
  { setup: bank },
)

failures(
  'units that cannot be used',
  [
    [
      'begin lonely.p; end;',
      'ORA-04067: not executed, package body "SCOTT.LONELY" does not exist\nORA-06508: PL/SQL: could not find program unit being called: "SCOTT.LONELY"\nORA-06512: at line 1',
      messages,
    ],
    [
      'begin broken.p; end;',
      'ORA-04063: package body "SCOTT.BROKEN" has errors\nORA-06508: PL/SQL: could not find program unit being called: "SCOTT.BROKEN"\nORA-06512: at line 1',
      messages,
    ],
    [
      'begin faulty; end;',
      'ORA-06550: line 1, column 7:\nPLS-00905: object SCOTT.FAULTY is invalid\nORA-06550: line 1, column 7:\nPL/SQL: Statement ignored',
      messages,
    ],
    [
      'select faulty_function from dual',
      'ORA-06575: Package or function FAULTY_FUNCTION is in an invalid state',
      messages,
    ],
    [
      'begin bank.nothing; end;',
      "ORA-06550: line 1, column 12:\nPLS-00302: component 'NOTHING' must be declared",
      messages,
    ],
    [
      'begin bank.born := 1; end;',
      "ORA-06550: line 1, column 12:\nPLS-00302: component 'BORN' must be declared",
      messages,
    ],
    [
      'begin bank.pay; end;',
      "ORA-06550: line 1, column 7:\nPLS-00306: wrong number or types of arguments in call to 'PAY'",
      messages,
    ],
    [
      'begin bank.fee := 2; end;',
      "ORA-06550: line 1, column 7:\nPLS-00363: expression 'BANK.FEE' cannot be used as an assignment target",
      messages,
    ],
    [
      'begin bank.pay(1, 999); end;',
      'ORA-20100: too poor\nORA-06512: at "SCOTT.BANK", line 13\nORA-06512: at "SCOTT.BANK", line 7\nORA-06512: at line 1',
      'recalled',
    ],
    ['drop package nothing', 'ORA-04043: object NOTHING does not exist', messages],
    ['alter procedure nothing compile', 'ORA-04043: object NOTHING does not exist', messages],
    ['create package bank as end;', 'ORA-00955: name is already used by an existing object', messages],
    [
      'select bank.calls from dual',
      "ORA-06553: PLS-221: 'CALLS' is not a procedure or is undefined",
      messages,
    ],
  ],
  { setup: bank },
)

refusals('packages that are not known', [
  ['create package p authid current_user as end;', 'AUTHID CURRENT_USER'],
  ['create package p as pragma serially_reusable; end;', 'SERIALLY_REUSABLE'],
  ['create package p as cursor c return dual%rowtype; end;', 'RETURN OF A CURSOR'],
  ['create package p accessible by (q) as end;', 'ACCESSIBLE'],
])
