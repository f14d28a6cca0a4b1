/**
 * Connections that answer from a script, behind the real engine: a test of the shell says what a statement gives back
 * and when, without a database.
 */
import { type Failure, FailureError } from '../../src/core/failure.ts'
import type { ConnectionSources } from '../../src/engine/connections.ts'

export interface ScriptedAnswer {
  readonly columns?: readonly string[]
  readonly rows?: readonly (readonly (string | null)[])[]
  readonly output?: readonly string[]
  /** DML: how many rows it touched; leaves the transaction open. */
  readonly affected?: number
}

/** What a statement gives back. Throws a FailureError to be refused; `broken` fires when a break comes. */
export type Script = (statement: string, broken: AbortSignal) => Promise<ScriptedAnswer> | ScriptedAnswer

export const refusedWith = (message: string, code: Failure['code'] = 'statement failed'): FailureError =>
  new FailureError({ code, message, oracle: message.slice(0, 9) })

/** Resolves never, and rejects when the break comes: a statement that runs until it is cancelled. */
export const untilBroken = (broken: AbortSignal): Promise<never> =>
  new Promise((_, reject) => broken.addEventListener('abort', () => reject(broken.reason)))

/** Sources of connections for `createEngine` that answer as the script says. */
export function scriptedConnections(script: Script): ConnectionSources {
  let sid = 100
  return {
    resolve: async (connectString) => connectString,
    password: async () => 'tiger',
    async open({ login }) {
      let isOpen = false
      let breaking = new AbortController()
      return {
        identity: { user: login.user, databaseName: 'TEST', serverVersion: '23.0.0', sid: sid++, serial: 1 },
        isHealthy: () => true,
        isTransactionOpen: () => isOpen,
        async call({ statement, commit }, sink) {
          const wasOpen = isOpen
          breaking = new AbortController()
          const report = { wasOpen, isCut: false, warning: undefined }
          try {
            const answer = await script(statement, breaking.signal)
            if (answer.output) await sink.output(answer.output)
            if (answer.columns) {
              await sink.describe(
                0,
                answer.columns.map((name) => ({ name, type: 'VARCHAR2' })),
              )
              await sink.rows(0, answer.rows ?? [])
              await sink.complete(0)
            }
            isOpen = !commit && (isOpen || answer.affected !== undefined)
            return { ...report, end: { how: 'answered' }, isOpen, rowsAffected: answer.affected }
          } catch (error) {
            if (breaking.signal.aborted) {
              return { ...report, end: { how: 'broken off' }, isOpen, rowsAffected: undefined }
            }
            if (!(error instanceof FailureError)) throw error
            return {
              ...report,
              end: { how: 'refused', failure: error.failure },
              isOpen,
              rowsAffected: undefined,
            }
          }
        },
        async break() {
          breaking.abort()
        },
        settle: async () => true,
        async commit() {
          isOpen = false
        },
        async rollback() {
          isOpen = false
        },
        setUp: async () => undefined,
        ping: async () => undefined,
        ask: async () => [],
        drop: () => breaking.abort(),
        async close() {
          isOpen = false
        },
      }
    },
  }
}
