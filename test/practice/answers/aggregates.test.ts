import { answers, failures, refusals } from './answers.ts'

const aggregates = 'SQL Language Reference, Aggregate Functions'
const nulls =
  'SQL Language Reference, Aggregate Functions: all but COUNT(*), GROUPING and GROUPING_ID ignore nulls'
const select = 'SQL Language Reference, SELECT, group_by_clause'
const listagg = 'SQL Language Reference, LISTAGG'
const messages = 'Database Error Messages'

const setup = [
  'create table v (g varchar2(1), n number, d date, c char(3))',
  "insert into v values ('a', 1, date '2024-01-01', 'x')",
  "insert into v values ('a', 2, date '2024-01-03', 'x')",
  "insert into v values ('a', 4, date '2024-01-03', 'y')",
  "insert into v values ('b', null, null, null)",
  "insert into v values (null, 10, date '2024-02-01', 'z')",
  "insert into v values (null, 10, date '2024-02-02', null)",
  'create table nothing (n number, t varchar2(10))',
  'create table long_texts (t varchar2(1000))',
  'insert into long_texts select rpad(chr(96 + level), 1000, chr(96 + level)) from dual connect by level <= 5',
]

answers(
  'groups of rows',
  [
    ['select count(*), count(n), count(distinct n), count(c) from v', ['6 | 5 | 4 | 4'], nulls],
    ['select sum(n), avg(n), min(n), max(n) from v', ['27 | 5.4 | 1 | 10'], nulls],
    [
      'select count(*), sum(n), avg(n), min(t), max(t) from nothing',
      ['0 | (null) | (null) | (null) | (null)'],
      nulls,
    ],
    ['select sum(distinct n), avg(distinct n) from v', ['17 | 4.25'], aggregates],
    ["select count(n) from v where g = 'b'", ['0'], nulls],
    ['select g, count(*) from nothing, v group by g', [], select],
    ['select g, count(*) from v group by g order by g', ['a | 3', 'b | 1', '(null) | 2'], select],
    ['select nvl(g, 1), count(*) from v group by nvl(g, 1) order by 1', ['1 | 2', 'a | 3', 'b | 1'], select],
    [
      'select g || c, max(n) from v group by g, c order by g, c',
      ['ax   | 2', 'ay   | 4', 'b | (null)', 'z   | 10', '(null) | 10'],
      select,
    ],
    [
      'select mod(n, 2) * 10, sum(n) from v where n is not null group by mod(n, 2) order by 2',
      ['10 | 1', '0 | 26'],
      select,
    ],
    [
      'select case when n > 2 then 1 end k, count(*) from v group by case when n > 2 then 1 end order by k',
      ['1 | 3', '(null) | 3'],
      select,
    ],
    ['select count(*) from v having count(*) > 100', [], select],
    ['select 1 from v having max(n) = 10', ['1'], select],
    ['select g from v group by g having count(n) = 0', ['b'], select],
    ['select max(d), min(d) from v', ['2024-02-02 00:00:00 | 2024-01-01 00:00:00'], aggregates],
    ["select sum('1' || n) from v where g = 'a'", ['37'], 'SQL Language Reference, Implicit Data Conversion'],
    ['select sum(n) + count(*) * 2 from v', ['39'], select],
    [
      'select g, sum(n) from v group by g having sum(n) > (select avg(n) from v) order by sum(n)',
      ['a | 7', '(null) | 20'],
      select,
    ],
    ['select max(c), min(c) from v', ['z   | x  '], aggregates],
    ["select count(*), g from v group by (g), 'x' order by 2", ['3 | a', '1 | b', '2 | (null)'], select],
    [
      'select avg(n) from v where n in (1, 2, 4)',
      [`2.${'3'.repeat(38)}`],
      'SQL Language Reference, NUMBER Data Type',
    ],
  ],
  { setup },
)

answers(
  'groups of groups',
  [
    ['select max(count(*)) from v group by g', ['3'], aggregates],
    [
      'select max(count(*)), min(sum(n)), count(count(*)), sum(max(n)) from v group by g',
      ['3 | 7 | 3 | 14'],
      aggregates,
    ],
    [
      'select avg(max(sal)) from a.emp group by deptno',
      ['3616.666666666666666666666666666666666667'],
      aggregates,
    ],
    ['select max(count(*)) from v group by g having count(*) < 3', ['2'], aggregates],
    ['select max(count(*)) from nothing group by t', ['(null)'], aggregates],
    ["select 'most', max(deptno + count(*)) from a.emp group by deptno", ['most | 36'], aggregates],
  ],
  { setup },
)

