/**
 * A scripted database on a server of its own, and clients that are closed with the test.
 */
import oracledb from 'oracledb'
import { onTestFinished } from 'vitest'
import { type PracticeServer, type ServerOptions, startServer } from '../../../src/practice/server.ts'
import { type Answer, type ScriptedDatabase, scriptedDatabase } from './scripted-database.ts'

export interface Served {
  readonly database: ScriptedDatabase
  readonly server: PracticeServer
  connect(options?: Partial<oracledb.ConnectionAttributes>): Promise<oracledb.Connection>
}

/** Serves these answers until the test has finished. */
export async function serve(
  answers: Readonly<Record<string, Answer>> = {},
  options: ServerOptions = {},
): Promise<Served> {
  const database = scriptedDatabase(answers)
  const server = await startServer(database, options)
  onTestFinished(() => server.stop())
  return {
    database,
    server,
    async connect(more = {}) {
      const connection = await oracledb.getConnection({
        user: 'scott',
        password: 'tiger',
        connectString: server.connectString,
        ...more,
      })
      onTestFinished(async () => {
        if (connection.isHealthy()) await connection.close()
      })
      return connection
    },
  }
}

/** A promise that the test settles. */
export const gate = <T>(): PromiseWithResolvers<T> => Promise.withResolvers<T>()
