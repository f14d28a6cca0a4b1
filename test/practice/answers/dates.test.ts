import { answers, failures, refusals } from './answers.ts'

const models = 'SQL Language Reference, Datetime Format Models'
const suffixes = 'SQL Language Reference, Datetime Format Element Suffixes'
const reading = 'SQL Language Reference, String-to-Date Conversion Rules'
const functions = 'SQL Language Reference, Datetime Functions'
const rounding = 'SQL Language Reference, ROUND and TRUNC Date Functions'
const zones = 'SQL Language Reference, Datetime Expressions'
const arithmetic = 'SQL Language Reference, Datetime/Interval Arithmetic'
const support = 'Database Globalization Support Guide, Datetime and Time Zone Support'
const messages = 'Database Error Messages'

answers('dates', [
  [
    "select date '2024-02-28' + 2, date '2024-03-01' - date '2024-02-01', date '2024-03-01' - .5 from dual",
    ['2024-03-01 00:00:00 | 29 | 2024-02-29 12:00:00'],
    arithmetic,
  ],
  [
    "select add_months(date '2024-01-31', 1), add_months(date '2024-02-29', 12), add_months(date '2024-02-29', -1) from dual",
    ['2024-02-29 00:00:00 | 2025-02-28 00:00:00 | 2024-01-31 00:00:00'],
    'SQL Language Reference, ADD_MONTHS',
  ],
  [
    "select months_between(to_date('02-02-1995','MM-DD-YYYY'), to_date('01-01-1995','MM-DD-YYYY')) from dual",
    ['1.03225806451612903225806451612903225806'],
    'SQL Language Reference, MONTHS_BETWEEN',
  ],
  [
    "select last_day(date '2024-02-05'), next_day(date '2009-10-15', 'TUESDAY') from dual",
    ['2024-02-29 00:00:00 | 2009-10-20 00:00:00'],
    functions,
  ],
  [
    "select new_time(to_date('11-10-09 01:23:45', 'MM-DD-YY HH24:MI:SS'), 'AST', 'PST') from dual",
    ['2009-11-09 21:23:45'],
    'SQL Language Reference, NEW_TIME',
  ],
  [
    "select round(to_date('27-OCT-00'), 'YEAR'), trunc(to_date('27-OCT-92', 'DD-MON-YY'), 'YEAR') from dual",
    ['2001-01-01 00:00:00 | 2092-01-01 00:00:00'],
    rounding,
  ],
  [
    "select trunc(date '2024-08-15', 'Q'), trunc(date '2024-08-15', 'IW'), trunc(date '2024-08-15', 'D'), trunc(date '2024-08-15', 'CC') from dual",
    ['2024-07-01 00:00:00 | 2024-08-12 00:00:00 | 2024-08-11 00:00:00 | 2001-01-01 00:00:00'],
    rounding,
  ],
  [
    "select trunc(date '2027-01-01', 'IYYY'), trunc(date '2024-08-15', 'WW'), trunc(date '2024-08-15', 'W'), round(date '2024-08-16', 'MM') from dual",
    ['2025-12-29 00:00:00 | 2024-08-12 00:00:00 | 2024-08-15 00:00:00 | 2024-09-01 00:00:00'],
    rounding,
  ],
  [
    "select to_char(date '2024-01-05', 'SYYYY Y,YYY YYY YY Y CC SCC IYYY IW Q WW W J DDD') from dual",
    [' 2024 2,024 024 24 4 21  21 2024 01 1 01 1 2460315 005'],
    models,
  ],
  [
    "select to_char(date '2024-01-05', 'YEAR'), to_char(date '1999-01-05', 'fmYear'), to_char(date '2008-01-01', 'Year') from dual",
    ['TWENTY TWENTY-FOUR | Nineteen Ninety-Nine | Two Thousand Eight'],
    models,
  ],
  [
    "select to_char(date '2009-04-15', 'fmDDTH') || ' of ' || to_char(date '2009-04-15', 'fmMonth') || ', ' || to_char(date '2009-04-15', 'YYYY') from dual",
    ['15TH of April, 2009'],
    'SQL Language Reference, Format Model Modifiers',
  ],
  [
    "select to_char(date '2024-01-04', 'fmDDSP'), to_char(date '2024-01-04', 'fmDdSPTH'), to_char(date '2024-01-21', 'ddth') from dual",
    ['FOUR | Fourth | 21st'],
    suffixes,
  ],
  [
    "select to_char(date '2024-08-21', 'RM'), to_char(date '2024-05-21', 'RM') || '|', to_char(date '2024-08-21', 'fmrm') from dual",
    ['VIII | V   | | viii'],
    models,
  ],
  [
    "select to_char(date '2024-01-05', 'Day DAY fmday') || '|', to_char(date '2024-05-05', 'Month') || '|' from dual",
    ['Friday    FRIDAY    friday| | May      |'],
    models,
  ],
  [
    "select to_char(timestamp '2024-01-05 00:07:09.25', 'HH HH12 HH24 MI SS SSSSS FF3 AM p.m.') from dual",
    ['12 12 00 07 09 00429 250 AM a.m.'],
    models,
  ],
  [
    "select to_char(date '2024-01-05', 'YYYY-MM-DD\"T\"HH24:MI:SS'), to_char(date '2024-01-05', 'YYYYMMDD_HH24MISS AD') from dual",
    ['2024-01-05T00:00:00 | 20240105_000000 AD'],
    models,
  ],
  [
    "select to_date('05-JAN-49', 'DD-MON-RR'), to_date('05-JAN-50', 'DD-MON-RR'), to_date('05-JAN-99', 'DD-MON-YY') from dual",
    ['2049-01-05 00:00:00 | 1950-01-05 00:00:00 | 2099-01-05 00:00:00'],
    'SQL Language Reference, The RR Datetime Format Element',
  ],
  [
    "select to_date('20240205', 'YYYY-MM-DD'), to_date('2024/02.05', 'YYYY-MM-DD'), to_date('2024 2 5', 'YYYY-MM-DD') from dual",
    ['2024-02-05 00:00:00 | 2024-02-05 00:00:00 | 2024-02-05 00:00:00'],
    reading,
  ],
  [
    "select to_date('5 february 2024', 'DD MON YYYY'), to_date('feb 5, 2024', 'Month DD, YYYY'), to_date('05-VIII-2024', 'DD-RM-YYYY') from dual",
    ['2024-02-05 00:00:00 | 2024-02-05 00:00:00 | 2024-08-05 00:00:00'],
    reading,
  ],
  [
    "select to_date('January 15, 1989, 11:00 A.M.', 'Month dd, YYYY, HH:MI A.M.') from dual",
    ['1989-01-15 11:00:00'],
    'SQL Language Reference, TO_DATE',
  ],
  [
    "select to_date('2024-01-05', 'FXYYYY-MM-DD'), to_date('2024-1-5', 'FXFMYYYY-MM-DD'), to_date(20240105, 'YYYYMMDD'), to_date('2459000', 'J') from dual",
    ['2024-01-05 00:00:00 | 2024-01-05 00:00:00 | 2024-01-05 00:00:00 | 2020-05-30 00:00:00'],
    'SQL Language Reference, Format Model Modifiers',
  ],
  [
    "select to_char(to_timestamp('10-Sep-02 14:10:10.123000', 'DD-Mon-RR HH24:MI:SS.FF')) from dual",
    ['10-SEP-02 02.10.10.123000000 PM'],
    'SQL Language Reference, TO_TIMESTAMP',
  ],
  [
    "select to_char(to_timestamp_tz('1999-12-01 11:00:00 -8:00', 'YYYY-MM-DD HH:MI:SS TZH:TZM')) from dual",
    ['01-DEC-99 11.00.00.000000000 AM -08:00'],
    'SQL Language Reference, TO_TIMESTAMP_TZ',
  ],
])

