/**
 * A query's rows for a client, a few at a time, each fetch a call of its own.
 */
import type { RowSource } from '../../door.ts'
import type { Row } from '../../values/value.ts'
import { startCall } from '../calls.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { StatementRestart } from '../statement-restart.ts'
import { markStatement, undoStatement } from '../transactions.ts'
import type { QueryPlan } from './compile-query.ts'
import { openCursor } from './open-cursor.ts'
import { collect, next, type Stream } from './stream.ts'

/** Opens a query; one that locks rows has them all locked when this returns. */
export function* openRowSource(plan: QueryPlan, around: Frame | undefined, run: Run): Work<RowSource> {
  if (plan.isForUpdate) return rowSource(plan, listed(yield* readForUpdate(plan, around, run)), () => {}, run)
  const cursor = openCursor(plan, around, run)
  run.session.openCursors.add(cursor)
  const close = (): void => {
    run.session.openCursors.delete(cursor)
    cursor.close()
  }
  return rowSource(plan, cursor.rows, close, run)
}

/** Locks and reads all rows; begins again when one of them has changed meanwhile. */
export function* readForUpdate(plan: QueryPlan, around: Frame | undefined, run: Run): Work<Row[]> {
  for (;;) {
    const before = markStatement(run.session)
    const cursor = openCursor(plan, around, run)
    try {
      return yield* collect(cursor.rows)
    } catch (error) {
      const isRestart = error instanceof StatementRestart
      undoStatement(run.session, before, isRestart)
      if (!isRestart) throw error
    } finally {
      cursor.close()
    }
  }
}

function* listed(rows: readonly Row[]): Stream<Row> {
  yield* rows
}

const rowSource = (plan: QueryPlan, rows: Stream<Row>, close: () => void, run: Run): RowSource => {
  function* fetch(count: number): Work<{ readonly rows: readonly Row[]; readonly done: boolean }> {
    const fetched: Row[] = []
    while (fetched.length < count) {
      const row = yield* next(rows)
      if (row === undefined) {
        close()
        return { rows: fetched, done: true }
      }
      fetched.push(row)
    }
    return { rows: fetched, done: false }
  }
  return {
    kind: 'cursor',
    columns: plan.columns,
    fetch: (count) => startCall(run.instance, run.session, fetch(count)),
    close,
  }
}
