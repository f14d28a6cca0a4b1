import { answers, failures, refusals } from './answers.ts'

const matrix = 'SQL Language Reference, Implicit Data Conversion'
const cast = 'SQL Language Reference, CAST'
const greatest = 'SQL Language Reference, GREATEST'
const messages = 'Database Error Messages'

answers('conversions', [
  [
    "select case when '10' > 9 then 'numbers' end, case when '10' < '9' then 'texts' end, case when 1 = ' 01 ' then 'same' end from dual",
    ['numbers | texts | same'],
    matrix,
  ],
  [
    "select '1' + '2', '10' / 4, 5 || 6, 1.50 || 'x', -.5 || '' from dual",
    ['3 | 2.5 | 56 | 1.5x | -.5'],
    matrix,
  ],
  [
    "select upper(1), length(123.5), substr(12345, 2, 2), 'on ' || date '2024-01-05' from dual",
    ['1 | 5 | 23 | on 05-JAN-24'],
    matrix,
  ],
  [
    "select case when date '2024-01-05' = '05-JAN-24' then 'same' end, date '2024-01-05' + '1' from dual",
    ['same | 2024-01-06 00:00:00'],
    matrix,
  ],
  [
    "select case when timestamp '2024-01-05 00:00:00' = date '2024-01-05' then 'same' end from dual",
    ['same'],
    matrix,
  ],
  ["select case when hextoraw('41') = '41' then 'same' end, hextoraw('4') from dual", ['same | 04'], matrix],
  [
    "select greatest(1, '3.925', '2.4'), greatest('10', 9), least('b', 'a', 'C') from dual",
    ['3.925 | 9 | C'],
    greatest,
  ],
  ["select greatest(date '2024-01-01', '02-JAN-24') from dual", ['2024-01-02 00:00:00'], greatest],
  [
    "select cast('05-JAN-24' as date), cast(date '2024-01-05' as varchar2(20)), cast('41' as raw(2)), cast(null as number) from dual",
    ['2024-01-05 00:00:00 | 05-JAN-24 | 41 | (null)'],
    cast,
  ],
  [
    "select to_char(cast(timestamp '2024-01-05 10:11:12.56' as timestamp(1)), 'FF9'), to_char(cast(date '2024-01-05' as timestamp)) from dual",
    ['600000000 | 05-JAN-24 12.00.00.000000 AM'],
    cast,
  ],
  [
    "select cast('äöü' as varchar2(4)), cast('äöü' as varchar2(2 char)), cast('ab' as char(4)) || '|' from dual",
    ['äö | äö | ab  |'],
    cast,
  ],
  [
    "select count(*) from a.emp where empno = '7839' and hiredate > '01-JAN-81' and deptno in ('10', 20)",
    ['1'],
    matrix,
  ],
])

answers(
  'conversions by the formats of the session',
  [
    [
      "select date '2024-01-05', 'on ' || date '2024-01-05' from dual",
      ['2024-01-05 00:00:00 | on 2024/01/05'],
      'Database Reference, NLS_DATE_FORMAT',
    ],
    [
      "select to_date('2024/02/03') + 1 from dual",
      ['2024-02-04 00:00:00'],
      'SQL Language Reference, TO_DATE',
    ],
    [
      "select to_char(timestamp '2024-01-05 10:11:12.5') from dual",
      ['10.11.12-5'],
      'Database Reference, NLS_TIMESTAMP_FORMAT',
    ],
    ["select d from dated where d = '2024/01/05'", ['2024-01-05 00:00:00'], matrix],
    ['select n, v from dated', ['12 | 34'], matrix],
  ],
  {
    setup: [
      "alter session set nls_date_format = 'YYYY/MM/DD'",
      "alter session set nls_timestamp_format = 'HH24.MI.SS-FF1'",
      'create table dated (d date, n number, v varchar2(10))',
      "insert into dated values ('2024/01/05', '12', 34)",
    ],
  },
)

failures('conversions that fail', [
  ["select 1 from dual where 'abc' = 1", 'ORA-01722: invalid number', matrix],
  ["select 'a' + 1 from dual", 'ORA-01722: invalid number', matrix],
  [
    "select 1 from dual where date '2024-01-01' = 1",
    'ORA-00932: inconsistent datatypes: expected DATE got NUMBER',
    matrix,
  ],
  [
    "select 1 from dual where hextoraw('41') = 1",
    'ORA-00932: inconsistent datatypes: expected BINARY got NUMBER',
    matrix,
  ],
  [
    "select 1 from dual where interval '1' day > 1",
    'ORA-00932: inconsistent datatypes: expected INTERVAL DAY TO SECOND got NUMBER',
    matrix,
  ],
  [
    "select date '2024-01-01' * 2 from dual",
    'ORA-00932: inconsistent datatypes: expected NUMBER got DATE',
    messages,
  ],
  [
    "select 1 from dual where date '2024-01-01' = 'soon'",
    'ORA-01858: a non-numeric character was found where a numeric was expected',
    messages,
  ],
  ['select cast(12345 as varchar2(3)) from dual', 'ORA-25137: Data value out of range', cast],
  ["select greatest(1, 'x') from dual", 'ORA-01722: invalid number', greatest],
  [
    "select case 1 when 'x' then 1 end from dual",
    'ORA-00932: inconsistent datatypes: expected NUMBER got CHAR',
    'SQL Language Reference, CASE Expressions',
  ],
])

refusals('conversions that are not known', [
  ["select cast('x' as number default 0 on conversion error) from dual", 'DEFAULT'],
  ["select cast('1' as binary_float) from dual", 'BINARY_FLOAT'],
  ["select to_binary_double('1') from dual", 'TO_BINARY_DOUBLE'],
  ["select validate_conversion('1' as number) from dual", 'VALIDATE_CONVERSION'],
  ["select convert('a', 'US7ASCII') from dual", 'CONVERT'],
])
