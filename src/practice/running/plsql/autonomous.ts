/**
 * PRAGMA AUTONOMOUS_TRANSACTION: a subprogram whose changes are its own, while its caller's transaction waits
 * ("PL/SQL Language Reference, Autonomous Transactions").
 */
import { OracleError } from '../../error.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { readCommitted, type Session } from '../session.ts'
import { rollbackAtOnce } from '../transactions.ts'

/** Raises ORA-06519 when the work ends with changes that are neither committed nor rolled back; they are rolled back. */
export function* inOwnTransaction<T>({ session, instance }: Run, work: Work<T>): Work<T> {
  const { transaction, suspended, isolation } = session
  session.transaction = undefined
  session.isolation = readCommitted
  session.suspended = transaction ?? suspended
  try {
    const result = yield* work
    if (hasWork(session))
      throw new OracleError(6519, 'active autonomous transaction detected and rolled back')
    return result
  } finally {
    rollbackAtOnce(session, instance)
    session.isolation = isolation
    session.transaction = transaction
    session.suspended = suspended
    if (transaction !== undefined) transaction.waitsFor = []
  }
}

const hasWork = ({ transaction }: Session): boolean => transaction?.hasWork === true
