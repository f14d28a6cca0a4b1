import { describe, expect, it, vi } from 'vitest'
import { openDatabase, openSession, type PracticeSession } from './practice-session.ts'

/** Two sessions of one user on a table of three rows. */
const openTwo = async () => {
  const database = openDatabase()
  const one = openSession(database, 'ann')
  const other = openSession(database, 'ann')
  const watcher = openSession(database)
  await one.run('create table t (id number constraint t_pk primary key, n number not null)')
  await one.run('insert into t select level, 0 from dual connect by level <= 3', { commit: true })
  return { database, one, other, watcher }
}

/** Resolves when the session waits for another. */
const isBlocked = (watcher: PracticeSession, session: PracticeSession, by: PracticeSession) =>
  vi.waitFor(async () => {
    expect(
      await watcher.rows(
        `select status, event, blocking_session from v$session where sid = ${session.door.sid}`,
      ),
    ).toEqual([['ACTIVE', 'enq: TX - row lock contention', by.door.sid]])
  })

describe('a transaction', () => {
  it('is seen by nobody else before it commits, and by all after', async () => {
    const { one, other } = await openTwo()
    await one.run('update t set n = 1')
    expect(one.door.isTransactionOpen).toBe(true)
    expect(await one.rows('select sum(n) from t')).toEqual([[3]])
    expect(await other.rows('select sum(n) from t')).toEqual([[0]])
    await one.door.commit().done
    expect(one.door.isTransactionOpen).toBe(false)
    expect(await other.rows('select sum(n) from t')).toEqual([[3]])
  })

  it('rolls back to a savepoint, or whole', async () => {
    const { one } = await openTwo()
    await one.run('update t set n = 1')
    await one.run('savepoint s')
    await one.run('delete from t')
    await one.run('rollback to savepoint s')
    expect(await one.rows('select count(*), sum(n) from t')).toEqual([[3, 3]])
    expect(await one.failure('rollback to nosuch')).toMatch(/^ORA-01086/)
    await one.door.rollback().done
    expect(await one.rows('select sum(n) from t')).toEqual([[0]])
  })

  it('keeps the work of its earlier statements when one of them fails', async () => {
    const { one } = await openTwo()
    await one.run('update t set n = 1 where id = 1')
    expect(await one.failure('insert into t select level + 2, 0 from dual connect by level <= 5')).toBe(
      'ORA-00001: unique constraint (ANN.T_PK) violated',
    )
    expect(await one.rows('select count(*), sum(n) from t')).toEqual([[3, 1]])
    expect(one.door.isTransactionOpen).toBe(true)
  })

  it('is not opened by a statement that changes nothing or fails', async () => {
    const { one } = await openTwo()
    await one.run('update t set n = 1 where id = 99')
    expect(one.door.isTransactionOpen).toBe(false)
    await one.failure('insert into t values (1, 1)')
    expect(one.door.isTransactionOpen).toBe(false)
  })

  it('is committed by a definition, even one that fails', async () => {
    const { one, other } = await openTwo()
    await one.run('update t set n = 1')
    expect(await one.failure('create table t (x number)')).toMatch(/^ORA-00955/)
    expect(await other.rows('select sum(n) from t')).toEqual([[3]])
  })

  it('is not committed by ALTER SESSION', async () => {
    const { one, other } = await openTwo()
    await one.run('update t set n = 1')
    await one.run("alter session set nls_date_format = 'YYYY'")
    expect(await other.rows('select sum(n) from t')).toEqual([[0]])
  })

  it('is rolled back when its session closes, after the call that runs', async () => {
    const { database, one, other, watcher } = await openTwo()
    const leaving = openSession(database, 'ann')
    await leaving.run('update t set n = 5 where id = 1')
    const { done } = leaving.start('begin dbms_session.sleep(0.2); update t set n = 6 where id = 2; end;')
    const closed = leaving.door.close()
    expect(await watcher.rows(`select count(*) from v$session where sid = ${leaving.door.sid}`)).toEqual([
      [1],
    ])
    await done
    await closed
    expect(await watcher.rows(`select count(*) from v$session where sid = ${leaving.door.sid}`)).toEqual([
      [0],
    ])
    expect(await one.rows('select sum(n) from t')).toEqual([[0]])
    expect(await other.run('update t set n = 1')).toBe(3)
  })
})

