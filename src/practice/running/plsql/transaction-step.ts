/**
 * COMMIT, ROLLBACK and SAVEPOINT, in PL/SQL and alone.
 */
import { OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/step.ts'
import type { Run } from '../frame.ts'
import { commitTransaction, rollbackToSavepoint, rollbackTransaction, setSavepoint } from '../transactions.ts'
import type { Action } from './compile-step.ts'

export type TransactionControl = Extract<Step, { kind: 'commit' | 'rollback' | 'savepoint' }>

/** Raises ORA-14552 inside a query or DML, ORA-01086 for an unknown savepoint. */
export const controlTransaction = (
  step: TransactionControl,
  { session, instance, isInQuery, isInDml }: Run,
): void => {
  if (isInQuery || isInDml)
    throw new OracleError(14552, 'cannot perform a DDL, commit or rollback inside a query or DML ')
  switch (step.kind) {
    case 'commit':
      commitTransaction(session, instance)
      return
    case 'savepoint':
      setSavepoint(session, instance, step.name)
      return
    case 'rollback':
      if (step.to === undefined) rollbackTransaction(session, instance)
      else rollbackToSavepoint(session, step.to)
  }
}

export const compileTransactionStep = (step: TransactionControl): Action => ({
  pauses: false,
  run(frame) {
    controlTransaction(step, frame.run)
    const isWhole = step.kind === 'commit' || (step.kind === 'rollback' && step.to === undefined)
    frame.run.call.sqlRowCount = isWhole ? 0 : 'unknown'
    return undefined
  },
})
