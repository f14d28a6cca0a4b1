import { failures, refusals } from './answers.ts'
import { stories } from './story.ts'

const errors = 'Database Error Messages'
const setTransaction = 'SQL Language Reference, SET TRANSACTION'
const alterSession = 'SQL Language Reference, ALTER SESSION'

stories('transactions that are set', {
  'SET TRANSACTION READ ONLY lets nothing be changed, until the transaction ends': [
    ['create table t (n number)', 'done'],
    ['set transaction read only', 'done'],
    [
      'insert into t values (1)',
      'ORA-01456: may not perform insert, delete, update operation inside a READ ONLY',
    ],
    ['begin delete from t; end;', 'ORA-01456'],
    ['select n from t for update', 'ORA-01456'],
    ['select count(*) from t', ['0']],
    ['rollback', 'done'],
    ['insert into t values (1)', 1],
  ],
  'SET TRANSACTION has to come first': [
    ['create table t (n number)', 'done'],
    ['insert into t values (1)', 1],
    ['set transaction read only', 'ORA-01453: SET TRANSACTION must be first statement of transaction'],
    ['commit', 'done'],
    ['select count(*) from t', ['1']],
    ['set transaction read only', 'done'],
    ['set transaction read write', 'ORA-01453'],
    ['commit', 'done'],
    ['set transaction isolation level read committed', 'done'],
    ['set transaction isolation level serializable', 'done'],
    ['update t set n = n + 1', 1],
    ['select n from t', ['2']],
  ],
  'ALTER SESSION sets several parameters, or none of them': [
    ["alter session set nls_date_format = 'YYYY/MM' time_zone = '+1:00'", 'done'],
    ["select to_char(date '2024-03-09') || sessiontimezone from dual", ['2024/03+01:00']],
    ["alter session set nls_date_format = 'DD' nonsense = 1", 'ORA-03001: unimplemented feature: NONSENSE'],
    ["select value from nls_session_parameters where parameter = 'NLS_DATE_FORMAT'", ['YYYY/MM']],
  ],
})

failures('sessions and accounts', [
  ["alter session set nls_date_format = 'nonsense'", 'ORA-01821', errors],
  ['alter session set current_schema = nobody', 'ORA-01435: user does not exist', alterSession],
  ['create user u identified by p', 'ORA-01031: insufficient privileges', errors],
  ['create profile p limit sessions_per_user 1', 'ORA-01031', errors],
  ['grant create session to a', 'ORA-01031', errors],
  ['set transaction nonsense', 'ORA-00900', setTransaction],
])

failures(
  'what a DBA says of accounts that are not there',
  [
    ['alter user nobody account lock', "ORA-01918: user 'NOBODY' does not exist", errors],
    [
      'create user a identified by p',
      "ORA-01920: user name 'A' conflicts with another user or role name",
      errors,
    ],
    ['create user u', 'ORA-00922: missing or invalid option', errors],
    ["create user u identified by 'p'", 'ORA-00988: missing or invalid password(s)', errors],
    ['create user u identified by p profile nothing', 'ORA-02380: profile NOTHING does not exist', errors],
    [
      'create user u identified by p default tablespace t',
      "ORA-00959: tablespace 'T' does not exist",
      errors,
    ],
    ['drop profile nothing', 'ORA-02380', errors],
    ['create profile p limit sessions_per_user 0', 'ORA-02377: invalid profile limit', errors],
    ['grant nonsense to a', "ORA-01919: role 'NONSENSE' does not exist", errors],
    ['grant connect to nobody', "ORA-01917: user or role 'NOBODY' does not exist", errors],
    ['revoke dba from a', "ORA-01951: ROLE 'DBA' not granted to 'A'", errors],
    ['revoke create user from a', "ORA-01952: system privileges not granted to 'A'", errors],
  ],
  { user: 'system' },
)

refusals(
  'what only Oracle knows of sessions and accounts',
  [
    ["set transaction name 'x'", 'NAME'],
    ['set role all', 'SET ROLE'],
    ['alter session enable parallel dml', 'ENABLE'],
    ['alter session close database link x', 'CLOSE'],
    ["alter session set nls_numeric_characters = ',.'", 'NLS_NUMERIC_CHARACTERS'],
    ['alter session set isolation_level = serializable', 'ISOLATION_LEVEL'],
    ['alter system set open_cursors = 5', 'ALTER SYSTEM SET'],
    ['create role r', 'ROLE'],
    ['create profile p limit cpu_per_call 1', 'CPU_PER_CALL'],
    ['create user u identified externally', 'EXTERNALLY'],
    ['create user u identified by p quota 5 on users', 'QUOTA OF A SIZE'],
    ['grant create any view to a', 'CREATE ANY VIEW'],
    ['grant create any table to a', 'CREATE ANY TABLE'],
    ['grant connect to a with admin option', 'WITH ADMIN OPTION'],
    ['grant create table to public', 'SYSTEM PRIVILEGE TO PUBLIC'],
    ['select * from v$mystat', 'V$MYSTAT'],
    ['select * from sys.v_$process', 'V_$PROCESS'],
  ],
  { user: 'system' },
)