answers(
  'spread',
  [
    ['select variance(n), stddev(n) from nothing', ['(null) | (null)'], 'SQL Language Reference, VARIANCE'],
    [
      'select variance(n), stddev(n), var_pop(n), stddev_pop(n) from v where n = 1',
      ['0 | 0 | 0 | 0'],
      'SQL Language Reference, VARIANCE',
    ],
    [
      'select var_samp(n), stddev_samp(n) from v where n = 1',
      ['(null) | (null)'],
      'SQL Language Reference, VAR_SAMP',
    ],
    ['select var_samp(n), var_pop(n) from v where n in (2, 4)', ['2 | 1'], 'SQL Language Reference, VAR_POP'],
    ['select stddev_pop(n) from v where n in (2, 4)', ['1'], 'SQL Language Reference, STDDEV_POP'],
    [
      'select stddev(distinct n), variance(distinct n) from v where n = 10',
      ['0 | 0'],
      'SQL Language Reference, STDDEV',
    ],
    [
      'select variance(sal) from a.emp',
      ['1398313.87362637362637362637362637362637'],
      'SQL Language Reference, VARIANCE',
    ],
  ],
  { setup },
)

answers(
  'medians and percentiles',
  [
    ["select median(n) from v where g = 'a'", ['2'], 'SQL Language Reference, MEDIAN'],
    [
      'select median(n), median(d) from v where n in (1, 2)',
      ['1.5 | 2024-01-02 00:00:00'],
      'SQL Language Reference, MEDIAN',
    ],
    [
      'select g, median(n) from v group by g order by g',
      ['a | 2', 'b | (null)', '(null) | 10'],
      'SQL Language Reference, MEDIAN',
    ],
    [
      'select percentile_cont(0.25) within group (order by n), percentile_cont(0.25) within group (order by n desc) from v',
      ['2 | 10'],
      'SQL Language Reference, PERCENTILE_CONT',
    ],
    [
      "select percentile_cont(0.9) within group (order by n) from v where g = 'a'",
      ['3.6'],
      'SQL Language Reference, PERCENTILE_CONT',
    ],
    [
      'select percentile_disc(0.5) within group (order by n), percentile_disc(0) within group (order by n), percentile_disc(1) within group (order by n) from v',
      ['4 | 1 | 10'],
      'SQL Language Reference, PERCENTILE_DISC',
    ],
    [
      'select percentile_disc(0.5) within group (order by g) from v',
      ['a'],
      'SQL Language Reference, PERCENTILE_DISC',
    ],
    ['select stats_mode(n), stats_mode(g) from v', ['10 | a'], 'SQL Language Reference, STATS_MODE'],
  ],
  { setup },
)

answers(
  'lists',
  [
    [
      "select listagg(ename, ', ') within group (order by sal desc) from a.emp where deptno = 10",
      ['KING, CLARK, MILLER'],
      listagg,
    ],
    [
      "select deptno, listagg(ename, ';') within group (order by hiredate, ename) from a.emp group by deptno order by 1",
      [
        '10 | CLARK;KING;MILLER',
        '20 | SMITH;JONES;FORD;SCOTT;ADAMS',
        '30 | ALLEN;WARD;BLAKE;TURNER;MARTIN;JAMES',
      ],
      listagg,
    ],
    [
      "select listagg(distinct job, ',') within group (order by job) from a.emp",
      ['ANALYST,CLERK,MANAGER,PRESIDENT,SALESMAN'],
      listagg,
    ],
    [
      "select listagg(distinct job, ',') within group (order by job desc) from a.emp where deptno = 10",
      ['PRESIDENT,MANAGER,CLERK'],
      listagg,
    ],
    ["select listagg(n, ',') within group (order by n desc) from v", ['10,10,4,2,1'], listagg],
    ['select listagg(n) within group (order by n) from v', ['1241010'], listagg],
    ["select listagg(t, ',') within group (order by t) from nothing", ['(null)'], listagg],
    ["select listagg(n, chr(10)) within group (order by n) from v where g = 'a'", ['1\n2\n4'], listagg],
    ["select length(listagg(t) within group (order by t)) from long_texts where t < 'e'", ['4000'], listagg],
    [
      "select substr(listagg(t, ',' on overflow truncate) within group (order by t), 3003) from long_texts",
      [',...(2)'],
      listagg,
    ],
    [
      "select substr(listagg(t, ',' on overflow truncate '!' without count) within group (order by t), 3003) from long_texts",
      [',!'],
      listagg,
    ],
    [
      "select listagg(n, ',' on overflow truncate '~' with count) within group (order by n) from v where g = 'a'",
      ['1,2,4'],
      listagg,
    ],
    [
      "select listagg(n, ',' on overflow error) within group (order by n) from v where g = 'a'",
      ['1,2,4'],
      listagg,
    ],
  ],
  { setup },
)

