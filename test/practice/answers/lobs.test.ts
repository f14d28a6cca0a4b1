import { answers, failures } from './answers.ts'

const restrictions =
  'SecureFiles and Large Objects Developer’s Guide, SQL Semantics and LOBs, Unsupported Use of LOBs in SQL'
const semantics =
  'SecureFiles and Large Objects Developer’s Guide, SQL Functions and Operators Supported for Use with LOBs'

const setup = [
  'create table docs (id number, c clob, b blob)',
  "insert into docs values (1, 'hello', hextoraw('FF00'))",
  'insert into docs values (2, null, null)',
  'insert into docs values (3, empty_clob(), empty_blob())',
]

answers(
  'CLOBs are texts where texts may be long',
  [
    ["select c || '!' from docs where id = 1", ['hello!'], semantics],
    [
      "select length(c), instr(c, 'l'), substr(c, 2, 3), upper(c) from docs where id = 1",
      ['5 | 3 | ell | HELLO'],
      semantics,
    ],
    ["select id from docs where c like 'h%'", ['1'], semantics],
    ['select id from docs where c is null', ['2'], semantics],
    ["select nvl(c, 'none') from docs where id = 2", ['none'], semantics],
    ["select c from docs where id = 1 union all select to_clob('x') from dual", ['hello', 'x'], semantics],
    ['select length(b) from docs where id = 1', ['2'], semantics],
    ['select count(c) from docs', ['2'], semantics],
  ],
  { setup },
)

const noOrder = 'ORA-00932: inconsistent datatypes: expected - got CLOB'

failures(
  'CLOBs are compared with nothing',
  [
    ["select id from docs where c = 'hello'", noOrder, restrictions],
    ["select id from docs where c between 'a' and 'z'", noOrder, restrictions],
    ["select decode(c, 'hello', 1) from docs", noOrder, restrictions],
    ["select greatest(c, 'a') from docs", noOrder, restrictions],
    ['select distinct c from docs', noOrder, restrictions],
    ['select c, count(*) from docs group by c', noOrder, restrictions],
    ['select c from docs order by c', noOrder, restrictions],
    ['select c from docs union select c from docs', noOrder, restrictions],
    ['select c from docs minus select c from docs', noOrder, restrictions],
    ['select c from docs union all select c from docs order by 1', noOrder, restrictions],
    ['select row_number() over (order by c) from docs', noOrder, restrictions],
    ['select count(*) over (partition by c) from docs', noOrder, restrictions],
    ['select max(id) keep (dense_rank first order by c) from docs', noOrder, restrictions],
    ['select max(c) from docs', noOrder, restrictions],
    ['select p.id from docs p join docs q on p.c = q.c', noOrder, restrictions],
    [
      'create index docs_i on docs (c)',
      'ORA-02327: cannot create index on expression with datatype LOB',
      restrictions,
    ],
  ],
  { setup },
)