answers('time zones', [
  [
    "select to_char(from_tz(timestamp '2000-03-28 08:00:00', '3:00')) from dual",
    ['28-MAR-00 08.00.00.000000000 AM +03:00'],
    'SQL Language Reference, FROM_TZ',
  ],
  [
    "select to_char(from_tz(cast(to_date('1999-12-01 11:00:00', 'YYYY-MM-DD HH:MI:SS') as timestamp), 'America/New_York') at time zone 'America/Los_Angeles') from dual",
    ['01-DEC-99 08.00.00.000000 AM AMERICA/LOS_ANGELES'],
    zones,
  ],
  [
    "select to_char(timestamp '1999-10-29 01:30:00 US/Pacific', 'TZH:TZM'), to_char(timestamp '1999-11-29 01:30:00 US/Pacific', 'TZH:TZM') from dual",
    ['-07:00 | -08:00'],
    'SQL Language Reference, Datetime Literals',
  ],
  [
    "select 'same' from dual where timestamp '1999-04-15 8:00:00 -8:00' = timestamp '1999-04-15 11:00:00 -5:00'",
    ['same'],
    support,
  ],
  [
    "select to_char(sys_extract_utc(timestamp '2000-03-28 11:30:00.00 -08:00')) from dual",
    ['28-MAR-00 07.30.00.000000000 PM'],
    'SQL Language Reference, SYS_EXTRACT_UTC',
  ],
  [
    "select to_char(from_tz(timestamp '2024-10-27 02:30:00', 'Europe/Zurich'), 'TZH') from dual",
    ['+01'],
    support,
  ],
  [
    "select to_char(timestamp '2024-07-01 12:00:00' at time zone '-08:00', 'DD HH24:MI TZR') from dual",
    ['01 04:00 -08:00'],
    zones,
  ],
  ["select dbtimezone, tz_offset('+05:30') from dual", ['+00:00 | +05:30'], functions],
])

