import { answers, failures, refusals } from './answers.ts'

const literals = 'SQL Language Reference, Interval Literals'
const arithmetic = 'SQL Language Reference, Datetime/Interval Arithmetic'
const extract = 'SQL Language Reference, EXTRACT (datetime)'
const messages = 'Database Error Messages'
const recalled = 'recalled'

answers('intervals', [
  ["select to_char(interval '4 5:12:10.222' day to second(3)) from dual", ['+04 05:12:10.222'], literals],
  ["select to_char(interval '4 5:12:10.222' day to second) from dual", ['+04 05:12:10.222000'], recalled],
  ["select to_char(interval '123-2' year(3) to month) from dual", ['+123-02'], literals],
  ["select to_char(interval '-1-2' year to month) from dual", ['-01-02'], literals],
  ["select to_char(interval '30.12345' second(2,4)) from dual", ['+00 00:00:30.1235'], literals],
  [
    "select to_char(interval '11:12:10.2222222' hour to second(7)) from dual",
    ['+00 11:12:10.2222222'],
    literals,
  ],
  [
    "select extract(day from interval '400 5' day(3) to hour), extract(hour from interval '250' hour(3)) from dual",
    ['400 | 10'],
    literals,
  ],
  [
    "select 'same' from dual where interval '5-3' year to month - interval '20' month = interval '43' month",
    ['same'],
    literals,
  ],
  [
    "select 'same' from dual where interval '20' day - interval '240' hour(3) = interval '10' day",
    ['same'],
    literals,
  ],
  ["select 'less' from dual where interval '23:59' hour to minute < interval '1' day", ['less'], literals],
  ["select to_char(interval '1' day * 2.5) from dual", ['+000000002 12:00:00.000000000'], recalled],
  ["select to_char(interval '1-6' year to month / 3) from dual", ['+000000000-06'], recalled],
  ["select to_char(interval '1' second / 3) from dual", ['+000000000 00:00:00.333333333'], recalled],
  ["select to_char(2 * interval '1-7' year to month) from dual", ['+000000003-02'], recalled],
  [
    "select to_char(numtodsinterval(100, 'hour')) from dual",
    ['+000000004 04:00:00.000000000'],
    'SQL Language Reference, NUMTODSINTERVAL',
  ],
  [
    "select to_char(numtodsinterval(-1.5, 'minute')) from dual",
    ['-000000000 00:01:30.000000000'],
    'SQL Language Reference, NUMTODSINTERVAL',
  ],
  [
    "select to_char(numtoyminterval(1.5, 'year')) from dual",
    ['+000000001-06'],
    'SQL Language Reference, NUMTOYMINTERVAL',
  ],
  [
    "select to_char(to_dsinterval('100 10:00:00')) from dual",
    ['+000000100 10:00:00.000000000'],
    'SQL Language Reference, TO_DSINTERVAL',
  ],
  [
    "select to_char(to_dsinterval('P100DT05H')) from dual",
    ['+000000100 05:00:00.000000000'],
    'SQL Language Reference, TO_DSINTERVAL',
  ],
  [
    "select to_char(to_yminterval('01-02')) from dual",
    ['+000000001-02'],
    'SQL Language Reference, TO_YMINTERVAL',
  ],
  ["select date '2024-01-31' + to_yminterval('0-2') from dual", ['2024-03-31 00:00:00'], arithmetic],
  ["select date '2024-02-28' + interval '36' hour from dual", ['2024-02-29 12:00:00'], arithmetic],
  ["select date '2024-03-01' - interval '1' day from dual", ['2024-02-29 00:00:00'], arithmetic],
  [
    "select to_char(timestamp '2024-01-02 00:00:00' - timestamp '2024-01-01 12:00:00.5') from dual",
    ['+000000000 11:59:59.500000000'],
    arithmetic,
  ],
  [
    "select extract(day from timestamp '2024-03-01 00:00:00' - date '2024-02-01') from dual",
    ['29'],
    arithmetic,
  ],
  [
    "select to_char(timestamp '2024-03-31 01:30:00 Europe/Zurich' + interval '1' hour, 'HH24:MI TZH') from dual",
    ['03:30 +02'],
    arithmetic,
  ],
  [
    "select to_char(cast('1 2:3:4.56' as interval day to second(1))) from dual",
    ['+01 02:03:04.6'],
    'SQL Language Reference, CAST',
  ],
  [
    "select extract(year from date '1998-03-07'), extract(month from date '1998-03-07'), extract(second from timestamp '2024-01-01 10:11:12.5') from dual",
    ['1998 | 3 | 12.5'],
    extract,
  ],
  [
    "select extract(hour from timestamp '2024-01-01 10:11:12 +02:00'), extract(timezone_hour from timestamp '2024-01-01 10:11:12 -03:30'), extract(timezone_minute from timestamp '2024-01-01 10:11:12 -03:30') from dual",
    ['8 | -3 | -30'],
    extract,
  ],
  ["select extract(minute from interval '-4 5:6' day to minute) from dual", ['-6'], extract],
  ["select interval '1' day + null from dual", ['(null)'], 'SQL Language Reference, Nulls'],
])

