import { answers, failures, refusals } from './answers.ts'

const analytic = 'SQL Language Reference, Analytic Functions'
const windowing = 'SQL Language Reference, Analytic Functions, windowing_clause'
const messages = 'Database Error Messages'
const of = (name: string): string => `SQL Language Reference, ${name}`

/** Two partitions; ties and a null in what they are ordered by. */
const setup = [
  'create table t (id number, p varchar2(1), o number, v number, d date)',
  "insert into t values (1, 'a', 10, 1, date '2024-01-01')",
  "insert into t values (2, 'a', 10, 2, date '2024-01-02')",
  "insert into t values (3, 'a', 20, null, date '2024-01-04')",
  "insert into t values (4, 'a', 35, 8, date '2024-02-29')",
  "insert into t values (5, 'a', null, 16, null)",
  "insert into t values (6, 'b', 5, 32, date '2024-03-01')",
  "insert into t values (7, 'b', 7, 64, date '2024-03-31')",
  'create table nothing (n number)',
]

answers(
  'places in a window',
  [
    [
      "select id, row_number() over (order by v desc nulls last) from t where p = 'a' order by id",
      ['1 | 4', '2 | 3', '3 | 5', '4 | 2', '5 | 1'],
      of('ROW_NUMBER'),
    ],
    [
      "select o, rank() over (order by o), dense_rank() over (order by o) from t where p = 'a' order by o, id",
      ['10 | 1 | 1', '10 | 1 | 1', '20 | 3 | 2', '35 | 4 | 3', '(null) | 5 | 4'],
      of('RANK'),
    ],
    [
      "select o, rank() over (order by o desc) from t where p = 'a' order by id",
      ['10 | 4', '10 | 4', '20 | 3', '35 | 2', '(null) | 1'],
      of('RANK'),
    ],
    [
      'select id, rank() over (partition by p order by id desc) from t order by id',
      ['1 | 5', '2 | 4', '3 | 3', '4 | 2', '5 | 1', '6 | 2', '7 | 1'],
      of('RANK'),
    ],
    [
      "select id, percent_rank() over (order by o), cume_dist() over (order by o) from t where p = 'a' order by id",
      ['1 | 0 | .4', '2 | 0 | .4', '3 | .5 | .6', '4 | .75 | .8', '5 | 1 | 1'],
      of('CUME_DIST'),
    ],
    [
      'select percent_rank() over (order by 1), cume_dist() over (order by 1) from dual',
      ['0 | 1'],
      of('PERCENT_RANK'),
    ],
    [
      'select id, ntile(3) over (order by id) from t order by id',
      ['1 | 1', '2 | 1', '3 | 1', '4 | 2', '5 | 2', '6 | 3', '7 | 3'],
      of('NTILE'),
    ],
    [
      "select id, ntile(4) over (order by id) from t where p = 'b' order by id",
      ['6 | 1', '7 | 2'],
      of('NTILE'),
    ],
    [
      'select ename, rank() over (order by sal desc) from a.emp order by 2, 1 fetch first 4 rows only',
      ['KING | 1', 'FORD | 2', 'SCOTT | 2', 'JONES | 4'],
      of('RANK'),
    ],
    [
      'select * from (select ename, deptno, row_number() over (partition by deptno order by sal desc, empno) rn from a.emp) where rn = 1 order by deptno',
      ['KING | 10 | 1', 'SCOTT | 20 | 1', 'BLAKE | 30 | 1'],
      of('ROW_NUMBER'),
    ],
    ['select row_number() over (order by null) from nothing', [], of('ROW_NUMBER')],
  ],
  { setup },
)

