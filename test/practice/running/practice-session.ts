/**
 * A practice database behind its door, without a wire, and sessions on it that speak in plain values.
 */
import { onTestFinished } from 'vitest'
import { createDatabase, type DatabaseOptions } from '../../../src/practice/database.ts'
import type {
  BindType,
  BindValue,
  Call,
  Database,
  DatabaseSession,
  Executed,
} from '../../../src/practice/door.ts'
import { DateTime } from '../../../src/practice/values/date-time.ts'
import { Decimal } from '../../../src/practice/values/number.ts'
import type { Value } from '../../../src/practice/values/value.ts'

/** What a cell is in a test: numbers as numbers, dates as ISO text. */
export type Plain = null | string | number | boolean

export interface Asked {
  readonly binds?: readonly Plain[]
  readonly commit?: boolean
}

export interface PracticeSession {
  readonly door: DatabaseSession
  /** Starts a statement. */
  start(sql: string, asked?: Asked): Call<Executed>
  /** Runs a statement that is no query; the number of rows it touched. */
  run(sql: string, asked?: Asked): Promise<number>
  /** All rows of a query. */
  rows(sql: string, asked?: Asked): Promise<Plain[][]>
  /** The message of the error that a statement ends with. */
  failure(sql: string, asked?: Asked): Promise<string>
  /** What DBMS_OUTPUT has kept, line by line. */
  output(): Promise<string[]>
}

export const plain = (value: Value): Plain => {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
  if (value instanceof Decimal) return value.toNumber()
  if (value instanceof DateTime) return new Date(value.seconds * 1000).toISOString().slice(0, 19)
  throw new Error('a value that tests do not compare')
}

const bindType = (value: Plain): BindType => ({
  type: typeof value === 'number' ? { name: 'NUMBER' } : { name: 'VARCHAR2', length: 4000 },
  isArray: false,
  maxSize: 32_767,
  maxElements: 0,
})

const bindValue = (value: Plain): BindValue => (typeof value === 'number' ? new Decimal(value) : value)

/** A session that ends with the test. */
export const openSession = (database: Database, user = 'scott'): PracticeSession => {
  const door = database.logon({
    ...{ user, service: 'practice', program: 'vitest', machine: 'here' },
    ...{ terminal: 'tty', osUser: 'tester', process: '1' },
  })
  onTestFinished(() => door.close())
  const start = (sql: string, { binds = [], commit = false }: Asked = {}): Call<Executed> =>
    door.execute(door.prepare(sql), binds.map(bindType), [binds.map(bindValue)], {
      commit,
      batchErrors: false,
    })
  const rows = async (sql: string, asked?: Asked): Promise<Plain[][]> => {
    const source = (await start(sql, asked).done).rows
    if (source === undefined) throw new Error(`no query: ${sql}`)
    const all: Plain[][] = []
    for (let isDone = false; !isDone; ) {
      const fetched = await source.fetch(100).done
      all.push(...fetched.rows.map((row) => row.map(plain)))
      isDone = fetched.done
    }
    return all
  }
  return {
    door,
    start,
    rows,
    async run(sql, asked) {
      return (await start(sql, asked).done).rowCount
    },
    async failure(sql, asked) {
      try {
        const { rows: source } = await start(sql, asked).done
        if (source !== undefined) await source.fetch(1000).done
      } catch (error) {
        if (error instanceof Error) return error.message
      }
      throw new Error(`did not fail: ${sql}`)
    },
    async output() {
      const types: BindType[] = [
        { type: { name: 'VARCHAR2', length: 32_767 }, isArray: true, maxSize: 32_767, maxElements: 1000 },
        { type: { name: 'NUMBER' }, isArray: false, maxSize: 22, maxElements: 0 },
      ]
      const prepared = door.prepare('begin dbms_output.get_lines(:lines, :count); end;')
      const { outBinds } = await door.execute(prepared, types, [[[], new Decimal(1000)]], {
        commit: false,
        batchErrors: false,
      }).done
      const lines = outBinds[0]?.[0]
      return Array.isArray(lines) ? lines.map(String) : []
    },
  }
}

/** A database of the test's own; without the seed unless asked for. */
export const openDatabase = (options: DatabaseOptions = { seed: false, accounts: { ann: 'a', ben: 'b' } }) =>
  createDatabase(options)

/** A session of SCOTT on a database of its own. */
export const openScott = (): PracticeSession => openSession(openDatabase())
