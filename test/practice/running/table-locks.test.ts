import { describe, expect, it, test, vi } from 'vitest'
import { openDatabase, openSession, type PracticeSession } from './practice-session.ts'

/** Three sessions of one user on a parent and a child table, and one who watches. */
const openThree = async () => {
  const database = openDatabase()
  const [one, other, third] = [
    openSession(database, 'ann'),
    openSession(database, 'ann'),
    openSession(database, 'ann'),
  ]
  const watcher = openSession(database)
  await one.run('create table p (id number constraint p_pk primary key, n number)')
  await one.run('create table c (id number primary key, p number constraint c_p references p, n number)')
  await one.run('insert into p select level, 0 from dual connect by level <= 3')
  await one.run('insert into c select level, level, 0 from dual connect by level <= 2', { commit: true })
  return { database, one, other, third, watcher }
}

/** What the session waits for, and whom, as soon as it waits. */
const isBlocked = (
  watcher: PracticeSession,
  session: PracticeSession,
  by: PracticeSession,
  event: 'TM - contention' | 'TX - row lock contention',
) =>
  vi.waitFor(async () => {
    expect(
      await watcher.rows(
        `select event, blocking_session, wait_class from v$session where sid = ${session.door.sid}`,
      ),
    ).toEqual([[`enq: ${event}`, by.door.sid, 'Application']])
  })

const modes = ['row share', 'row exclusive', 'share', 'share row exclusive', 'exclusive'] as const

/** "Database Administrator's Guide" and "SQL Language Reference, LOCK TABLE": which modes go together. */
const matrix: readonly (readonly [held: (typeof modes)[number], allowed: readonly boolean[]])[] = [
  ['row share', [true, true, true, true, false]],
  ['row exclusive', [true, true, false, false, false]],
  ['share', [true, false, true, false, false]],
  ['share row exclusive', [true, false, false, false, false]],
  ['exclusive', [false, false, false, false, false]],
]

describe('a table lock', () => {
  test.each(matrix)('in %s mode lets others have what goes with it', async (held, allowed) => {
    const { one, other } = await openThree()
    await one.run(`lock table p in ${held} mode`)
    for (const [index, mode] of modes.entries()) {
      const outcome = await other
        .run(`lock table p in ${mode} mode nowait`)
        .catch((error: Error) => error.message)
      expect([mode, typeof outcome === 'number']).toEqual([mode, allowed[index]])
      if (typeof outcome === 'string') expect(outcome).toMatch(/^ORA-00054: resource busy/)
      await other.run('rollback')
    }
    expect(await other.rows('select count(*) from p')).toEqual([[3]])
  })

  it('is waited for, visibly, until its transaction ends', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('lock table p in exclusive mode')
    const waiting = other.run('update p set n = 1 where id = 1')
    await isBlocked(watcher, other, one, 'TM - contention')
    await one.run('commit')
    expect(await waiting).toBe(1)
  })

  it('is waited for no longer than WAIT says', async () => {
    const { one, other } = await openThree()
    await one.run('lock table p in share mode')
    expect(await other.failure('lock table p in row exclusive mode wait 0')).toMatch(/^ORA-00054/)
    expect(await other.run('lock table p in share mode wait 5')).toBe(0)
  })

  it('can be given up waiting for, and those behind it go on', async () => {
    const { one, other, third, watcher } = await openThree()
    await one.run('update p set n = 1 where id = 1')
    const call = other.start('lock table p in exclusive mode')
    await isBlocked(watcher, other, one, 'TM - contention')
    const behind = third.run('update p set n = 1 where id = 2')
    await isBlocked(watcher, third, other, 'TM - contention')
    call.cancel()
    await expect(call.done).rejects.toThrow('ORA-01013')
    expect(await behind).toBe(1)
    expect(other.door.isTransactionOpen).toBe(false)
  })

  it('goes when a savepoint before it is returned to, and not before', async () => {
    const { one, other } = await openThree()
    await one.run('lock table p in row share mode')
    await one.run('savepoint s')
    await one.run('lock table p in exclusive mode')
    expect(await other.failure('lock table p in row share mode nowait')).toMatch(/^ORA-00054/)
    await one.run('rollback to s')
    expect(await other.run('lock table p in row exclusive mode nowait')).toBe(0)
    expect(await other.failure('lock table p in exclusive mode nowait')).toMatch(/^ORA-00054/)
  })

  it('of rows and of the whole together can be a deadlock', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('update p set n = 1 where id = 1')
    await other.run('lock table c in share mode')
    const waiting = one.run('update c set n = 1 where id = 1')
    await isBlocked(watcher, one, other, 'TM - contention')
    expect(await other.failure('update p set n = 2 where id = 1')).toBe(
      'ORA-00060: deadlock detected while waiting for resource',
    )
    await other.run('rollback')
    expect(await waiting).toBe(1)
  })

  it('of two who both read the whole table and then want to change it is a deadlock', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('lock table p in share mode')
    await other.run('lock table p in share mode')
    const waiting = one.run('update p set n = 1 where id = 1')
    await isBlocked(watcher, one, other, 'TM - contention')
    expect(await other.failure('update p set n = 1 where id = 2')).toMatch(/^ORA-00060/)
    await other.run('rollback')
    expect(await waiting).toBe(1)
  })

  it('is left by no statement that changed nothing', async () => {
    const { one, other } = await openThree()
    await one.run('update p set n = 1 where id = 99')
    await one.failure('insert into p values (1, 1)')
    expect(await other.run('lock table p in exclusive mode nowait')).toBe(0)
  })

  it('is nothing to ask for without a right to the table', async () => {
    const { database, one } = await openThree()
    const ben = openSession(database, 'ben')
    expect(await ben.failure('lock table ann.p in share mode')).toMatch(/^ORA-00942/)
    await one.run('grant read on p to ben')
    expect(await ben.failure('lock table ann.p in share mode')).toMatch(/^ORA-01031/)
    await one.run('grant select on p to ben')
    expect(await ben.run('lock table ann.p in share mode')).toBe(0)
  })
})

