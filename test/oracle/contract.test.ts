/** What the tool relies on in an Oracle connection, held against every database the environment offers. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { CallReport, CallRequest } from '../../src/oracle/call.ts'
import { type OracleConnection, openConnection } from '../../src/oracle/connection.ts'
import { type ContractDatabase, contractDatabases } from '../helpers/contract-databases.ts'

interface Heard {
  readonly report: CallReport
  readonly rows: readonly (readonly (string | null)[])[]
  readonly lines: readonly string[]
}

async function hear(
  connection: OracleConnection,
  statement: string,
  part: Partial<CallRequest> = {},
): Promise<Heard> {
  const rows: (string | null)[][] = []
  const lines: string[] = []
  const report = await connection.call(
    {
      statement,
      binds: {},
      commit: false,
      drainsOutput: false,
      limits: { rows: undefined, bytes: undefined },
      action: 'contract',
      ...part,
    },
    {
      describe: () => undefined,
      rows: async (_, more) => void rows.push(...more.map((row) => [...row])),
      complete: () => undefined,
      output: async (more) => void lines.push(...more),
    },
  )
  return { report, rows, lines }
}

/** Busy until it is broken off, without any rights: a count that never ends. */
const endless = 'select count(*) from dual connect by level <= 10000000000'

describe.each(contractDatabases)('on $name', (database: ContractDatabase) => {
  let started: Awaited<ReturnType<ContractDatabase['start']>>
  let connection: OracleConnection

  beforeAll(async () => {
    started = await database.start()
    connection = await openConnection(started.request)
    await hear(connection, 'drop table multisession_contract purge')
    await hear(connection, 'create table multisession_contract (n number primary key, t varchar2(20))')
  })

  afterAll(async () => {
    await hear(connection, 'drop table multisession_contract purge')
    await connection.close()
    await started.stop()
  })

  test('a session is set up by its schema and its statements, or says which of them failed', async () => {
    const fresh = await openConnection(started.request)
    const { user } = started.request.login
    try {
      await fresh.setUp(user, ["alter session set nls_date_format = 'YYYY'", 'select 1 from dual'])
      expect((await hear(fresh, "select to_char(date '2020-05-05') from dual")).rows).toEqual([['2020']])
      await expect(
        fresh.setUp(undefined, ['select 1 from dual', 'select 1 from nowhere_at_all']),
      ).rejects.toThrow(/^init statement 2: ORA-00942/)
      await expect(fresh.setUp('nobody_at_all', [])).rejects.toThrow(/^schema nobody_at_all: ORA-01435/)
      await expect(
        fresh.setUp(undefined, ["insert into multisession_contract values (4711, 'init')"]),
      ).rejects.toThrow(/leave a transaction open/)
    } finally {
      await fresh.close()
    }
    expect((await hear(connection, 'select * from multisession_contract where n = 4711')).rows).toEqual([])
  })

  test('a ping leaves a session as it was', async () => {
    await hear(connection, "insert into multisession_contract values (4712, 'ping')")
    await connection.ping()
    expect(connection.isTransactionOpen()).toBe(true)
    await connection.rollback()
  })

  test('a session knows its own place on the server', () => {
    expect(connection.identity).toMatchObject({
      sid: expect.any(Number),
      instance: expect.any(Number),
      audsid: expect.any(Number),
    })
    expect(connection.identity.user).toBe(started.request.login.user.toUpperCase())
  })

  test('DML opens a transaction, rollback ends it, commit keeps it', async () => {
    const insert = `insert into multisession_contract values (1, 'one')`
    const { report } = await hear(connection, insert)
    expect(report).toMatchObject({ wasOpen: false, isOpen: true, rowsAffected: 1 })
    await connection.rollback()
    expect(connection.isTransactionOpen()).toBe(false)
    expect((await hear(connection, insert, { commit: true })).report).toMatchObject({
      isOpen: false,
      rowsAffected: 1,
    })
    expect((await hear(connection, 'select t from multisession_contract')).rows).toEqual([['one']])
  })

  test('an error has number and place, leaves its session usable and its transaction as it was', async () => {
    await hear(connection, `insert into multisession_contract values (2, 'two')`)
    const { report } = await hear(connection, 'select * from multisession_nowhere')
    expect(report).toMatchObject({
      isOpen: true,
      end: { how: 'refused', failure: { oracle: 'ORA-00942', offset: 14 } },
    })
    expect(
      (await hear(connection, `insert into multisession_contract values (2, 'again')`)).report.end,
    ).toMatchObject({
      failure: { oracle: 'ORA-00001' },
    })
    await connection.rollback()
  })

  test('a bind is sent as text; DBMS_OUTPUT comes back after the call', async () => {
    const { lines } = await hear(
      connection,
      'begin dbms_output.put_line(:greeting); dbms_output.put_line(null); end;',
      {
        binds: { greeting: 'hello; world' },
        drainsOutput: true,
      },
    )
    expect(lines).toEqual(['hello; world', ''])
  })

  test('an answer is cut after the limit, and one that just fits is not', async () => {
    const ten = 'select level from dual connect by level <= 10'
    expect((await hear(connection, ten, { limits: { rows: 9, bytes: undefined } })).report.isCut).toBe(true)
    expect((await hear(connection, ten, { limits: { rows: 10, bytes: undefined } })).report.isCut).toBe(false)
  })

  test('a unit that does not compile is a warning, not an error', async () => {
    const { report } = await hear(
      connection,
      'create or replace procedure multisession_broken as begin nothing_of_the_kind; end;',
    )
    expect(report).toMatchObject({ end: { how: 'answered' }, warning: expect.stringContaining('NJS-700') })
    await hear(connection, 'drop procedure multisession_broken')
  })

  test('a break ends the call with ORA-01013, and after settling the next call is not hit', async () => {
    const call = hear(connection, endless)
    await vi.waitFor(async () => {
      await connection.break()
      expect(
        await Promise.race([
          call.then(() => 'ended'),
          new Promise((resolve) => setTimeout(resolve, 50, 'runs')),
        ]),
      ).toBe('ended')
    }, 10_000)
    expect((await call).report.end).toEqual({ how: 'broken off' })
    expect(await connection.settle(async () => undefined)).toBe(true)
    expect((await hear(connection, 'select 1 from dual')).rows).toEqual([['1']])
  })

  test('dropping a connection ends its running call at once, which the driver itself offers no way to do', async () => {
    const victim = await openConnection(started.request)
    const call = hear(victim, endless)
    victim.drop()
    expect((await call).report.end).toMatchObject({ how: 'lost' })
    expect(victim.isHealthy()).toBe(false)
  })

  test('a wrong password is told as one', async () => {
    await expect(openConnection({ ...started.request, password: 'not the password' })).rejects.toMatchObject({
      failure: { code: 'wrong password', oracle: 'ORA-01017' },
    })
  })
})