answers(
  'columns of intervals',
  [
    ['select to_char(max(span)), to_char(min(age)) from spans', ['+02 03:04:05.600000 | +0001-01'], literals],
    ["select id from spans where span > interval '1' day order by id", ['2'], literals],
    ['select id from spans order by age desc nulls last', ['1', '2', '3'], literals],
    [
      "select data_type from user_tab_columns where table_name = 'SPANS' and column_id > 1 order by column_id",
      ['INTERVAL DAY(2) TO SECOND(6)', 'INTERVAL YEAR(4) TO MONTH'],
      'Database Reference, ALL_TAB_COLUMNS',
    ],
    ['select count(distinct span) from spans', ['2'], literals],
  ],
  {
    setup: [
      'create table spans (id number, span interval day to second, age interval year(4) to month)',
      "insert into spans values (1, interval '24' hour, interval '10-1' year to month)",
      "insert into spans values (2, '2 03:04:05.6', '1-1')",
      'insert into spans (id) values (3)',
    ],
  },
)

failures('intervals that are none', [
  [
    "select interval '400' day from dual",
    'ORA-01873: the leading precision of the interval is too small',
    literals,
  ],
  ["select interval '1-13' year to month from dual", 'ORA-01843: not a valid month', messages],
  ["select interval '1 24:00' day to minute from dual", 'ORA-01850: hour must be between 0 and 23', messages],
  ["select to_dsinterval('1 10:60:00') from dual", 'ORA-01851: minutes must be between 0 and 59', messages],
  ["select to_dsinterval('soon') from dual", 'ORA-01867: the interval is invalid', messages],
  [
    "select date '2024-01-31' + interval '1' month from dual",
    'ORA-01839: date not valid for month specified',
    arithmetic,
  ],
  [
    "select date '2024-02-29' - interval '1' year from dual",
    'ORA-01839: date not valid for month specified',
    arithmetic,
  ],
  [
    "select interval '1' day + 1 from dual",
    'ORA-30081: invalid data type for datetime/interval arithmetic',
    messages,
  ],
  ["select interval '1' day + interval '1' month from dual", 'ORA-30081: invalid data type', messages],
  [
    "select extract(hour from date '2024-01-01') from dual",
    'ORA-30076: invalid extract field for extract source',
    extract,
  ],
  ["select numtodsinterval(1, 'month') from dual", 'ORA-01760: illegal argument for function', messages],
  ["select sysdate at time zone 'UTC' from dual", 'ORA-30084: invalid data type', messages],
  ["select interval '1' day / 0 from dual", 'ORA-01476: divisor is equal to zero', messages],
])

refusals('intervals that are not known', [
  ["select to_char(interval '1' day) from dual", 'TEXT OF AN INTERVAL LITERAL'],
  ["select date '2024-01-01' + interval '0.5' second from dual", 'DATE AND A FRACTION OF A SECOND'],
  ['select extract(timezone_abbr from current_timestamp) from dual', 'TIMEZONE_ABBR'],
])