answers('the first and the last of a group', [
  [
    'select max(sal) keep (dense_rank first order by hiredate), min(ename) keep (dense_rank last order by hiredate) from a.emp',
    ['800 | ADAMS'],
    'SQL Language Reference, FIRST',
  ],
  [
    'select deptno, min(ename) keep (dense_rank last order by sal), count(*) keep (dense_rank last order by sal) from a.emp group by deptno order by 1',
    ['10 | KING | 1', '20 | FORD | 2', '30 | BLAKE | 1'],
    'SQL Language Reference, LAST',
  ],
  [
    'select sum(sal) keep (dense_rank first order by comm nulls first), max(ename) keep (dense_rank first order by comm) from a.emp',
    ['23425 | TURNER'],
    'SQL Language Reference, FIRST',
  ],
])

failures(
  'aggregates where they may not stand',
  [
    ['select g, count(*) from v', 'ORA-00937: not a single-group group function', messages],
    ['select n from v group by g', 'ORA-00979: not a GROUP BY expression', messages],
    ['select g from v group by g order by n', 'ORA-00979: not a GROUP BY expression', messages],
    ['select g from v group by g having n > 1', 'ORA-00979: not a GROUP BY expression', messages],
    ['select * from v group by g', 'ORA-00979: not a GROUP BY expression', messages],
    ['select 1 from v where max(n) > 1', 'ORA-00934: group function is not allowed here', messages],
    ['select 1 from v group by max(n)', 'ORA-00934: group function is not allowed here', messages],
    ['select max(count(*)) from v', 'ORA-00978: nested group function without GROUP BY', messages],
    [
      'select max(min(count(*))) from v group by g',
      'ORA-00935: group function is nested too deeply',
      messages,
    ],
    ['select g, max(count(*)) from v group by g', 'ORA-00937: not a single-group group function', messages],
    [
      'select 1 from v group by g having max(count(*)) > 1',
      'ORA-00935: group function is nested too deeply',
      messages,
    ],
    ['select sum(d) from v', 'ORA-00932: inconsistent datatypes: expected NUMBER got DATE', messages],
    ['select sum(g) from v', 'ORA-01722: invalid number', messages],
    ['select count(n, g) from v', 'ORA-00909: invalid number of arguments', messages],
    ['select max() from v', 'ORA-00909: invalid number of arguments', messages],
    [
      'select var_pop(distinct n) from v',
      'ORA-30482: DISTINCT option not allowed for this function',
      messages,
    ],
    [
      'select median(distinct n) from v',
      'ORA-30482: DISTINCT option not allowed for this function',
      messages,
    ],
    [
      'select median(g) from v',
      'ORA-30495: The argument should be of numeric or date/interval type',
      messages,
    ],
    [
      'select percentile_cont(2) within group (order by n) from v',
      'ORA-30493: The percentile value should be a number between 0 and 1',
      messages,
    ],
    [
      'select listagg(t) within group (order by t) from long_texts',
      'ORA-01489: result of string concatenation is too long',
      messages,
    ],
    ['update v set n = max(n)', 'ORA-00934: group function is not allowed here', messages],
  ],
  { setup },
)

refusals(
  'aggregates that are not known',
  [
    ['select corr(n, n) from v', 'CORR'],
    ['select any_value(n) from v', 'ANY_VALUE'],
    ['select approx_count_distinct(n) from v', 'APPROX_COUNT_DISTINCT'],
    ['select wm_concat(g) from v', 'WM_CONCAT'],
    ['select stddev(sal) from a.emp', 'THE LAST DIGITS OF THIS STDDEV'],
    ['select listagg(g) from v', 'LISTAGG WITHOUT WITHIN GROUP'],
    ['select listagg(g, c) within group (order by g) from v', 'A DELIMITER THAT IS NO CONSTANT'],
    [
      'select listagg(distinct g) within group (order by n) from v',
      'LISTAGG DISTINCT IN THE ORDER OF ANOTHER',
    ],
    ['select count(*), max(count(*)) from v group by g', 'GROUP FUNCTIONS, NESTED AND NOT, TOGETHER'],
    ['select rank(1) within group (order by n) from v', 'WITHIN'],
    ['select median(n) keep (dense_rank first order by d) from v', 'KEEP'],
    ['select count(*) filter (where n > 1) from v', 'FILTER'],
    ['select percentile_cont(n) within group (order by n) from v', 'A PERCENTILE THAT IS NO CONSTANT'],
  ],
  { setup },
)

