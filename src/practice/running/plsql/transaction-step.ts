/**
 * COMMIT, ROLLBACK and SAVEPOINT, in PL/SQL and alone.
 */
import { OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/step.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { commitTransaction, rollbackToSavepoint, rollbackTransaction, setSavepoint } from '../transactions.ts'
import type { Action } from './compile-step.ts'

export type TransactionControl = Extract<Step, { kind: 'commit' | 'rollback' | 'savepoint' }>

/**
 * Gives what tried to interrupt it. Raises ORA-14552 inside a query or DML, ORA-01086 for an unknown savepoint.
 */
export function* controlTransaction(
  step: TransactionControl,
  { session, instance, isInQuery, isInDml, pulse }: Run,
): Work<unknown> {
  if (isInQuery || isInDml)
    throw new OracleError(14552, 'cannot perform a DDL, commit or rollback inside a query or DML ')
  switch (step.kind) {
    case 'commit':
      return yield* commitTransaction(session, instance, pulse)
    case 'savepoint':
      setSavepoint(session, instance, step.name)
      return undefined
    case 'rollback':
      return step.to === undefined
        ? yield* rollbackTransaction(session, instance, pulse)
        : yield* rollbackToSavepoint(session, step.to, pulse)
  }
}

export const compileTransactionStep = (step: TransactionControl): Action => ({
  pauses: true,
  *run(frame) {
    const interruption = yield* controlTransaction(step, frame.run)
    const isWhole = step.kind === 'commit' || (step.kind === 'rollback' && step.to === undefined)
    frame.run.call.sqlRowCount = isWhole ? 0 : 'unknown'
    if (interruption !== undefined) throw interruption
    return undefined
  },
})