describe('a definition', () => {
  it.each([
    'drop table p cascade constraints',
    'truncate table c',
    'alter table p add x number',
    'alter table p drop column n',
    'alter table p modify n default 1',
    'alter table c drop constraint c_p',
    'create index p_n on p (n)',
    'alter table c add foreign key (id) references p',
  ])('does not wait for a busy table: %s', async (definition) => {
    const { one, other } = await openThree()
    await one.run('update p set n = 1 where id = 1')
    await one.run('update c set n = 1 where id = 1')
    expect(await other.failure(definition)).toMatch(/^ORA-00054: resource busy/)
    await one.run('rollback')
    await other.run('insert into p values (9, 9)')
    expect(await other.run(definition)).toBe(0)
    expect(other.door.isTransactionOpen).toBe(false)
  })

  it('is not in the way of who only reads', async () => {
    const { one, other } = await openThree()
    const { rows } = await one.start('select id, n from p order by id').done
    await other.run('alter table p add x number default 5')
    await other.run('alter table p drop column n')
    const fetched = await rows?.fetch(9).done
    expect(fetched?.rows.map((row) => row.map(String))).toEqual([
      ['1', '0'],
      ['2', '0'],
      ['3', '0'],
    ])
    expect(await one.rows('select * from p where id = 1')).toEqual([[1, 5]])
  })

  it('that throws rows away stops who reads them', async () => {
    const { one, other } = await openThree()
    const { rows } = await one.start('select id from c').done
    await other.run('truncate table c')
    await expect(rows?.fetch(9).done).rejects.toThrow('ORA-08103: object no longer exists')
    expect(await one.rows('select count(*) from c')).toEqual([[0]])
  })

  it('is not seen by a read only transaction that began before it', async () => {
    const { one, other } = await openThree()
    await one.run('set transaction read only')
    expect(await one.rows('select count(*) from p')).toEqual([[3]])
    await other.run('alter table p add x number')
    expect(await one.failure('select count(*) from p')).toMatch(/^ORA-01466/)
    await one.run('commit')
    expect(await one.rows('select count(*) from p')).toEqual([[3]])
  })

  it('of an index is used by statements that are prepared after it and missed by none', async () => {
    const { one, other } = await openThree()
    const { rows } = await one.start('select id from p where n = 0').done
    await other.run('create index p_n on p (n)')
    expect(await one.rows('select count(*) from p where n = 0')).toEqual([[3]])
    const second = (await one.start('select id from p where n = 0').done).rows
    await other.run('update p set n = 1 where id = 2', { commit: true })
    await other.run('drop index p_n')
    expect((await rows?.fetch(9).done)?.rows.length).toBe(3)
    expect((await second?.fetch(9).done)?.rows.length).toBe(3)
    expect(await one.rows('select id from p where n = 0 order by id')).toEqual([[1], [3]])
  })
})

