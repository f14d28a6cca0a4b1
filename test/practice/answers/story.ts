/**
 * Stories: statements that one user runs one after the other over the driver, each with what Oracle's documents promise
 * for it, where the answer to one depends on those before it.
 */
import oracledb from 'oracledb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import { startServer } from '../../../src/practice/server.ts'

/**
 * A statement and what comes of it: the rows of a query, cells with ` | ` between them; the number of rows that DML
 * changes; `done`; or how its error begins.
 */
export type Told = readonly [statement: string, outcome: readonly string[] | number | string]

/** Runs each story in a database of its own, and commits nothing unasked. */
export const stories = (title: string, told: Readonly<Record<string, readonly Told[]>>): void => {
  describe(title, () => {
    let stop = async (): Promise<void> => {}
    let connectString = ''
    beforeAll(async () => {
      const server = await startServer(createDatabase({ seed: false, accounts: accountsOf(told) }))
      connectString = server.connectString
      stop = () => server.stop()
    })
    afterAll(() => stop())
    test.each(Object.entries(told).map(([name, story], index) => ({ name, story, index })))(
      '$name',
      async ({ story, index }) => {
        const user = `u${index}`
        const connection = await oracledb.getConnection({ user, password: 'tiger', connectString })
        const outcomes: (readonly [string, readonly string[] | number | string])[] = []
        for (const [statement, expected] of story) {
          const outcome = await run(connection, statement, `U${index}.`)
          outcomes.push([
            statement,
            typeof expected === 'string' && typeof outcome === 'string'
              ? outcome.slice(0, expected.length)
              : outcome,
          ])
        }
        await connection.close()
        expect(outcomes).toEqual(story)
      },
    )
  })
}

const accountsOf = (told: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.keys(told).map((_, index) => [`u${index}`, 'tiger']))

/** Errors name the user ME. */
async function run(
  connection: oracledb.Connection,
  statement: string,
  schema: string,
): Promise<readonly string[] | number | string> {
  try {
    const { rows, rowsAffected } = await connection.execute<unknown[]>(statement, [], {
      fetchTypeHandler: ({ dbType }) =>
        dbType === oracledb.DB_TYPE_NUMBER ? { type: oracledb.STRING } : undefined,
    })
    if (rows !== undefined)
      return rows.map((row) => row.map((value) => (value === null ? '(null)' : String(value))).join(' | '))
    return /^(?:insert|update|delete|merge)/.test(statement) ? (rowsAffected ?? 0) : 'done'
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const [first = ''] = error.message.split('\nHelp:')
    return first.replaceAll(schema, 'ME.').replaceAll(`"${schema.slice(0, -1)}"`, '"ME"')
  }
}
