import { setImmediate as nextTurn } from 'node:timers/promises'
import type oracledb from 'oracledb'
import { describe, expect, it, vi } from 'vitest'
import { OracleError } from '../../../src/practice/error.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import { type Answer, column, integer, query } from './scripted-database.ts'
import { gate, serve } from './served.ts'

const one = { 'select 1 from dual': query([column('ONE', integer)], [[new Decimal(1)]]) }

const isUsable = async (connection: oracledb.Connection) =>
  expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])

/** A statement that runs until the test ends it, and tells when it has begun. */
function controlled() {
  const begun = gate<void>()
  const end = gate<void>()
  const answer: Answer = {
    kind: 'plsql',
    async run() {
      begun.resolve()
      await end.promise
      return {}
    },
  }
  return { begun: begun.promise, end: end.resolve, answer }
}

describe('a break', () => {
  it('ends the running call with ORA-01013 and leaves the connection usable', async () => {
    const { begun, answer } = controlled()
    const { connect } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    const running = connection.execute('begin work; end;')
    await begun
    await connection.break()
    await expect(running).rejects.toMatchObject({ code: 'ORA-01013', errorNum: 1013 })
    await isUsable(connection)
  })

  it('ends a fetch, too', async () => {
    const begun = gate<void>()
    const never = gate<never>()
    const { connect } = await serve({
      ...one,
      select: {
        kind: 'query',
        columns: [column('N', integer)],
        run: () => ({
          rows: {
            kind: 'cursor',
            columns: [column('N', integer)],
            fetch() {
              begun.resolve()
              let cancel = () => {}
              const cancelled = new Promise<never>((_, reject) => {
                cancel = () => reject(new OracleError(1013, 'user requested cancel of current operation'))
              })
              return { done: Promise.race([never.promise, cancelled]), cancel }
            },
            close() {},
          },
        }),
      },
    })
    const connection = await connect()
    const running = connection.execute('select')
    await begun.promise
    await connection.break()
    await expect(running).rejects.toMatchObject({ code: 'ORA-01013' })
    await isUsable(connection)
  })

  it('is what a call timeout does', async () => {
    const { answer } = controlled()
    const { connect } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    connection.callTimeout = 20
    await expect(connection.execute('begin work; end;')).rejects.toThrow('NJS-123')
    connection.callTimeout = 0
    await isUsable(connection)
  })

  it('that comes between calls hits the next one, which is not run', async () => {
    const { connect, database } = await serve(one)
    const connection = await connect()
    await connection.break()
    await expect(connection.commit()).rejects.toMatchObject({ code: 'ORA-01013' })
    expect(database.sessions[0]?.log).not.toContain('commit')
    await isUsable(connection)
  })

  it('tells whether a transaction is open', async () => {
    const { begun, answer } = controlled()
    const { connect, database } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    const running = connection.execute('begin work; end;')
    await begun
    const [session] = database.sessions
    if (session) session.isTransactionOpen = true
    await connection.break()
    await expect(running).rejects.toMatchObject({ code: 'ORA-01013' })
    expect(connection.transactionInProgress).toBe(true)
    await connection.rollback()
    expect(connection.transactionInProgress).toBe(false)
  })

  it('during a large request drops what is still on its way', async () => {
    const { connect } = await serve({
      ...one,
      'insert into t values (:1)': {
        kind: 'dml',
        binds: ['1'],
        run: ({ iterations }) => ({ rowCount: iterations.length }),
      },
    })
    const connection = await connect()
    const rows = Array.from({ length: 20_000 }, (_, n) => [`${n} ${'x'.repeat(500)}`])
    const running = connection.executeMany('insert into t values (:1)', rows)
    await nextTurn()
    await connection.break()
    await running.catch((error) => expect(error.code).toBe('ORA-01013'))
    await isUsable(connection)
  })

  it('may race with the end of the call 300 times, and the connection is usable after each', async () => {
    let call = controlled()
    const { connect, database } = await serve(one)
    const connection = await connect()
    const outcomes = new Map<string, number>()
    for (let round = 0; round < 300; round++) {
      call = controlled()
      database.answer('begin work; end;', call.answer)
      const running = connection.execute('begin work; end;').then(
        () => 'ran',
        (error) => String(error.code),
      )
      await call.begun
      // Which of the two comes first, and by how much, changes from round to round.
      const turns = round % 12
      if (round % 2 === 0) {
        call.end()
        for (let turn = 0; turn < turns; turn++) await nextTurn()
        await connection.break()
      } else {
        const broken = connection.break()
        for (let turn = 0; turn < turns; turn++) await nextTurn()
        call.end()
        await broken
      }
      const outcome = await running
      expect(['ran', 'ORA-01013']).toContain(outcome)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      // A break that came too late for its call hits the next: ping until it is gone.
      await connection.ping().catch((error) => expect(error.code).toBe('ORA-01013'))
      await isUsable(connection)
    }
    expect(outcomes.get('ORA-01013')).toBeGreaterThan(0)
  })

  it('may race with a call timeout 300 times, and the connection is usable after each', async () => {
    const { connect, database } = await serve(one)
    const connection = await connect()
    const { promise, resolve } = gate<void>()
    resolve()
    for (let round = 0; round < 300; round++) {
      database.answer('begin work; end;', {
        kind: 'plsql',
        async run() {
          await promise
          const until = performance.now() + (round % 5) * 0.5
          while (performance.now() < until) await nextTurn()
          return {}
        },
      })
      connection.callTimeout = 1
      await connection
        .execute('begin work; end;')
        .catch((error) => expect(error.message).toContain('NJS-123'))
      connection.callTimeout = 0
      await connection.ping().catch((error) => expect(error.code).toBe('ORA-01013'))
      await isUsable(connection)
    }
  })
})

