import { answers, failures, refusals } from './answers.ts'

const hierarchies = 'SQL Language Reference, Hierarchical Queries'
const pseudo = 'SQL Language Reference, Hierarchical Query Pseudocolumns'
const operators = 'SQL Language Reference, Hierarchical Query Operators'
const path = 'SQL Language Reference, SYS_CONNECT_BY_PATH'
const messages = 'Database Error Messages'

const setup = [
  'create table staff (id number, name varchar2(10), boss number)',
  "insert into staff values (1, 'KING', null)",
  "insert into staff values (2, 'JONES', 1)",
  "insert into staff values (3, 'BLAKE', 1)",
  "insert into staff values (4, 'SCOTT', 2)",
  "insert into staff values (5, 'FORD', 2)",
  "insert into staff values (6, 'SMITH', 5)",
  "insert into staff values (7, 'ALLEN', 3)",
  'create table ring (a number, b number)',
  'insert into ring select 1, 2 from dual union all select 2, 3 from dual union all select 3, 1 from dual',
  'create table pay (id number, sal number)',
  'insert into pay select level, level * 100 from dual connect by level <= 7',
]

answers(
  'the row generator',
  [
    ['select level from dual connect by level <= 3', ['1', '2', '3'], hierarchies],
    ['select rownum from dual connect by rownum <= 3', ['1', '2', '3'], 'recalled'],
    ['select rownum, level from dual connect by level <= 2', ['1 | 1', '2 | 2'], hierarchies],
    ['select level from dual connect by level <= 0', ['1'], 'recalled'],
    ['select level from dual connect by 1 = 0', ['1'], 'recalled'],
    ['select level from dual where level > 2 connect by level <= 4', ['3', '4'], hierarchies],
    ['select level from dual where rownum <= 2 connect by level <= 1e9', ['1', '2'], hierarchies],
    ['select count(*) from dual connect by level <= 1000', ['1000'], hierarchies],
    [
      "select to_char(date '2024-01-30' + level, 'DD') from dual connect by level <= 3",
      ['31', '01', '02'],
      hierarchies,
    ],
    [
      'select n from (select level n from dual connect by level <= 1e9) where rownum <= 3',
      ['1', '2', '3'],
      hierarchies,
    ],
    ['select level, connect_by_isleaf from dual connect by level <= 2', ['1 | 0', '2 | 1'], pseudo],
    [
      'select mod(level, 2) m, count(*) from dual connect by level <= 5 group by mod(level, 2) order by 1',
      ['0 | 2', '1 | 3'],
      hierarchies,
    ],
    [
      'select level from (select 1 x from dual union all select 2 from dual) connect by level <= 2',
      ['1', '2', '2', '1', '2', '2'],
      hierarchies,
    ],
    [
      "select regexp_substr('a,b,c', '[^,]+', 1, level) from dual connect by level <= regexp_count('a,b,c', ',') + 1",
      ['a', 'b', 'c'],
      hierarchies,
    ],
    [
      'select id, level from pay where id <= 2 connect by level <= 2 and prior id = id and prior dbms_random.value is not null order by 1, 2',
      ['1 | 1', '1 | 2', '2 | 1', '2 | 2'],
      'recalled',
    ],
  ],
  { setup },
)

