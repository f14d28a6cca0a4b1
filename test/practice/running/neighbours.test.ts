/**
 * No neighbour stops the others. The clock here moves on by more than a slice whenever it is looked at, so that a statement
 * gives way wherever it looks: what it does between two turns is what it does without a look.
 */
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Call } from '../../../src/practice/door.ts'
import { openDatabase, openSession, type PracticeSession } from './practice-session.ts'

/** Counts turns of the event loop: in each of them one call works for one slice. */
const countTurns = () => {
  const count = { turns: 0 }
  let isOver = false
  const next = (): void => {
    count.turns += 1
    if (!isOver) setImmediate(next)
  }
  setImmediate(next)
  onTestFinished(() => {
    isOver = true
  })
  return count
}

const openTwo = async () => {
  let time = 0
  const database = openDatabase({
    seed: false,
    now: () => {
      time += 100
      return time
    },
  })
  const [silly, other] = [openSession(database), openSession(database)]
  await silly.run('create table t (n number, s varchar2(400))')
  await silly.run("insert into t select level, 'x' || mod(level * 7, 10) from dual connect by level <= 100", {
    commit: true,
  })
  return { database, silly, other, count: countTurns() }
}

/** Asks until `ending` has come; how often there was an answer. */
const answersUntil = async (ending: Promise<unknown>, other: PracticeSession): Promise<number> => {
  let isOver = false
  const over = ending.finally(() => {
    isOver = true
  })
  let answers = 0
  while (!isOver) {
    expect(await other.rows('select 1 from dual')).toEqual([[1]])
    answers += 1
  }
  await over
  return answers
}

const level = (rows: number) => `select level n from dual connect by level <= ${rows}`
const many = (count: number, of: (index: number) => string, between: string) =>
  Array.from({ length: count }, (_, index) => of(index)).join(between)

describe('others are answered while a statement', () => {
  /** The statement, and how often it has to give way at least: once for each thing that it does again and again. */
  it.each<[string, number, string]>([
    ['makes rows', 100, level(100)],
    ['sorts', 600, `select n from (${level(100)}) order by mod(n, 7), n`],
    [
      'sorts long texts',
      600,
      "select max(s) from (select rpad('x', 4000, 'y') s from dual connect by level <= 100 order by s)",
    ],
    ['sorts a set', 600, `${level(100)} union all ${level(100)} order by 1`],
    ['groups', 200, `select n, count(*) from (${level(100)}) group by n`],
    ['groups by a cube', 800, `select count(*) from t group by cube(n, s, n + 1)`],
    ['has many aggregates', 1000, `select ${many(100, (i) => `sum(n + ${i})`, ',')} from (${level(10)})`],
    ['removes duplicates', 200, `select distinct n from (${level(100)})`],
    ['counts distinct values', 200, `select count(distinct n) from (${level(100)})`],
    ['puts a list together', 600, `select listagg(n, ',') within group (order by s) from t`],
    ['finds a median', 600, 'select median(n) from t'],
    ['finds what is most often there', 200, 'select stats_mode(n) from t'],
    ['joins', 200, 'select count(*) from t a join t b on a.n = b.n'],
    ['joins everything with everything', 10_000, 'select count(*) from t, t'],
    [
      'asks for each row',
      10_000,
      'select count(*) from t a where exists (select 1 from t b where b.n + a.n < 0)',
    ],
    ['looks something up', 200, 'select count(*) from t where n not in (select n + 0.5 from t)'],
    ['makes a difference', 200, 'select n from t minus select n + 1 from t'],
    ['ranks', 1000, 'select max(r) from (select rank() over (partition by s order by n) r from t)'],
    [
      'sums over windows',
      1000,
      'select max(r) from (select sum(n) over (order by n rows 9 preceding) r from t)',
    ],
    ['climbs a hierarchy', 500, 'select count(*) from t start with n = 1 connect by prior n = n - 1'],
    [
      'tells paths',
      10_000,
      "select max(length(sys_connect_by_path(mod(n, 10), '/'))) from t start with n = 1 connect by prior n = n - 1",
    ],
    ['selects many columns', 100, `select ${many(100, (i) => `to_char(${i}, '999G999')`, ',')} from dual`],
    ['raises to many powers', 30, `select ${many(30, (i) => `power(${i + 2}, 1.5)`, '+')} from dual`],
    ['searches a long text once', 10, "select regexp_count(rpad('x', 4000, 'xy'), '(x|y)*z') from dual"],
    [
      'replaces much in a long text',
      10,
      "select length(regexp_replace(rpad('x', 4000, 'xy'), 'x|y', 'z')) from dual",
    ],
    ['tests long texts', 100, "select count(*) from t where regexp_like(rpad(s, 4000, 'xy'), 'z')"],
    ['inserts', 200, 'insert into t select n, s from t'],
    ['updates', 200, 'update t set n = n + 1'],
    ['deletes', 200, 'delete from t'],
    [
      'merges',
      200,
      'merge into t using (select n m from t) x on (t.n = x.m) when matched then update set s = s',
    ],
    ['makes a table', 200, 'create table u as select * from t'],
    ['makes an index', 100, 'create index i on t (n, s)'],
    ['adds a constraint', 100, 'alter table t add constraint p primary key (n)'],
    ['checks what is there', 100, "alter table t add constraint c check (not regexp_like(s, 'z'))"],
    ['loops', 100, 'begin for i in 1 .. 100 loop null; end loop; end;'],
    ['has many statements', 100, `begin ${many(100, () => 'null;', ' ')} end;`],
    [
      'calls itself',
      500,
      'declare function f(n number) return number is begin if n < 2 then return n; end if; return f(n - 1) + f(n - 2); end; begin dbms_output.put_line(f(10)); end;',
    ],
    ['reads rows in a loop', 200, 'begin for r in (select * from t) loop null; end loop; end;'],
    [
      'collects rows',
      200,
      'declare type v is table of number; x v; begin select n bulk collect into x from t; end;',
    ],
    [
      'changes rows for a list',
      200,
      'declare type v is table of number; x v; begin select n bulk collect into x from t; forall i in 1 .. x.count update t set s = s where n = x(i); end;',
    ],
    [
      'extends a list',
      100,
      'declare type v is table of number; x v := v(); begin x.extend(100); x.trim(100); end;',
    ],
    [
      'searches long texts in PL/SQL',
      10,
      "begin if regexp_like(rpad('x', 32767, 'x'), 'x*x*y') then null; end if; end;",
    ],
  ])('%s', async (_, least, sql) => {
    const { silly, other, count } = await openTwo()
    const before = count.turns
    const ending = /^select/.test(sql) ? silly.rows(sql) : silly.run(sql)
    const answers = await answersUntil(ending, other)
    expect(answers).toBeGreaterThan(0)
    expect(count.turns - before).toBeGreaterThanOrEqual(least)
  })
})

