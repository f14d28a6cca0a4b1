/**
 * The package PRACTICE, call by call, as an unmodified driver meets it.
 */
import type oracledb from 'oracledb'
import { describe, expect, it, vi } from 'vitest'
import { servePractice } from './served-practice.ts'

/** What the driver says of a connection that is not there any more. */
const GONE = /NJS-500/

/** A table T of one column and one row, 1, and who looks at it. */
async function withTable() {
  const { server, connect } = await servePractice()
  const [one, other] = [await connect(), await connect()]
  await one.execute('create table t (n number)')
  await one.execute('insert into t values (1)', [], { autoCommit: true })
  const content = async () => (await other.execute('select n from t order by n')).rows?.flat()
  /** Resolves when the first session has gone. */
  const sid = await sidOf(one)
  const gone = () =>
    vi.waitFor(async () => {
      const { rows } = await other.execute('select count(*) from v$session where sid = :1', [sid])
      expect(rows).toEqual([[0]])
    })
  return { server, connect, one, other, content, gone, sid }
}

const sidOf = async (connection: oracledb.Connection): Promise<number> =>
  Number(
    (await connection.execute<string[]>("select sys_context('userenv', 'sid') from dual")).rows?.[0]?.[0],
  )

const status = async (observer: oracledb.Connection, sid: number) =>
  (await observer.execute<string[]>('select status from v$session where sid = :1', [sid])).rows?.[0]?.[0]

/** Resolves when a session is in a call. */
const isActive = (observer: oracledb.Connection, sid: number) =>
  vi.waitFor(async () => expect(await status(observer, sid)).toBe('ACTIVE'))

const reasonOf = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => new Error('it succeeded'),
    (reason: Error) => reason,
  )

const ten = 'select level from dual connect by level <= 10'

describe('a connection that is dropped', () => {
  it('now, is gone without a goodbye, and its open work is rolled back', async () => {
    const { one, content, gone } = await withTable()
    await one.execute('insert into t values (2)')
    await expect(one.execute('begin practice.drop_connection; end;')).rejects.toThrow(GONE)
    expect(one.isHealthy()).toBe(false)
    await gone()
    expect(await content()).toEqual([1])
  })

  it('does not stop the call that runs: it goes on to its end, and what it commits stays', async () => {
    const { one, content, gone } = await withTable()
    const block =
      'begin practice.drop_connection; insert into t values (2); commit; insert into t values (3); end;'
    await expect(one.execute(block)).rejects.toThrow(GONE)
    await gone()
    expect(await content()).toEqual([1, 2])
  })

  it("may be another session's, at work or idle", async () => {
    const { one, other, sid, connect } = await withTable()
    const idle = await connect()
    const lost = reasonOf(one.execute('select practice.wait(1000) from dual'))
    await isActive(other, sid)
    await other.execute('begin practice.drop_connection(sid => :1); end;', [sid])
    expect((await lost).message).toMatch(GONE)
    await other.execute('begin practice.drop_connection(:1); end;', [await sidOf(idle)])
    await vi.waitFor(() => expect(idle.isHealthy()).toBe(false))
    // What its client has lost, the server still runs.
    expect(await status(other, sid)).toBe('ACTIVE')
  })

  it('in the middle of a fetch has given the rows before it, and no more', async () => {
    const { one, gone } = await withTable()
    await one.execute('begin practice.drop_during_fetch(after_rows => 5); end;')
    const { resultSet } = await one.execute(ten, [], { resultSet: true, fetchArraySize: 2, prefetchRows: 0 })
    expect(await resultSet?.getRows(2)).toEqual([[1], [2]])
    expect(await resultSet?.getRows(2)).toEqual([[3], [4]])
    await expect(resultSet?.getRows(2)).rejects.toThrow(GONE)
    await gone()
  })

  it('in the middle of a fetch leaves its client inside a packet', async () => {
    const { one, gone } = await withTable()
    await one.execute('begin practice.drop_during_fetch(5); end;')
    await expect(one.execute(ten)).rejects.toThrow(GONE)
    await gone()
  })

  it('in the middle of a fetch is the next query only, and only if that has so many rows', async () => {
    const { one } = await withTable()
    await one.execute('begin practice.drop_during_fetch(5); end;')
    expect((await one.execute('select n from t')).rows).toEqual([[1]])
    expect((await one.execute(ten)).rows).toHaveLength(10)
  })
})

