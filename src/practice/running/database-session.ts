/**
 * The door's session: turns what the wire asks for into calls of the engine.
 */
import type {
  BindType,
  BindValue,
  Call,
  DatabaseSession,
  Executed,
  ExecuteOptions,
  Prepared,
  RowSource,
  SessionTags,
} from '../door.ts'
import { asOracleError, OracleError } from '../error.ts'
import { Blob, Clob } from '../values/lob.ts'
import { giveUp, killSession, startCall } from './calls.ts'
import { executeAll } from './execute-all.ts'
import { failOnPurpose } from './faults/fail-on-purpose.ts'
import type { Instance } from './instance.ts'
import { recording } from './ledger/ledger.ts'
import type { Work } from './pause.ts'
import type { Session } from './session.ts'
import type { SqlStatistics } from './sql-area.ts'
import {
  isPreparedStatement,
  type PreparedStatement,
  prepareStatement,
} from './statements/prepared-statement.ts'
import { commitTransaction, rollbackTransaction } from './transactions.ts'

/** The same rows; each fetch is noted. */
const counted = (source: RowSource, statistics: SqlStatistics): RowSource => ({
  kind: 'cursor',
  columns: source.columns,
  close: () => source.close(),
  fetch(count) {
    const startedAt = Date.now()
    const call = source.fetch(count)
    const note = (rows: number): void => {
      statistics.fetches += 1
      statistics.rows += rows
      statistics.elapsed += Date.now() - startedAt
    }
    call.done.then(
      ({ rows }) => note(rows.length),
      () => note(0),
    )
    return call
  },
})

export const openDatabaseSession = (session: Session, instance: Instance): DatabaseSession => {
  /** Starts a call with an entry in the ledger. */
  const startRecorded = <T>(text: string, work: Work<T>, rowsOf: (result: T) => number): Call<T> => {
    const entry = instance.ledger.open(session, text)
    session.work.begin(entry, session.transaction)
    const { succeeded, failed } = recording(entry, session, rowsOf)
    return startCall(instance, session, work, {
      succeeded(result) {
        session.work.end(session.transaction)
        succeeded(result)
      },
      failed(error) {
        session.work.end(session.transaction)
        failed(error)
      },
    })
  }

  const disappear = (): void => {
    giveUp(session, instance)
    if (instance.sessions.get(session.sid) === session) instance.sessions.delete(session.sid)
  }

  return {
    sid: session.sid,
    serial: session.serial,
    get isTransactionOpen() {
      return session.transaction?.hasWork === true
    },
    get currentSchema() {
      return session.schema
    },
    setCurrentSchema(schema) {
      const name = schema.toUpperCase()
      if (instance.catalog.user(name) === undefined) throw new OracleError(1435, 'user does not exist')
      session.schema = name
    },
    tag(tags: SessionTags) {
      session.tag(tags)
    },
    prepare(sql) {
      if (session.killedBy !== undefined) session.onDead(session.killedBy)
      session.throwIfKilled()
      try {
        return prepareStatement(sql, session.authority, instance)
      } catch (error) {
        throw asOracleError(error)
      }
    },
    execute(
      prepared: Prepared,
      types: readonly BindType[],
      iterations: readonly (readonly BindValue[])[],
      options: ExecuteOptions,
    ): Call<Executed> {
      if (!isPreparedStatement(prepared)) throw new Error('a statement that this database has not prepared')
      const work = execute(prepared, types, iterations, options)
      return startRecorded(prepared.recordedText, work, ({ rowCount }) => rowCount)
    },
    ping: () => startCall(instance, session, nothing()),
    commit: () => startRecorded('commit', commit(), () => 0),
    rollback: () => startRecorded('rollback', rollback(), () => 0),
    createTemporaryLob: (kind) => (kind === 'CLOB' ? new Clob('') : new Blob(new Uint8Array())),
    onKilled(listener) {
      session.onDead = listener
    },
    onBrokenOff(listener) {
      session.onBrokenOff = listener
    },
    stop() {
      killSession(session, instance, new OracleError(1089, 'immediate shutdown or close in progress'), 'stop')
    },
    async close() {
      session.isClientGone = true
      await session.call?.done.catch(() => undefined)
      await instance.calls.start(rollbackTransaction(session, instance, instance.calls.newPulse())).done
      disappear()
    },
  }

  function* execute(
    prepared: PreparedStatement,
    types: readonly BindType[],
    iterations: readonly (readonly BindValue[])[],
    options: ExecuteOptions,
  ): Work<Executed> {
    const current = prepareStatement(prepared.text, session.authority, instance, types)
    session.previousStatement = session.statement
    session.statement = current.shown
    session.statementAt = Date.now()
    failOnPurpose(session, instance)
    const statistics = instance.sqlArea.begin(current.shown, session)
    try {
      const executed = yield* executeAll(current, types, iterations, options, session, instance)
      statistics.rows += executed.rowCount
      return executed.rows === undefined
        ? executed
        : { ...executed, rows: counted(executed.rows, statistics) }
    } finally {
      statistics.elapsed += Date.now() - session.statementAt
    }
  }

  function* nothing(): Work<void> {
    yield* []
  }

  function* commit(): Work<void> {
    yield* commitTransaction(session, instance, instance.calls.newPulse())
  }

  function* rollback(): Work<void> {
    yield* rollbackTransaction(session, instance, instance.calls.newPulse())
  }
}