describe('a foreign key', () => {
  it('makes a child wait until it is known whether its parent is there', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('insert into p values (4, 0)')
    const waiting = other.run('insert into c values (4, 4, 0)')
    await isBlocked(watcher, other, one, 'TX - row lock contention')
    await one.run('commit')
    expect(await waiting).toBe(1)
    await other.run('rollback')
    await one.run('delete from p where id = 4')
    const orphan = other.failure('insert into c values (4, 4, 0)')
    await isBlocked(watcher, other, one, 'TX - row lock contention')
    await one.run('commit')
    expect(await orphan).toMatch(/^ORA-02291/)
  })

  it('does not make a child wait for a parent that keeps its key', async () => {
    const { one, other } = await openThree()
    await one.run('update p set n = 5 where id = 1')
    expect(await other.run('insert into c values (4, 1, 0)')).toBe(1)
    expect(await other.rows('select n from p where id = 1 for update skip locked')).toEqual([])
  })

  it('without an index makes who deletes a parent wait for every change of children', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('update c set n = 1 where id = 1')
    const waiting = other.run('delete from p where id = 3')
    await isBlocked(watcher, other, one, 'TM - contention')
    await one.run('commit')
    expect(await waiting).toBe(1)
    expect(await one.run('update c set n = 2 where id = 1')).toBe(1)
  })

  it('with an index makes who deletes a parent wait for its own children alone', async () => {
    const { one, other, watcher } = await openThree()
    await one.run('create index c_ix on c (p)')
    await one.run('insert into c values (3, 3, 0)')
    await one.run('update c set n = 1 where id = 1')
    expect(await other.failure('delete from p where id = 1')).toMatch(/^ORA-02292/)
    const waiting = other.run('delete from p where id = 3')
    await isBlocked(watcher, other, one, 'TX - row lock contention')
    await one.run('rollback')
    expect(await waiting).toBe(1)
  })
})

describe('a unique key', () => {
  it('is known to be taken where a row is locked and keeps it', async () => {
    const { one, other } = await openThree()
    await one.run('update p set n = 1 where id = 1')
    await one.rows('select id from p where id = 2 for update')
    expect(await other.failure('insert into p values (1, 0)')).toMatch(/^ORA-00001/)
    expect(await other.failure('insert into p values (2, 0)')).toMatch(/^ORA-00001/)
  })

  it('is waited for by who updates to it and by who merges it', async () => {
    const { one, other, third, watcher } = await openThree()
    await one.run('delete from c', { commit: true })
    await one.run('update p set id = 7 where id = 3')
    const update = other.run('update p set id = 7 where id = 2')
    await isBlocked(watcher, other, one, 'TX - row lock contention')
    const merge = third.failure(
      'merge into p using (select 7 as id from dual) s on (p.id = s.id) when not matched then insert values (s.id, 1)',
    )
    await isBlocked(watcher, third, one, 'TX - row lock contention')
    await one.run('rollback')
    expect(await update).toBe(1)
    await isBlocked(watcher, third, other, 'TX - row lock contention')
    await other.run('commit')
    expect(await merge).toBe('ORA-00001: unique constraint (ANN.P_PK) violated')
  })
})
