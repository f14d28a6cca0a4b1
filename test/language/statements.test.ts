import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isComplete, readStatements, type SplitRules } from '../../src/language/statements.ts'

const texts = (source: string, rules?: SplitRules): string[] =>
  readStatements(source, rules).map(({ text }) => text)

const unit = 'create or replace procedure p as\nbegin\n  null;\nend;'

describe('what is sent', () => {
  const cases: readonly (readonly [rule: string, source: string, sent: readonly string[]])[] = [
    ['SQL ends at a semicolon, which is not sent', 'select 1 from dual;\n', ['select 1 from dual']],
    ['SQL may end with the text', 'select 1 from dual', ['select 1 from dual']],
    ['a lone slash ends SQL', 'select 1\nfrom dual\n/\n', ['select 1\nfrom dual']],
    ['a slash within a line divides', 'select 4\n/ 2 from dual;', ['select 4\n/ 2 from dual']],
    ['each semicolon ends a statement', 'drop table a; drop table b;', ['drop table a', 'drop table b']],
    [
      'a comment may follow the semicolon',
      'select 1 from dual; -- one\nselect 2 from dual;',
      ['select 1 from dual', 'select 2 from dual'],
    ],
    ['a block keeps its last semicolon', 'begin null; end;\n/\n', ['begin null; end;']],
    ['a block ends with the text', 'begin\n  null;\nend;\n', ['begin\n  null;\nend;']],
    [
      'declare opens a block',
      'declare\n x number;\nbegin\n null;\nend;\n/',
      ['declare\n x number;\nbegin\n null;\nend;'],
    ],
    [
      'a label opens a block',
      '<<outer>>\nbegin null; end;\n/\nselect 1 from dual;',
      ['<<outer>>\nbegin null; end;', 'select 1 from dual'],
    ],
    ['blank lines belong to a block', 'begin\n\n  null;\n\nend;\n/', ['begin\n\n  null;\n\nend;']],
    ['a procedure ends at a lone slash', `${unit}\n/\ncommit;`, [unit, 'commit']],
    ['an indented slash is a lone slash', `${unit}\n  /  \ncommit;`, [unit, 'commit']],
    ['CALL is SQL', 'call p(1);\nselect 1 from dual;', ['call p(1)', 'select 1 from dual']],
    [
      'a query with a function ends at a lone slash and loses its semicolon',
      'with function f return number is begin return 1; end;\nselect f from dual;\n/\ncommit;',
      ['with function f return number is begin return 1; end;\nselect f from dual', 'commit'],
    ],
    [
      'a function may also be brought along in a subquery',
      'select * from (with function f return number is begin return 1; end; select f from dual)\n/',
      ['select * from (with function f return number is begin return 1; end; select f from dual)'],
    ],
    [
      'a common table expression named function is SQL',
      'with function as (select 1 a from dual) select * from function;\ncommit;',
      ['with function as (select 1 a from dual) select * from function', 'commit'],
    ],
    ['strings hide terminators', "select ';\n/\n.\n\n''' from dual;", ["select ';\n/\n.\n\n''' from dual"]],
    ['q-strings hide terminators', "select q'[';\n/\n]' from dual;", ["select q'[';\n/\n]' from dual"]],
    [
      'national strings hide terminators',
      "select N';', nq'!;!' from dual;",
      ["select N';', nq'!;!' from dual"],
    ],
    ['quoted names hide terminators', 'select 1 ";" from dual;', ['select 1 ";" from dual']],
    [
      'comments hide terminators',
      "select 1 /* ; it's\n/\n\n*/ -- ;\n from dual;",
      ["select 1 /* ; it's\n/\n\n*/ -- ;\n from dual"],
    ],
    [
      'hints hide terminators and stay',
      'select /*+ full(e); */ 1 from dual;',
      ['select /*+ full(e); */ 1 from dual'],
    ],
    ['comments between statements belong to none', "-- it's first\n/* and */\ncommit;\n-- last", ['commit']],
    [
      'a comment on the line of the first word goes along',
      '/* tag */ select 1 from dual;',
      ['/* tag */ select 1 from dual'],
    ],
    ['empty text holds nothing', ' \n\n', []],
    ['a slash with nothing before it does nothing', '/\n', []],
    ['a semicolon alone is nothing', ';\n;', []],
    [
      'line ends may be CR LF',
      'select 1\r\nfrom dual\r\n/\r\ncommit;\r\n',
      ['select 1\r\nfrom dual', 'commit'],
    ],
    [
      'Java is not read as SQL',
      "create java source named x as // it's; \npublic class X {}\n/\ncommit;",
      ["create java source named x as // it's; \npublic class X {}", 'commit'],
    ],
    ['a byte order mark is white space', '\uFEFFselect 1 from dual;', ['select 1 from dual']],
  ]
  test.each(cases)('%s', (_, source, sent) => {
    expect(texts(source)).toEqual(sent)
  })
})

