import oracledb from 'oracledb'
import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../src/practice/values/number.ts'
import { column, integer, query } from './scripted-database.ts'
import { serve } from './served.ts'

const one = { 'select 1 from dual': query([column('ONE', integer)], [[new Decimal(1)]]) }

const descriptor = (port: number, more: string) =>
  `(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=127.0.0.1)(PORT=${port}))(CONNECT_DATA=${more}))`

describe('connecting', () => {
  it('works with Easy Connect', async () => {
    const { connect } = await serve(one)
    const connection = await connect()
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it.each([
    ['short', ''],
    ['longer than the packet has room for', `(DESCRIPTION_NOTE=${'x'.repeat(300)})`],
  ])('works with a full descriptor that is %s', async (_, filling) => {
    const { connect, server } = await serve(one)
    const connection = await connect({
      connectString: descriptor(server.port, `(SERVICE_NAME=practice)${filling}`),
    })
    expect((await connection.execute('select 1 from dual')).rows).toEqual([[1]])
  })

  it('refuses a wrong password and an unknown user alike, with ORA-01017', async () => {
    const { connect } = await serve(one)
    await expect(connect({ password: 'lion' })).rejects.toMatchObject({ code: 'ORA-01017', errorNum: 1017 })
    await expect(connect({ user: 'nobody' })).rejects.toMatchObject({ code: 'ORA-01017' })
    await expect(connect({ password: 'Tiger' })).rejects.toMatchObject({ code: 'ORA-01017' })
  })

  it('refuses an unknown service and an unknown SID by name', async () => {
    const { connect, server } = await serve(one)
    await expect(connect({ connectString: `127.0.0.1:${server.port}/nowhere` })).rejects.toThrow('NJS-518')
    await expect(connect({ connectString: descriptor(server.port, '(SID=nowhere)') })).rejects.toThrow(
      'NJS-519',
    )
    await expect(connect({ connectString: descriptor(server.port, '(SERVER=dedicated)') })).rejects.toThrow(
      'ORA-12504',
    )
  })

  it('refuses SYSDBA, and a new password that the database does not take', async () => {
    const { connect } = await serve(one)
    await expect(connect({ privilege: oracledb.SYSDBA })).rejects.toMatchObject({ code: 'ORA-01031' })
    await expect(connect({ newPassword: 'lion' })).rejects.toMatchObject({ code: 'ORA-28003' })
  })

  it('tells what the database is called and which version it has', async () => {
    const { connect, database } = await serve(one)
    const connection = await connect()
    expect(connection.oracleServerVersionString).toBe('23.26.0.0.0')
    expect(connection.serviceName).toBe('practice')
    expect(connection.dbName).toBe('PRACTICE')
    expect(connection.instanceName).toBe('practice1')
    expect(connection.dbDomain).toBe('example.com')
    expect(database.sessions[0]?.logon).toMatchObject({ user: 'scott', service: 'practice' })
  })
})