answers(
  "other rows' values",
  [
    [
      'select id, lag(v) over (order by id), lead(v) over (order by id) from t order by id',
      [
        '1 | (null) | 2',
        '2 | 1 | (null)',
        '3 | 2 | 8',
        '4 | (null) | 16',
        '5 | 8 | 32',
        '6 | 16 | 64',
        '7 | 32 | (null)',
      ],
      of('LAG'),
    ],
    [
      'select id, lag(v, 2, -1) over (partition by p order by id) from t order by id',
      ['1 | -1', '2 | -1', '3 | 1', '4 | 2', '5 | (null)', '6 | -1', '7 | -1'],
      of('LAG'),
    ],
    [
      'select id, lag(v) ignore nulls over (order by id), lead(v ignore nulls, 2) over (order by id) from t where id < 6 order by id',
      ['1 | (null) | 8', '2 | 1 | 16', '3 | 2 | 16', '4 | 2 | (null)', '5 | 8 | (null)'],
      of('LEAD'),
    ],
    [
      'select id, lead(id, v, 0) over (order by id) from t where v in (1, 2, 8) order by id',
      ['1 | 2', '2 | 0', '4 | 0'],
      of('LEAD'),
    ],
    [
      'select id, lag(id, 0) over (order by id desc) from t where id < 3 order by id',
      ['1 | 1', '2 | 2'],
      of('LAG'),
    ],
    [
      'select p, first_value(id) over (partition by p order by id), last_value(id) over (partition by p order by id) from t where id > 4',
      ['a | 5 | 5', 'b | 6 | 6', 'b | 6 | 7'],
      of('LAST_VALUE'),
    ],
    [
      'select id, last_value(id) over (partition by p order by id rows between unbounded preceding and unbounded following) from t where id > 4 order by id',
      ['5 | 5', '6 | 7', '7 | 7'],
      of('LAST_VALUE'),
    ],
    [
      'select id, first_value(v) ignore nulls over (order by id rows between current row and unbounded following) from t where id in (2, 3, 4) order by id',
      ['2 | 2', '3 | 8', '4 | 8'],
      of('FIRST_VALUE'),
    ],
    [
      'select id, last_value(v ignore nulls) over (order by id) from t where id in (2, 3, 4) order by id',
      ['2 | 2', '3 | 2', '4 | 8'],
      of('LAST_VALUE'),
    ],
    [
      'select id, last_value(v) respect nulls over (order by id) from t where id in (2, 3, 4) order by id',
      ['2 | 2', '3 | (null)', '4 | 8'],
      of('LAST_VALUE'),
    ],
    [
      'select id, nth_value(id, 2) over (order by id), nth_value(id, 2) from last over (order by id) from t where id < 4 order by id',
      ['1 | (null) | (null)', '2 | 2 | 1', '3 | 2 | 2'],
      of('NTH_VALUE'),
    ],
    [
      "select id, nth_value(v, 2) from first ignore nulls over (order by id rows between unbounded preceding and unbounded following) from t where p = 'a' order by id fetch first 1 row only",
      ['1 | 2'],
      of('NTH_VALUE'),
    ],
    [
      "select lag('x', 1, 'none') over (order by id) from t where id < 3 order by id",
      ['none', 'x'],
      of('LAG'),
    ],
  ],
  { setup },
)

