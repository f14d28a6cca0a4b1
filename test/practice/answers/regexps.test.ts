import { answers, failures, refusals } from './answers.ts'

const like = 'SQL Language Reference, REGEXP_LIKE Condition'
const count = 'SQL Language Reference, REGEXP_COUNT'
const instr = 'SQL Language Reference, REGEXP_INSTR'
const substr = 'SQL Language Reference, REGEXP_SUBSTR'
const replace = 'SQL Language Reference, REGEXP_REPLACE'
const support = 'SQL Language Reference, Oracle Regular Expression Support'
const messages = 'Database Error Messages'
const recalled = 'recalled'
const address = "'500 Oracle Parkway, Redwood Shores, CA'"

answers('regular expressions', [
  ["select 'y' from dual where regexp_like('Steven', '^Ste(v|ph)en$')", ['y'], like],
  ["select 'y' from dual where regexp_like('Greenberg', '([aeiou])\\1', 'i')", ['y'], like],
  ["select 'y' from dual where not regexp_like('abc', 'B')", ['y'], like],
  [
    "select 'y' from dual where regexp_like(null, 'a') or not regexp_like(null, 'a')",
    [],
    'SQL Language Reference, Nulls',
  ],
  ["select count(*) from a.emp where regexp_like(ename, '^(A|S)')", ['4'], like],
  ["select regexp_count('123123123123123', '(12)3', 1, 'i') from dual", ['5'], count],
  ["select regexp_count('123123123123', '123', 3, 'i') from dual", ['3'], count],
  [`select regexp_instr(${address}, '[^ ]+', 1, 6) from dual`, ['37'], instr],
  [`select regexp_instr(${address}, '[s|r|p][[:alpha:]]{6}', 3, 2, 1, 'i') from dual`, ['28'], instr],
  [
    "select regexp_instr('1234567890', '(123)(4(56)(78))', 1, 1, 0, 'i', 1), regexp_instr('1234567890', '(123)(4(56)(78))', 1, 1, 0, 'i', 2), regexp_instr('1234567890', '(123)(4(56)(78))', 1, 1, 0, 'i', 4) from dual",
    ['1 | 4 | 7'],
    instr,
  ],
  [`select regexp_substr(${address}, ',[^,]+,') from dual`, [', Redwood Shores,'], substr],
  [
    "select regexp_substr('http://www.example.com/products', 'http://([[:alnum:]]+\\.?){3,4}/?') from dual",
    ['http://www.example.com/'],
    substr,
  ],
  ["select regexp_substr('1234567890', '(123)(4(56)(78))', 1, 1, 'i', 4) from dual", ['78'], substr],
  [
    "select regexp_substr('a,b,,d', '[^,]+', 1, level) from dual connect by level <= 3",
    ['a', 'b', 'd'],
    recalled,
  ],
  [
    "select regexp_substr('a,b,,d', '(.*?)(,|$)', 1, 3, null, 1), regexp_substr('a,b,,d', '(.*?)(,|$)', 1, 4, null, 1) from dual",
    ['(null) | d'],
    recalled,
  ],
  ["select regexp_replace('Canada', '(.)', '\\1 ') from dual", ['C a n a d a '], replace],
  [
    "select regexp_replace('515.123.4567', '([[:digit:]]{3})\\.([[:digit:]]{3})\\.([[:digit:]]{4})', '(\\1) \\2-\\3') from dual",
    ['(515) 123-4567'],
    replace,
  ],
  [
    "select regexp_replace('500   Oracle     Parkway,    Redwood  Shores, CA', '( ){2,}', ' ') from dual",
    ['500 Oracle Parkway, Redwood Shores, CA'],
    replace,
  ],
  [
    "select regexp_replace('a1b2c3', '\\d'), regexp_replace('a1b2c3', '\\d', '#', 1, 2) from dual",
    ['abc | a1b#c3'],
    replace,
  ],
  ["select regexp_replace('a\\b', '[\\b]', 'x') from dual", ['axx'], support],
  ["select regexp_replace('Ellen Smith', '(\\S+) (\\S+)', '\\2, \\1') from dual", ['Smith, Ellen'], replace],
  [
    "select regexp_substr('ABC', 'b', 1, 1, 'ic'), regexp_substr('ABC', 'b', 1, 1, 'ci') from dual",
    ['(null) | B'],
    like,
  ],
  [
    "select regexp_substr('a' || chr(10) || 'b', 'a.b', 1, 1, 'n') n, regexp_substr('a' || chr(10) || 'b', 'a.b') from dual",
    ['a\nb | (null)'],
    like,
  ],
  [
    "select regexp_count('a' || chr(10) || 'a', '^a'), regexp_count('a' || chr(10) || 'a', '^a', 1, 'm') from dual",
    ['1 | 2'],
    like,
  ],
  ["select regexp_substr('ab', 'a b', 1, 1, 'x') from dual", ['ab'], like],
  [
    "select regexp_substr('aaa', 'a{2}'), regexp_substr('aaa', 'a+?'), regexp_substr('b', 'a*') from dual",
    ['aa | a | (null)'],
    support,
  ],
  ["select regexp_replace(to_clob('abc'), 'b', 'x') from dual", ['axc'], replace],
  [
    "select count(*) from dual where regexp_like(rpad('a', 3000, 'a') || 'b', '^(a+)+$')",
    ['0'],
    'a pattern that would never end elsewhere',
  ],
])

