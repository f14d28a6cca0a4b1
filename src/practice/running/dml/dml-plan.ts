/**
 * INSERT, UPDATE, DELETE and MERGE in their compiled form, and how one of them runs as a whole or not at all.
 */
import { OracleError } from '../../error.ts'
import type { Value } from '../../values/value.ts'
import type { UsedObjects } from '../expression/compilation.ts'
import type { Frame, Run } from '../frame.ts'
import { requireSettled, withChanged } from '../mutating-tables.ts'
import type { Work } from '../pause.ts'
import { StatementRestart } from '../statement-restart.ts'
import {
  markStatement,
  openTransaction,
  requireRestart,
  requireWritable,
  takeSnapshot,
  undoStatement,
} from '../transactions.ts'
import { lockTables, type TableChange } from './lock-tables.ts'
import { openChanges, type RowChanges } from './row-changes.ts'

export interface DmlResult {
  readonly count: number
  /** For each expression of RETURNING a value a row. */
  readonly returned: readonly (readonly Value[])[]
}

export interface DmlPlan {
  readonly change: TableChange
  /** VALUES makes its one row before it changes anything: what it calls may look at the table. */
  readonly isOneRow: boolean
  /** The objects it names. */
  readonly uses: UsedObjects
  /** Changes the rows; `around` is the frame of the PL/SQL it stands in, if any. */
  changeRows(around: Frame | undefined, run: Run, changes: RowChanges): Work<DmlResult>
}

/** What a statement of one kind says of itself: what it names is gathered outside. */
export type DmlKindPlan = Omit<DmlPlan, 'uses' | 'isOneRow'> & Partial<Pick<DmlPlan, 'isOneRow'>>

/**
 * Runs with a snapshot of now; begins again when what found a row has changed meanwhile; leaves nothing when it fails.
 * Raises ORA-14551 and ORA-04091.
 */
export function* runDml(plan: DmlPlan, around: Frame | undefined, run: Run): Work<DmlResult> {
  if (run.isInQuery) throw new OracleError(14551, 'cannot perform a DML operation inside a query ')
  requireSettled(plan.uses, run)
  const { session, instance } = run
  requireWritable(session)
  const before = markStatement(session)
  const transaction = openTransaction(session, instance)
  try {
    const unlock = yield* lockTables(plan.change, transaction)
    try {
      const result = yield* changeUntilSettled(plan, around, run)
      // A statement that found nothing to change leaves no lock on its table either.
      if (!transaction.hasRowsSince(before.mark)) yield* undoStatement(session, before, false, run.pulse)
      return result
    } finally {
      unlock()
    }
  } catch (error) {
    throw (yield* undoStatement(session, before, false, run.pulse)) ?? error
  }
}

function* changeUntilSettled(plan: DmlPlan, around: Frame | undefined, run: Run): Work<DmlResult> {
  const { session, instance } = run
  yield* instance.clock.collect(run.pulse)
  for (;;) {
    const before = markStatement(session)
    const transaction = openTransaction(session, instance)
    const snapshot = takeSnapshot(session, instance)
    const memory = session.memory.begin()
    const own: Run = {
      ...{ ...run, snapshot, memory, now: Date.now(), isInDml: true },
      mutating: plan.isOneRow ? run.mutating : withChanged(run.mutating, plan.change),
    }
    try {
      const changes = openChanges(own, transaction)
      const result = yield* plan.changeRows(around, own, changes)
      yield* changes.finish()
      return result
    } catch (error) {
      if (!(error instanceof StatementRestart)) throw error
      const interruption = yield* undoStatement(session, before, true, run.pulse)
      if (interruption !== undefined) throw interruption
      requireRestart(session)
    } finally {
      memory.end()
      instance.clock.release(snapshot)
    }
  }
}
