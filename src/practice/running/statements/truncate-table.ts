/**
 * TRUNCATE TABLE: throws all rows away at once, for everybody; who is reading them gets an error.
 */
import { OracleError } from '../../error.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { findDefinable, lockForDefinition } from './own-table.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'

/** Raises ORA-00942, ORA-01031, ORA-02266, and ORA-00054 while another's transaction has changed it. */
export const truncateTable = (
  { table: name }: Extract<Statement, { kind: 'truncate table' }>,
  compilation: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { instance } = compilation
    const object = findDefinable(name, undefined, compilation)
    const { table } = object
    if ([...table.references].some((foreignKey) => foreignKey.table !== table))
      throw new OracleError(2266, 'unique/primary keys in table referenced by enabled foreign keys', name.at)
    yield* lockForDefinition(table, 'exclusive', run)
    table.truncate(instance.clock.next)
    object.changed = new Date()
    return nothingWrong
  },
})