answers(
  'aggregates over windows',
  [
    [
      'select id, sum(v) over (partition by p), count(*) over () from t where id > 3 order by id',
      ['4 | 24 | 4', '5 | 24 | 4', '6 | 96 | 4', '7 | 96 | 4'],
      analytic,
    ],
    [
      "select id, sum(v) over (order by o), count(*) over (order by o) from t where p = 'a' order by id",
      ['1 | 3 | 2', '2 | 3 | 2', '3 | 3 | 3', '4 | 11 | 4', '5 | 27 | 5'],
      windowing,
    ],
    [
      "select id, sum(v) over (order by o desc) from t where p = 'a' order by id",
      ['1 | 27', '2 | 27', '3 | 24', '4 | 24', '5 | 16'],
      windowing,
    ],
    [
      "select id, sum(v) over (order by o desc nulls last) from t where p = 'a' order by id",
      ['1 | 11', '2 | 11', '3 | 8', '4 | 8', '5 | 27'],
      windowing,
    ],
    [
      'select id, sum(v) over (order by id rows unbounded preceding) from t order by id',
      ['1 | 1', '2 | 3', '3 | 3', '4 | 11', '5 | 27', '6 | 59', '7 | 123'],
      windowing,
    ],
    [
      'select id, sum(v) over (order by id rows between 1 preceding and 1 following) from t order by id',
      ['1 | 3', '2 | 3', '3 | 10', '4 | 24', '5 | 56', '6 | 112', '7 | 96'],
      windowing,
    ],
    [
      'select id, sum(v) over (order by id rows between current row and unbounded following) from t order by id',
      ['1 | 123', '2 | 122', '3 | 120', '4 | 120', '5 | 112', '6 | 96', '7 | 64'],
      windowing,
    ],
    [
      'select id, max(v) over (order by id rows 2 preceding), min(v) over (order by id rows between 2 preceding and 1 preceding) from t order by id',
      ['1 | 1 | (null)', '2 | 2 | 1', '3 | 2 | 1', '4 | 8 | 2', '5 | 16 | 8', '6 | 32 | 8', '7 | 64 | 16'],
      windowing,
    ],
    [
      'select id, count(*) over (order by id rows between 3 following and 5 following) from t order by id',
      ['1 | 3', '2 | 3', '3 | 2', '4 | 1', '5 | 0', '6 | 0', '7 | 0'],
      windowing,
    ],
    [
      'select id, count(*) over (order by id rows between 1 preceding and 2 preceding) from t where id < 3 order by id',
      ['1 | 0', '2 | 0'],
      windowing,
    ],
    [
      "select id, count(*) over (order by o range between 10 preceding and current row) from t where p = 'a' order by id",
      ['1 | 2', '2 | 2', '3 | 3', '4 | 1', '5 | 1'],
      windowing,
    ],
    [
      "select id, count(*) over (order by o range between 10 preceding and 15 following) from t where p = 'a' order by id",
      ['1 | 3', '2 | 3', '3 | 4', '4 | 1', '5 | 1'],
      windowing,
    ],
    [
      "select id, sum(v) over (order by o desc range between 15 preceding and current row) from t where p = 'a' order by id",
      ['1 | 3', '2 | 3', '3 | 8', '4 | 8', '5 | 16'],
      windowing,
    ],
    [
      "select id, count(*) over (order by o range between unbounded preceding and 5 following) from t where p = 'a' order by id",
      ['1 | 2', '2 | 2', '3 | 3', '4 | 4', '5 | 5'],
      windowing,
    ],
    [
      "select id, count(*) over (order by o range between 1 following and unbounded following) from t where p = 'a' order by id",
      ['1 | 3', '2 | 3', '3 | 2', '4 | 1', '5 | 1'],
      windowing,
    ],
    [
      'select id, count(*) over (order by d range 2 preceding) from t where d is not null order by id',
      ['1 | 1', '2 | 2', '3 | 2', '4 | 1', '6 | 2', '7 | 1'],
      windowing,
    ],
    [
      "select id, count(*) over (order by d desc range between interval '36' hour preceding and current row) from t where d is not null order by id",
      ['1 | 2', '2 | 1', '3 | 1', '4 | 2', '6 | 1', '7 | 1'],
      windowing,
    ],
    [
      "select id, avg(v) over (order by id rows 1 preceding) from t where p = 'a' order by id",
      ['1 | 1', '2 | 1.5', '3 | 2', '4 | 8', '5 | 12'],
      of('AVG'),
    ],
    [
      'select id, stddev_pop(v) over (order by id rows 1 preceding), var_samp(v) over (order by id rows 1 preceding) from t where id in (1, 2, 4, 5) order by id',
      ['1 | 0 | (null)', '2 | .5 | .5', '4 | 3 | 18', '5 | 4 | 32'],
      of('STDDEV_POP'),
    ],
    [
      "select id, listagg(id, ',') within group (order by id desc) over (partition by p) from t order by id",
      [
        '1 | 5,4,3,2,1',
        '2 | 5,4,3,2,1',
        '3 | 5,4,3,2,1',
        '4 | 5,4,3,2,1',
        '5 | 5,4,3,2,1',
        '6 | 7,6',
        '7 | 7,6',
      ],
      of('LISTAGG'),
    ],
    [
      "select id, median(v) over (partition by p), percentile_disc(1) within group (order by v) over () from t where p = 'b' order by id",
      ['6 | 48 | 64', '7 | 48 | 64'],
      of('MEDIAN'),
    ],
    [
      'select id, count(distinct o) over (partition by p) from t order by id fetch first 1 row only',
      ['1 | 3'],
      of('COUNT'),
    ],
    [
      'select id, max(id) keep (dense_rank first order by o) over (partition by p) from t where id in (1, 6) order by id',
      ['1 | 1', '6 | 6'],
      of('FIRST'),
    ],
    [
      'select id, ratio_to_report(v) over (partition by p) from t where id in (4, 5, 3) order by id',
      [
        '3 | (null)',
        '4 | .3333333333333333333333333333333333333333',
        '5 | .6666666666666666666666666666666666666667',
      ],
      of('RATIO_TO_REPORT'),
    ],
    ['select sum(n) over (), count(*) over () from nothing', [], analytic],
    [
      'select id, sum(v) over (partition by p, mod(id, 2) order by id) from t where id < 5 order by id',
      ['1 | 1', '2 | 2', '3 | 1', '4 | 10'],
      analytic,
    ],
    [
      'select id, sum(v) over (partition by (p) order by id) from t where id < 3 order by id',
      ['1 | 1', '2 | 3'],
      analytic,
    ],
  ],
  { setup },
)

