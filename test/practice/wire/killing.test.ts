/**
 * ALTER SYSTEM KILL SESSION and CANCEL SQL, seen by the client that is hit, by the one that asks, and by those who wait.
 */
import type oracledb from 'oracledb'
import { describe, expect, it, vi } from 'vitest'
import { isWaiting, servePractice } from './served-practice.ts'

/** What ALTER SYSTEM wants to know of a session. */
const idOf = async (observer: oracledb.Connection, clientInfo: string): Promise<string> => {
  const { rows } = await observer.execute<[number, number]>(
    'select sid, serial# from v$session where client_info = :1',
    [clientInfo],
  )
  return rows?.[0]?.join(',') ?? ''
}

const statusOf = async (observer: oracledb.Connection, clientInfo: string) =>
  (await observer.execute('select status from v$session where client_info = :1', [clientInfo])).rows

/** A table of SCOTT's with one row, a session that has changed it, and one that may ask for kills. */
const openPair = async () => {
  const { connect, ...rest } = await servePractice()
  const [killer, victim] = [await connect(), await connect()]
  await killer.execute('create table t (n number)')
  await killer.execute('insert into t values (1)', [], { autoCommit: true })
  victim.clientInfo = 'victim'
  await victim.execute('update t set n = 2')
  return { ...rest, connect, killer, victim, id: await idOf(killer, 'victim') }
}

describe('a session that is killed', () => {
  it('while it works ends with ORA-00028, and its work is undone when the kill has returned', async () => {
    const { killer, victim, id } = await openPair()
    const working = victim.execute('begin dbms_session.sleep(1000); end;')
    const failed = expect(working).rejects.toThrow('ORA-00028: your session has been killed')
    await isWaiting(killer, 'victim')
    await killer.execute(`alter system kill session '${id}'`)
    await killer.execute('select n from t for update nowait')
    await failed
    await vi.waitFor(async () => expect(await statusOf(killer, 'victim')).toEqual([]))
    await expect(victim.execute('select 1 from dual')).rejects.toThrow(/NJS-500|NJS-003/)
  })

  it('while it is idle is shown as KILLED, has lost its work at once, and is told so by its next call', async () => {
    const { killer, victim, id } = await openPair()
    await killer.execute(`alter system kill session '${id},@1' immediate`)
    expect(await statusOf(killer, 'victim')).toEqual([['KILLED']])
    await killer.execute('update t set n = 3')
    await expect(victim.execute('select n from t')).rejects.toThrow('ORA-00028')
    await vi.waitFor(async () => expect(await statusOf(killer, 'victim')).toEqual([]))
  })

  it.each([
    ['a ping', (connection: oracledb.Connection) => connection.ping()],
    ['a commit', (connection: oracledb.Connection) => connection.commit()],
    ['a statement that does not parse', (connection: oracledb.Connection) => connection.execute('selec 1')],
  ])('is told so by %s', async (_, call) => {
    const { killer, victim, id } = await openPair()
    await killer.execute(`alter system kill session '${id}'`)
    await expect(call(victim)).rejects.toThrow('ORA-00028')
  })

  it('leaves those who waited for it to go on', async () => {
    const { connect, killer, id } = await openPair()
    const waiter = await connect()
    waiter.clientInfo = 'waiter'
    const waiting = waiter.execute('update t set n = n + 10')
    await isWaiting(killer, 'waiter')
    await killer.execute(`alter system kill session '${id}'`)
    expect((await waiting).rowsAffected).toBe(1)
    expect((await waiter.execute('select n from t')).rows).toEqual([[11]])
  })

  it('stops waiting itself', async () => {
    const { connect, killer, victim } = await openPair()
    const waiter = await connect()
    waiter.clientInfo = 'waiter'
    const failed = expect(waiter.execute('delete from t')).rejects.toThrow('ORA-00028')
    await isWaiting(killer, 'waiter')
    await killer.execute(`alter system kill session '${await idOf(killer, 'waiter')}'`)
    await failed
    await victim.commit()
    expect((await killer.execute('select n from t')).rows).toEqual([[2]])
  })

  it('is disconnected without a word by DISCONNECT SESSION IMMEDIATE', async () => {
    const { killer, victim, id } = await openPair()
    await killer.execute(`alter system disconnect session '${id}' immediate`)
    await vi.waitFor(async () => expect(await statusOf(killer, 'victim')).toEqual([]))
    await expect(victim.execute('select 1 from dual')).rejects.toThrow(/NJS-500|NJS-003|NJS-521/)
    await killer.execute('select n from t for update nowait')
  })

  // The driver takes ORA-00031 for the end of the connection that asked.
  it('that ignores the kill for a while is marked for it', async () => {
    const { connect, killer, victim, id } = await openPair()
    const failed = expect(victim.execute("begin practice.ignore_break(2, 'kill'); end;")).rejects.toThrow(
      'ORA-00028',
    )
    await isWaiting(killer, 'victim')
    await expect(killer.execute(`alter system kill session '${id}' immediate`)).rejects.toThrow(
      'ORA-00031: session marked for kill',
    )
    expect(await statusOf(await connect(), 'victim')).toEqual([['KILLED']])
    await failed
  })
})