describe('a locked row', () => {
  it('makes others wait, visibly, and then change what was committed', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('update t set n = n + 1 where id = 1')
    const waiting = other.run('update t set n = n + 10 where id = 1')
    await isBlocked(watcher, other, one)
    await one.door.commit().done
    expect(await waiting).toBe(1)
    expect(await other.rows('select n from t where id = 1')).toEqual([[11]])
  })

  it('is looked at again after the wait where the condition reads what has changed: it may not meet it any more', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('update t set n = 7 where id = 2')
    const waiting = other.run('update t set n = 100 where n = 0')
    await isBlocked(watcher, other, one)
    await one.door.commit().done
    expect(await waiting).toBe(2)
    expect(await other.rows('select id, n from t order by id')).toEqual([
      [1, 100],
      [2, 7],
      [3, 100],
    ])
  })

  it('is free again after a rollback', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('delete from t where id = 1')
    const waiting = other.run('update t set n = 1 where id = 1')
    await isBlocked(watcher, other, one)
    await one.run('rollback')
    expect(await waiting).toBe(1)
  })

  // "Database Concepts, Rollback to Savepoint": who waits has enqueued on the transaction, and that goes on.
  it('is free after a rollback to a savepoint for whoever comes then, not for those who wait already', async () => {
    const { database, one, other, watcher } = await openTwo()
    await one.run('savepoint s')
    await one.run('delete from t where id = 1')
    const waiting = other.run('update t set n = n + 1 where id = 1')
    await isBlocked(watcher, other, one)
    await one.run('rollback to s')
    const late = openSession(database, 'ann')
    expect(await late.run('update t set n = 10 where id = 1')).toBe(1)
    await isBlocked(watcher, other, one)
    await one.run('commit')
    await isBlocked(watcher, other, late)
    await late.run('commit')
    expect(await waiting).toBe(1)
    expect(await other.rows('select n from t where id = 1')).toEqual([[11]])
  })

  it('is refused at once with NOWAIT, skipped with SKIP LOCKED, waited for a while with WAIT', async () => {
    const { one, other } = await openTwo()
    expect(await one.rows('select id from t where id = 1 for update')).toEqual([[1]])
    expect(await other.failure('select id from t for update nowait')).toMatch(/^ORA-00054/)
    expect(await other.rows('select id from t order by id for update skip locked')).toEqual([[2], [3]])
    expect(await other.failure('select id from t where id = 1 for update wait 0.01')).toMatch(/^ORA-30006/)
  })

  it('can be given up waiting for', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('update t set n = 1')
    await other.run('insert into t values (9, 9)')
    const call = other.start('update t set n = 2')
    await isBlocked(watcher, other, one)
    call.cancel()
    await expect(call.done).rejects.toThrow('ORA-01013')
    expect(await other.rows('select count(*) from t')).toEqual([[4]])
  })

  it('makes a deadlock an error for one, whose earlier work stays', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('update t set n = 1 where id = 1')
    await other.run('update t set n = 2 where id = 2')
    const waiting = one.run('update t set n = 1 where id = 2')
    await isBlocked(watcher, one, other)
    expect(await other.failure('update t set n = 2 where id = 1')).toBe(
      'ORA-00060: deadlock detected while waiting for resource',
    )
    expect(await other.rows('select n from t where id = 2')).toEqual([[2]])
    await other.door.rollback().done
    expect(await waiting).toBe(1)
  })

  it('holds up whoever inserts its key, until it is known whether the key is taken', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('insert into t values (4, 0)')
    const waiting = other.failure('insert into t values (4, 1)')
    await isBlocked(watcher, other, one)
    await one.door.commit().done
    expect(await waiting).toBe('ORA-00001: unique constraint (ANN.T_PK) violated')
    await one.run('delete from t where id = 4')
    const free = other.run('insert into t values (4, 1)')
    await isBlocked(watcher, other, one)
    await one.door.commit().done
    expect(await free).toBe(1)
  })

  it('that was deleted gives its key back to its own transaction, whoever else waits for the key', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('delete from t where id = 1')
    const waiting = other.failure('insert into t values (1, 2)')
    await isBlocked(watcher, other, one)
    expect(await one.run('insert into t values (1, 1)')).toBe(1)
    await one.run('commit')
    expect(await waiting).toMatch(/^ORA-00001/)
  })

  it('keeps its key when its deletion is rolled back, whoever changes its other columns then', async () => {
    const { database, one, other, watcher } = await openTwo()
    const changer = openSession(database, 'ann')
    await one.run('delete from t where id = 1')
    const changing = changer.run('update t set n = 1 where id = 1')
    await isBlocked(watcher, changer, one)
    const inserting = other.failure('insert into t values (1, 2)')
    await isBlocked(watcher, other, one)
    await one.run('rollback')
    expect(await changing).toBe(1)
    expect(await inserting).toMatch(/^ORA-00001/)
  })

  it('keeps its table from being dropped', async () => {
    const { one, other } = await openTwo()
    await one.run('update t set n = 1')
    expect(await other.failure('drop table t')).toMatch(/^ORA-00054/)
  })
})

