/**
 * LOCK TABLE: a table for the transaction, in a mode of the user's choice.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import { requireNumber } from '../expression/require.ts'
import { Frame, type Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { noSuchTable } from '../query/source.ts'
import type { TableWait } from '../storage/table-lock.ts'
import { markStatement, openTransaction, undoStatement } from '../transactions.ts'
import type { StatementPlan } from './statement-plan.ts'

/** Raises ORA-00942, ORA-01031, ORA-00054 when it cannot have a table in time, and ORA-00060. */
export const lockTable = (
  { tables, mode, wait }: Extract<Statement, { kind: 'lock table' }>,
  compilation: Compilation,
): StatementPlan => {
  const objects = tables.map((name) => findLockable(name, compilation))
  const seconds = typeof wait === 'string' ? undefined : compileExpression(wait, compilation, undefined)
  function* lockAll(run: Run): Work<void> {
    const rule: TableWait =
      seconds === undefined
        ? wait === 'nowait'
          ? 'nowait'
          : 'wait'
        : requireNumber(yield* evaluate(seconds, new Frame(run, undefined))).toNumber() * 1000
    const transaction = openTransaction(run.session, run.instance)
    for (const { table } of objects) yield* table.lock.acquire(transaction, mode, rule)
  }
  return {
    kind: 'lock',
    *run(run) {
      if (run.isInQuery) throw new OracleError(14551, 'cannot perform a DML operation inside a query ')
      const before = markStatement(run.session)
      try {
        yield* lockAll(run)
      } catch (error) {
        throw (yield* undoStatement(run.session, before, false, run.pulse)) ?? error
      }
    },
  }
}

/** Any right to change or select the rows is one to lock the table. */
const findLockable = (name: Name, { instance, authority }: Compilation): TableObject => {
  const { catalog } = instance
  const object = catalog.resolve(name, authority)
  if (object === undefined) throw noSuchTable(name)
  if (object.kind !== 'TABLE') throw notSupported(`LOCK TABLE of a ${object.kind}`, name.at)
  const rights = ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'ALTER'] as const
  if (rights.some((right) => catalog.may(authority, right, object))) return object
  throw new OracleError(1031, 'insufficient privileges', name.at)
}
