/**
 * Opens queries; one that locks rows has all of them locked before the first one is given out.
 */
import type { Row } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
import { sizeOfAll } from '../memory.ts'
import type { Work } from '../pause.ts'
import { StatementRestart } from '../statement-restart.ts'
import { markStatement, requireRestart, requireWritable, undoStatement } from '../transactions.ts'
import type { QueryPlan } from './compile-query.ts'
import { type OpenCursor, openCursor } from './open-cursor.ts'
import { collect, type Stream } from './stream.ts'

/** Opens a query for PL/SQL; one that locks rows has them all locked when this returns. */
export function* openLocking(plan: QueryPlan, around: Frame | undefined, run: Run): Work<OpenCursor> {
  if (!plan.isForUpdate) return openCursor(plan, around, run)
  return { rows: listed(yield* readForUpdate(plan, around, run)), close: () => {} }
}

/** Locks and reads all rows; begins again when one of them has changed meanwhile. */
function* readForUpdate(plan: QueryPlan, around: Frame | undefined, run: Run): Work<Row[]> {
  requireWritable(run.session)
  for (;;) {
    const before = markStatement(run.session)
    const cursor = openCursor(plan, around, run)
    try {
      const area = run.session.memory.open()
      return yield* collect(cursor.rows, (row) => area.charge(sizeOfAll(row)))
    } catch (error) {
      const isRestart = error instanceof StatementRestart
      undoStatement(run.session, before, isRestart)
      if (!isRestart) throw error
      requireRestart(run.session)
    } finally {
      cursor.close()
    }
  }
}

function* listed(rows: readonly Row[]): Stream<Row> {
  yield* rows
}