describe('a call that is cancelled from another session', () => {
  it('ends with ORA-01013 and keeps its session and what was done before', async () => {
    const { killer, victim, id } = await openPair()
    const failed = expect(victim.execute('begin dbms_session.sleep(1000); end;')).rejects.toThrow('ORA-01013')
    await isWaiting(killer, 'victim')
    await killer.execute(`alter system cancel sql '${id}, @1'`)
    await failed
    expect((await victim.execute('select n from t')).rows).toEqual([[2]])
  })

  it('stops waiting for a lock', async () => {
    const { connect, killer } = await openPair()
    const waiter = await connect()
    waiter.clientInfo = 'waiter'
    const failed = expect(waiter.execute('delete from t')).rejects.toThrow('ORA-01013')
    await isWaiting(killer, 'waiter')
    await killer.execute(`alter system cancel sql '${await idOf(killer, 'waiter')}'`)
    await failed
  })

  it('is left alone when it runs something else than was meant', async () => {
    const { killer, victim, id } = await openPair()
    const working = victim.execute('begin dbms_session.sleep(0.3); end;')
    await isWaiting(killer, 'victim')
    await killer.execute(`alter system cancel sql '${id}, 0000000000000'`)
    await working
    const { rows } = await killer.execute("select prev_sql_id from v$session where client_info = 'victim'")
    const again = expect(victim.execute('begin dbms_session.sleep(1000); end;')).rejects.toThrow('ORA-01013')
    await isWaiting(killer, 'victim')
    const { rows: now } = await killer.execute<[string]>(
      "select sql_id from v$session where client_info = 'victim'",
    )
    expect(now).not.toEqual(rows)
    await killer.execute(`alter system cancel sql '${id}, ${now?.[0]?.[0]}'`)
    await again
  })
})

describe('ALTER SYSTEM', () => {
  it.each([
    ["kill session 'nonsense'", 'ORA-00026: missing or invalid session ID'],
    ["kill session '1'", 'ORA-00026'],
    ["kill session '1,1,@2'", 'ORA-00026'],
    ["kill session '99999,1'", 'ORA-00030: User session ID does not exist.'],
    ["cancel sql '99999,1'", 'ORA-00030'],
    ["cancel sql '1,1,2,3'", 'ORA-00026'],
    ["kill session '1,1' noreplay", 'ORA-03001: unimplemented feature: noreplay'],
    ["disconnect session '1,1' post_transaction", 'ORA-03001: unimplemented feature: post_transaction'],
    ['flush shared_pool', 'ORA-03001: unimplemented feature: ALTER SYSTEM FLUSH'],
  ])('%s gives %s', async (what, error) => {
    const { connect } = await servePractice()
    await expect((await connect()).execute(`alter system ${what}`)).rejects.toThrow(error)
  })

  it('does not kill the session that asks', async () => {
    const { connect } = await servePractice()
    const scott = await connect()
    scott.clientInfo = 'me'
    const id = await idOf(scott, 'me')
    await expect(scott.execute(`alter system kill session '${id}'`)).rejects.toThrow(
      'ORA-00027: cannot kill current session',
    )
  })

  it('names the session by its serial number, too', async () => {
    const { killer, id } = await openPair()
    const [sid, serial] = id.split(',').map(Number)
    await expect(killer.execute(`alter system kill session '${sid},${(serial ?? 0) + 1}'`)).rejects.toThrow(
      'ORA-00030',
    )
  })

  it('needs a privilege', async () => {
    const { connect } = await servePractice()
    const a = await connect('a')
    await expect(a.execute("alter system kill session '1,1'")).rejects.toThrow(
      'ORA-01031: insufficient privileges',
    )
    await expect(a.execute("alter system cancel sql '1,1'")).rejects.toThrow('ORA-01031')
  })
})
