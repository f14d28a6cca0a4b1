import { answers, failures, refusals } from './answers.ts'

const select = 'SQL Language Reference, SELECT'
const numbers = 'SQL Language Reference, NUMBER Data Type'
const dates = 'SQL Language Reference, Datetime/Interval Arithmetic'
const nulls = 'SQL Language Reference, Nulls'
const messages = 'Database Error Messages'

answers('rows and values', [
  [
    'select deptno, dname from a.dept order by 1 fetch first 2 rows only',
    ['10 | ACCOUNTING', '20 | RESEARCH'],
    select,
  ],
  ['select 1/3 from dual', [`.${'3'.repeat(40)}`], numbers],
  ["select date '2024-02-29' + 1 from dual", ['2024-03-01 00:00:00'], dates],
  ["select '' from dual", ['(null)'], nulls],
])

failures('names that mean nothing', [
  ['select * from nowhere', 'ORA-00942: table or view does not exist', messages],
  ['select nothing from dual', 'ORA-00904: "NOTHING": invalid identifier', messages],
])

refusals('queries that are not known', [['select * from a.emp sample (10)', 'SAMPLE']])
