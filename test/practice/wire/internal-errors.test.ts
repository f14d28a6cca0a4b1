import oracledb from 'oracledb'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import type { DictionaryView } from '../../../src/practice/dictionary/dictionary-view.ts'
import { dictionaryViews } from '../../../src/practice/dictionary/dictionary-views.ts'
import { startServer } from '../../../src/practice/server.ts'

/** A database whose V$VERSION fails in its own way, a client of it, and the faults that its server tells of. */
const serveFaulty = async (member: 'rows' | 'kind') => {
  const view = dictionaryViews.find(({ name }) => name === 'V$VERSION') as DictionaryView
  const fail = (): never => {
    throw new TypeError('a fault')
  }
  const spy = member === 'rows' ? vi.spyOn(view, 'rows').mockImplementation(fail) : undefined
  if (member === 'kind') Object.defineProperty(view, 'kind', { configurable: true, get: fail })
  onTestFinished(() => {
    spy?.mockRestore()
    Object.defineProperty(view, 'kind', { configurable: true, value: 'DICTIONARY VIEW' })
  })
  const faults: unknown[] = []
  const server = await startServer(createDatabase({ seed: false }), {
    onFault: (fault) => faults.push(fault),
  })
  onTestFinished(() => server.stop())
  const { connectString } = server
  const connection = await oracledb.getConnection({ user: 'scott', password: 'tiger', connectString })
  onTestFinished(() => connection.close())
  return { connection, faults }
}

const told = 'ORA-00600: internal error code, arguments: [a fault]'

describe('a fault of the practice database', () => {
  it('ends the statement that met it and is told of; the transaction and the connection stay', async () => {
    const { connection, faults } = await serveFaulty('rows')
    await connection.execute('create table t (x varchar2(200))')
    await connection.execute("insert into t values ('before')")
    for (const statement of [
      'select banner from v$version',
      'insert into t select banner from v$version',
      "begin insert into t values ('undone'); insert into t select banner from v$version; exception when others then null; end;",
    ])
      await expect(connection.execute(statement)).rejects.toMatchObject({
        code: 'ORA-00604',
        message: expect.stringContaining(told),
      })
    expect((await connection.execute('select x from t')).rows).toEqual([['before']])
    expect(faults).toEqual([new TypeError('a fault'), new TypeError('a fault'), new TypeError('a fault')])
  })

  it('that is met while a statement is compiled ends that statement alone', async () => {
    const { connection, faults } = await serveFaulty('kind')
    await expect(connection.execute('select banner from v$version')).rejects.toThrow(told)
    expect((await connection.execute('select user from dual')).rows).toEqual([['SCOTT']])
    expect(faults).toEqual([new TypeError('a fault')])
  })
})