answers(
  'windows among the other clauses',
  [
    [
      'select p, sum(sum(v)) over (order by p), rank() over (order by count(*)) from t group by p order by p',
      ['a | 27 | 2', 'b | 123 | 1'],
      analytic,
    ],
    [
      'select deptno, count(*), ratio_to_report(count(*)) over () * 14 r from a.emp group by deptno order by deptno',
      ['10 | 3 | 3', '20 | 5 | 5', '30 | 6 | 6'],
      analytic,
    ],
    ['select p, max(count(*)) over () from t group by p order by p', ['a | 5', 'b | 5'], analytic],
    ['select p, count(*) over () from t group by p having count(*) > 2', ['a | 1'], analytic],
    ['select distinct p, count(*) over (partition by p) from t order by p', ['a | 5', 'b | 2'], analytic],
    ['select count(*) over () from t fetch first 1 row only', ['7'], analytic],
    ['select count(*) over () from t where rownum <= 3', ['3', '3', '3'], analytic],
    [
      'select id from t order by count(*) over (partition by p), id',
      ['6', '7', '1', '2', '3', '4', '5'],
      analytic,
    ],
    [
      'select id, rownum from t where id < 4 order by row_number() over (order by id desc)',
      ['3 | 3', '2 | 2', '1 | 1'],
      analytic,
    ],
    [
      "select id, case when lag(p) over (order by id) = p then 'same' else 'new' end from t where id > 4 order by id",
      ['5 | new', '6 | new', '7 | same'],
      analytic,
    ],
    [
      'select id, sum(v) over (order by id) + sum(v) over (order by id) from t where id < 3 order by id',
      ['1 | 2', '2 | 6'],
      analytic,
    ],
    [
      'select id, row_number() over (order by id desc) a, row_number() over (order by id) b from t where id < 3',
      ['1 | 2 | 1', '2 | 1 | 2'],
      analytic,
    ],
    ['select sum(c) from (select count(*) over () c from t)', ['49'], analytic],
  ],
  { setup },
)

