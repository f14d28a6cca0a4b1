/**
 * SET TRANSACTION: what the session's next statements see until it commits or rolls back.
 */
import { OracleError } from '../../error.ts'
import type { Administration } from '../../parsing/ast/administration.ts'
import type { StatementPlan } from './statement-plan.ts'

/** Raises ORA-01453 when the transaction has begun already. */
export const setTransaction = ({
  mode,
}: Extract<Administration, { kind: 'set transaction' }>): StatementPlan => ({
  kind: 'transaction',
  *run({ session, instance }) {
    yield* []
    if (session.transaction !== undefined || session.isolation.kind !== 'read committed')
      throw new OracleError(1453, 'SET TRANSACTION must be first statement of transaction')
    if (mode === 'read only' || mode === 'serializable')
      session.isolation = { kind: mode, snapshot: instance.clock.take(undefined) }
  },
})