answers(
  'hierarchies',
  [
    [
      'select level, name from staff start with boss is null connect by prior id = boss',
      ['1 | KING', '2 | JONES', '3 | SCOTT', '3 | FORD', '4 | SMITH', '2 | BLAKE', '3 | ALLEN'],
      hierarchies,
    ],
    [
      'select name from staff connect by boss = prior id start with id = 2 order siblings by name',
      ['JONES', 'FORD', 'SMITH', 'SCOTT'],
      hierarchies,
    ],
    [
      'select name from staff start with boss is null connect by prior id = boss order siblings by name desc',
      ['KING', 'JONES', 'SCOTT', 'FORD', 'SMITH', 'BLAKE', 'ALLEN'],
      hierarchies,
    ],
    [
      'select name from staff start with id = 6 connect by id = prior boss',
      ['SMITH', 'FORD', 'JONES', 'KING'],
      hierarchies,
    ],
    [
      "select sys_connect_by_path(name, '/') from staff where connect_by_isleaf = 1 start with boss is null connect by prior id = boss",
      ['/KING/JONES/SCOTT', '/KING/JONES/FORD/SMITH', '/KING/BLAKE/ALLEN'],
      path,
    ],
    [
      "select lpad(' ', 2 * (level - 1)) || name from staff start with boss is null connect by prior id = boss and level <= 2",
      ['KING', '  JONES', '  BLAKE'],
      hierarchies,
    ],
    [
      'select name, connect_by_root name from staff where level = 3 start with boss is null connect by prior id = boss',
      ['SCOTT | KING', 'FORD | KING', 'ALLEN | KING'],
      operators,
    ],
    [
      'select name, prior name from staff where level = 2 start with boss is null connect by prior id = boss',
      ['JONES | KING', 'BLAKE | KING'],
      operators,
    ],
    [
      'select prior name from staff where level = 1 start with boss is null connect by prior id = boss',
      ['(null)'],
      operators,
    ],
    [
      'select name, connect_by_isleaf from staff start with id = 3 connect by prior id = boss',
      ['BLAKE | 0', 'ALLEN | 1'],
      pseudo,
    ],
    // WHERE takes rows out, not their children; a condition of CONNECT BY takes out both.
    [
      "select name from staff where name <> 'JONES' start with boss is null connect by prior id = boss",
      ['KING', 'SCOTT', 'FORD', 'SMITH', 'BLAKE', 'ALLEN'],
      hierarchies,
    ],
    [
      "select name from staff start with boss is null connect by prior id = boss and name <> 'JONES'",
      ['KING', 'BLAKE', 'ALLEN'],
      hierarchies,
    ],
    ['select count(*) from staff connect by prior id = boss', ['18'], hierarchies],
    [
      'select connect_by_root name, sum(sal) from staff s, pay p where s.id = p.id start with boss = 1 connect by prior s.id = boss group by connect_by_root name order by 1',
      ['BLAKE | 1000', 'JONES | 1700'],
      operators,
    ],
    [
      'select name, sal from staff s, pay p where s.id = p.id and sal > 400 start with boss is null connect by prior s.id = boss',
      ['FORD | 500', 'SMITH | 600', 'ALLEN | 700'],
      hierarchies,
    ],
    [
      'select name, sal from staff s join pay p on s.id = p.id and sal <> 200 start with boss is null connect by prior s.id = boss',
      ['KING | 100', 'BLAKE | 300', 'ALLEN | 700'],
      hierarchies,
    ],
    [
      'select name, sal from staff s, pay p where s.id = p.id(+) and p.sal(+) > 600 and level = 3 start with boss is null connect by prior s.id = boss order by name',
      ['ALLEN | 700', 'FORD | (null)', 'SCOTT | (null)'],
      hierarchies,
    ],
    ['select max(level) from staff start with boss is null connect by prior id = boss', ['4'], hierarchies],
    [
      'select level, count(*) from staff start with boss is null connect by prior id = boss group by level order by level',
      ['1 | 1', '2 | 2', '3 | 3', '4 | 1'],
      hierarchies,
    ],
    [
      'select a, b, connect_by_iscycle from ring start with a = 1 connect by nocycle prior b = a',
      ['1 | 2 | 0', '2 | 3 | 0', '3 | 1 | 1'],
      pseudo,
    ],
    ['select count(*) from ring connect by nocycle prior b = a', ['9'], hierarchies],
    [
      'select level from ring start with a = 1 connect by nocycle prior b = a and level <= 2',
      ['1', '2'],
      hierarchies,
    ],
    [
      'select name from staff start with id in (select 7 from dual) connect by prior boss = id',
      ['ALLEN', 'BLAKE', 'KING'],
      hierarchies,
    ],
    [
      'select name, (select count(*) from staff c where c.boss = s.id) n from staff s where level = 2 start with boss is null connect by prior id = boss',
      ['JONES | 2', 'BLAKE | 1'],
      hierarchies,
    ],
    [
      'select s.name, (select max(level) from staff c start with c.id = s.id connect by prior c.id = c.boss) depth from staff s where s.id < 4 order by s.id',
      ['KING | 4', 'JONES | 3', 'BLAKE | 2'],
      hierarchies,
    ],
    [
      "select sys_connect_by_path(boss, '>') from staff start with id = 1 connect by prior id = boss and level = 2",
      ['>', '>>1', '>>1'],
      path,
    ],
    [
      'select rownum, name from staff start with id = 3 connect by prior id = boss',
      ['1 | BLAKE', '2 | ALLEN'],
      hierarchies,
    ],
    ['select name from staff start with id = 99 connect by prior id = boss', [], hierarchies],
    [
      "select name from staff start with boss is null connect by prior id = boss and prior name <> 'JONES' order by name",
      ['ALLEN', 'BLAKE', 'JONES', 'KING'],
      hierarchies,
    ],
    [
      "select listagg(name, ',') within group (order by level desc) from staff start with id = 6 connect by id = prior boss",
      ['KING,JONES,FORD,SMITH'],
      hierarchies,
    ],
    [
      'select name from (select name, level l from staff start with boss is null connect by prior id = boss) where l = 4',
      ['SMITH'],
      hierarchies,
    ],
    [
      'select distinct level from staff start with boss is null connect by prior id = boss order by 1',
      ['1', '2', '3', '4'],
      hierarchies,
    ],
    [
      'with t as (select 1 id, null p from dual union all select 2, 1 from dual) select id, level from t start with p is null connect by prior id = p',
      ['1 | 1', '2 | 2'],
      hierarchies,
    ],
  ],
  { setup },
)