describe('others are answered while a large transaction', () => {
  it.each(['commit', 'rollback'])('ends by %s, and all of it has happened then', async (ending) => {
    const { silly, other, count } = await openTwo()
    await silly.run('update t set n = -n')
    const before = count.turns
    const answers = await answersUntil(silly.run(ending), other)
    expect(answers).toBeGreaterThan(0)
    expect(count.turns - before).toBeGreaterThanOrEqual(100)
    const negative = ending === 'commit' ? 100 : 0
    expect(await other.rows('select count(*) from t where n < 0')).toEqual([[negative]])
  })

  it('ends although somebody breaks it', async () => {
    const { silly, other, count } = await openTwo()
    await silly.run('update t set n = -n')
    const before = count.turns
    const call = silly.start('commit')
    // It has begun by then, and has a row after the other to let go.
    while (count.turns - before < 20) await new Promise(setImmediate)
    call.cancel()
    await call.done
    expect(count.turns - before).toBeGreaterThanOrEqual(100)
    expect(await other.rows('select count(*) from t where n < 0')).toEqual([[100]])
    await other.run('update t set n = n')
  })
})

describe('a statement without end', () => {
  const endless: [string, string][] = [
    ['makes rows', 'select count(*) from dual connect by level < 1e9'],
    ['joins everything with everything', `select count(*) from t, t, t, t, t, t`],
    ['sorts', `select max(n) from (${level(1e9)} order by mod(n, 7))`],
    ['groups', `select count(*) from (select n, count(*) from (${level(1e9)}) group by n)`],
    [
      'searches texts',
      `select count(*) from (${level(1e9)}) where regexp_like(rpad(n, 4000, 'xy'), '(x|y)*z')`,
    ],
    ['raises to powers', `select sum(power(mod(n, 9), 1.5)) from (${level(1e9)})`],
    ['pads and joins texts', `select max(rpad('x', 3900) || n) from (${level(1e9)})`],
    ['inserts', `insert into t select n, 'x' from (${level(1e9)})`],
    ['loops', 'begin loop null; end loop; end;'],
    [
      'calls itself',
      'declare function f(n number) return number is begin if n < 2 then return n; end if; return f(n - 1) + f(n - 2); end; begin dbms_output.put_line(f(90)); end;',
    ],
    [
      'fills a list',
      'declare type v is table of number; x v := v(); begin loop x.extend; x.delete; end loop; end;',
    ],
  ]

  /** The turns that there may be between the word and the end of it: the other session has its own. */
  const SOON = 20

  /** What was changed is undone first, which takes no longer than changing it did. */
  const soonFor = (sql: string, turns: number): number => (sql.startsWith('insert') ? SOON + turns : SOON)

  /** The call that does not end: a query works when it is fetched from. */
  const startWork = async (session: PracticeSession, sql: string): Promise<Call<unknown>> => {
    const call = session.start(sql)
    if (!sql.startsWith('select')) return call
    const { rows } = await call.done
    if (rows === undefined) throw new Error(`no query: ${sql}`)
    return rows.fetch(1)
  }

  it.each(endless)('that %s ends when it is cancelled, in its next slice', async (_, sql) => {
    const { silly, other, count } = await openTwo()
    const start = count.turns
    const call = await startWork(silly, sql)
    const ending = call.done.catch(String)
    for (let asked = 0; asked < 20; asked += 1) await other.rows('select 1 from dual')
    const before = count.turns
    call.cancel()
    expect(await ending).toContain('ORA-01013')
    expect(count.turns - before).toBeLessThan(soonFor(sql, before - start))
  })

  it.each(endless)('that %s ends when its session is killed, in its next slice', async (_, sql) => {
    const { database, silly, other, count } = await openTwo()
    const system = openSession(database, 'system')
    const start = count.turns
    const call = await startWork(silly, sql)
    const ending = call.done.catch(String)
    for (let asked = 0; asked < 20; asked += 1) await other.rows('select 1 from dual')
    const { sid, serial } = silly.door
    const killing = system.run(`alter system kill session '${sid},${serial}' immediate`)
    const before = count.turns
    expect(await ending).toContain('ORA-00028')
    expect(count.turns - before).toBeLessThan(SOON * 2 + soonFor(sql, before - start))
    await killing
  })
})
