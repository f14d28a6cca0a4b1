import { describe, expect, test } from 'vitest'
import type { Block } from '../../../src/practice/parsing/ast/plsql.ts'
import type { Step } from '../../../src/practice/parsing/ast/step.ts'
import { parse } from '../../../src/practice/parsing/parse.ts'
import { sketch } from './sketch.ts'

const block = (sql: string): Block => {
  const { statement } = parse(sql)
  if (statement.kind !== 'block') throw new Error(`a ${statement.kind} is no block`)
  return statement.block
}

const step = (sql: string): Step => {
  const [first] = block(`begin ${sql} end;`).body
  if (first === undefined) throw new Error('a block has a statement')
  return first
}

describe('declarations', () => {
  test('are variables, constants, exceptions and cursors', () => {
    const sql = `declare
        n number(5) := 1; c constant varchar2(10) default 'x'; d emp.hired%type; r a.emp%rowtype; i pls_integer not null := 0;
        ok boolean; rc sys_refcursor; e exception; pragma exception_init(e, -20001);
        cursor q is select * from emp;
      begin null; end;`
    expect(block(sql).declarations).toMatchObject([
      {
        kind: 'variable',
        name: 'N',
        type: { type: { name: 'NUMBER', precision: 5, scale: 0 } },
        isConstant: false,
      },
      { kind: 'variable', name: 'C', isConstant: true, initial: { value: 'x' } },
      { type: { kind: 'column type', name: { parts: ['EMP', 'HIRED'] } } },
      { type: { kind: 'row type', name: { parts: ['A', 'EMP'] } } },
      { type: { type: { name: 'BINARY_INTEGER' } }, isNotNull: true },
      { type: { type: { name: 'BOOLEAN' } } },
      { type: { type: { name: 'REF CURSOR' } } },
      { kind: 'exception', name: 'E' },
      { kind: 'exception init', name: 'E', number: -20001 },
      { kind: 'cursor', name: 'Q', query: { body: { items: [{ kind: 'all' }] } } },
    ])
  })
})

describe('statements', () => {
  test.each<[string, object]>([
    ['null;', { kind: 'null' }],
    ['x := y + 1;', { kind: 'assign', target: { name: { parts: ['X'] } } }],
    [':out := 1;', { kind: 'assign', target: { kind: 'bind', name: 'OUT' } }],
    ['r.name := 1;', { kind: 'assign', target: { name: { parts: ['R', 'NAME'] } } }],
    ['commit := 1;', { kind: 'assign', target: { name: { parts: ['COMMIT'] } } }],
    ['p;', { kind: 'call', name: { parts: ['P'] }, arguments: [] }],
    ['a.task(1, n => 2);', { kind: 'call', name: { parts: ['A', 'TASK'] }, arguments: [{}, { name: 'N' }] }],
    [
      'dbms_output.get_lines(:lines, :numlines);',
      { kind: 'call', arguments: [{ value: { kind: 'bind' } }, {}] },
    ],
    ['loop exit; end loop;', { kind: 'loop', body: [{ kind: 'exit' }] }],
    [
      '<<outer>> loop exit outer when a = 1; end loop outer;',
      { kind: 'loop', label: 'OUTER', body: [{ label: 'OUTER' }] },
    ],
    ['while a < 3 loop continue when b; end loop;', { kind: 'while', body: [{ kind: 'continue' }] }],
    ['for i in reverse 1..n loop null; end loop;', { kind: 'for range', variable: 'I', isReverse: true }],
    ['for i in (1 + 2)..3 loop null; end loop;', { kind: 'for range' }],
    [
      'for r in (select * from t) loop null; end loop;',
      { kind: 'for query', source: { body: { items: [{ kind: 'all' }] } } },
    ],
    ['for r in c loop null; end loop;', { kind: 'for query', source: { name: { parts: ['C'] } } }],
    ['for r in p.c(1) loop null; end loop;', { kind: 'for query', source: { arguments: [{}] } }],
    ['case a when 1 then null; else null; end case;', { kind: 'case', operand: {}, branches: [{}] }],
    ['fetch c bulk collect into x limit 9;', { kind: 'fetch', isBulk: true, limit: {} }],
    ['forall i in 1 .. 9 delete t where a = x(i);', { kind: 'forall', dml: { kind: 'delete' } }],
    ["open c for 'select 1 from dual' using 1;", { kind: 'open for text', using: [{}] }],
    ['x(1).name := 2;', { kind: 'assign', target: { kind: 'member', member: 'NAME' } }],
    ['return;', { kind: 'return' }],
    ['raise no_data_found;', { kind: 'raise', name: { parts: ['NO_DATA_FOUND'] } }],
    ['begin null; end;', { kind: 'block' }],
    ['<<b>> declare x number; begin null; end b;', { kind: 'block', block: { label: 'B' } }],
    ['select a, b into x, y from t;', { kind: 'select into', query: { body: { into: [{}, {}] } } }],
    ['insert into t values (x);', { kind: 'dml', dml: { kind: 'insert' } }],
    [
      'update t set a = 1 returning b into x;',
      { kind: 'dml', dml: { returning: { into: [{ kind: 'name' }] } } },
    ],
    ['delete t;', { kind: 'dml', dml: { kind: 'delete' } }],
    ['commit;', { kind: 'commit' }],
    ['rollback to x;', { kind: 'rollback', to: 'X' }],
    ['savepoint x;', { kind: 'savepoint', name: 'X' }],
    ['open :rc for select * from t;', { kind: 'open for', target: { kind: 'bind' } }],
    [
      "execute immediate 'x' into a using b, out c, in out d;",
      {
        kind: 'execute immediate',
        into: [{}],
        using: [{ direction: 'in' }, { direction: 'out' }, { direction: 'in out' }],
      },
    ],
  ])('%s', (sql, expected) => {
    expect(step(sql)).toMatchObject(expected)
  })

  test('IF has branches in order', () => {
    expect(step('if a then x := 1; elsif b = 2 then null; else y := 2; z := 3; end if;')).toMatchObject({
      kind: 'if',
      branches: [{ body: [{ kind: 'assign' }] }, { body: [{ kind: 'null' }] }],
      otherwise: [{}, {}],
    })
  })

  test('handlers name one or several exceptions, or none for OTHERS', () => {
    const sql = 'begin null; exception when no_data_found or a.e then null; when others then raise; end;'
    expect(block(sql).handlers).toMatchObject([
      { names: [{ parts: ['NO_DATA_FOUND'] }, { parts: ['A', 'E'] }] },
      { names: [], body: [{ kind: 'raise' }] },
    ])
  })

  test.each([
    ['a = 1 and not b or c is null', '(((A = 1) and (not B)) or C is null)'],
    ['true', 'true'],
    ['sql%rowcount + 1', '(SQL%ROWCOUNT + 1)'],
    ['2 ** 3 * 4', '((2 ** 3) * 4)'],
    ['- 2 ** 2', '(- (2 ** 2))'],
    ['(a = 1)', '(A = 1)'],
  ])('%s is an expression: truth is a value', (sql, expected) => {
    const parsed = step(`x := ${sql};`)
    expect(parsed.kind === 'assign' && sketch(parsed.value)).toBe(expected)
  })

  test('a bind counts once however often its name occurs', () => {
    expect(parse('begin :a := :b + :a; update t set x = :b where y = :c; end;').binds).toEqual([
      'A',
      'B',
      'C',
    ])
  })
})

