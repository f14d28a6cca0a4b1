import oracledb from 'oracledb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import { type PracticeServer, startServer } from '../../../src/practice/server.ts'

let server: PracticeServer
let connection: oracledb.Connection

beforeAll(async () => {
  server = await startServer(createDatabase({ accounts: { scott: 'tiger' } }))
  const { connectString } = server
  connection = await oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })
})
afterAll(async () => {
  await connection.close()
  await server.stop()
})

const firstCell = async (sql: string, binds: oracledb.BindParameters = []): Promise<unknown> =>
  (await connection.execute<unknown[]>(sql, binds)).rows?.[0]?.[0]

const days = (text: string): string => `to_dsinterval('${text}')`

describe('intervals', () => {
  test.each([
    ['4 05:12:10.222', { days: 4, hours: 5, minutes: 12, seconds: 10, fseconds: 222_000_000 }],
    ['-4 05:12:10.222', { days: -4, hours: -5, minutes: -12, seconds: -10, fseconds: -222_000_000 }],
    [
      '999999999 23:59:59.999999999',
      { days: 999_999_999, hours: 23, minutes: 59, seconds: 59, fseconds: 999_999_999 },
    ],
    ['0 00:00:00', { days: 0, hours: 0, minutes: 0, seconds: 0, fseconds: 0 }],
  ])('of %s arrive with all their fields', async (text, fields) => {
    const fetched = await firstCell(`select ${days(text)} from dual`)
    expect(fetched).toBeInstanceOf(oracledb.IntervalDS)
    expect(fetched).toMatchObject(fields)
    expect(
      await firstCell(`select to_char(:1 - ${days(text)}) from dual`, [
        { val: fetched, type: oracledb.DB_TYPE_INTERVAL_DS },
      ]),
    ).toBe('+000000000 00:00:00.000000000')
  })

  test('of years and months arrive and are bound', async () => {
    const age = await firstCell("select interval '-10-3' year to month from dual")
    expect(age).toMatchObject({ years: -10, months: -3 })
    expect(
      await firstCell('select to_char(:1 * -1) from dual', [
        { val: age, type: oracledb.DB_TYPE_INTERVAL_YM },
      ]),
    ).toBe('+000000010-03')
  })

  test('are described as what they are', async () => {
    const { metaData } = await connection.execute(
      "select interval '1' day one, interval '1' year other, cast(null as interval day(3) to second(1)) nothing from dual",
    )
    expect(metaData?.map(({ dbTypeName }) => dbTypeName)).toEqual([
      'INTERVAL DAY TO SECOND',
      'INTERVAL YEAR TO MONTH',
      'INTERVAL DAY TO SECOND',
    ])
  })

  test('go out of PL/SQL', async () => {
    const { outBinds } = await connection.execute<{ span: unknown }>(
      "begin :span := numtodsinterval(90, 'minute'); end;",
      { span: { dir: oracledb.BIND_OUT, type: oracledb.DB_TYPE_INTERVAL_DS } },
    )
    expect(outBinds?.span).toMatchObject({ hours: 1, minutes: 30 })
  })
})
