/**
 * INSERT, UPDATE, DELETE and MERGE in their compiled form, and how one of them runs as a whole or not at all.
 */
import { OracleError } from '../../error.ts'
import type { Value } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
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
  /** Changes the rows; `around` is the frame of the PL/SQL it stands in, if any. */
  changeRows(around: Frame | undefined, run: Run, changes: RowChanges): Work<DmlResult>
}

/** Runs with a snapshot of now; begins again when what found a row has changed meanwhile; leaves nothing when it fails. */
export function* runDml(plan: DmlPlan, around: Frame | undefined, run: Run): Work<DmlResult> {
  if (run.isInQuery) throw new OracleError(14551, 'cannot perform a DML operation inside a query ')
  const { session, instance } = run
  requireWritable(session)
  const before = markStatement(session)
  const transaction = openTransaction(session, instance)
  try {
    const unlock = yield* lockTables(plan.change, transaction)
    try {
      const result = yield* changeUntilSettled(plan, around, run)
      // A statement that found nothing to change leaves no lock on its table either.
      if (!transaction.hasRowsSince(before.mark)) undoStatement(session, before, false)
      return result
    } finally {
      unlock()
    }
  } catch (error) {
    undoStatement(session, before, false)
    throw error
  }
}

function* changeUntilSettled(plan: DmlPlan, around: Frame | undefined, run: Run): Work<DmlResult> {
  const { session, instance } = run
  for (;;) {
    const before = markStatement(session)
    const transaction = openTransaction(session, instance)
    const snapshot = takeSnapshot(session, instance)
    const memory = session.memory.begin()
    const own: Run = { ...run, snapshot, memory, now: Date.now() }
    try {
      const changes = openChanges(own, transaction)
      const result = yield* plan.changeRows(around, own, changes)
      yield* changes.finish()
      return result
    } catch (error) {
      if (!(error instanceof StatementRestart)) throw error
      undoStatement(session, before, true)
      requireRestart(session)
    } finally {
      memory.end()
      instance.clock.release(snapshot)
    }
  }
}
