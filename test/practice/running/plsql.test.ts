import { describe, expect, it, vi } from 'vitest'
import type { BindType, BindValue, RowSource } from '../../../src/practice/door.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { openDatabase, openScott, openSession } from './practice-session.ts'

const rowSource = (bind: BindValue): RowSource => {
  if (typeof bind === 'object' && bind !== null && 'fetch' in bind) return bind as RowSource
  throw new Error('no cursor')
}

/** A session whose output is on. */
const talking = async () => {
  const scott = openScott()
  await scott.run('begin dbms_output.enable(null); end;')
  return scott
}

/** What a block writes. */
const outputOf = async (block: string): Promise<string[]> => {
  const scott = await talking()
  await scott.run(block)
  return scott.output()
}

const put = (text: string): string => `dbms_output.put_line(${text});`

describe('a block', () => {
  it.each([
    [
      'loops over a range, backwards too',
      `begin for i in reverse 1 .. 3 loop ${put('i')} end loop; end;`,
      ['3', '2', '1'],
    ],
    [
      'leaves and continues loops, by label too',
      `begin <<outer>> for i in 1 .. 3 loop for j in 1 .. 3 loop continue outer when j = 2; exit outer when i = 3; ${put("i || ',' || j")} end loop; end loop; end;`,
      ['1,1', '2,1'],
    ],
    [
      'chooses',
      `declare n number := 5; begin if n > 9 then ${put("'a'")} elsif n > 4 then ${put("'b'")} else ${put("'c'")} end if; end;`,
      ['b'],
    ],
    [
      'repeats while a condition holds',
      `declare n number := 0; begin while n < 2 loop n := n + 1; ${put('n')} end loop; end;`,
      ['1', '2'],
    ],
    [
      'reads rows one by one',
      `begin for r in (select level n, level * level sq from dual connect by level <= 2) loop ${put("r.n || ' ' || r.sq")} end loop; end;`,
      ['1 1', '2 4'],
    ],
    [
      'reads a declared cursor with the values of its variables at the start',
      `declare n number := 2; cursor c is select level l from dual connect by level <= n; begin for r in c loop n := 9; ${put('r.l')} end loop; end;`,
      ['1', '2'],
    ],
    [
      'hides outer names by inner ones',
      `<<o>> declare x number := 1; begin declare x number := 2; begin ${put('x || o.x')} end; end;`,
      ['21'],
    ],
    [
      'handles an exception by name and goes on behind',
      `begin begin raise no_data_found; exception when no_data_found then ${put('sqlcode || sqlerrm')} end; ${put("'on'")} end;`,
      ['100ORA-01403: no data found', 'on'],
    ],
    [
      'handles its own exceptions',
      `declare e exception; begin raise e; exception when e then ${put('sqlcode || sqlerrm')} end;`,
      ['1User-Defined Exception'],
    ],
    [
      'gives numbers to exceptions',
      `declare e exception; pragma exception_init(e, -20500); begin raise_application_error(-20500, 'mine'); exception when e then ${put('sqlerrm')} end;`,
      ['ORA-20500: mine'],
    ],
    [
      'finds out what is not there, and what is there twice',
      `declare n number; begin begin select 1 into n from dual where 1 = 0; exception when no_data_found then ${put("'none'")} end; begin select level into n from dual connect by level <= 2; exception when too_many_rows then ${put("'many'")} end; end;`,
      ['none', 'many'],
    ],
    [
      'runs statements made up on the way',
      `declare n number; begin execute immediate 'create table t (n number)'; execute immediate 'insert into t values (:x)' using 7; execute immediate 'select n * :f from t' into n using 3; ${put('n')} end;`,
      ['21'],
    ],
    [
      'writes lines in parts',
      `begin dbms_output.put('a'); dbms_output.put('b'); dbms_output.new_line; end;`,
      ['ab'],
    ],
    [
      'stops a variable from being too small',
      `declare s varchar2(2); begin s := 'abc'; exception when value_error then ${put('sqlerrm')} end;`,
      ['ORA-06502: PL/SQL: numeric or value error: character string buffer too small'],
    ],
  ])('%s', async (_, block, lines) => {
    expect(await outputOf(block)).toEqual(lines)
  })

  it('sees in each of its statements what those before it have done', async () => {
    const scott = openScott()
    await scott.run('create table t (n number)')
    await scott.run(`declare most number := 2; begin
      insert into t values (1);
      insert into t values ((select max(n) + most from t));
      for r in (select n from t order by n fetch first most rows only) loop update t set n = n * 10 where n = r.n; end loop;
    end;`)
    expect(await scott.rows('select n from t order by n')).toEqual([[10], [30]])
  })

  it('counts rows, and takes back what RETURNING gives', async () => {
    const scott = await talking()
    await scott.run('create table t (id number primary key, n number)')
    await scott.run(`declare x number; begin
      insert into t select level, level from dual connect by level <= 3;
      ${put('sql%rowcount')}
      update t set n = n * 10 where id = 2 returning n into x;
      ${put("x || case when sql%found then ' found' end")}
      delete from t where id = 99;
      ${put("case when sql%notfound then 'none' end")}
    end;`)
    expect(await scott.output()).toEqual(['3', '20 found', 'none'])
  })

  it('takes its work back when it fails, but not what was there before or what it has committed', async () => {
    const scott = openScott()
    await scott.run('create table t (n number)')
    await scott.run('insert into t values (1)')
    await scott.failure('begin insert into t values (2); raise program_error; end;')
    expect(await scott.rows('select n from t')).toEqual([[1]])
    await scott.failure(
      'begin insert into t values (3); commit; insert into t values (4); raise program_error; end;',
    )
    expect(await scott.rows('select n from t order by n')).toEqual([[1], [3]])
    expect(scott.door.isTransactionOpen).toBe(false)
  })

  it('keeps the work before a handled exception', async () => {
    const scott = openScott()
    await scott.run('create table t (n number primary key)')
    await scott.run(
      'begin insert into t values (1); insert into t values (1); exception when dup_val_on_index then insert into t values (2); end;',
    )
    expect(await scott.rows('select n from t order by n')).toEqual([[1], [2]])
  })

  it.each([
    [
      'begin nosuch(1); end;',
      "ORA-06550: line 1, column 7:\nPLS-00201: identifier 'NOSUCH' must be declared\nORA-06550: line 1, column 7:\nPL/SQL: Statement ignored",
    ],
    [
      'declare n number;\nbegin\n  select x into n from nosuch;\nend;',
      'ORA-06550: line 3, column 24:\nPL/SQL: ORA-00942: table or view does not exist\nORA-06550: line 3, column 3:\nPL/SQL: SQL Statement ignored',
    ],
    [
      "begin dbms_output.put_line('a', 'b'); end;",
      "ORA-06550: line 1, column 7:\nPLS-00306: wrong number or types of arguments in call to 'PUT_LINE'\nORA-06550: line 1, column 7:\nPL/SQL: Statement ignored",
    ],
    ["begin\n  raise_application_error(-20001, 'no');\nend;", 'ORA-20001: no\nORA-06512: at line 2'],
    [
      'declare e exception; begin raise e; end;',
      'ORA-06510: PL/SQL: unhandled user-defined exception\nORA-06512: at line 1',
    ],
    [
      "begin raise_application_error(-1, 'no'); end;",
      'ORA-21000: error number argument to raise_application_error of -1 is out of range\nORA-06512: at line 1',
    ],
    [
      "begin dbms_scheduler.run_job('x'); end;",
      'ORA-03001: unimplemented feature: DBMS_SCHEDULER.RUN_JOB (practice database)',
    ],
  ])('tells what is wrong with: %s', async (block, message) => {
    expect(await openScott().failure(block).catch(String)).toBe(message)
  })

  it('reads IN binds, writes OUT binds and opens cursors for its client', async () => {
    const { door } = openScott()
    const prepared = door.prepare(
      'begin :a := :a + :b; open :c for select level from dual connect by level <= :b; :d := sysdate; end;',
    )
    expect(prepared.binds).toEqual(['A', 'B', 'C', 'D'])
    const of = (name: 'NUMBER' | 'REF CURSOR' | 'DATE'): BindType => ({
      type: { name },
      isArray: false,
      maxSize: 22,
      maxElements: 0,
    })
    const { outBinds, directions } = await door.execute(
      prepared,
      [of('NUMBER'), of('NUMBER'), of('REF CURSOR'), of('DATE')],
      [[new Decimal(1), new Decimal(2), null, null]],
      { commit: false, batchErrors: false },
    ).done
    expect(directions).toEqual(['in out', 'in', 'in out', 'in out'])
    const [sum = null, , cursor = null, date = null] = outBinds[0] ?? []
    expect(String(sum)).toBe('3')
    expect(date).toBeInstanceOf(DateTime)
    const rows = await rowSource(cursor).fetch(9).done
    expect(rows.rows.map(([value]) => String(value))).toEqual(['1', '2'])
  })

  it('returns results beside its binds', async () => {
    const scott = openScott()
    const { implicitResults } = await scott.start(
      'declare c sys_refcursor; begin open c for select 7 x from dual; dbms_sql.return_result(c); end;',
    ).done
    expect(implicitResults[0]?.columns.map(({ name }) => name)).toEqual(['X'])
    const fetched = await implicitResults[0]?.fetch(5).done
    expect(String(fetched?.rows[0]?.[0])).toBe('7')
  })

  it('that never ends stops nobody else and can be cancelled', async () => {
    const database = openDatabase()
    const busy = openSession(database)
    const other = openSession(database)
    const call = busy.start('begin loop null; end loop; end;')
    expect(await other.rows('select 1 from dual')).toEqual([[1]])
    expect(await other.rows(`select status from v$session where sid = ${busy.door.sid}`)).toEqual([
      ['ACTIVE'],
    ])
    call.cancel()
    await expect(call.done).rejects.toThrow('ORA-01013: user requested cancel of current operation')
    expect(await busy.rows('select 1 from dual')).toEqual([[1]])
  })

  it('sleeps until it is woken by a cancel', async () => {
    const scott = openScott()
    const call = scott.start('begin dbms_session.sleep(1000); end;')
    await vi.waitFor(() => expect(call).toBeDefined())
    call.cancel()
    await expect(call.done).rejects.toThrow('ORA-01013')
  })
})