describe('a connection that is dropped during a commit', () => {
  /** Each way to commit one more row, 2, on a connection whose next commit is to go wrong. */
  const ways: Record<string, (connection: oracledb.Connection) => Promise<unknown>> = {
    'commit()': async (connection) => {
      await connection.execute('insert into t values (2)')
      await connection.commit()
    },
    'a COMMIT statement': async (connection) => {
      await connection.execute('insert into t values (2)')
      await connection.execute('commit')
    },
    'commit on success': (connection) =>
      connection.execute('insert into t values (2)', [], { autoCommit: true }),
    'COMMIT in PL/SQL, whatever its handlers do': (connection) =>
      connection.execute(
        'begin insert into t values (2); commit; exception when others then commit; insert into t values (3); commit; end;',
      ),
    'DDL, before it defines anything': async (connection) => {
      await connection.execute('insert into t values (2)')
      await connection.execute('create table t2 (n number)')
    },
  }
  const tables = "select count(*) from user_tables where table_name = 'T2'"

  it.each(Object.entries(ways))('before it took effect has lost the work: %s', async (_, commit) => {
    const { one, other, content, gone } = await withTable()
    await one.execute("begin practice.drop_during_commit('before'); end;")
    await expect(commit(one)).rejects.toThrow(GONE)
    await gone()
    expect(await content()).toEqual([1])
    expect((await other.execute(tables)).rows).toEqual([[0]])
  })

  it.each(Object.entries(ways))('after it took effect has kept the work: %s', async (_, commit) => {
    const { one, content, gone } = await withTable()
    await one.execute("begin practice.drop_during_commit(moment => 'after'); end;")
    await expect(commit(one)).rejects.toThrow(GONE)
    await gone()
    expect(await content()).toEqual([1, 2])
  })

  it('is dropped once: the connection after it commits as ever', async () => {
    const { one, connect, content, gone } = await withTable()
    await one.execute("begin practice.drop_during_commit('before'); end;")
    await expect(one.commit()).rejects.toThrow(GONE)
    await gone()
    await (await connect()).execute('insert into t values (2)', [], { autoCommit: true })
    expect(await content()).toEqual([1, 2])
  })
})

describe('a call that ignores breaks', () => {
  it('answers one only when its time is over, with ORA-01013', async () => {
    const { one, other, sid } = await withTable()
    let hasEnded = false
    const reason = reasonOf(one.execute('begin practice.ignore_break(seconds => 0.5); end;')).finally(() => {
      hasEnded = true
    })
    await isActive(other, sid)
    await one.break()
    // Some round trips later, by which a call that heeds the break would have ended.
    for (let trip = 0; trip < 5; trip += 1) expect(await status(other, sid)).toBe('ACTIVE')
    expect(hasEnded).toBe(false)
    expect(await reason).toMatchObject({ code: 'ORA-01013' })
    expect((await one.execute('select n from t')).rows).toEqual([[1]])
  })

  it.each([
    ['break', 'cancel sql', '', /^ORA-01013/],
    ['cancel', 'kill session', '', /NJS-500.*ORA-00028/s],
    ['kill', 'disconnect session', ' immediate', GONE],
  ])('may ignore a %s, and is ended by the next rung: %s', async (ignored, rung, how, end) => {
    const { one, other, sid, connect } = await withTable()
    const rungs = ['cancel sql', 'kill session', 'disconnect session']
    const reason = reasonOf(one.execute('begin practice.ignore_break(2, ignores => :1); end;', [ignored]))
    await isActive(other, sid)
    const { rows } = await other.execute<number[]>('select serial# from v$session where sid = :1', [sid])
    // Each from a connection of its own: the driver takes an ORA-00031 for the end of who has asked.
    const alter = async (what: string, more: string) => {
      const administrator = await connect()
      return reasonOf(administrator.execute(`alter system ${what} '${sid},${rows?.[0]?.[0]}'${more}`))
    }
    await one.break()
    for (const weaker of rungs.slice(0, rungs.indexOf(rung))) {
      const isKill = weaker === 'kill session'
      const { message } = await alter(weaker, isKill ? ' immediate' : '')
      expect(message).toContain(isKill ? 'ORA-00031: session marked for kill' : 'it succeeded')
    }
    expect(await status(other, sid)).not.toBe('INACTIVE')
    await alter(rung, how)
    expect((await reason).message).toMatch(end)
  })

  it('and is not broken in on succeeds', async () => {
    const { one } = await withTable()
    await one.execute('begin practice.ignore_break(0.01); end;')
  })

  it('does not keep the server from stopping', async () => {
    const { one, other, server, sid } = await withTable()
    const reason = reasonOf(one.execute("begin practice.ignore_break(1000, ignores => 'kill'); end;"))
    await isActive(other, sid)
    await server.stop()
    expect((await reason).message).toMatch(GONE)
  })
})

