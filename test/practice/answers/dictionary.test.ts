import { answers, failures, refusals } from './answers.ts'

const reference = 'Database Reference, Static Data Dictionary Views'
const messages = 'Database Error Messages'

const setup = [
  'create table dep (id number primary key, name varchar2(20) constraint dep_uk unique, constraint dep_ck check (id > 0))',
  'create table kid (id number(4) not null, dep_id number constraint kid_fk references dep(id) on delete set null)',
  'create index kid_i on kid (dep_id, id)',
  'create view grown as select id, name from dep where id > 10 with read only',
  'create table whole (a integer, b number(*, 2), c number(38), d number)',
  'create sequence counting start with 5 increment by 5 maxvalue 20 cycle cache 2',
  'create synonym d for dep',
  'create procedure right as begin null; end;',
  'create procedure wrong as begin nowhere; end;',
  'create package pk as n number; procedure p; function f return number; end;',
  'grant select, insert on dep to a',
]

answers(
  'one’s own objects',
  [
    [
      "select object_name, object_type, status from user_objects where object_type not in ('TABLE', 'INDEX') order by 1, 2",
      [
        'COUNTING | SEQUENCE | VALID',
        'D | SYNONYM | VALID',
        'GROWN | VIEW | VALID',
        'PK | PACKAGE | VALID',
        'RIGHT | PROCEDURE | VALID',
        'WRONG | PROCEDURE | INVALID',
      ],
      reference,
    ],
    ["select table_name from user_tables where table_name like '_%D%' order by 1", ['KID'], reference],
    [
      "select column_name, data_type, data_length, data_precision, nullable, char_used from user_tab_columns where table_name = 'KID' order by column_id",
      ['ID | NUMBER | 22 | 4 | N | (null)', 'DEP_ID | NUMBER | 22 | (null) | Y | (null)'],
      reference,
    ],
    [
      "select column_name, data_length, char_length, char_used from user_tab_columns where table_name = 'DEP' and data_type = 'VARCHAR2'",
      ['NAME | 20 | 20 | B'],
      reference,
    ],
    ['select view_name, read_only from user_views', ['GROWN | Y'], reference],
    [
      'select sequence_name, min_value, max_value, increment_by, cycle_flag, order_flag, cache_size, last_number from user_sequences',
      ['COUNTING | 1 | 20 | 5 | Y | N | 2 | 5'],
      reference,
    ],
    ['select synonym_name, table_owner, table_name from user_synonyms', ['D | SCOTT | DEP'], reference],
    [
      "select line, text from user_source where name = 'RIGHT'",
      ['1 | procedure right as begin null; end;'],
      reference,
    ],
    [
      'select name, line, position, text, attribute from user_errors order by sequence',
      [
        "WRONG | 1 | 26 | PLS-00201: identifier 'NOWHERE' must be declared | ERROR",
        'WRONG | 1 | 26 | PL/SQL: Statement ignored | ERROR',
      ],
      reference,
    ],
    [
      "select object_name, procedure_name from user_procedures where object_name = 'PK' order by 2",
      ['PK | F', 'PK | P', 'PK | (null)'],
      reference,
    ],
  ],
  { setup },
)

answers(
  'what can be called',
  [
    ["select line, text from user_errors where name = 'WIDE'", [], reference],
    [
      "select procedure_name, subprogram_id, overload from user_procedures where object_name = 'WIDE' order by 2",
      ['(null) | 0 | (null)', 'PUT | 1 | 1', 'PUT | 2 | 2', 'READ | 3 | (null)'],
      reference,
    ],
    [
      "select object_name, overload, argument_name, position, data_type, in_out, defaulted from user_arguments where package_name = 'WIDE' order by subprogram_id, sequence",
      [
        'PUT | 1 | N | 1 | NUMBER | IN | N',
        'PUT | 2 | T | 1 | VARCHAR2 | IN | N',
        'PUT | 2 | N | 2 | NUMBER | IN/OUT | N',
        'READ | (null) | (null) | 0 | NUMBER | OUT | N',
        'READ | (null) | SINCE | 1 | TIMESTAMP WITH TIME ZONE | IN | Y',
        'READ | (null) | ONE | 2 | PL/SQL RECORD | OUT | N',
        'READ | (null) | MANY | 3 | PL/SQL TABLE | IN | N',
        'READ | (null) | NAME | 4 | VARCHAR2 | IN | N',
        'READ | (null) | SURE | 5 | PL/SQL BOOLEAN | IN | N',
      ],
      reference,
    ],
    [
      "select package_name, object_name, argument_name, data_type, data_level from all_arguments where owner = user and object_name = 'ALONE'",
      ['(null) | ALONE | X | DATE | 0'],
      reference,
    ],
    ["select count(*) from user_arguments where object_name = 'BARE'", ['0'], 'recalled'],
  ],
  {
    setup: [
      `create package wide as
     type list is table of number index by binary_integer;
     procedure put(n number);
     procedure put(t varchar2, n in out number);
     function read(since timestamp with time zone default systimestamp, one out dept%rowtype, many list,
       name dept.dname%type, sure boolean) return integer;
   end;`,
      'create procedure alone(x date) as begin null; end;',
      'create procedure bare as begin null; end;',
    ],
  },
)