answers(
  'a session in a region',
  [
    ['select sessiontimezone from dual', ['Europe/Zurich'], 'SQL Language Reference, SESSIONTIMEZONE'],
    [
      "select to_char(cast(timestamp '2024-07-01 12:00:00' as timestamp with time zone), 'HH24:MI TZR TZH') from dual",
      ['12:00 EUROPE/ZURICH +02'],
      support,
    ],
    [
      "select to_char(timestamp '2024-07-01 12:00:00 +00:00' at local, 'HH24:MI TZR') from dual",
      ['14:00 EUROPE/ZURICH'],
      zones,
    ],
    [
      "select to_char(cast(timestamp '2024-07-01 12:00:00 +00:00' as timestamp with local time zone), 'HH24:MI') from dual",
      ['14:00'],
      support,
    ],
    [
      "select to_char(timestamp '2024-07-01 12:00:00' - timestamp '2024-07-01 12:00:00 +00:00') from dual",
      ['-000000000 02:00:00.000000000'],
      arithmetic,
    ],
    [
      "select case when abs(extract(minute from (localtimestamp - cast(current_timestamp as timestamp)))) < 1 then 'close' end from dual",
      ['close'],
      functions,
    ],
  ],
  { setup: ["alter session set time_zone = 'Europe/Zurich'"] },
)