/** A block whose jumps are wrong, with the place and what is said. */
const wrongJumps: [string, number, string][] = [
  ['begin return 1; end;', 6, 'PLS-00372: In a procedure, RETURN statement cannot contain an expression'],
  ['begin exit; end;', 6, 'PLS-00376: illegal EXIT/CONTINUE statement; it must appear inside a loop'],
  [
    'begin if a then continue; end if; end;',
    16,
    'PLS-00376: illegal EXIT/CONTINUE statement; it must appear inside a loop',
  ],
  ['begin loop exit x; end loop; end;', 11, "PLS-00201: identifier 'X' must be declared"],
]

describe('a jump', () => {
  test.each(wrongJumps)('%j leads nowhere', (sql, offset, message) => {
    const place = `line 1, column ${offset + 1}:`
    expect(() => parse(sql)).toThrow(
      expect.objectContaining({ number: 6550, offset, message: `ORA-06550: ${place}\n${message}` }),
    )
  })

  test('leaves loops from inside, also from an inner block', () => {
    expect(() =>
      parse('begin <<a>> loop for i in 1..2 loop begin exit a; end; end loop; end loop; return; end;'),
    ).not.toThrow()
  })

  test('out of a function takes a value along', () => {
    expect(parse('create function f return number is begin return; end;').statement).toMatchObject({
      problem: {
        message: 'PLS-00503: RETURN <value> statement required for this return from function',
        column: 35,
      },
    })
  })
})

