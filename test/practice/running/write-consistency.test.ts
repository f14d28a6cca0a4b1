/**
 * What a statement does about a row that another session has changed while it waited for it. In all stories somebody else
 * commits a new row meanwhile: only a statement that begins again comes upon it.
 */
import { describe, expect, it, vi } from 'vitest'
import { openDatabase, openSession, type Plain, type PracticeSession } from './practice-session.ts'

const isBlocked = (session: PracticeSession, watcher: PracticeSession) =>
  vi.waitFor(async () => {
    const waiting = `select count(*) from v$session where blocking_session > 0 and sid = ${session.door.sid}`
    expect(await watcher.rows(waiting)).toEqual([[1]])
  })

/**
 * The rows (1, 0), (2, 0), (3, 0) of t, then: `change` by one session, `then` waits for it in another, (4, 0) is committed,
 * then the change. What comes of it, and the rows afterwards as the waiting session sees them.
 */
const meanwhile = async (change: string, then: (session: PracticeSession) => Promise<unknown>) => {
  const database = openDatabase()
  const one = openSession(database, 'ann')
  const other = openSession(database, 'ann')
  const third = openSession(database, 'ann')
  await one.run('create table t (id number primary key, n number)')
  await one.run('insert into t select level, 0 from dual connect by level <= 3', { commit: true })
  await one.run(change)
  const waiting = then(other)
  await isBlocked(other, third)
  await third.run('insert into t values (4, 0)', { commit: true })
  await one.run('commit')
  return { came: await waiting, rows: await other.rows('select id, n from t order by id') }
}

/** The error that the waiting statement ends with. */
const failure = async (change: string, sql: string): Promise<unknown> =>
  (await meanwhile(change, (session) => session.failure(sql))).came

/** What the waiting query shows. */
const shown = async (change: string, sql: string): Promise<unknown> =>
  (await meanwhile(change, (session) => session.rows(sql))).came

const addFive = 'update t set n = n + 5 where id = 1'

/** A story: the change, the statement that waits for it, what comes of that, and the rows afterwards. */
type Story = readonly [change: string, sql: string, count: number, rows: readonly (readonly Plain[])[]]

const tell = async ([change, sql, came, rows]: Story): Promise<void> => {
  expect(await meanwhile(change, (session) => session.run(sql))).toEqual({ came, rows })
}

// "Database Concepts, Read Committed Isolation Level"; T. Kyte, "Expert Oracle Database Architecture, Write Consistency".
describe('a statement that waited for a row', () => {
  it('changes it as it is now, and no row committed meanwhile, where its WHERE reads nothing that changed', async () => {
    const expected = [
      [1, 6],
      [2, 1],
      [3, 1],
      [4, 0],
    ]
    await tell([addFive, 'update t set n = n + 1', 3, expected])
    await tell([addFive, 'update t set n = n + 1 where id > 0', 3, expected])
    await tell([addFive, 'delete from t where id > 0', 3, [[4, 0]]])
    await tell([addFive, 'delete from t', 3, [[4, 0]]])
  })

  it('begins again, with the rows committed meanwhile, where its WHERE reads what has changed', async () => {
    const expected = [
      [1, 6],
      [2, 1],
      [3, 1],
      [4, 1],
    ]
    await tell([addFive, 'update t set n = n + 1 where n >= 0', 4, expected])
    await tell([addFive, 'update t set n = n + 1 where id > 0 or n > 9', 4, expected])
    await tell([
      addFive,
      'update t a set n = n + 1 where exists (select 1 from dual where a.n >= 0)',
      4,
      expected,
    ])
    await tell([addFive, 'delete from t where n = 0', 3, [[1, 5]]])
  })

  it('does not begin again for a value that is what it was', async () => {
    await tell(['update t set n = 0 where id = 1', 'delete from t where n = 0', 3, [[4, 0]]])
  })

  // F. Pachot, "Oracle write consistency bug and multi-thread de-queuing".
  it('does not begin again for what a query in its WHERE has read, be it of the same row', async () => {
    await tell([
      addFive,
      'update t set n = n + 1 where id in (select id from t where n = 0)',
      3,
      [
        [1, 6],
        [2, 1],
        [3, 1],
        [4, 0],
      ],
    ])
  })

  it('begins again where the row is gone, whatever its WHERE reads', async () => {
    const expected = [
      [2, 1],
      [3, 1],
      [4, 1],
    ]
    await tell(['delete from t where id = 1', 'update t set n = n + 1', 3, expected])
    await tell(['delete from t where id = 1', 'update t set n = n + 1 where id > 0', 3, expected])
    await tell(['delete from t where id = 1', 'delete from t', 3, []])
  })

  it('returns the values that it has changed', async () => {
    const block = `
      declare
        type numbers is table of number;
        was numbers;
      begin
        delete from t where id < 3 returning n bulk collect into was;
        dbms_output.put_line(was(1) || ' ' || was(2));
      end;`
    const { came } = await meanwhile(addFive, async (session) => {
      await session.run('begin dbms_output.enable; end;')
      await session.run(block)
      return session.output()
    })
    expect(came).toEqual(['5 0'])
  })

  it('is refused where a query in SET reads a column that has changed: whether as it is, nobody has told', async () => {
    const reading = (column: string) => `update t set n = (select max(t.${column}) from dual) where id < 3`
    expect(await failure(addFive, reading('n'))).toMatch(/^ORA-03001: .*query in SET/)
    await tell([
      addFive,
      reading('id'),
      2,
      [
        [1, 1],
        [2, 2],
        [3, 0],
        [4, 0],
      ],
    ])
  })

  it('fails in a serializable transaction, whatever has changed', async () => {
    const { came } = await meanwhile(addFive, async (session) => {
      await session.run('set transaction isolation level serializable')
      return session.failure('update t set n = 1')
    })
    expect(came).toMatch(/^ORA-08177/)
  })
})

