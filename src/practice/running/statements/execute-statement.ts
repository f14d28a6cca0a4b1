/**
 * Runs one execution of a compiled statement that is no query, as a whole or not at all.
 */
import { OracleError } from '../../error.ts'
import type { Value } from '../../values/value.ts'
import { runDml } from '../dml/dml-plan.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { SessionCursor } from '../query/session-cursor.ts'
import { commitTransaction, markStatement, undoStatement } from '../transactions.ts'
import type { StatementPlan } from './statement-plan.ts'

export interface StatementResult {
  /** Rows touched by DML. */
  readonly count: number
  /** RETURNING: for each expression a value a row. */
  readonly returned: readonly (readonly Value[])[]
  readonly hasWarning: boolean
}

const nothingDone: StatementResult = { count: 0, returned: [], hasWarning: false }

export function* executeStatement(
  plan: Exclude<StatementPlan, { kind: 'query' }>,
  run: Run,
): Work<StatementResult> {
  switch (plan.kind) {
    case 'dml':
      return { ...(yield* runDml(plan.dml, undefined, run)), hasWarning: false }
    case 'plsql': {
      const before = markStatement(run.session)
      const cursors = new Set(run.session.openCursors)
      try {
        yield* plan.block.execute(run)
        closeCursors(cursors, run, (cursor) => isHandedOver(cursor, run))
        return nothingDone
      } catch (error) {
        const interruption = yield* undoStatement(run.session, before, false, run.pulse)
        closeCursors(cursors, run, () => false)
        throw interruption ?? error
      } finally {
        if (run.depth === 0 && run.call.resetsPackages) resetPackages(run)
      }
    }
    case 'ddl':
      return { ...nothingDone, ...(yield* define(plan, run)) }
    case 'system':
      refuseInside(run)
      yield* plan.run(run)
      return nothingDone
    case 'lock':
      yield* plan.run(run)
      return nothingDone
    case 'session':
      refuseInside(run)
      plan.run(run)
      return nothingDone
    case 'transaction':
      yield* plan.run(run)
      return nothingDone
  }
}

/** Raises ORA-14552 in a function that a query or DML has called. */
const refuseInside = ({ isInQuery, isInDml }: Run): void => {
  if (isInQuery || isInDml)
    throw new OracleError(14552, 'cannot perform a DDL, commit or rollback inside a query or DML ')
}

/** DDL commits what was open before it, whether or not it succeeds itself. */
function* define(plan: Extract<StatementPlan, { kind: 'ddl' }>, run: Run) {
  refuseInside(run)
  const interruption = yield* commitTransaction(run.session, run.instance, run.pulse)
  if (interruption !== undefined) throw interruption
  try {
    const result = yield* plan.run(run)
    run.session.work.current?.noteCommit()
    return result
  } finally {
    yield* commitTransaction(run.session, run.instance, run.pulse)
  }
}

/** A block's cursors end with it, apart from those of packages and those that the client gets. */
const closeCursors = (
  before: ReadonlySet<SessionCursor>,
  { session, depth }: Run,
  isWanted: (cursor: SessionCursor) => boolean,
): void => {
  if (depth > 0) return
  for (const cursor of [...session.openCursors])
    if (!before.has(cursor) && !cursor.isKept && !isWanted(cursor)) cursor.close()
}

const isHandedOver = (cursor: SessionCursor, { binds, implicitResults }: Run): boolean =>
  binds.includes(cursor) || implicitResults.includes(cursor)

/** "PL/SQL Packages and Types Reference, DBMS_SESSION", RESET_PACKAGE: the packages of Oracle lose theirs, too. */
const resetPackages = ({ session, call }: Run): void => {
  session.packages.clear()
  session.output.disable()
  call.resetsPackages = false
}
