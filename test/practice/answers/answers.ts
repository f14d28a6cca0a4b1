/**
 * Tables of statements with the exact answers that Oracle's documents promise, asked through the driver over a socket
 * on a practice database of the test's own.
 */
import oracledb from 'oracledb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDatabase } from '../../../src/practice/database.ts'
import { startServer } from '../../../src/practice/server.ts'

/**
 * A query, its rows, and the document and section that says so, or `recalled`. A row is its cells with ` | ` between
 * them: numbers as exact text, dates as `YYYY-MM-DD HH24:MI:SS`, RAW as hexadecimal digits, null as `(null)`.
 */
export type Answered = readonly [statement: string, rows: readonly string[], source: string]

/** A statement, how its error begins (`ORA-00942: table or view`), and where that is said, or `recalled`. */
export type Failed = readonly [statement: string, error: string, source: string]

/** A statement that the practice database does not know, and the word its refusal names. */
export type Refused = readonly [statement: string, word: string]

/** A block of PL/SQL, the lines it writes with DBMS_OUTPUT, and where that is said, or `recalled`. */
export type Written = readonly [block: string, lines: readonly string[], source: string]

/** Who asks, and what is run first, once, in order. */
export interface Asker {
  readonly user?: string
  readonly password?: string
  readonly setup?: readonly string[]
}

/** Each query gives exactly these rows. */
export const answers = (title: string, table: readonly Answered[], asker: Asker = {}): void => {
  describe(title, () => {
    const { ask } = asking(asker)
    test.each(table)('%s', async (statement, rows) => {
      expect(await ask(statement)).toEqual(rows)
    })
  })
}

/** Each statement ends with this error. */
export const failures = (title: string, table: readonly Failed[], asker: Asker = {}): void => {
  describe(title, () => {
    const { ask } = asking(asker)
    test.each(table)('%s', async (statement, error) => {
      const message = await ask(statement).then(answered, (reason: Error) => reason.message)
      expect(message.slice(0, error.length)).toBe(error)
    })
  })
}

/** Each statement fails with this error at the place that `^` marks in it. */
export const places = (title: string, table: readonly Failed[], asker: Asker = {}): void => {
  describe(title, () => {
    const { ask } = asking(asker)
    test.each(table)('%s', async (marked, error) => {
      const failure = ask(marked.replace('^', ''))
      await expect(failure).rejects.toMatchObject({ code: error, offset: marked.indexOf('^') })
    })
  })
}

/** Each statement is refused as unknown, with the word that is not known. */
export const refusals = (title: string, table: readonly Refused[], asker: Asker = {}): void => {
  describe(title, () => {
    const { ask } = asking(asker)
    test.each(table)('%s', async (statement, word) => {
      const message = await ask(statement).then(answered, (reason: Error) => reason.message)
      expect(message.toUpperCase()).toContain(`ORA-03001: UNIMPLEMENTED FEATURE: ${word}`)
    })
  })
}

/** Each block succeeds and writes exactly these lines. */
export const outputs = (title: string, table: readonly Written[], asker: Asker = {}): void => {
  describe(title, () => {
    const { write } = asking(asker)
    test.each(table)('%s', async (block, lines) => {
      expect(await write(block)).toEqual(lines)
    })
  })
}

/** Takes what DBMS_OUTPUT has kept. */
const takeOutput = 'begin dbms_output.get_lines(:lines, :count); end;'

const answered = (rows: unknown): string => `answered: ${JSON.stringify(rows)}`

function asking({ user = 'scott', password = 'tiger', setup = [] }: Asker) {
  let connection: oracledb.Connection
  let stop = async (): Promise<void> => {}
  beforeAll(async () => {
    const server = await startServer(createDatabase({ accounts: { [user]: password } }))
    connection = await oracledb.getConnection({ user, password, connectString: server.connectString })
    stop = async () => {
      await connection.close()
      await server.stop()
    }
    for (const statement of setup) await connection.execute(statement)
  })
  afterAll(() => stop())
  return {
    /** The rows of a query. */
    async ask(statement: string): Promise<string[]> {
      const { rows = [] } = await connection.execute<unknown[]>(statement, [], { fetchTypeHandler: exactly })
      return rows.map((row) => row.map(cell).join(' | '))
    },
    /** What a block writes. */
    async write(block: string): Promise<string[]> {
      await connection.execute('begin dbms_output.enable(null); end;')
      await connection.execute(block)
      const { outBinds } = await connection.execute<{ lines: (string | null)[] }>(takeOutput, {
        lines: { dir: oracledb.BIND_OUT, type: oracledb.STRING, maxSize: 32_767, maxArraySize: 1000 },
        count: { dir: oracledb.BIND_INOUT, type: oracledb.NUMBER, val: 1000 },
      })
      return (outBinds?.lines ?? []).map((line) => line ?? '')
    },
  }
}

const exactly = ({ dbType }: { dbType?: unknown }) =>
  dbType === oracledb.DB_TYPE_NUMBER || dbType === oracledb.DB_TYPE_CLOB
    ? { type: oracledb.STRING }
    : undefined

function cell(value: unknown): string {
  if (value === null || value === undefined) return '(null)'
  if (Buffer.isBuffer(value)) return value.toString('hex').toUpperCase()
  if (value instanceof Date) return wallClock(value)
  return String(value)
}

/** The driver makes a DATE an instant of the process' time zone: this reads it back. */
function wallClock(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':')}`
}
