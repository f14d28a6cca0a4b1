import { answers, failures, refusals } from './answers.ts'

const grants = 'SQL Language Reference, GRANT'
const messages = 'Database Error Messages'

/** A new user, to whom nobody has granted anything. */
const asZed = { user: 'zed', password: 'zebra' } as const

answers(
  'a user with nothing of his own',
  [
    ['select user from dual', ['ZED'], grants],
    ['select count(*) from user_tables', ['0'], grants],
    ["select count(*) from all_tables where owner in ('SCOTT', 'A')", ['0'], grants],
    [
      "select privilege from session_privs where privilege like 'CREATE S%' order by 1",
      ['CREATE SEQUENCE', 'CREATE SESSION', 'CREATE SYNONYM'],
      grants,
    ],
  ],
  asZed,
)

failures(
  'what a user may not see is not there',
  [
    ['select * from scott.emp', 'ORA-00942: table or view does not exist', messages],
    ['insert into scott.emp (empno) values (1)', 'ORA-00942: table or view does not exist', messages],
    ['delete from a.emp', 'ORA-00942: table or view does not exist', messages],
    ['drop table a.emp', 'ORA-00942: table or view does not exist', messages],
    ['grant select on scott.emp to public', 'ORA-00942: table or view does not exist', messages],
    [
      'begin a.task; end;',
      "ORA-06550: line 1, column 7:\nPLS-00201: identifier 'A.TASK' must be declared",
      messages,
    ],
  ],
  asZed,
)

failures('what a user may see but not do', [
  ['insert into a.dept values (1, null, null)', 'ORA-01031: insufficient privileges', messages],
  ['update a.emp set sal = 1', 'ORA-01031: insufficient privileges', messages],
  ['delete from a.emp', 'ORA-01031: insufficient privileges', messages],
  ['truncate table a.emp', 'ORA-01031: insufficient privileges', messages],
  ['alter table a.emp add x number', 'ORA-01031: insufficient privileges', messages],
  ['create index i on a.emp (job)', 'ORA-01031: insufficient privileges', messages],
  ['create table a.t (x number)', 'ORA-01031: insufficient privileges', messages],
  ['create user x identified by y', 'ORA-01031: insufficient privileges', messages],
  ['grant select on a.emp to b', 'ORA-01031: insufficient privileges', 'recalled'],
  [
    'grant select on emp to nobody_at_all',
    "ORA-01917: user or role 'NOBODY_AT_ALL' does not exist",
    messages,
  ],
  [
    'grant select on emp to scott',
    'ORA-01749: you may not GRANT/REVOKE privileges to/from yourself',
    messages,
  ],
  ['revoke select on emp from b', 'ORA-01927: cannot REVOKE privileges you did not grant', messages],
  ['grant execute on emp to b', 'ORA-02224: EXECUTE privilege not allowed for tables', messages],
])

refusals('rights that are not known', [
  ['grant select on emp to b with grant option', 'WITH GRANT OPTION'],
  ['grant select (ename) on emp to b', 'PRIVILEGE ON COLUMNS'],

  ['grant flying on emp to b', 'PRIVILEGE FLYING'],
  ['set role all', 'SET ROLE'],
  ['create role r', 'ROLE'],
])
