import { answers, failures, refusals } from './answers.ts'

const outer = 'SQL Language Reference, Joins, Outer Joins'
const joins = 'SQL Language Reference, SELECT, join_clause'
const lateral = 'SQL Language Reference, SELECT, cross_outer_apply_clause'
const messages = 'Database Error Messages'

const setup = [
  'create table a (x number, y number)',
  'create table b (x number, y number)',
  'create table c (x number, y number)',
  'insert into a select level, level * 10 from dual connect by level <= 4',
  'insert into b select 1, 1 from dual union all select 2, 2 from dual union all select 2, 3 from dual union all select null, 4 from dual',
  'insert into c select 1, 100 from dual union all select 3, 300 from dual',
]

answers(
  'old outer joins',
  [
    [
      'select a.x, b.y from a, b where a.x = b.x(+) order by 1, 2',
      ['1 | 1', '2 | 2', '2 | 3', '3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      'select a.x, b.y from a, b where b.x(+) = a.x and b.y(+) > 2 order by 1',
      ['1 | (null)', '2 | 3', '3 | (null)', '4 | (null)'],
      outer,
    ],
    ['select a.x, b.y from a, b where b.x(+) = a.x and b.y > 2', ['2 | 3'], outer],
    ['select a.x from a, b where a.x = b.x(+) and b.x is null order by 1', ['3', '4'], outer],
    [
      'select a.x, b.y from a, b where a.x = b.x(+) and b.y(+) between 1 and 2 order by 1',
      ['1 | 1', '2 | 2', '3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      'select a.x, b.y from a, b where a.x = b.x(+) and b.y(+) in (3) order by 1',
      ['1 | (null)', '2 | 3', '3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      "select a.x, b.y from a, b where a.x = b.x(+) and b.y(+) like '3%' order by 1",
      ['1 | (null)', '2 | 3', '3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      'select a.x, b.y from a, b where a.x = b.x(+) and b.y(+) is not null and a.x > 2 order by 1',
      ['3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      'select a.x, b.y, c.y from a, b, c where a.x = b.x(+) and b.x = c.x(+) order by 1, 2',
      ['1 | 1 | 100', '2 | 2 | (null)', '2 | 3 | (null)', '3 | (null) | (null)', '4 | (null) | (null)'],
      outer,
    ],
    [
      'select a.x, b.y, c.y from a, b, c where a.x = b.x(+) and a.x = c.x(+) order by 1, 2',
      ['1 | 1 | 100', '2 | 2 | (null)', '2 | 3 | (null)', '3 | (null) | 300', '4 | (null) | (null)'],
      outer,
    ],
    // One table made optional by two (12c).
    [
      'select a.x, c.x, b.y from a, c, b where a.x = b.x(+) and c.x = b.y(+) order by 1, 2',
      [
        '1 | 1 | 1',
        '1 | 3 | (null)',
        '2 | 1 | (null)',
        '2 | 3 | 3',
        '3 | 1 | (null)',
        '3 | 3 | (null)',
        '4 | 1 | (null)',
        '4 | 3 | (null)',
      ],
      outer,
    ],
    [
      'select a.x, b.y from b, a where a.x + 1 = b.x(+) + 1 and abs(b.y(+)) = 1 order by 1',
      ['1 | 1', '2 | (null)', '3 | (null)', '4 | (null)'],
      outer,
    ],
    [
      'select a.x, v.m from a, (select x, max(y) m from b group by x) v where a.x = v.x(+) order by 1',
      ['1 | 1', '2 | 3', '3 | (null)', '4 | (null)'],
      outer,
    ],
    ['select a.x, b.x, c.x from a, b, c where a.x = b.x(+) and b.x = c.x order by 1', ['1 | 1 | 1'], outer],
    ['select count(*) from a, b where a.x = b.x (+)', ['5'], outer],
    [
      'select a.x, b.y from a, b where a.x < b.x(+) order by 1, 2',
      ['1 | 2', '1 | 3', '2 | (null)', '3 | (null)', '4 | (null)'],
      outer,
    ],
  ],
  { setup },
)

answers(
  'joins',
  [
    [
      'select a.x, b.y from a left join b on a.x = b.x and b.y > 2 order by 1',
      ['1 | (null)', '2 | 3', '3 | (null)', '4 | (null)'],
      joins,
    ],
    [
      'select b.y, a.x from a right join b on a.x = b.x order by 1',
      ['1 | 1', '2 | 2', '3 | 2', '4 | (null)'],
      joins,
    ],
    [
      'select b.x, c.x from b full join c on b.x = c.x order by 1, 2',
      ['1 | 1', '2 | (null)', '2 | (null)', '(null) | 3', '(null) | (null)'],
      joins,
    ],
    [
      'select b.x, c.x from b full join c on b.x > c.x order by 1, 2',
      ['1 | (null)', '2 | 1', '2 | 1', '(null) | 3', '(null) | (null)'],
      joins,
    ],
    [
      'select x, b.y, c.y from b full join c using (x) order by 1, 2',
      ['1 | 1 | 100', '2 | 2 | (null)', '2 | 3 | (null)', '3 | (null) | 300', '(null) | 4 | (null)'],
      joins,
    ],
    ['select * from a join b using (x) order by 3', ['1 | 10 | 1', '2 | 20 | 2', '2 | 20 | 3'], joins],
    [
      'select * from (select x, y ay from a) natural join (select x, y by_ from b) order by 3',
      ['1 | 10 | 1', '2 | 20 | 2', '2 | 20 | 3'],
      joins,
    ],
    ['select x from a join b using (x) join c using (x)', ['1'], joins],
    ['select count(*) from a cross join b', ['16'], joins],
    ['select count(*) from a, b, c', ['32'], joins],
    [
      'select a.x, b.x, c.x from a left join (b join c on b.x = c.x) on a.x = b.x order by 1',
      ['1 | 1 | 1', '2 | (null) | (null)', '3 | (null) | (null)', '4 | (null) | (null)'],
      joins,
    ],
    [
      'select a.x, c.x from a left join b on a.x = b.x left join c on c.x = b.y order by 1, 2',
      ['1 | 1', '2 | 3', '2 | (null)', '3 | (null)', '4 | (null)'],
      joins,
    ],
    ['select p.x, q.x from a p join a q on q.x = p.x + 1 where p.x > 2', ['3 | 4'], joins],
    ['select count(*) from b p, b q where p.x = q.x', ['5'], 'SQL Language Reference, Nulls in Conditions'],
    ['select a.x from a, b, c where a.x = b.x and b.x = c.x', ['1'], joins],
    [
      'select n from (select level n from dual connect by level <= 1e9) p, a where rownum <= 2',
      ['1', '1'],
      joins,
    ],
    [
      'select n from a, (select level n from dual connect by level <= 1e9) p where rownum <= 2',
      ['1', '2'],
      joins,
    ],
  ],
  { setup },
)

answers(
  'lateral queries',
  [
    [
      'select a.x, v.s from a, lateral (select sum(y) s from b where b.x = a.x) v order by 1',
      ['1 | 1', '2 | 5', '3 | (null)', '4 | (null)'],
      lateral,
    ],
    [
      'select a.x, v.y from a cross apply (select y from b where b.x = a.x) v order by 1, 2',
      ['1 | 1', '2 | 2', '2 | 3'],
      lateral,
    ],
    [
      'select a.x, v.y from a outer apply (select y from b where b.x = a.x) v order by 1, 2',
      ['1 | 1', '2 | 2', '2 | 3', '3 | (null)', '4 | (null)'],
      lateral,
    ],
    [
      'select a.x, v.y from a left join lateral (select y from b where b.x = a.x order by y desc fetch first 1 row only) v on 1 = 1 order by 1',
      ['1 | 1', '2 | 3', '3 | (null)', '4 | (null)'],
      lateral,
    ],
    [
      'select a.x, v.n from a cross apply (select level n from dual connect by level <= a.x) v where a.x < 3 order by 1, 2',
      ['1 | 1', '2 | 1', '2 | 2'],
      lateral,
    ],
    ['select c.x, v.y from c cross apply b v where c.x = v.x', ['1 | 1'], lateral],
    [
      'select a.x, v.k, w.m from a, lateral (select a.x * 2 k from dual) v, lateral (select v.k + 1 m from dual) w where a.x = 3',
      ['3 | 6 | 7'],
      lateral,
    ],
  ],
  { setup },
)

failures(
  'joins that Oracle refuses',
  [
    [
      'select 1 from a, b where a.x(+) = b.x(+)',
      'ORA-01468: a predicate may reference only one outer-joined table',
      messages,
    ],
    [
      'select 1 from a, b where a.x = b.x(+) or b.y(+) = 1',
      'ORA-01719: outer join operator (+) not allowed in operand of OR or IN',
      messages,
    ],
    [
      'select 1 from a, b where a.x = b.x(+) and b.y(+) in (1, 2)',
      'ORA-01719: outer join operator (+) not allowed in operand of OR or IN',
      messages,
    ],
    [
      'select 1 from a, b where a.x = b.x(+) and b.y(+) = (select 1 from dual)',
      'ORA-01799: a column may not be outer-joined to a subquery',
      messages,
    ],
    [
      'select 1 from a, b where b.x(+) in (select x from c)',
      'ORA-01799: a column may not be outer-joined to a subquery',
      messages,
    ],
    [
      'select 1 from a, b where a.x = b.x(+) and b.y = a.y(+)',
      'ORA-01416: two tables cannot be outer-joined to each other',
      messages,
    ],
    [
      'select 1 from a join b on a.x = b.x, c where a.x = c.x(+)',
      'ORA-25156: old style outer join (+) cannot be used with ANSI joins',
      messages,
    ],
    [
      'select 1 from a join b on a.x = b.x(+)',
      'ORA-25156: old style outer join (+) cannot be used with ANSI joins',
      messages,
    ],
    ['select a.x(+) from a', 'ORA-30563: outer join operator (+) is not allowed here', messages],
    [
      'select (select 1 from b where b.x = a.x(+)) from a',
      'ORA-01705: an outer join cannot be specified on a correlation column',
      messages,
    ],
    ['select x from a, b', 'ORA-00918: column ambiguously defined', messages],
    [
      'select a.x from a join b using (x)',
      'ORA-25154: column part of USING clause cannot have qualifier',
      messages,
    ],
    [
      'select a.x from a natural join (select x from b) v',
      'ORA-25155: column used in NATURAL join cannot have qualifier',
      messages,
    ],
    ['select 1 from a, b join c on a.x = c.x', 'ORA-00904: "A"."X": invalid identifier', messages],
    ['select 1 from a join b using (nothing)', 'ORA-00904: "NOTHING": invalid identifier', messages],
    ['select 1 from (select a.x from dual) v, a', 'ORA-00904: "A"."X": invalid identifier', messages],
    ['select 1 from lateral (select a.x from dual) v, a', 'ORA-00904: "A"."X": invalid identifier', messages],
  ],
  { setup },
)

refusals(
  'joins that are not known',
  [
    ['select 1 from a where a.x(+) = 5', '(+) WITHOUT A JOIN'],
    ['select 1 from a, b where a.x = b.x(+) and b.y(+) = b.x', '(+) BESIDE A COLUMN WITHOUT IT'],
    ['select 1 from a, b where a.x = case when b.x(+) = 1 then 1 end', '(+) IN CASE'],
    ['select 1 from a, b where rownum = b.x(+)', '(+) BESIDE ROWNUM, LEVEL OR PRIOR'],
    ['select a.* from a join b using (x)', '* OF ONE TABLE BESIDE USING OR NATURAL'],
    ['select 1 from a right join lateral (select a.x from dual) v on 1 = 1', 'LATERAL INSIDE OF A JOIN'],
    ['select 1 from table(f(1))', 'TABLE'],
    ['select 1 from a partition (p)', 'PARTITION'],
    ['select 1 from a sample (10)', 'SAMPLE'],
    ['select 1 from a as of timestamp sysdate', 'AS OF'],
    ['select * from (select 1 from dual) v (n)', 'COLUMN ALIASES OF A QUERY'],
  ],
  { setup },
)