failures('regular expressions that are none', [
  [
    "select regexp_substr('abc', '[z-a]') from dual",
    'ORA-12728: invalid range in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', '(a') from dual",
    'ORA-12725: unmatched parentheses in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', '[a') from dual",
    'ORA-12726: unmatched bracket in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', '[[:foo:]]') from dual",
    'ORA-12729: invalid character class in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', 'a\\1') from dual",
    'ORA-12727: invalid back reference in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', 'a{3,2}') from dual",
    'ORA-12732: invalid interval value in regular expression',
    messages,
  ],
  [
    "select regexp_substr('abc', rpad('a', 513, 'a')) from dual",
    'ORA-12733: regular expression too long',
    messages,
  ],
  ["select regexp_substr('abc', 'a', 0) from dual", "ORA-01428: argument '0' is out of range", messages],
  [
    "select regexp_substr('abc', 'a', 1, 1, 'q') from dual",
    'ORA-01760: illegal argument for function',
    messages,
  ],
])

refusals('regular expressions that mean two things', [
  ["select regexp_substr('abcd', 'ab|abcd') from dual", 'REGULAR EXPRESSION WITH A LONGER MATCH'],
  ["select regexp_replace('abc', 'x*', '-') from dual", 'REGULAR EXPRESSION: REPLACEMENT OF AN EMPTY MATCH'],
  ["select regexp_substr('abc', '(?:a)') from dual", 'REGULAR EXPRESSION: (?'],
  ["select regexp_substr('abc', '\\n') from dual", 'REGULAR EXPRESSION: \\N'],
  ["select regexp_substr('abc', '[:alpha:]') from dual", 'REGULAR EXPRESSION: [: OUTSIDE OF A LIST'],
  ["select regexp_substr('abab', '(a|(b))+', 1, 1, null, 2) from dual", 'REGULAR EXPRESSION: GROUP 2'],
  ["select regexp_substr('abc', '[[=a=]]') from dual", 'REGULAR EXPRESSION: [='],
  ["select regexp_substr('abc', 'a**') from dual", 'REGULAR EXPRESSION: REPETITION OF A REPETITION'],
  ["select regexp_instr('aaab', '^a', 2) from dual", 'REGULAR EXPRESSION: ^ BEHIND THE FIRST POSITION'],
  [
    "select regexp_substr(rpad('a', 200, 'a'), '((a*)*\\2)*b') from dual",
    'REGULAR EXPRESSION THAT TAKES SO LONG',
  ],
])