test.each([
  'create procedure p',
  'create or replace function f',
  'create or replace editionable package p',
  'create noneditionable package body p',
  'create trigger t',
  'create or replace type t',
  'create library l',
  'CREATE OR REPLACE FORCE EDITIONABLE TYPE BODY t',
  'create procedure if not exists p',
])('%s opens a unit, which only a lone slash ends', (opening) => {
  expect(texts(`${opening} as a;\nb;\n/\ncommit;`)).toEqual([`${opening} as a;\nb;`, 'commit'])
})

test.each([
  'create table t (x number)',
  'create or replace view v as select 1 from dual',
  'create sequence s',
])('%s is SQL', (statement) => {
  expect(texts(`${statement};\ncommit;`)).toEqual([statement, 'commit'])
})

describe('what ended it', () => {
  test('a slash after a semicolon runs the statement again, and says so', () => {
    expect(readStatements('commit;\n/\n')).toEqual([
      { text: 'commit', line: 1, kind: 'commit', end: 'semicolon', isRepeat: false },
      { text: 'commit', line: 2, kind: 'commit', end: 'slash', isRepeat: true },
    ])
  })

  test('a blank line ends entry of SQL without running it', () => {
    expect(readStatements('delete from emp\n\nwhere id = 1;')).toMatchObject([
      { text: 'delete from emp', end: 'blank line' },
      { text: 'where id = 1', end: 'semicolon', line: 3, kind: 'unknown' },
    ])
  })

  test('a slash after the blank line still runs it, once', () => {
    expect(readStatements('delete from emp\n\n/\n')).toMatchObject([
      { text: 'delete from emp', end: 'slash', isRepeat: false },
    ])
  })

  test('with sqlblanklines a blank line is white space', () => {
    expect(readStatements('delete from emp\n\nwhere id = 1;', { sqlBlankLines: true })).toMatchObject([
      { text: 'delete from emp\n\nwhere id = 1', end: 'semicolon' },
    ])
  })

  test('a blank line inside a comment ends nothing', () => {
    expect(texts('select 1 /* a\n\nb */ from dual;')).toEqual(['select 1 /* a\n\nb */ from dual'])
  })

  test('a lone dot ends entry without running it', () => {
    expect(readStatements('begin\n  null;\n.\ncommit;')).toMatchObject([{ end: 'dot' }, { text: 'commit' }])
  })

  test('a string without an end takes the rest', () => {
    expect(readStatements("select 'abc;\n/\ncommit;")).toMatchObject([
      { end: 'end of text', text: "select 'abc;\n/\ncommit;" },
    ])
  })

  test('a comment without an end is not overlooked', () => {
    expect(texts('/* select 1 from dual;')).toEqual(['/* select 1 from dual;'])
    expect(texts('select 1 /* from dual;')).toEqual(['select 1 /* from dual;'])
  })

  test('each statement knows its line', () => {
    expect(
      readStatements('\n-- one\ncommit;\n\nselect\n1 from dual;\nbegin\nnull;\nend;\n/\n').map(
        ({ line }) => line,
      ),
    ).toEqual([3, 5, 7])
  })
})

