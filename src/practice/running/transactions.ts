/**
 * A session's transaction: opened by its first change, ended by commit or rollback, undone in part when a statement fails.
 */
import { OracleError } from '../error.ts'
import { breakOff, dieOfBrokenConnection } from './faults/break-off.ts'
import type { Instance } from './instance.ts'
import type { Session } from './session.ts'
import { type Mark, Transaction } from './storage/transaction.ts'

/** The session's transaction; a new one when none is open. */
export const openTransaction = (session: Session, instance: Instance): Transaction => {
  session.transaction ??= new Transaction(session.sid, instance.nextTransactionId(), Date.now())
  return session.transaction
}

/** Raises ORA-03113 when the connection is to be lost before it takes effect. */
export const commitTransaction = (session: Session, instance: Instance): void => {
  const drop = session.faults.takeDropDuringCommit()
  if (drop === 'before') throw dieOfBrokenConnection(session)
  const { transaction } = session
  session.transaction = undefined
  if (transaction !== undefined) instance.clock.commit(transaction)
  if (drop === 'after') breakOff(session)
}

export const rollbackTransaction = (session: Session): void => {
  session.transaction?.rollback()
  session.transaction = undefined
}

export const setSavepoint = (session: Session, instance: Instance, name: string): void => {
  openTransaction(session, instance).setSavepoint(name)
}

/** Raises ORA-01086 for a savepoint that was never set in this transaction. */
export const rollbackToSavepoint = (session: Session, name: string): void => {
  const mark = session.transaction?.returnToSavepoint(name)
  if (mark === undefined)
    throw new OracleError(1086, `savepoint '${name}' never established in this session or is invalid`)
  session.transaction?.undoTo(mark)
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
 * when the statement is about to begin again.
 */
export const undoStatement = (session: Session, before: StatementMark, keepLocks: boolean): void => {
  const { transaction } = session
  if (transaction === undefined) return
  const isSame = transaction === before.transaction
  transaction.undoTo(isSame ? before.mark : 0, keepLocks)
  if (!isSame && transaction.isEmpty) session.transaction = undefined
}