describe('a block that does not compile', () => {
  test.each([
    [
      'begin null end;',
      11,
      'line 1, column 12:\nPLS-00103: Encountered the symbol "END" when expecting one of the following:\n\n   ;',
    ],
    [
      'begin\n  x := ;\nend;',
      13,
      'line 2, column 8:\nPLS-00103: Encountered the symbol ";" when expecting one of the following:\n\n   an expression',
    ],
    [
      'begin null; end',
      15,
      'line 1, column 16:\nPLS-00103: Encountered the symbol "end-of-file" when expecting one of the following:\n\n   an identifier',
    ],
    [
      'begin null; end; /',
      17,
      'line 1, column 18:\nPLS-00103: Encountered the symbol "/" when expecting one of the following:\n\n   end-of-file',
    ],
    [
      'begin\n  select 1 into x frm dual;\nend;',
      24,
      'line 2, column 19:\nPL/SQL: ORA-00923: FROM keyword not found where expected',
    ],
    [
      'begin select 1 from dual; end;',
      6,
      'line 1, column 7:\nPLS-00428: an INTO clause is expected in this SELECT statement',
    ],
    [
      'begin x := (select 1 from dual); end;',
      12,
      'line 1, column 13:\nPLS-00405: subquery not allowed in this context',
    ],
    [
      'declare x varchar2; begin null; end;',
      18,
      'line 1, column 19:\nPLS-00215: String length constraints must be in range (1 .. 32767)',
    ],
  ])('%j fails with ORA-06550, line and column', (sql, offset, text) => {
    expect(() => parse(sql)).toThrow(
      expect.objectContaining({ number: 6550, offset, message: `ORA-06550: ${text}` }),
    )
  })

  test.each([
    ['declare type t is varray(3) of number; begin null; end;', 'varray'],
    ['declare type r is record (n number := 1); begin null; end;', 'default of a field'],
    ['declare type c is ref cursor return t%rowtype; begin null; end;', 'RETURN of a REF CURSOR type'],
    ['declare subtype s is pls_integer range 1 .. 9; begin null; end;', 'range'],
    ['declare pragma serially_reusable; begin null; end;', 'serially_reusable'],
    ['declare cursor c return t%rowtype; begin null; end;', 'RETURN of a cursor'],
    ['declare x float; begin null; end;', 'float'],
    ['begin forall i in indices of x insert into t values (1); end;', 'INDICES OF'],
    ['begin forall i in 1 .. 2 save exceptions insert into t values (1); end;', 'SAVE EXCEPTIONS'],
    ["begin execute immediate 'x' bulk collect into y; end;", 'bulk'],
    ['begin for i in 1 .. 9 by 2 loop null; end loop; end;', 'by'],
    ['begin set transaction read only; end;', 'set'],
    ['begin goto x; end;', 'goto'],
    ['begin delete t where current of c; end;', 'CURRENT OF'],
  ])('%j is refused by its word', (sql, word) => {
    expect(() => parse(sql)).toThrow(
      expect.objectContaining({
        number: 3001,
        message: `ORA-03001: unimplemented feature: ${word} (practice database)`,
      }),
    )
  })
})

describe('stored units', () => {
  test('keep their source and know parameters and result', () => {
    const sql = `create or replace procedure a.p (x in number, y out varchar2, z in out nocopy date, w number default 1)
      authid definer is v number; begin y := x; end p;`
    const { statement } = parse(sql)
    expect(statement).toMatchObject({
      kind: 'create unit',
      orReplace: true,
      name: { parts: ['A', 'P'] },
      type: 'PROCEDURE',
      source: sql.slice('create or replace '.length),
      unit: {
        parameters: [
          { name: 'X', direction: 'in', type: { type: { name: 'NUMBER' } } },
          { name: 'Y', direction: 'out', type: { type: { name: 'VARCHAR2', length: 32767 } } },
          { name: 'Z', direction: 'in out' },
          { name: 'W', defaultValue: { kind: 'literal' } },
        ],
        block: { label: 'P', declarations: [{ name: 'V' }] },
      },
    })
    expect(parse('create function f return number as begin return 1; end;').statement).toMatchObject({
      type: 'FUNCTION',
      unit: { returns: { type: { name: 'NUMBER' } }, block: { body: [{ kind: 'return' }] } },
    })
  })

  test.each([
    [
      'create procedure p is\nbegin\n  foo(;\nend;',
      3,
      7,
      'PLS-00103: Encountered the symbol ";" when expecting one of the following:\n\n   an expression',
    ],
    [
      'create or replace procedure p is begin null; end',
      1,
      31,
      'PLS-00103: Encountered the symbol "end-of-file" when expecting one of the following:\n\n   an identifier',
    ],
    [
      'create procedure p is begin\n  update t sett a = 1; end;',
      2,
      17,
      'PL/SQL: ORA-00971: missing SET keyword',
    ],
    ['create procedure p is begin x := :b; end;', 1, 27, "PLS-00049: bad bind variable 'B'"],
    [
      'create procedure p (x varchar2(10)) is begin null; end;',
      1,
      24,
      'PLS-00103: Encountered the symbol "(" when expecting one of the following:\n\n   := . ) , @ % default character',
    ],
    ['create procedure p is begin null; end q;', 1, 32, "PLS-00113: END identifier 'Q' must match 'P'"],
  ])('%j is stored with what is wrong', (sql, line, column, message) => {
    const { statement } = parse(sql)
    expect(statement).toMatchObject({ kind: 'create unit', problem: { line, column, message } })
    expect(statement).not.toHaveProperty('unit')
  })

  test('with what only Oracle knows are refused, at the place in the whole statement', () => {
    expect(() => parse('create procedure p is begin goto x; end;')).toThrow(
      expect.objectContaining({ number: 3001, offset: 28 }),
    )
  })
})