describe('SQL*Plus commands', () => {
  test('a command ends with its line, whatever quotes it holds', () => {
    expect(readStatements("prompt it's time\nset define off;\ncommit;")).toMatchObject([
      { text: "prompt it's time", command: 'prompt', end: 'end of line' },
      { text: 'set define off', command: 'set' },
      { text: 'commit', kind: 'commit' },
    ])
  })

  test('a hyphen continues a command', () => {
    expect(texts('column x -\n  format a10\ncommit;')).toEqual(['column x -\n  format a10', 'commit'])
  })

  test('set role and set transaction are statements', () => {
    expect(readStatements('set transaction read only;\nset role none;').map(({ kind }) => kind)).toEqual([
      'transaction control',
      'session control',
    ])
  })

  test('a slash repeats the statement before the command', () => {
    expect(texts('commit;\nprompt x\n/')).toEqual(['commit', 'prompt x', 'commit'])
  })
})

describe('at the prompt', () => {
  test.each([
    ['select 1 from dual;', true],
    ['select 1 from dual', false],
    ['select 1\nfrom dual;  ', true],
    ['select 1 from dual; select 2', false],
    ["select 'abc;", false],
    ['select 1 /* ;', false],
    ['delete from emp\n\n', false],
    ['delete from emp\n/', true],
    ['delete from emp\n.', true],
    ['begin null; end;', true],
    ['begin null; end p;', true],
    ['begin &schema..task; end;', true],
    ['begin', false],
    ['begin null;', false],
    ['begin loop null; end loop;', false],
    ['begin\n null;\nend;', false],
    ['begin\n null;\nend;\n/', true],
    ['create procedure p as begin null; end;', true],
    ['create type t as object (a number);', false],
    ['with function f return number is begin return 1; end;', false],
    ['set feedback off', true],
    ['column x -', false],
    ['', true],
  ])('%j is complete: %s', (text, expected) => {
    expect(isComplete(text)).toBe(expected)
  })
})

test('statements joined with their terminators are found again, whatever stands between', () => {
  const sql = fc.constantFrom(
    'select 1 from dual',
    "insert into t values ('a;b', q'[/\n;]')",
    'update t\n   set x = 1 -- ;\n where y = 2',
    'select "a;b" /* ; */ from t',
    'create table t (x number)',
    'commit',
    'call p(1)',
    'with a as (select 1 x from dual) select * from a',
  )
  const blocks = fc.constantFrom(
    'begin null; end;',
    'declare\n x number := 1;\n\nbegin\n  p(x);\nend;',
    unit,
    "<<a>>\nbegin p('\n/\n'); end;",
    'create type t as object (x number);',
  )
  const between = fc.constantFrom('\n', '\n\n', '\n-- a comment; with this\n', "\n/* it's\n/\n*/\n", ' \n')
  const piece = fc.oneof(
    fc.tuple(sql, fc.constantFrom(';', '\n/', ' ;', '\n;')),
    fc.tuple(blocks, fc.constant('\n/')),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, between), { maxLength: 8 }), (parts) => {
      const source = parts.map(([[text, terminator], gap]) => text + terminator + gap).join('')
      expect(texts(source)).toEqual(parts.map(([[text]]) => text))
    }),
  )
})

test('splitting a long text takes time in proportion to its length, in many lines or in one', () => {
  const statement = "insert into t values (1 / 2, 'some text');"
  expect(readStatements(`${statement}\n`.repeat(20_000)).at(-1)?.line).toBe(20_000)
  expect(readStatements(`/* tag */ ${statement} `.repeat(20_000))).toHaveLength(20_000)
})
