import { answers, failures, refusals } from './answers.ts'

const character = 'SQL Language Reference, Character Functions'
const semantics = 'SQL Language Reference, Character Data Type Comparison Rules'
const lengths = 'Database Globalization Support Guide, Length Semantics'
const literals = 'SQL Language Reference, Text Literals'
const lobs = 'SQL Language Reference, Large Object (LOB) Data Types'
const raws = 'SQL Language Reference, RAW and LONG RAW Data Types'
const messages = 'Database Error Messages'
const like = 'SQL Language Reference, LIKE Condition'

answers('texts', [
  ["select q'[it's]', q'!a!b!', N'äö', nq'{x}', 'it''s' from dual", ["it's | a!b | äö | x | it's"], literals],
  [
    "select substr('ABCDEFG', 3, 4), substr('ABCDEFG', -5, 4), substr('abc', 0, 2), substr('abc', 4), substr('abc', 2, 0) from dual",
    ['CDEF | CDEF | ab | (null) | (null)'],
    'SQL Language Reference, SUBSTR',
  ],
  [
    "select instr('CORPORATE FLOOR', 'OR', 3, 2), instr('CORPORATE FLOOR', 'OR', -3, 2), instr('abc', 'x'), instr('abc', '') from dual",
    ['14 | 2 | 0 | (null)'],
    'SQL Language Reference, INSTR',
  ],
  [
    "select lpad('Page 1', 15, '*.'), rpad('ab', 5, 'xyz'), lpad('abc', 2), lpad('a', 0) from dual",
    ['*.*.*.*.*Page 1 | abxyz | ab | (null)'],
    'SQL Language Reference, LPAD',
  ],
  [
    "select ltrim('<=====>BROWNING<=====>', '<>='), rtrim('BROWNING: ./=./=./=./=./=.=', '/=.'), trim(0 from 007800) from dual",
    ['BROWNING<=====> | BROWNING:  | 78'],
    'SQL Language Reference, LTRIM, RTRIM, TRIM',
  ],
  [
    "select trim(both 'x' from 'xaxx'), trim(leading from '  a '), trim('  ') from dual",
    ['a | a  | (null)'],
    'SQL Language Reference, TRIM',
  ],
  [
    "select replace('JACK and JUE', 'J', 'BL'), replace('abc', 'b'), replace('abc', null, 'x') from dual",
    ['BLACK and BLUE | ac | abc'],
    'SQL Language Reference, REPLACE',
  ],
  [
    "select translate('SQL*Plus User''s Guide', ' */''', '___'), translate('abc', 'ab', 'x') from dual",
    ['SQL_Plus_Users_Guide | xc'],
    'SQL Language Reference, TRANSLATE',
  ],
  [
    "select initcap('the soap'), upper('straße'), lower('ÄÖ'), concat('a', null) from dual",
    ['The Soap | STRAßE | äö | a'],
    character,
  ],
  [
    "select ascii('A'), chr(67) || chr(65) || chr(84), ascii('€'), chr(14844588) from dual",
    ['65 | CAT | 14844588 | €'],
    'SQL Language Reference, ASCII, CHR',
  ],
  [
    "select soundex('Smythe'), soundex('SMITH'), soundex('Robert'), soundex('Rupert'), soundex('Tymczak') from dual",
    ['S530 | S530 | R163 | R163 | T522'],
    'SQL Language Reference, SOUNDEX',
  ],
  [
    "select length('äöü'), lengthb('äöü'), length('𝄞'), lengthb('𝄞'), substr('a𝄞b', 2, 1) from dual",
    ['3 | 6 | 1 | 4 | 𝄞'],
    'SQL Language Reference, LENGTH',
  ],
  [
    "select unistr('abc\\00e5\\00f1\\00f6'), asciistr('ABÄCDE'), nchr(187) from dual",
    ['abcåñö | AB\\00C4CDE | »'],
    'SQL Language Reference, UNISTR, ASCIISTR, NCHR',
  ],
  [
    "select 'y' from dual where 'a_b' like 'a\\_b' escape '\\' and 'axb' not like 'a\\_b' escape '\\' and 'abc' like '%b_'",
    ['y'],
    like,
  ],
  ["select 'y' from dual where '' like '%' or null like 'a'", [], like],
  ["select count(*) from dual where 'ABC' = 'ABC  '", ['1'], semantics],
  [
    "select 'b' from dual where 'a' < 'b' and 'B' < 'a' and 'Z' < 'ä'",
    ['b'],
    'SQL Language Reference, binary comparison',
  ],
])

