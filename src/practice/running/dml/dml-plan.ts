/**
 * INSERT, UPDATE and DELETE in their compiled form, and how one of them runs as a whole or not at all.
 */
import { OracleError } from '../../error.ts'
import type { Value } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { StatementRestart } from '../statement-restart.ts'
import {
  markStatement,
  requireRestart,
  requireWritable,
  takeSnapshot,
  undoStatement,
} from '../transactions.ts'

export interface DmlResult {
  readonly count: number
  /** For each expression of RETURNING a value a row. */
  readonly returned: readonly (readonly Value[])[]
}

/** `around` is the frame of the PL/SQL it stands in, if any. */
export type DmlPlan = (around: Frame | undefined, run: Run) => Work<DmlResult>

/** Runs with a snapshot of now; begins again when a row it waited for has changed; leaves nothing when it fails. */
export function* runDml(plan: DmlPlan, around: Frame | undefined, run: Run): Work<DmlResult> {
  if (run.isInQuery) throw new OracleError(14551, 'cannot perform a DML operation inside a query ')
  const { session, instance } = run
  requireWritable(session)
  for (;;) {
    const before = markStatement(session)
    const snapshot = takeSnapshot(session, instance)
    try {
      return yield* plan(around, { ...run, snapshot, now: Date.now() })
    } catch (error) {
      const isRestart = error instanceof StatementRestart
      undoStatement(session, before, isRestart)
      if (!isRestart) throw error
      requireRestart(session)
    } finally {
      instance.clock.release(snapshot)
    }
  }
}