answers(
  'constraints and indexes',
  [
    [
      "select constraint_type, search_condition, delete_rule, generated from user_constraints where table_name = 'KID' order by 1",
      ['C | "ID" IS NOT NULL | (null) | GENERATED NAME', 'R | (null) | SET NULL | USER NAME'],
      reference,
    ],
    [
      "select constraint_name, constraint_type, search_condition, status from user_constraints where table_name = 'DEP' and generated = 'USER NAME' order by 1",
      ['DEP_CK | C | id > 0 | ENABLED', 'DEP_UK | U | (null) | ENABLED'],
      reference,
    ],
    [
      "select c.constraint_name, p.table_name, p.constraint_type from user_constraints c join user_constraints p on p.owner = c.r_owner and p.constraint_name = c.r_constraint_name where c.table_name = 'KID'",
      ['KID_FK | DEP | P'],
      reference,
    ],
    [
      "select constraint_name, column_name, position from user_cons_columns where constraint_name in ('DEP_CK', 'DEP_UK', 'KID_FK') order by 1",
      ['DEP_CK | ID | (null)', 'DEP_UK | NAME | 1', 'KID_FK | DEP_ID | 1'],
      reference,
    ],
    [
      "select index_name, table_name, uniqueness, generated from user_indexes where generated = 'N' and table_name in ('DEP', 'KID') order by 1",
      ['DEP_UK | DEP | UNIQUE | N', 'KID_I | KID | NONUNIQUE | N'],
      reference,
    ],
    [
      "select index_name, column_name, column_position, descend from user_ind_columns where index_name = 'KID_I' order by 3",
      ['KID_I | DEP_ID | 1 | ASC', 'KID_I | ID | 2 | ASC'],
      reference,
    ],
    [
      "select constraint_name, constraint_type from all_constraints where owner = 'A' and table_name = 'EMP' and generated = 'USER NAME' order by 1",
      ['FK_DEPTNO | R', 'PK_EMP | P'],
      reference,
    ],
    [
      "select index_name, table_owner, column_name from all_ind_columns where index_owner = 'A' and table_name = 'DEPT'",
      ['PK_DEPT | A | DEPTNO'],
      reference,
    ],
  ],
  { setup },
)

answers(
  'what others may see',
  [
    [
      "select grantee, table_name, privilege, grantor from user_tab_privs where owner = 'SCOTT' order by privilege",
      ['A | DEP | INSERT | SCOTT', 'A | DEP | SELECT | SCOTT'],
      reference,
    ],
    [
      "select owner, table_name from all_tables where owner = 'A' order by 2",
      ['A | DEPT', 'A | EMP', 'A | FLAKY_CALLS', 'A | ORDERS'],
      reference,
    ],
    ["select count(*) from all_objects where owner = 'SYSTEM'", ['0'], reference],
    ["select username from all_users where username in ('A', 'SCOTT') order by 1", ['A', 'SCOTT'], reference],
    [
      "select column_name, data_precision, data_scale from user_tab_columns where table_name = 'WHOLE' order by column_id",
      ['A | (null) | 0', 'B | (null) | 2', 'C | 38 | 0', 'D | (null) | (null)'],
      'recalled',
    ],
    ['select username, default_tablespace from user_users', ['SCOTT | USERS'], reference],
    ["select distinct owner from all_source where owner in ('A', 'B') order by 1", ['A', 'B'], reference],
  ],
  { setup },
)

failures(
  'the dictionary',
  [
    ['select nothing from user_tables', 'ORA-00904: "NOTHING": invalid identifier', messages],
    ["insert into user_tables (table_name) values ('X')", 'ORA-01031: insufficient privileges', messages],
    ['drop view user_tables', 'ORA-00942: table or view does not exist', messages],
    ['select * from dba_nothing', 'ORA-00942: table or view does not exist', messages],
  ],
  { setup },
)

refusals('what the dictionary lacks', [
  ['select * from user_tab_comments', 'USER_TAB_COMMENTS'],
  ['select * from nls_database_parameters', 'NLS_DATABASE_PARAMETERS'],
  ['select * from sys.user_segments', 'USER_SEGMENTS'],
  ['select * from dba_tables', 'DBA_TABLES'],
  ['select * from all_triggers', 'ALL_TRIGGERS'],
  ['select * from global_name', 'GLOBAL_NAME'],
  ["comment on table emp is 'staff'", 'COMMENT'],
  ['analyze table emp compute statistics', 'ANALYZE'],
  ['explain plan for select 1 from dual', 'EXPLAIN'],
  ['create materialized view mv as select 1 x from dual', 'MATERIALIZED'],
  ['create trigger t before insert on emp begin null; end;', 'TRIGGER'],
  ['create type t as object (n number)', 'TYPE'],
  ["create directory d as '/x'", 'DIRECTORY'],
  ["create database link l using 'x'", 'DATABASE'],
  ['create context c using p', 'CONTEXT'],
  ['create bitmap index i on emp (job)', 'BITMAP'],
])
