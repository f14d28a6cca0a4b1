import { answers, failures, places, refusals } from './answers.ts'

const operators = 'SQL Language Reference, The Set Operators'
const limits = 'SQL Language Reference, SELECT, row_limiting_clause'
const messages = 'Database Error Messages'

const setup = [
  'create table one (n number, t varchar2(10))',
  'create table two (n number, t varchar2(10))',
  "insert into one select 1, 'a' from dual union all select 1, 'a' from dual union all select 2, 'b' from dual",
  'insert into one values (null, null)',
  "insert into two select 2, 'b' from dual union all select 3, 'c' from dual",
  'insert into two values (null, null)',
]

answers(
  'sets of queries',
  [
    ['select n from one union select n from two order by 1', ['1', '2', '3', '(null)'], operators],
    [
      'select n from one union all select n from two order by n nulls first',
      ['(null)', '(null)', '1', '1', '2', '2', '3'],
      operators,
    ],
    [
      'select n, t from one intersect select n, t from two order by 1',
      ['2 | b', '(null) | (null)'],
      operators,
    ],
    ['select n, t from one minus select n, t from two', ['1 | a'], operators],
    ['select n from two minus select n from one', ['3'], operators],
    // All operators have one precedence: from the left.
    ['select 1 from dual union select 2 from dual intersect select 2 from dual', ['2'], operators],
    [
      'select 1 from dual union (select 2 from dual intersect select 2 from dual) order by 1',
      ['1', '2'],
      operators,
    ],
    ['select 1 from dual union all select 1 from dual minus select 2 from dual', ['1'], operators],
    ['(select 1 from dual) union all (select 2 from dual)', ['1', '2'], operators],
    ['((select 1 from dual union all select 2 from dual))', ['1', '2'], operators],
    ["select 'a' x from dual union all select 'bcd' from dual order by x desc", ['bcd', 'a'], operators],
    ['select null from dual union all select 1 from dual', ['(null)', '1'], operators],
    [
      "select date '2024-01-01' from dual union all select null from dual",
      ['2024-01-01 00:00:00', '(null)'],
      operators,
    ],
    // A blank more makes another VARCHAR2.
    ["select count(*) from (select 'a' from dual union select 'a ' from dual)", ['2'], 'recalled'],
    [
      '(select n from one order by n fetch first 1 row only) union all (select n from two order by n desc nulls last fetch first 1 row only)',
      ['1', '3'],
      limits,
    ],
    [
      'select n from one union select n from two order by n offset 1 row fetch next 2 rows only',
      ['2', '3'],
      limits,
    ],
    [
      'select n from one union all select n from two order by n nulls last fetch first 1 row with ties',
      ['1', '1'],
      limits,
    ],
    ['select count(*) from (select 1 from dual union all select 1 from dual)', ['2'], operators],
    ['select n from one where n in (select 2 from dual union select 5 from dual)', ['2'], operators],
    ['select n from one where n in ((select 2 from dual) union (select 5 from dual))', ['2'], operators],
    ['select * from ((select 1 a from dual) union all (select 2 from dual)) where a > 1', ['2'], operators],
    [
      'select * from ((select 1 a from dual) x join (select 1 b from dual) y on a = b)',
      ['1 | 1'],
      'SQL Language Reference, SELECT, join_clause',
    ],
    ['select (select 1 from dual union select 1 from dual) from dual', ['1'], operators],
    [
      'select t from one where exists (select n from dual minus select 2 from dual) order by t',
      ['a', 'a', '(null)'],
      operators,
    ],
  ],
  { setup },
)

answers('rows of a part in a hundred', [
  [
    'select level n from dual connect by level <= 10 order by n fetch first 25 percent rows only',
    ['1', '2', '3'],
    limits,
  ],
  [
    'select level n from dual connect by level <= 10 order by n offset 8 rows fetch next 20 percent rows only',
    ['9', '10'],
    limits,
  ],
  [
    'select trunc(level / 4) n from dual connect by level <= 8 order by n fetch first 10 percent rows with ties',
    ['0', '0', '0'],
    limits,
  ],
  ['select level from dual connect by level <= 3 fetch first 1 percent rows only', ['1'], limits],
  ['select level from dual connect by level <= 3 fetch first 0 percent rows only', [], limits],
  ['select level from dual connect by level <= 2 fetch first 1000 percent rows only', ['1', '2'], limits],
])

places('sets that do not go together, and where', [
  ['^select 1, 2 from dual union select 1 from dual', 'ORA-01789', 'recalled'],
  ["select ^1 from dual union select 'a' from dual", 'ORA-01790', 'recalled'],
  ["select 1, 'x', ^sysdate from dual union select 1, 'x', 1 from dual", 'ORA-01790', 'recalled'],
  ["select * from (select 1 a, ^'x' b from dual union all select 2, 3 from dual)", 'ORA-01790', 'recalled'],
  ['select ^d.* from dept d minus select 1, 2, 3 from dual', 'ORA-01790', 'recalled'],
])

failures(
  'sets that do not go together',
  [
    [
      'select 1, 2 from dual union select 1 from dual',
      'ORA-01789: query block has incorrect number of result columns',
      messages,
    ],
    [
      "select 1 from dual union select 'a' from dual",
      'ORA-01790: expression must have same datatype as corresponding expression',
      messages,
    ],
    [
      "select sysdate from dual intersect select '2024-01-01' from dual",
      'ORA-01790: expression must have same datatype as corresponding expression',
      messages,
    ],
    [
      'select n from one union select n from two order by n + 1',
      'ORA-01785: ORDER BY item must be the number of a SELECT-list expression',
      messages,
    ],
    [
      'select n from one union select n as m from two order by m',
      'ORA-00904: "M": invalid identifier',
      messages,
    ],
    [
      'select n from one union select n from two order by 2',
      'ORA-01785: ORDER BY item must be the number of a SELECT-list expression',
      messages,
    ],
    [
      'select n from one union select n from two for update',
      'ORA-01786: FOR UPDATE of this query expression is not allowed',
      messages,
    ],
    [
      'select n from one order by 1 union select 1 from dual',
      'ORA-00933: SQL command not properly ended',
      messages,
    ],
    ['select 1 from dual union', 'ORA-00928: missing SELECT keyword', messages],
    ['select 1', 'ORA-00923: FROM keyword not found where expected', messages],
    ['select 1 union all select 2', 'ORA-00923: FROM keyword not found where expected', messages],
    ['select 1 frm dual', 'ORA-00923: FROM keyword not found where expected', messages],
  ],
  { setup },
)

refusals('sets that are not known', [
  ['select 1 from dual except select 2 from dual', 'EXCEPT'],
  ['select 1 from dual intersect all select 1 from dual', 'INTERSECT ALL'],
  ['select 1 from dual minus all select 1 from dual', 'MINUS ALL'],
  ['select 1 from dual where 1 in ((select 1 from dual))', 'A QUERY IN TWO PAIRS OF PARENTHESES'],
  ['select * from (values (1), (2)) t (a)', 'VALUES'],
])