failures('dates that are none', [
  ["select to_date('2024-13-01', 'YYYY-MM-DD') from dual", 'ORA-01843: not a valid month', messages],
  [
    "select to_date('2024-02-30', 'YYYY-MM-DD') from dual",
    'ORA-01839: date not valid for month specified',
    messages,
  ],
  [
    "select to_date('2024-02-32', 'YYYY-MM-DD') from dual",
    'ORA-01847: day of month must be between 1 and last day of month',
    messages,
  ],
  [
    "select to_date('2024-02', 'YYYY-MM-DD') from dual",
    'ORA-01840: input value not long enough for date format',
    messages,
  ],
  [
    "select to_date('2024-02-01 10', 'YYYY-MM-DD') from dual",
    'ORA-01830: date format picture ends before converting entire input string',
    messages,
  ],
  [
    "select to_date('0000-02-01', 'YYYY-MM-DD') from dual",
    'ORA-01841: (full) year must be between -4713 and +9999, and not be 0',
    messages,
  ],
  [
    "select to_date('abcd-02-01', 'YYYY-MM-DD') from dual",
    'ORA-01858: a non-numeric character was found where a numeric was expected',
    messages,
  ],
  [
    "select to_date('2024/01/05', 'FXYYYY-MM-DD') from dual",
    'ORA-01861: literal does not match format string',
    'SQL Language Reference, Format Model Modifiers',
  ],
  [
    "select to_date('2024-1-5', 'FXYYYY-MM-DD') from dual",
    'ORA-01862: the numeric value does not match the length of the format item',
    'SQL Language Reference, Format Model Modifiers',
  ],
  ["select to_date('25', 'HH24') from dual", 'ORA-01850: hour must be between 0 and 23', messages],
  ["select to_date('13 AM', 'HH AM') from dual", 'ORA-01849: hour must be between 1 and 12', messages],
  [
    "select to_date('2024 1', 'YYYY WW') from dual",
    'ORA-01820: format code cannot appear in date input format',
    messages,
  ],
  ["select to_date('2024 2024', 'YYYY YYYY') from dual", 'ORA-01810: format code appears twice', messages],
  ["select to_date('2024 XX', 'YYYY AD') from dual", 'ORA-01856: BC/B.C. or AD/A.D. required', messages],
  ["select to_char(sysdate, 'T') from dual", 'ORA-01821: date format not recognized', messages],
  ["select trunc(sysdate, 'FOO') from dual", 'ORA-01899: bad precision specifier', messages],
  ["select date '2024-01-01' + date '2024-01-01' from dual", 'ORA-00975: date + date not allowed', messages],
  [
    "select from_tz(timestamp '2024-03-31 02:30:00', 'Europe/Zurich') from dual",
    'ORA-01878: specified field not found in datetime or interval',
    support,
  ],
  [
    "select timestamp '2024-03-31 02:30:00 Nowhere/City' from dual",
    'ORA-01882: timezone region not found',
    messages,
  ],
  ["select next_day(sysdate, 'SOMEDAY') from dual", 'ORA-01846: not a valid day of the week', messages],
])

refusals('dates that are not known', [
  ['select to_char(current_timestamp(0)) from dual', 'FORMAT ELEMENT FF OF TIMESTAMP(0)'],
  ['select to_timestamp(sysdate) from dual', 'CONVERSION OF DATE TO TIMESTAMP'],
  ["select to_char(sysdate, 'DL') from dual", 'FORMAT ELEMENT DL'],
  ["select to_char(systimestamp, 'TZD') from dual", 'FORMAT ELEMENT TZD'],
  ["select to_char(date '1905-01-01', 'YEAR') from dual", 'FORMAT ELEMENT YEAR OF 1905'],
  ["select to_char(sysdate, 'Day', 'NLS_DATE_LANGUAGE=German') from dual", 'NLS ARGUMENT'],
  ["select round(sysdate, 'CC') from dual", 'ROUND TO CENTURY'],
  ["select timestamp '2024-03-31 02:30:00 PST' from dual", 'TIME ZONE REGION PST'],
  ["select to_date('-0044', 'SYYYY') from dual", 'YEARS BEFORE CHRIST'],
  ["select trunc(date '1500-01-01', 'IW') from dual", 'ARITHMETIC WITH DATES BEFORE 1582-10-15'],
])