describe('rows that arrive slowly', () => {
  it('come in the pieces that are asked for, and a break ends them', async () => {
    const { one, other, sid } = await withTable()
    await one.execute('begin practice.slow_rows(milliseconds => 20); end;')
    const begun = performance.now()
    const options = { resultSet: true, fetchArraySize: 5, prefetchRows: 0 } as const
    const { resultSet } = await one.execute(ten, [], options)
    expect(await resultSet?.getRows(5)).toHaveLength(5)
    expect(performance.now() - begun).toBeGreaterThan(5 * 15)
    expect(await resultSet?.getRows(5)).toHaveLength(5)
    await resultSet?.close()

    await one.execute('begin practice.slow_rows(100000); end;')
    const reason = reasonOf(one.execute(ten))
    await isActive(other, sid)
    await one.break()
    expect(await reason).toMatchObject({ code: 'ORA-01013' })
    await one.execute('begin practice.slow_rows(0); end;')
    expect((await one.execute(ten)).rows).toHaveLength(10)
  })

  it('are also those of a query that waits in each row, which a break ends, too', async () => {
    const { one, other, sid } = await withTable()
    expect((await one.execute('select practice.wait(0.01) from dual')).rows).toEqual([[0.01]])
    const reason = reasonOf(one.execute(`select level, practice.wait(1000) from dual connect by level <= 3`))
    await isActive(other, sid)
    await one.break()
    expect(await reason).toMatchObject({ code: 'ORA-01013' })
  })
})

describe('a listener', () => {
  async function inMood(call: string) {
    const practice = await withTable()
    await practice.one.execute(`begin practice.listener(${call}); end;`)
    const normal = () => practice.one.execute("begin practice.listener('normal'); end;")
    return { ...practice, normal }
  }

  it.each([
    ["'refuse'", 'NJS-518'],
    ["'refuse', error => 12516", 'ORA-12516'],
    ["mood => 'reset'", 'ECONNRESET'],
  ])('that refuses, %s, gives the driver its error, until it is normal again', async (call, error) => {
    const { connect, normal } = await inMood(call)
    expect((await reasonOf(connect())).message).toContain(error)
    await normal()
    await connect()
  })

  it('that hangs keeps clients waiting as long as they like', async () => {
    const { server, connect, normal } = await inMood("'hang'")
    const patience = `${server.connectString}?connect_timeout=0.2`
    expect((await reasonOf(connect('scott', patience))).message).toContain('NJS-510')
    await normal()
    await connect('scott', patience)
  })

  it('that answers late answers', async () => {
    const { connect } = await inMood("'late', milliseconds => 100")
    const begun = performance.now()
    await connect()
    expect(performance.now() - begun).toBeGreaterThan(90)
  })

  it('is normal again when its time is over, and does not touch who is connected', async () => {
    const { connect, content } = await inMood("'refuse', seconds => 0.3")
    await expect(connect()).rejects.toThrow('NJS-518')
    expect(await content()).toEqual([1])
    await vi.waitFor(() => connect(), { timeout: 5000 })
  })
})

describe('a statement that is to fail', () => {
  it('fails with that error, so many times, and has done nothing', async () => {
    const { one, content } = await withTable()
    await one.execute('begin practice.fail_next(error => 60, times => 2); end;')
    const insert = () => one.execute('insert into t values (2)', [], { autoCommit: true })
    await expect(insert()).rejects.toThrow('ORA-00060: deadlock detected while waiting for resource')
    await expect(insert()).rejects.toThrow('ORA-00060')
    expect(await content()).toEqual([1])
    await insert()
    expect(await content()).toEqual([1, 2])
  })

  it("may be any of another session's of a user, and is none of who asks or of other users", async () => {
    const { one, other, connect } = await withTable()
    const ann = await connect('A')
    await one.execute("begin practice.fail_next(54, username => 'scott'); end;")
    await one.execute('select 1 from dual')
    await ann.execute('select 1 from dual')
    await expect(other.execute('select 1 from dual')).rejects.toThrow('ORA-00054: resource busy')
    await other.execute('select 1 from dual')
  })
})

it('practice.reset undoes all of it, in every session', async () => {
  const { one, other, connect, content } = await withTable()
  await one.execute(`begin
      practice.drop_during_fetch(0); practice.drop_during_commit('before'); practice.slow_rows(100000);
      practice.fail_next(1555, username => 'a'); practice.listener('refuse'); practice.fail_next(60, 5);
    end;`)
  await other.execute('begin practice.reset; end;')
  await (await connect('A')).execute('select 1 from dual')
  await one.execute('insert into t select level + 1 from dual connect by level <= 2')
  expect((await one.execute('select n from t')).rows).toHaveLength(3)
  await one.commit()
  expect(await content()).toEqual([1, 2, 3])
})

it.each([
  'practice.ignore_break(-1)',
  "practice.ignore_break(1, 'drop')",
  "practice.drop_during_commit('during')",
  'practice.drop_connection(4711)',
  "practice.listener('asleep')",
  'practice.fail_next(0)',
  'practice.slow_rows(null)',
])('%s is an error that says what is wrong', async (call) => {
  const { connect } = await servePractice()
  await expect((await connect()).execute(`begin ${call}; end;`)).rejects.toThrow('ORA-20000: PRACTICE: ')
})