const rollup = 'SQL Language Reference, SELECT, rollup_cube_clause'
const groupingOf = 'SQL Language Reference, GROUPING, GROUPING_ID'

answers(
  'several groupings at once',
  [
    [
      'select g, sum(n) from v group by rollup(g) order by grouping(g), g',
      ['a | 7', 'b | (null)', '(null) | 20', '(null) | 27'],
      rollup,
    ],
    [
      'select deptno, job, count(*) from a.emp where deptno < 30 group by rollup(deptno, job) order by grouping_id(deptno, job), 1, 2',
      [
        '10 | CLERK | 1',
        '10 | MANAGER | 1',
        '10 | PRESIDENT | 1',
        '20 | ANALYST | 2',
        '20 | CLERK | 2',
        '20 | MANAGER | 1',
        '10 | (null) | 3',
        '20 | (null) | 5',
        '(null) | (null) | 8',
      ],
      rollup,
    ],
    [
      'select grouping(deptno), grouping(job), grouping_id(deptno, job), count(*) from a.emp group by cube(deptno, job) having grouping_id(deptno, job) in (1, 3) order by 3, 4',
      ['0 | 1 | 1 | 3', '0 | 1 | 1 | 5', '0 | 1 | 1 | 6', '1 | 1 | 3 | 14'],
      groupingOf,
    ],
    [
      'select deptno, job, count(*) from a.emp where deptno = 10 group by grouping sets(deptno, (deptno, job), ()) order by grouping_id(deptno, job), job',
      ['10 | CLERK | 1', '10 | MANAGER | 1', '10 | PRESIDENT | 1', '10 | (null) | 3', '(null) | (null) | 3'],
      rollup,
    ],
    [
      'select g, c, count(*) from v where n < 3 group by g, rollup(c) order by 3, 2',
      ['a | x   | 2', 'a | (null) | 2'],
      rollup,
    ],
    [
      "select decode(grouping(g), 1, 'total', g) k, max(n) from v where g = 'a' group by rollup(g) order by 2, 1",
      ['a | 4', 'total | 4'],
      groupingOf,
    ],
    [
      'select g, count(*), group_id() from v where n = 1 group by g, rollup(g) order by 3',
      ['a | 1 | 0', 'a | 1 | 1'],
      'SQL Language Reference, GROUP_ID',
    ],
    [
      'select deptno, count(*) from a.emp group by rollup((deptno, job)) having deptno = 10 or deptno is null order by 1, 2',
      ['10 | 1', '10 | 1', '10 | 1', '(null) | 14'],
      rollup,
    ],
    [
      'select deptno, sum(sal), rank() over (order by sum(sal) desc) from a.emp group by rollup(deptno) order by 3',
      ['(null) | 29025 | 1', '20 | 10875 | 2', '30 | 9400 | 3', '10 | 8750 | 4'],
      rollup,
    ],
    ['select * from v where n = 4 group by g, n, d, c', ['a | 4 | 2024-01-03 00:00:00 | y  '], select],
  ],
  { setup },
)

failures(
  'groupings that are none',
  [
    [
      'select count(*) from v group by (select 1 from dual)',
      'ORA-22818: Subquery expressions not allowed here',
      messages,
    ],
    ['select grouping(n) from v group by rollup(g)', 'ORA-00979: not a GROUP BY expression', messages],
    ['select n from v group by rollup(g)', 'ORA-00979: not a GROUP BY expression', messages],
    ['select rownum, count(*) from v', 'ORA-00937: not a single-group group function', messages],
    ['select rownum, g from v group by g', 'ORA-00979: not a GROUP BY expression', messages],
    [
      'select level, count(*) from dual connect by level < 3',
      'ORA-00937: not a single-group group function',
      messages,
    ],
  ],
  { setup },
)

refusals(
  'groupings that are not known',
  [
    ['select count(*) from v group by ()', 'GROUP BY ()'],
    ['select grouping(g) from v group by g', 'GROUPING WITHOUT ROLLUP'],
    ['select count(*) from nothing group by rollup(t)', 'ROLLUP OF NO ROWS'],
    ['select max(count(*)) from v group by rollup(g)', 'NESTED GROUP FUNCTIONS WITH ROLLUP'],
  ],
  { setup },
)
