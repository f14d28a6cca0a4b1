import { describe, expect, it } from 'vitest'
import { Decimal } from '../../../src/practice/values/number.ts'
import { column, integer, query, text } from './scripted-database.ts'
import { serve } from './served.ts'

const columns = [column('ID', integer), column('NAME', text())]
const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, id) => [new Decimal(id), `name ${id}`] as const)
const expected = (count: number) => Array.from({ length: count }, (_, id) => [id, `name ${id}`])

describe('queries', () => {
  it.each([0, 1, 2, 3, 99, 100, 101, 102, 200, 202])('of %i rows come whole', async (count) => {
    const { connect } = await serve({ select: query(columns, rowsOf(count)) })
    expect((await (await connect()).execute('select')).rows).toEqual(expected(count))
  })

  it.each([512, 8192, 65_535])(
    'of 20,000 rows come whole over many fetches, with an SDU of %i',
    async (sdu) => {
      const { connect, server } = await serve({ select: query(columns, rowsOf(20_000)) })
      const connection = await connect({ connectString: `${server.connectString}?sdu=${sdu}` })
      const { rows } = await connection.execute('select', [], { fetchArraySize: 1000 })
      expect(rows).toEqual(expected(20_000))
    },
  )

  it('come as result sets, a few rows at a time', async () => {
    const { connect } = await serve({ select: query(columns, rowsOf(250)) })
    const { resultSet } = await (await connect()).execute('select', [], { resultSet: true })
    const seen: unknown[] = []
    for (let rows = await resultSet?.getRows(60); rows?.length; rows = await resultSet?.getRows(60))
      seen.push(...rows)
    await resultSet?.close()
    expect(seen).toEqual(expected(250))
  })

  it('that are left before their end can be run again', async () => {
    const { connect, database } = await serve()
    const connection = await connect()
    for (let run = 0; run < 5; run++) {
      database.answer('select', query(columns, rowsOf(500)))
      const { resultSet } = await connection.execute('select', [], { resultSet: true })
      expect(await resultSet?.getRows(10)).toEqual(expected(10))
      await resultSet?.close()
    }
  })

  it('are prepared once and run again by their cursor', async () => {
    const { connect, database } = await serve({ select: query(columns, rowsOf(1)) })
    const connection = await connect()
    const session = database.sessions[0]
    let prepared = 0
    const prepare = session?.prepare
    if (session && prepare) {
      session.prepare = (sql) => {
        prepared += 1
        return prepare(sql)
      }
    }
    for (let run = 0; run < 10; run++) await connection.execute('select')
    expect(prepared).toBe(1)
  })

  it('beyond the statement cache close the cursors they leave behind', async () => {
    const answers = Object.fromEntries(
      Array.from({ length: 2500 }, (_, n) => [
        `select ${n}`,
        query([column('N', integer)], [[new Decimal(n)]]),
      ]),
    )
    const { connect } = await serve(answers)
    const connection = await connect()
    for (let n = 0; n < 2500; n++) expect((await connection.execute(`select ${n}`)).rows).toEqual([[n]])
  })

  it('of a cursor that the server has forgotten get ORA-01001', async () => {
    const { connect, database } = await serve()
    const connection = await connect()
    database.answer('select', query(columns, rowsOf(1)))
    await connection.execute('select')
    const cache = (
      connection as unknown as {
        _impl: { statementCache: { _cachedStatements: Map<string, { cursorId: number }> } }
      }
    )._impl.statementCache._cachedStatements
    const statement = cache.get('select')
    if (statement) statement.cursorId = 4242
    await expect(connection.execute('select')).rejects.toMatchObject({ code: 'ORA-01001' })
    await connection.ping()
  })

  it('come whole without any rows in the first reply, too', async () => {
    const { connect, database } = await serve()
    const connection = await connect()
    for (let run = 0; run < 3; run++) {
      database.answer('select', query(columns, rowsOf(250)))
      expect((await connection.execute('select', [], { prefetchRows: 0 })).rows).toEqual(expected(250))
    }
  })

  it('and other statements can be parsed without being run', async () => {
    const run = () => {
      throw new Error('it was run')
    }
    const { connect } = await serve({
      'begin p(:a); end;': { kind: 'plsql', binds: ['A'], run },
      'delete from t where id = :id': { kind: 'dml', binds: ['ID'], run },
    })
    const connection = await connect()
    expect((await connection.getStatementInfo('begin p(:a); end;')).bindNames).toEqual(['A'])
    expect((await connection.getStatementInfo('delete from t where id = :id')).bindNames).toEqual(['ID'])
    await expect(connection.getStatementInfo('select from')).rejects.toMatchObject({ code: 'ORA-00900' })
  })

  it('can be described without being run', async () => {
    const { connect } = await serve({
      select: {
        kind: 'query',
        columns,
        run: () => {
          throw new Error('it was run')
        },
      },
    })
    const { metaData, bindNames } = await (await connect()).getStatementInfo('select')
    expect(metaData?.map(({ name }) => name)).toEqual(['ID', 'NAME'])
    expect(bindNames).toEqual([])
  })

  it('of several sessions go on beside each other', async () => {
    const { connect } = await serve({ select: query(columns, rowsOf(0)) })
    const connections = await Promise.all(Array.from({ length: 20 }, () => connect()))
    const results = await Promise.all(connections.map((connection) => connection.execute('select')))
    expect(results.map(({ rows }) => rows)).toEqual(results.map(() => []))
  })
})
