/**
 * The practice database on a server of the test's own, with empty schemas A to G whose passwords are tiger, and clients
 * that are closed with the test.
 */
import oracledb from 'oracledb'
import { expect, onTestFinished, vi } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../../../src/practice/database.ts'
import { startServer } from '../../../src/practice/server.ts'

export const schemas = ['A', 'B', 'C', 'D', 'E', 'F', 'G']

/** Serves until the test has finished. */
export async function servePractice(limits: DatabaseOptions['limits'] = {}) {
  const accounts = Object.fromEntries(schemas.map((schema) => [schema, 'tiger']))
  const server = await startServer(createDatabase({ seed: false, accounts, limits: limits ?? {} }))
  onTestFinished(() => server.stop())
  const connect = (user = 'scott', connectString = server.connectString) => logOn({ user, connectString })
  const logOn = async (attributes: oracledb.ConnectionAttributes) => {
    const connection = await oracledb.getConnection({
      user: 'scott',
      password: 'tiger',
      connectString: server.connectString,
      ...attributes,
    })
    onTestFinished(async () => {
      if (connection.isHealthy()) await connection.close()
    })
    return connection
  }
  return { server, connect, logOn }
}

/** Ends a connection as a crash would. */
export const crash = (connection: oracledb.Connection): void =>
  (connection as unknown as { _impl: { nscon: { disconnect(): void } } })._impl.nscon.disconnect()

/** Resolves when a session is in a call and waits. */
export const isWaiting = (observer: oracledb.Connection, clientInfo: string) =>
  vi.waitFor(async () => {
    const { rows } = await observer.execute(
      "select count(*) from v$session where client_info = :1 and status = 'ACTIVE'",
      [clientInfo],
    )
    expect(rows).toEqual([[1]])
  })