describe('a key', () => {
  it('that several wait for is had by the one who came first, when it comes free', async () => {
    const { database, one, other, watcher } = await openTwo()
    const third = openSession(database, 'ann')
    await one.run('delete from t where id = 1')
    const early = other.run('insert into t values (1, 2)')
    await isBlocked(watcher, other, one)
    const late = third.failure('insert into t values (1, 3)')
    await isBlocked(watcher, third, one)
    await one.run('commit')
    expect(await early).toBe(1)
    await isBlocked(watcher, third, other)
    await other.run('commit')
    expect(await late).toMatch(/^ORA-00001/)
  })

  it('is held by a row that still waits for another of its keys', async () => {
    const { database, one, other, watcher } = await openTwo()
    const third = openSession(database, 'ann')
    await one.run('create table u (id number primary key, n number unique)')
    await one.run('insert into u values (1, 1)')
    const early = other.run('insert into u values (2, 1)')
    await isBlocked(watcher, other, one)
    const late = third.failure('insert into u values (2, 2)')
    await isBlocked(watcher, third, other)
    await one.run('rollback')
    expect(await early).toBe(1)
    await other.run('commit')
    expect(await late).toMatch(/^ORA-00001/)
  })

  it('may move among the rows of one statement', async () => {
    const { one } = await openTwo()
    expect(await one.run('update t set id = id + 1')).toBe(3)
    expect(await one.rows('select id from t order by id')).toEqual([[2], [3], [4]])
    expect(await one.failure('update t set id = 9')).toMatch(/^ORA-00001/)
  })
})

describe('a cursor', () => {
  it('over rows that it locks waits for them, and reads what was committed', async () => {
    const { one, other, watcher } = await openTwo()
    await one.run('update t set n = 5 where id = 1')
    const waiting = other.run(
      'begin for r in (select id, n from t for update) loop update t set n = r.n + 1 where id = r.id; end loop; end;',
    )
    await isBlocked(watcher, other, one)
    await one.door.commit().done
    await waiting
    expect(await other.rows('select n from t order by id')).toEqual([[6], [1], [1]])
  })

  it('that has failed gives no more rows, and says so', async () => {
    const { one } = await openTwo()
    const { rows } = await one.start('select 1 / (2 - id) from t order by id').done
    await expect(rows?.fetch(5).done).rejects.toThrow('ORA-01476')
    await expect(rows?.fetch(5).done).rejects.toThrow('ORA-01002: fetch out of sequence')
  })

  it('does not read a table that has been dropped', async () => {
    const { one, other } = await openTwo()
    const { rows } = await one.start('select * from t').done
    await other.run('drop table t')
    await expect(rows?.fetch(5).done).rejects.toThrow('ORA-08103')
  })
})

describe('a savepoint', () => {
  it('alone is no open transaction', async () => {
    const { one } = await openTwo()
    await one.run('savepoint s')
    expect(one.door.isTransactionOpen).toBe(false)
  })

  it('does not end a transaction that is rolled back to it, were it to the beginning', async () => {
    const { one } = await openTwo()
    await one.run('savepoint s')
    await one.run('delete from t')
    await one.run('rollback to s')
    expect(one.door.isTransactionOpen).toBe(true)
    await one.run('commit')
    expect(one.door.isTransactionOpen).toBe(false)
  })
})
