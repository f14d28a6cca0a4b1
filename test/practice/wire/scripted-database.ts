/**
 * A database behind the door whose answers a test writes down beforehand: what the wire is tested against, so that the
 * test decides what a statement is, when its call ends, and how.
 */
import type {
  BindType,
  BindValue,
  Call,
  Database,
  DatabaseSession,
  Executed,
  ExecuteOptions,
  Logon,
  Prepared,
  RowSource,
  SessionTags,
} from '../../../src/practice/door.ts'
import { OracleError } from '../../../src/practice/error.ts'
import { Blob, Clob } from '../../../src/practice/values/lob.ts'
import type { Column, DataType, Row } from '../../../src/practice/values/value.ts'
import { verifierOf } from '../../../src/practice/wire/verifier.ts'

/** What a statement's call gets to know. */
export interface Execution {
  readonly session: ScriptedSession
  readonly types: readonly BindType[]
  readonly iterations: readonly (readonly BindValue[])[]
  readonly options: ExecuteOptions
}

export interface Answer extends Partial<Prepared> {
  /** Runs the statement; a promise keeps the call running until it settles or is cancelled. */
  run?(execution: Execution): Partial<Executed> | Promise<Partial<Executed>>
}

export interface ScriptedSession extends DatabaseSession {
  readonly logon: Logon
  readonly log: string[]
  readonly tags: SessionTags[]
  isTransactionOpen: boolean
  currentSchema: string
  kill(error: Error): void
}

export interface ScriptedDatabase extends Database {
  readonly sessions: ScriptedSession[]
  /** Sessions that have been closed, with what they did. */
  readonly closed: ScriptedSession[]
  /** Adds or replaces the answer to a statement, written exactly like this. */
  answer(sql: string, answer: Answer): void
}

export const column = (name: string, type: DataType, nullable = true): Column => ({ name, type, nullable })

export const integer: DataType = { name: 'NUMBER' }
export const text = (length = 100): DataType => ({ name: 'VARCHAR2', length })

const settled = async <T>(value: T | Promise<T>): Promise<T> => value

/** A call that ends with its value, or with ORA-01013 when it is cancelled first. */
export function callOf<T>(value: T | Promise<T>): Call<T> {
  let cancel = (): void => {}
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => reject(new OracleError(1013, 'user requested cancel of current operation'))
  })
  return { done: Promise.race([settled(value), cancelled]), cancel }
}

/** Rows from a list, or made one by one. */
export function rowSource(columns: readonly Column[], rows: Iterable<Row>): RowSource {
  const iterator = rows[Symbol.iterator]()
  let isDone = false
  return {
    kind: 'cursor',
    columns,
    fetch(count) {
      const batch: Row[] = []
      while (batch.length < count && !isDone) {
        const next = iterator.next()
        if (next.done) isDone = true
        else batch.push(next.value)
      }
      return callOf({ rows: batch, done: isDone })
    },
    close() {
      isDone = true
    },
  }
}

/** The answer of a query with these columns and rows. */
export const query = (columns: readonly Column[], rows: Iterable<Row>): Answer => ({
  kind: 'query',
  columns,
  run: () => ({ rows: rowSource(columns, rows) }),
})

const nothing: Executed = {
  rowCount: 0,
  rowCounts: [],
  outBinds: [],
  directions: [],
  returned: [],
  implicitResults: [],
  batchErrors: [],
  hasWarning: false,
}

/** A database with the user scott, whose password is tiger, and a session for whoever knows it. */
export function scriptedDatabase(answers: Readonly<Record<string, Answer>> = {}): ScriptedDatabase {
  const known = new Map(Object.entries(answers))
  const scott = verifierOf('tiger')
  const database: ScriptedDatabase = {
    identity: {
      service: 'practice',
      uniqueName: 'PRACTICE',
      pdbName: 'PRACTICEPDB',
      instanceName: 'practice1',
      domain: 'example.com',
      version: [23, 26, 0, 0, 0],
    },
    listenerMood: { kind: 'normal' },
    sessions: [],
    closed: [],
    verifier: (user) => (user.toUpperCase() === 'SCOTT' ? scott : undefined),
    logon(logon) {
      const session = scriptedSession(logon, database, known)
      database.sessions.push(session)
      return session
    },
    deny: () => new OracleError(1017, 'invalid username/password; logon denied'),
    changePassword() {
      throw new OracleError(28003, 'password verification for the specified password failed')
    },
    answer(sql, answer) {
      known.set(sql, answer)
    },
  }
  return database
}

function scriptedSession(
  logon: Logon,
  database: ScriptedDatabase,
  answers: ReadonlyMap<string, Answer>,
): ScriptedSession {
  const texts = new WeakMap<Prepared, string>()
  let running: Promise<unknown> = Promise.resolve()
  let onKilled: (error: Error) => void = () => {}
  let failRunning = (_error: Error): void => {}

  const session: ScriptedSession = {
    sid: database.sessions.length + 1,
    serial: 4711,
    logon,
    log: [],
    tags: [],
    isTransactionOpen: false,
    currentSchema: logon.user.toUpperCase(),
    setCurrentSchema(schema) {
      if (schema === 'NOBODY') throw new OracleError(1435, 'user does not exist')
      session.currentSchema = schema.toUpperCase()
    },
    tag: (tags) => session.tags.push(tags),
    prepare(sql) {
      const answer = sql.startsWith('ALTER SESSION SET TIME_ZONE') ? {} : answers.get(sql)
      if (!answer) throw new OracleError(900, 'invalid SQL statement', 0)
      const { run: _run, ...facts } = answer
      const statement = { kind: 'other' as const, binds: [], returning: [], columns: [], ...facts }
      texts.set(statement, sql)
      return statement
    },
    execute(statement, types, iterations, options) {
      const answer = answers.get(texts.get(statement) ?? '')
      const execution = { session, types, iterations, options }
      const outcome = (async () => ({ ...nothing, ...(await answer?.run?.(execution)) }))()
      const killed = new Promise<never>((_, reject) => {
        failRunning = reject
      })
      const call = callOf(Promise.race([outcome, killed]))
      running = call.done.catch(() => {})
      return call
    },
    ping: () => callOf(undefined),
    commit() {
      session.log.push('commit')
      session.isTransactionOpen = false
      return callOf(undefined)
    },
    rollback() {
      session.log.push('rollback')
      session.isTransactionOpen = false
      return callOf(undefined)
    },
    createTemporaryLob: (kind) => (kind === 'CLOB' ? new Clob('') : new Blob(new Uint8Array())),
    onKilled(listener) {
      onKilled = listener
    },
    onBrokenOff() {},
    stop() {},
    kill(error) {
      failRunning(error)
      onKilled(error)
    },
    async close() {
      session.log.push('client gone')
      await running
      session.log.push('closed')
      database.closed.push(session)
    },
  }
  return session
}
