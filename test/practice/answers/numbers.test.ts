import { answers, failures, refusals } from './answers.ts'

const numbers = 'SQL Language Reference, NUMBER Data Type'
const functions = 'SQL Language Reference, Numeric Functions'
const models = 'SQL Language Reference, Number Format Models'
const messages = 'Database Error Messages'
const recalled = 'recalled'

answers('numbers', [
  [
    'select 2/3, 100/3, 1/7 from dual',
    [`.${'6'.repeat(39)}7 | 33.${'3'.repeat(38)} | .1428571428571428571428571428571428571429`],
    numbers,
  ],
  ['select 0.1 + 0.2, 1e3, 1.5e-2, .5 from dual', ['.3 | 1000 | .015 | .5'], numbers],
  [
    'select 99999999999999999999999999999999999999 + 1 from dual',
    ['100000000000000000000000000000000000000'],
    numbers,
  ],
  [
    'select power(2, 100), sqrt(2), exp(1) from dual',
    [
      '1267650600228229401496703205376 | 1.41421356237309504880168872420969807857 | 2.71828182845904523536028747135266249776',
    ],
    recalled,
  ],
  ['select 1e-130 / 10 from dual', ['0'], numbers],
  [
    'select to_char(1e40), to_char(1e-10), to_char(-0.5), to_char(1e39) from dual',
    [`1.${'0'.repeat(34)}E+40 | .0000000001 | -.5 | 1${'0'.repeat(39)}`],
    recalled,
  ],
  [
    'select cast(123.456 as number(5,2)), cast(1250 as number(3,-2)), cast(-1.5 as number(3)) from dual',
    ['123.46 | 1300 | -2'],
    numbers,
  ],
  [
    'select round(2.5), round(-2.5), round(1234.567, -2), trunc(-1.9), trunc(15.79, 1), trunc(15.79, -1) from dual',
    ['3 | -3 | 1200 | -1 | 15.7 | 10'],
    functions,
  ],
  [
    'select mod(11, 4), mod(-11, 4), mod(11, -4), mod(-11, -4), mod(11, 0) from dual',
    ['3 | -3 | 3 | -3 | 11'],
    'SQL Language Reference, MOD',
  ],
  [
    'select remainder(11, 4), remainder(-11, 4), remainder(2.5, 1) from dual',
    ['-1 | 1 | .5'],
    'SQL Language Reference, REMAINDER',
  ],
  ['select ceil(-1.5), floor(-1.5), sign(-.1), abs(-15) from dual', ['-1 | -2 | -1 | 15'], functions],
  [
    'select bitand(6, 3), bitand(-1, 255), bin_to_num(1, 0, 1, 0) from dual',
    ['2 | 255 | 10'],
    'SQL Language Reference, BITAND, BIN_TO_NUM',
  ],
  [
    'select width_bucket(35, 0, 100, 10), width_bucket(-1, 0, 100, 10), width_bucket(100, 0, 100, 10), width_bucket(35, 100, 0, 10) from dual',
    ['4 | 0 | 11 | 7'],
    'SQL Language Reference, WIDTH_BUCKET',
  ],
  ['select log(10, 100), ln(1), power(3, 2), power(10, -3) from dual', ['2 | 0 | 9 | .001'], functions],
  [
    "select to_char(1234.5, '9,999.99'), to_char(-1234.5, '9999.9'), to_char(12345, '999') from dual",
    [' 1,234.50 | -1234.5 | ####'],
    models,
  ],
  [
    "select to_char(0, '999'), to_char(.5, '9.9'), to_char(.5, '0.9'), to_char(1234.567, 'FM9999.99') from dual",
    ['   0 |   .5 |  0.5 | 1234.57'],
    models,
  ],
  [
    "select to_char(-1234, '9999MI'), to_char(-12, '99PR'), to_char(12, '99PR'), to_char(12, 'S99'), to_char(12, '99S') from dual",
    ['1234- | <12> |  12  | +12 | 12+'],
    models,
  ],
  [
    "select to_char(1234, '$9,999'), to_char(12, 'FML999.00'), to_char(1234, 'FM000000') from dual",
    [' $1,234 | $12.00 | 001234'],
    models,
  ],
  [
    "select to_char(1234, 'RN'), to_char(1999, 'FMRN'), to_char(4, 'fmrn') from dual",
    ['       MCCXXXIV | MCMXCIX | iv'],
    models,
  ],
  [
    "select to_char(1234, 'TM'), to_char(.5, 'TM9'), to_char(1234, 'TME') from dual",
    ['1234 | .5 | 1.234E+03'],
    models,
  ],
  [
    "select to_char(12.34, '99V99'), to_char(0, 'B999'), to_char(255, 'FMXXXX'), to_char(1234, 'FM9.9EEEE') from dual",
    [' 1234 |      | FF | 1.2E+03'],
    models,
  ],
  [
    "select to_char(1234567.8, 'FM9G999G999D00', 'NLS_NUMERIC_CHARACTERS='',.''') from dual",
    ['1.234.567,80'],
    'SQL Language Reference, TO_CHAR (number)',
  ],
  [
    "select to_number('1,234.5', '9,999.9'), to_number('$1,234', '$9,999'), to_number('<12>', '99PR'), to_number('ff', 'xx'), to_number('12-', '99MI') from dual",
    ['1234.5 | 1234 | -12 | 255 | -12'],
    'SQL Language Reference, TO_NUMBER',
  ],
  ["select to_number('  1.5E3 ') from dual", ['1500'], 'SQL Language Reference, TO_NUMBER'],
])

failures('numbers that are none', [
  ['select 1/0 from dual', 'ORA-01476: divisor is equal to zero', messages],
  ['select 1e125 * 10 from dual', 'ORA-01426: numeric overflow', messages],
  ['select sqrt(-1) from dual', "ORA-01428: argument '-1' is out of range", messages],
  ['select ln(0) from dual', "ORA-01428: argument '0' is out of range", messages],
  [
    'select cast(1234.5 as number(3)) from dual',
    'ORA-01438: value larger than specified precision',
    messages,
  ],
  ["select to_number('12a') from dual", 'ORA-01722: invalid number', messages],
  ["select to_number('123', '99') from dual", 'ORA-01722: invalid number', messages],
  ["select to_char(12, 'abc') from dual", 'ORA-01481: invalid number format model', messages],
  ['select remainder(1, 0) from dual', 'ORA-01476: divisor is equal to zero', messages],
])

refusals('numbers that are not known', [
  ['select 1d from dual', '1D'],
  ['select 1.5f from dual', '1.5F'],
  ['select sin(1) from dual', 'SIN'],
  ['select nanvl(1, 2) from dual', 'NANVL'],
  ["select to_char(12, 'C999') from dual", 'FORMAT ELEMENT C'],
  ["select to_char(12, 'L999') from dual", 'FORMAT ELEMENT L'],
  ["select to_number('1e2', '9EEEE') from dual", 'FORMAT ELEMENT EEEE'],
  ["select to_char(0, 'FM.99') from dual", 'FORMAT ELEMENT FM'],
  ["select to_number('x' default 0 on conversion error) from dual", 'DEFAULT'],
  ['select cast(1 as binary_double) from dual', 'BINARY_DOUBLE'],
])