describe('a killed session', () => {
  const killed = () => new OracleError(28, 'your session has been killed')

  it('ends the running call with the reason and then the connection', async () => {
    const { begun, answer } = controlled()
    const { connect, database } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    const running = connection.execute('begin work; end;')
    await begun
    database.sessions[0]?.kill(killed())
    await expect(running).rejects.toThrow(/NJS-500.*ORA-00028: your session has been killed/s)
    expect(connection.isHealthy()).toBe(false)
    await vi.waitFor(() => expect(database.closed).toHaveLength(1))
  })

  it.each(['select 1 from dual', 'selekt'])(
    'that was idle tells the reason to the next call, %s',
    async (sql) => {
      const { connect, database } = await serve(one)
      const [connection, other] = [await connect(), await connect()]
      database.sessions[0]?.kill(killed())
      await expect(connection.execute(sql)).rejects.toThrow(/NJS-500.*ORA-00028/s)
      await vi.waitFor(() => expect(database.closed).toHaveLength(1))
      await isUsable(other)
    },
  )
})

describe('a client that has gone', () => {
  it('leaves its call running to the end; then its session is closed', async () => {
    const { begun, end, answer } = controlled()
    const { connect, database } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    connection.execute('begin work; end;').catch(() => {})
    await begun
    const impl = (connection as unknown as { _impl: { nscon: { disconnect(): void } } })._impl
    impl.nscon.disconnect()
    await vi.waitFor(() => expect(database.sessions[0]?.log).toContain('client gone'))
    expect(database.closed).toHaveLength(0)
    end()
    await vi.waitFor(() => expect(database.closed).toHaveLength(1))
  })

  it('and one that closes properly both leave no session behind', async () => {
    const { connect, database } = await serve(one)
    const connection = await connect()
    await connection.close()
    await vi.waitFor(() => expect(database.closed).toHaveLength(1))
    expect(database.sessions[0]?.log).toEqual(['client gone', 'closed'])
  })

  it('and one that waits for its call do not keep the server from stopping', async () => {
    const { begun, answer } = controlled()
    const { connect, server, database } = await serve({ ...one, 'begin work; end;': answer })
    const connection = await connect()
    const running = connection.execute('begin work; end;').catch((error) => error)
    await begun
    await server.stop()
    expect(database.closed).toHaveLength(1)
    expect((await running).message).toMatch(/NJS-500/)
  })
})
