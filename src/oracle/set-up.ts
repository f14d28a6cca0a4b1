/** What a session does by itself when it opens, as its user saved it. */
import type { Connection } from 'oracledb'
import { FailureError } from '../core/failure.ts'
import { callFailure } from './failure.ts'

/** Makes a schema the current one and runs statements in their order. Throws FailureError that names what failed. */
export async function setUp(
  connection: Connection,
  schema: string | undefined,
  statements: readonly string[],
): Promise<void> {
  if (schema !== undefined)
    await run(connection, `alter session set current_schema = ${schema}`, `schema ${schema}`)
  for (const [index, statement] of statements.entries())
    await run(connection, statement, `init statement ${index + 1}`)
  if (connection.transactionInProgress)
    throw new FailureError({
      code: 'not connected',
      message: 'the init statements leave a transaction open, which nobody could tell from work of a task',
    })
}

async function run(connection: Connection, statement: string, what: string): Promise<void> {
  try {
    await connection.execute(statement, [], { maxRows: 1 })
  } catch (error) {
    const { message, oracle } = callFailure(error)
    throw new FailureError(
      { code: 'not connected', message: `${what}: ${message}`, ...(oracle === undefined ? {} : { oracle }) },
      error,
    )
  }
}
