import type oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../src/practice/values/number.ts'
import { column, integer, query } from './scripted-database.ts'
import { serve } from './served.ts'

const answers = {
  'select 1 from dual': query([column('ONE', integer)], [[new Decimal(1)]]),
  'update emp set sal = sal': {
    kind: 'dml' as const,
    run({ session, options }: { session: { isTransactionOpen: boolean }; options: { commit: boolean } }) {
      session.isTransactionOpen = !options.commit
      return { rowCount: 14 }
    },
  },
}

describe('a session', () => {
  it('commits, rolls back and tells whether a transaction is open', async () => {
    const { connect, database } = await serve(answers)
    const connection = await connect()
    expect(connection.transactionInProgress).toBe(false)
    for (const end of ['commit', 'rollback'] as const) {
      await connection.execute('update emp set sal = sal')
      expect(connection.transactionInProgress).toBe(true)
      await connection[end]()
      expect(connection.transactionInProgress).toBe(false)
    }
    expect(database.sessions[0]?.log).toEqual(['commit', 'rollback'])
  })

  it('commits in the same round trip, the first time and again', async () => {
    const { connect, database } = await serve(answers)
    const connection = await connect()
    for (let run = 0; run < 3; run++) {
      await connection.execute('update emp set sal = sal', [], { autoCommit: true })
      expect(connection.transactionInProgress).toBe(false)
    }
    expect(database.sessions[0]?.log).toEqual([])
  })

  it('can be pinged and closed', async () => {
    const { connect } = await serve(answers)
    const connection = await connect()
    await connection.ping()
    await connection.close()
    expect(connection.isHealthy()).toBe(false)
  })

  it('carries the names a client gives it, and clears them', async () => {
    const { connect, database } = await serve(answers)
    const connection = await connect()
    const tags = database.sessions[0]?.tags
    connection.module = 'multisession'
    connection.action = '3.1'
    connection.clientInfo = 'näher'
    connection.clientId = 'someone'
    connection.dbOp = 'night job'
    await connection.ping()
    expect(tags).toEqual([
      {
        module: 'multisession',
        action: '3.1',
        clientInfo: 'näher',
        clientIdentifier: 'someone',
        dbOp: 'night job',
      },
    ])
    connection.clientInfo = ''
    await connection.execute('select 1 from dual')
    expect(tags?.[1]).toEqual({ clientInfo: null })
    connection.ecid = 'context'
    connection.action = '3.2'
    await connection.ping()
    expect(tags?.[2]).toEqual({ action: '3.2' })
  })

  it('takes a current schema from the client, and refuses one that is not there', async () => {
    const { connect, database } = await serve(answers)
    const connection = await connect()
    connection.currentSchema = 'a'
    await connection.ping()
    expect(database.sessions[0]?.currentSchema).toBe('A')
    connection.currentSchema = 'NOBODY'
    await expect(connection.execute('select 1 from dual')).rejects.toMatchObject({ code: 'ORA-01435' })
  })

  it('tells the client of a current schema that a statement has set', async () => {
    const { connect } = await serve({
      ...answers,
      'alter session set current_schema = B': {
        kind: 'other',
        run({ session }) {
          session.currentSchema = 'B'
          return {}
        },
      },
    })
    const connection = await connect()
    await connection.execute('alter session set current_schema = B')
    expect(connection.currentSchema).toBe('B')
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('refuses what it does not know, and goes on', async () => {
    const { connect } = await serve(answers)
    const connection = (await connect()) as oracledb.Connection & { tpcBegin(xid: object): Promise<void> }
    await expect(
      connection.tpcBegin({ formatId: 1, globalTransactionId: 'a', branchQualifier: 'b' }),
    ).rejects.toThrow(/ORA-03001: .*TTC function 103/)
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })
})
