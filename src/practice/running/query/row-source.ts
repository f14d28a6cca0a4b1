/**
 * Opens queries; one that locks rows has all of them locked before the first one is given out.
 */
import { OracleError } from '../../error.ts'
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

/** Locks and reads all rows, or leaves no lock; a query that found no row leaves none either. */
function* readForUpdate(plan: QueryPlan, around: Frame | undefined, run: Run): Work<Row[]> {
  const { session } = run
  if (run.isInQuery) throw new OracleError(14551, 'cannot perform a DML operation inside a query ')
  requireWritable(session)
  const before = markStatement(session)
  try {
    const rows = yield* readUntilSettled(plan, around, run)
    if (session.transaction?.hasRowsSince(before.mark) === false)
      yield* undoStatement(session, before, false, run.pulse)
    return rows
  } catch (error) {
    throw (yield* undoStatement(session, before, false, run.pulse)) ?? error
  }
}

/** Begins again, keeping its locks, when what it reads of a row has changed meanwhile. */
function* readUntilSettled(plan: QueryPlan, around: Frame | undefined, run: Run): Work<Row[]> {
  for (;;) {
    const before = markStatement(run.session)
    const cursor = openCursor(plan, around, run)
    try {
      const area = run.session.memory.open()
      return yield* collect(cursor.rows, (row) => area.charge(sizeOfAll(row)))
    } catch (error) {
      if (!(error instanceof StatementRestart)) throw error
      const interruption = yield* undoStatement(run.session, before, true, run.pulse)
      if (interruption !== undefined) throw interruption
      requireRestart(run.session)
    } finally {
      cursor.close()
    }
  }
}

function* listed(rows: readonly Row[]): Stream<Row> {
  yield* rows
}
