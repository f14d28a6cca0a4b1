/**
 * A session's transaction: opened by its first change, ended by commit or rollback, undone in part when a statement fails.
 */
import { OracleError } from '../error.ts'
import { breakOff, dieOfBrokenConnection } from './faults/break-off.ts'
import type { Instance } from './instance.ts'
import { finish, type Pulse, throughout, type Work } from './pause.ts'
import { readCommitted, type Session } from './session.ts'
import type { Snapshot } from './storage/stored-row.ts'
import { type Mark, Transaction } from './storage/transaction.ts'

/** The session's transaction; a new one when none is open. */
export const openTransaction = (session: Session, instance: Instance): Transaction => {
  if (session.transaction !== undefined) return session.transaction
  const transaction = new Transaction(session.sid, instance.nextTransactionId(), Date.now())
  session.transaction = transaction
  // One that waits for what its own caller holds would wait for ever: that is a deadlock.
  if (session.suspended !== undefined) session.suspended.waitsFor = [transaction]
  return transaction
}

/** Nothing interrupts the end of a transaction: what tried to is given instead, for the caller to raise or to leave. */
type Ending = Work<unknown>

/** Raises ORA-03113 when the connection is to be lost before it takes effect. */
export function* commitTransaction(session: Session, instance: Instance, pulse: Pulse): Ending {
  const drop = session.faults.takeDropDuringCommit()
  if (drop === 'before') throw dieOfBrokenConnection(session)
  const { transaction } = session
  endIsolation(session, instance)
  session.transaction = undefined
  let interruption: unknown
  if (transaction !== undefined) {
    session.work.commit(transaction)
    interruption = yield* throughout(instance.clock.commit(transaction, pulse))
  }
  if (drop === 'after') breakOff(session)
  return interruption
}

export function* rollbackTransaction(session: Session, instance: Instance, pulse: Pulse): Ending {
  const { transaction } = session
  endIsolation(session, instance)
  session.transaction = undefined
  if (transaction === undefined) return undefined
  session.work.rollBack(transaction)
  return yield* throughout(transaction.rollBack(pulse))
}

/** The same at once, where nothing may pause. */
export const rollbackAtOnce = (session: Session, instance: Instance): void => {
  finish(rollbackTransaction(session, instance, instance.calls.newPulse()))
}

const endIsolation = (session: Session, { clock }: Instance): void => {
  if (session.isolation.kind !== 'read committed') clock.release(session.isolation.snapshot)
  session.isolation = readCommitted
}

/** What a statement that starts now sees; it has to be released to the clock. */
export const takeSnapshot = ({ isolation, transaction }: Session, { clock }: Instance): Snapshot =>
  isolation.kind === 'read committed'
    ? clock.take(transaction)
    : clock.take(transaction, isolation.snapshot.commitNumber)

/** @throws OracleError ORA-01456 in a read only transaction. */
export const requireWritable = ({ isolation }: Session): void => {
  if (isolation.kind === 'read only')
    throw new OracleError(
      1456,
      'may not perform insert, delete, update operation inside a READ ONLY transaction',
    )
}

/**
 * A row that the statement saw has changed since, so that it cannot go on: it may begin again with what is committed now.
 * @throws OracleError ORA-08177 in a serializable transaction, which never sees that.
 */
export const requireRestart = ({ isolation }: Session): void => {
  if (isolation.kind === 'serializable')
    throw new OracleError(8177, "can't serialize access for this transaction")
}

export const setSavepoint = (session: Session, instance: Instance, name: string): void => {
  openTransaction(session, instance).setSavepoint(name)
}

/** Raises ORA-01086 for a savepoint that was never set in this transaction. */
export function* rollbackToSavepoint(session: Session, name: string, pulse: Pulse): Ending {
  const { transaction } = session
  const mark = transaction?.returnToSavepoint(name)
  if (transaction === undefined || mark === undefined)
    throw new OracleError(1086, `savepoint '${name}' never established in this session or is invalid`)
  session.work.rollBackTo(mark, transaction)
  return yield* throughout(transaction.undoTo(mark, false, pulse))
}

/** A place to which the work of a failing statement is undone. */
export interface StatementMark {
  readonly transaction: Transaction | undefined
  readonly mark: Mark
}

export const markStatement = ({ transaction }: Session): StatementMark => ({
  transaction,
  mark: transaction?.mark ?? 0,
})

/**
 * Undoes what was done since the mark. After a commit in between, that is all that was done since the commit. Locks stay
 * when the statement is about to begin again. A transaction that would have begun with it has not begun.
 */
export function* undoStatement(
  session: Session,
  before: StatementMark,
  keepLocks: boolean,
  pulse: Pulse,
): Ending {
  const { transaction } = session
  if (transaction === undefined) return undefined
  const isSame = transaction === before.transaction
  const mark = isSame ? before.mark : 0
  const interruption = yield* throughout(transaction.undoTo(mark, keepLocks, pulse))
  session.work.undo(mark)
  if (!transaction.hasWork) transaction.wakeAll()
  if (!isSame && transaction.isEmpty) session.transaction = undefined
  return interruption
}