failures(
  'hierarchies that Oracle refuses',
  [
    [
      'select a from ring start with a = 1 connect by prior b = a',
      'ORA-01436: CONNECT BY loop in user data',
      messages,
    ],
    [
      'select id from pay connect by prior id = id and level <= 2',
      'ORA-01436: CONNECT BY loop in user data',
      messages,
    ],
    [
      "select sys_connect_by_path(name, 'I') from staff start with id = 1 connect by prior id = boss",
      'ORA-30004: when using SYS_CONNECT_BY_PATH function, cannot have seperator as part of column value',
      messages,
    ],
    [
      'select sys_connect_by_path(name, id) from staff connect by prior id = boss',
      'ORA-30003: illegal parameter in SYS_CONNECT_BY_PATH function',
      messages,
    ],
    [
      "select name from staff where sys_connect_by_path(name, '/') = '/KING' connect by prior id = boss",
      'ORA-30002: SYS_CONNECT_BY_PATH function is not allowed here',
      messages,
    ],
    [
      'select name from staff connect by prior id = boss and connect_by_root id = 1',
      'ORA-30007: CONNECT BY ROOT operator is not supported in the START WITH or in the CONNECT BY condition',
      messages,
    ],
    [
      'select connect_by_iscycle from staff connect by prior id = boss',
      'ORA-30930: NOCYCLE keyword is required with CONNECT_BY_ISCYCLE pseudocolumn',
      messages,
    ],
    ['select level from staff', 'ORA-01788: CONNECT BY clause required in this query block', messages],
    ['select prior id from staff', 'ORA-01788: CONNECT BY clause required in this query block', messages],
    [
      "select sys_connect_by_path(id, '/') from staff",
      'ORA-01788: CONNECT BY clause required in this query block',
      messages,
    ],
    [
      'select id from staff order siblings by id',
      'ORA-30929: ORDER SIBLINGS BY clause not allowed here',
      messages,
    ],
    [
      'select level, count(*) from dual connect by level <= 3',
      'ORA-00937: not a single-group group function',
      messages,
    ],
    ['select name from staff start with id = 1', 'ORA-00905: missing keyword', 'recalled'],
  ],
  { setup },
)

refusals(
  'hierarchies that are not known',
  [
    [
      'select name from staff start with level = 1 connect by prior id = boss',
      'LEVEL, PRIOR OR ROWNUM IN START WITH',
    ],
    ['select name from staff connect by rownum <= 10', 'ROWNUM IN CONNECT BY'],
    ['select prior level from staff connect by prior id = boss', 'LEVEL OR ROWNUM OF ANOTHER ROW'],
    [
      'select prior (id + 1) from staff connect by prior id = boss',
      'PRIOR OF AN EXPRESSION OUTSIDE OF CONNECT BY',
    ],
    [
      'select name from staff connect by prior id = boss and connect_by_isleaf = 0',
      'CONNECT_BY_ISLEAF IN CONNECT BY',
    ],
    [
      'select connect_by_isleaf from ring start with a = 1 connect by nocycle prior b = a',
      'CONNECT_BY_ISLEAF IN A LOOP',
    ],
    [
      'select distinct name from staff connect by prior id = boss order siblings by name',
      'ORDER SIBLINGS BY OF GROUPS',
    ],
    [
      'select 1 from staff s, pay p where s.id = p.id connect by prior s.id = boss(+)',
      '(+) BESIDE ROWNUM, LEVEL OR PRIOR',
    ],
    ['select 1 from staff s join pay p on s.id = level connect by level < 3', 'ROWNUM OR LEVEL IN ON'],
  ],
  { setup },
)