// A. Pashchenko, "MERGE and ORA-30926, Part 2 or differences in write consistency between UPDATE and MERGE".
describe('a MERGE that waited for a row', () => {
  const merge = (set: string, where = '') => `
    merge into t using (select level id from dual connect by level <= 4) s on (t.id = s.id)
    when matched then update set n = ${set} ${where}
    when not matched then insert values (s.id, 40)`

  it('begins again where what it sets has changed', async () => {
    await tell([
      addFive,
      merge('t.n + 1'),
      4,
      [
        [1, 6],
        [2, 1],
        [3, 1],
        [4, 1],
      ],
    ])
  })

  it('begins again where the row is gone', async () => {
    await tell([
      'delete from t where id = 1',
      merge('t.n + 1'),
      4,
      [
        [1, 40],
        [2, 1],
        [3, 1],
        [4, 1],
      ],
    ])
  })

  it('changes it although ON holds no more', async () => {
    const sql = `
      merge into t using (select level id from dual connect by level <= 3) s on (t.id = s.id)
      when matched then update set n = t.n + 1`
    await tell([
      'update t set id = 7 where id = 1',
      sql,
      3,
      [
        [2, 1],
        [3, 1],
        [4, 0],
        [7, 1],
      ],
    ])
  })

  it('is refused where something else that it reads has changed: what comes of that, nobody has told', async () => {
    const move = 'update t set id = 7 where id = 1'
    expect(await failure(move, merge('t.id'))).toMatch(/^ORA-03001/)
    expect(await failure(move, merge('1', 'where t.id > 0'))).toMatch(/^ORA-03001: .*MERGE/)
    expect(await failure(move, merge('1', 'delete where t.id > 9'))).toMatch(/^ORA-03001/)
  })
})

describe('a query FOR UPDATE that waited for a row', () => {
  it('begins again for whatever it reads of it, so that all it shows is of one moment', async () => {
    const expected = [
      [1, 5],
      [2, 0],
      [3, 0],
      [4, 0],
    ]
    for (const sql of [
      'select id, n from t order by id for update',
      'select * from t order by id for update',
      'select id, (select max(t.n) from dual) from t order by id for update',
      'select id, a.n from t a join (select level id from dual connect by level < 9) b using (id) order by id for update of a.n',
    ])
      expect(await shown(addFive, sql)).toEqual(expected)
  })

  it('goes on for what it does not read', async () => {
    for (const sql of [
      'select id from t order by id for update',
      'select id from t where id > 0 order by id for update',
      'select t.id from t, (select level id from dual connect by level < 9) b where t.id = b.id order by 1 for update of t.n',
    ])
      expect(await shown(addFive, sql)).toEqual([[1], [2], [3]])
  })

  it('begins again for what PRIOR alone reads', async () => {
    const sql = 'select level from t start with id = 3 connect by prior n = id for update'
    expect(await shown('update t set n = 2 where id = 3', sql)).toEqual([[1], [2]])
  })

  it('begins again where the row is gone', async () => {
    expect(await shown('delete from t where id = 1', 'select id from t order by id for update')).toEqual([
      [2],
      [3],
      [4],
    ])
  })
})