describe('a stored procedure', () => {
  it('runs with the rights of its owner, for those who may execute it', async () => {
    const database = openDatabase()
    const [ann, ben] = [openSession(database, 'ann'), openSession(database, 'ben')]
    await ann.run('create table secret (n number)')
    await ann.run('create procedure keep(n in number) is begin insert into secret values (n); end;')
    await expect(ben.run('begin ann.keep(1); end;')).rejects.toThrow(
      "ORA-06550: line 1, column 7:\nPLS-00201: identifier 'ANN.KEEP' must be declared",
    )
    await ann.run('grant execute on keep to ben')
    await ben.run('begin ann.keep(1); end;', { commit: true })
    expect(await ann.rows('select n from secret')).toEqual([[1]])
    await ann.run(
      "create function who return varchar2 is begin return sys_context('userenv', 'current_user') || ' for ' || user; end;",
    )
    await ann.run('grant execute on who to ben')
    expect(await ben.rows('select ann.who from dual')).toEqual([['ANN for BEN']])
    expect(() => ben.door.prepare('select n from ann.secret')).toThrow('ORA-00942')
  })

  it('tells through which lines an error came', async () => {
    const database = openDatabase()
    const ann = openSession(database, 'ann')
    await ann.run("create procedure inner_one is\nbegin\n  raise_application_error(-20001, 'deep');\nend;")
    await ann.run(
      'create procedure outer_one is\nbegin\n  null;\n  inner_one;\nexception when no_data_found then null;\nend;',
    )
    expect(await ann.failure('begin\n\n  outer_one;\nend;')).toBe(
      [
        'ORA-20001: deep',
        'ORA-06512: at "ANN.INNER_ONE", line 3',
        'ORA-06512: at "ANN.OUTER_ONE", line 4',
        'ORA-06512: at line 3',
      ].join('\n'),
    )
  })

  it('has parameters in, out and both, by place and by name, with defaults', async () => {
    const scott = await talking()
    await scott.run(
      "create procedure p(a in number, b in out number, c out varchar2, d in number default 10) is begin b := a + b + d; c := 'x' || b; end;",
    )
    await scott.run(
      `declare n number := 1; s varchar2(9); begin p(1, n, s); ${put('n || s')} p(a => 1, c => s, b => n, d => 0); ${put('n || s')} end;`,
    )
    expect(await scott.output()).toEqual(['12x12', '13x13'])
  })

  it('may be a function, which SQL may call, and which may wait', async () => {
    const scott = openScott()
    await scott.run(
      'create function twice(n number) return number is begin dbms_session.sleep(0.01); return n * 2; end;',
    )
    expect(
      await scott.rows(
        'select twice(level), coalesce(null, twice(5)) from dual where twice(2) = 4 connect by level <= 2',
      ),
    ).toEqual([
      [2, 10],
      [4, 10],
    ])
  })

  it('may call itself, but not for ever', async () => {
    const scott = openScott()
    await scott.run(
      'create function fac(n number) return number is begin if n < 2 then return 1; end if; return n * fac(n - 1); end;',
    )
    expect(await scott.rows('select fac(20) from dual')).toEqual([[2432902008176640000]])
    expect(await scott.failure('select fac(100000) from dual')).toMatch(/^ORA-06500/)
  })

  it('may not change anything from inside a query', async () => {
    const scott = openScott()
    await scott.run('create table t (n number)')
    await scott.run('create function f return number is begin insert into t values (1); return 1; end;')
    expect(await scott.failure('select f from dual')).toMatch(/^ORA-14551/)
  })

  it('that does not compile is stored with a warning, its errors, and cannot be called', async () => {
    const scott = openScott()
    const { hasWarning } = await scott.start(
      'create procedure broken is\nbegin\n  nosuch;\n  insert into nowhere values (1);\nend;',
    ).done
    expect(hasWarning).toBe(true)
    expect(
      await scott.rows(
        "select line, position, text from user_errors where name = 'BROKEN' order by sequence",
      ),
    ).toEqual([
      [3, 3, "PLS-00201: identifier 'NOSUCH' must be declared"],
      [3, 3, 'PL/SQL: Statement ignored'],
      [4, 15, 'PL/SQL: ORA-00942: table or view does not exist'],
      [4, 3, 'PL/SQL: SQL Statement ignored'],
    ])
    expect(await scott.rows("select status from user_objects where object_name = 'BROKEN'")).toEqual([
      ['INVALID'],
    ])
    await expect(scott.run('begin broken; end;')).rejects.toThrow('PLS-00905: object SCOTT.BROKEN is invalid')
  })

  it('becomes valid when what it lacked is there', async () => {
    const scott = openScott()
    await scott.run('create procedure late is begin insert into t values (1); end;')
    await scott.run('create table t (n number)')
    await scott.run('begin late; end;')
    expect(await scott.rows("select status from user_objects where object_name = 'LATE'")).toEqual([
      ['VALID'],
    ])
  })
})