failures(
  'analytic functions where they may not stand',
  [
    [
      'select 1 from t where row_number() over (order by id) = 1',
      'ORA-30483: window functions are not allowed here',
      messages,
    ],
    [
      'select 1 from t group by rank() over (order by id)',
      'ORA-30483: window functions are not allowed here',
      messages,
    ],
    [
      'select p from t group by p having rank() over (order by p) = 1',
      'ORA-30483: window functions are not allowed here',
      messages,
    ],
    ['select sum(count(*) over ()) from t', 'ORA-30483: window functions are not allowed here', messages],
    [
      'select sum(rank() over (order by id)) over () from t',
      'ORA-30483: window functions are not allowed here',
      messages,
    ],
    [
      'update t set v = rank() over (order by id)',
      'ORA-30483: window functions are not allowed here',
      messages,
    ],
    ['select rank() from t', 'ORA-30484: missing window specification for this function', messages],
    ['select lag(v) from t', 'ORA-30484: missing window specification for this function', messages],
    [
      'select rank() over (partition by p) from t',
      'ORA-30485: missing ORDER BY expression in the window specification',
      messages,
    ],
    [
      'select lag(v) over () from t',
      'ORA-30485: missing ORDER BY expression in the window specification',
      messages,
    ],
    [
      'select sum(v) over (rows 1 preceding) from t',
      'ORA-30485: missing ORDER BY expression in the window specification',
      messages,
    ],
    ['select count(distinct v) over (order by id) from t', 'ORA-30487: ORDER BY not allowed here', messages],
    [
      'select listagg(v) within group (order by v) over (order by id) from t',
      'ORA-30487: ORDER BY not allowed here',
      messages,
    ],
    ['select ratio_to_report(v) over (order by id) from t', 'ORA-30487: ORDER BY not allowed here', messages],
    [
      'select sum(v) over (order by p, o range 1 preceding) from t',
      'ORA-30486: invalid window aggregation group in the window specification',
      messages,
    ],
    [
      'select sum(v) over (order by o rows between current row and 1 preceding) from t',
      'ORA-30486: invalid window aggregation group in the window specification',
      messages,
    ],
    [
      'select row_number() over (order by o rows 1 preceding) from t',
      'ORA-00907: missing right parenthesis',
      messages,
    ],
    [
      'select sum(v) over (order by o rows -1 preceding) from t',
      "ORA-01428: argument '-1' is out of range",
      messages,
    ],
    ['select ntile(0) over (order by o) from t', "ORA-01428: argument '0' is out of range", messages],
    ['select sum(d) over () from t', 'ORA-00932: inconsistent datatypes: expected NUMBER got DATE', messages],
    ['select p, sum(v) over () from t group by p', 'ORA-00979: not a GROUP BY expression', messages],
    ['select rank(v) over (order by id) from t', 'ORA-00909: invalid number of arguments', messages],
    ['select sum(v) over (order by nosuch) from t', 'ORA-00904: "NOSUCH": invalid identifier', messages],
  ],
  { setup },
)

refusals(
  'windows that are not known',
  [
    ['select sum(v) over w from t window w as (order by id)', 'WINDOW'],
    ['select sum(v) over (w rows 1 preceding) from t', 'WINDOW'],
    ['select sum(v) over (order by id groups 1 preceding) from t', 'GROUPS'],
    ['select sum(v) over (order by id rows 1 preceding exclude current row) from t', 'EXCLUDE'],
    ['select id from t qualify 1 = 1', 'QUALIFY'],
    [
      'select sum(v) over (order by id rows o preceding) from t',
      'THE DISTANCE OF A WINDOW THAT IS NO CONSTANT',
    ],
    ['select sum(v) over (order by p range 1 preceding) from t', 'RANGE OVER VARCHAR2'],
    ['select lag(v, 1, p) over (order by id) from t', 'LAG WITH A DEFAULT OF ANOTHER TYPE'],
    ['select ratio_to_report(v - v) over () from t', 'RATIO_TO_REPORT OF A SUM OF 0'],
    ['select stats_mode(v) over () from t', 'STATS_MODE WITH OVER'],
    ['select corr(v, id) over () from t', 'CORR'],
    ['select upper(p) over () from t', 'UPPER OVER'],
    ['select sum(v) over (order by id rows 1.5 preceding) from t', 'ROWS BY NO WHOLE NUMBER'],
    ['select id, rank() over (order by id) from t for update', 'FOR UPDATE WITH OVER'],
  ],
  { setup },
)