answers(
  'columns of text',
  [
    [
      "select c || '|', n || '|', f || '|', length(c), lengthb(f) from texts",
      ['x    | | ä  | | ä | | 5 | 3'],
      'SQL Language Reference, CHAR Data Type',
    ],
    ["select count(*) from texts where c = 'x'", ['1'], semantics],
    ["select count(*) from texts where c = cast('x' as varchar2(5))", ['0'], semantics],
    ["select count(*) from texts where v = 'abc '", ['0'], semantics],
    [
      "select count(*) from texts where c in ('y', 'x') and c between 'w' and 'x' and upper(c) = 'X'",
      ['1'],
      semantics,
    ],
    [
      "select case c when 'x' then 'padded' end, decode(c, 'x', 'same', 'not padded') from texts",
      ['padded | not padded'],
      'SQL Language Reference, DECODE',
    ],
    ["select count(*) from texts where c like 'x'", ['0'], like],
    [
      "select count(*) from texts where trim(c) = 'x' and rtrim(c) = cast('x' as varchar2(1))",
      ['1'],
      semantics,
    ],
    [
      "select column_name, data_type, data_length, char_length, char_used from user_tab_columns where table_name = 'TEXTS' and column_id <= 4 order by column_id",
      [
        'V | VARCHAR2 | 3 | 3 | B',
        'W | VARCHAR2 | 12 | 3 | C',
        'C | CHAR | 5 | 5 | B',
        'N | NCHAR | 6 | 3 | C',
      ],
      'Database Reference, ALL_TAB_COLUMNS',
    ],
    ["select g, rawtohex(g), length(g), g || 'x' from texts", ['4142 | 4142 | 4 | 4142x'], raws],
    [
      "select count(*) from texts where g = '4142' and g > hextoraw('41') and g < hextoraw('42')",
      ['1'],
      raws,
    ],
    [
      "select length(k), substr(k, 2, 3), instr(k, 'd'), upper(k), k || '!', to_char(k) from texts",
      ['6 | bcd | 4 | ABCDEF | abcdef! | abcdef'],
      lobs,
    ],
    [
      "select length(b), length(empty_clob()), nvl(to_char(empty_clob()), 'null') from texts",
      ['2 | 0 | null'],
      lobs,
    ],
    ["select count(*) from texts where k like 'abc%' and k is not null", ['1'], lobs],
  ],
  {
    setup: [
      'create table texts (v varchar2(3), w varchar2(3 char), c char(5), n nchar(3), f char(2 char), g raw(2), k clob, b blob)',
      "insert into texts values ('abc', 'äöü', 'x', 'ä', 'ä', hextoraw('4142'), 'abcdef', hextoraw('4142'))",
    ],
  },
)

failures(
  'texts that do not fit',
  [
    [
      "insert into small (v) values ('äöü')",
      'ORA-12899: value too large for column "SCOTT"."SMALL"."V" (actual: 6, maximum: 3)',
      lengths,
    ],
    [
      "insert into small (w) values ('abcd')",
      'ORA-12899: value too large for column "SCOTT"."SMALL"."W" (actual: 4, maximum: 3)',
      lengths,
    ],
    [
      "insert into small (c) values ('abcdef')",
      'ORA-12899: value too large for column "SCOTT"."SMALL"."C" (actual: 6, maximum: 5)',
      messages,
    ],
    [
      "insert into small (g) values (hextoraw('414243'))",
      'ORA-12899: value too large for column "SCOTT"."SMALL"."G" (actual: 3, maximum: 2)',
      messages,
    ],
    ["insert into small (g) values ('zz')", 'ORA-01465: invalid hex number', messages],
    ["select 1 from small where k = 'a'", 'ORA-00932: inconsistent datatypes: expected - got CLOB', lobs],
    ['select distinct k from small', 'ORA-00932: inconsistent datatypes: expected - got CLOB', lobs],
    ['select 1 from small order by k', 'ORA-00932: inconsistent datatypes: expected - got CLOB', lobs],
    ['select k from small group by k', 'ORA-00932: inconsistent datatypes: expected - got CLOB', lobs],
    [
      "select rpad('x', 4000, 'x') || 'y' from dual",
      'ORA-01489: result of string concatenation is too long',
      messages,
    ],
    [
      "select 1 from dual where 'a' like 'a' escape 'ab'",
      'ORA-01425: escape character must be character string of length 1',
      messages,
    ],
    [
      "select 1 from dual where 'a' like 'ax' escape 'a'",
      'ORA-01424: missing or illegal character following the escape character',
      messages,
    ],
    [
      "select unistr('\\00g1') from dual",
      "ORA-30186: '\\' must be followed by four hexadecimal characters",
      messages,
    ],
    [
      "select trim('ab' from 'abc') from dual",
      'ORA-30001: trim set should have only one character',
      messages,
    ],
  ],
  { setup: ['create table small (v varchar2(3 byte), w varchar2(3 char), c char(5), g raw(2), k clob)'] },
)

refusals('texts that are not known', [
  ["select reverse('abc') from dual", 'REVERSE'],
  ["select dump('a') from dual", 'DUMP'],
  ["select ora_hash('a') from dual", 'ORA_HASH'],
  ["select standard_hash('a') from dual", 'STANDARD_HASH'],
  ["select soundex('a b') from dual", 'SOUNDEX OF WHAT IS NOT ONE ENGLISH WORD'],
  ["select substrb('äöü', 2, 1) from dual", 'BYTES OF A TEXT BEYOND ASCII'],
  ['select chr(228) from dual', 'CHR(228)'],
  ["select length(to_clob('𝄞')) from dual", 'CHARACTERS OF A CLOB BEYOND THE BASIC PLANE'],
  ["select nls_upper('a', 'NLS_SORT = XGERMAN') from dual", 'NLS_UPPER'],
])
