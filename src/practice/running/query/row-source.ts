/**
 * A query's rows for a client, a few at a time, each fetch a call of its own.
 */
import type { RowSource } from '../../door.ts'
import { OracleError } from '../../error.ts'
import type { Row } from '../../values/value.ts'
import { startCall } from '../calls.ts'
import { breakOff, connectionLost } from '../faults/break-off.ts'
import type { Frame, Run } from '../frame.ts'
import { recording } from '../ledger/ledger.ts'
import { sleepFor, type Work } from '../pause.ts'
import { StatementRestart } from '../statement-restart.ts'
import { markStatement, requireRestart, requireWritable, undoStatement } from '../transactions.ts'
import type { QueryPlan } from './compile-query.ts'
import { type OpenCursor, openCursor } from './open-cursor.ts'
import { collect, next, type Stream } from './stream.ts'

/** Opens a query for PL/SQL; one that locks rows has them all locked when this returns. */
export function* openLocking(plan: QueryPlan, around: Frame | undefined, run: Run): Work<OpenCursor> {
  if (!plan.isForUpdate) return openCursor(plan, around, run)
  return { rows: listed(yield* readForUpdate(plan, around, run)), close: () => {} }
}

/** Opens a query for a client; one that locks rows has them all locked when this returns. */
export function* openRowSource(plan: QueryPlan, around: Frame | undefined, run: Run): Work<RowSource> {
  const cursor = yield* openLocking(plan, around, run)
  run.session.openCursors.add(cursor)
  const close = (): void => {
    run.session.openCursors.delete(cursor)
    cursor.close()
  }
  return rowSource(plan, cursor.rows, close, run)
}

/** Locks and reads all rows; begins again when one of them has changed meanwhile. */
function* readForUpdate(plan: QueryPlan, around: Frame | undefined, run: Run): Work<Row[]> {
  requireWritable(run.session)
  for (;;) {
    const before = markStatement(run.session)
    const cursor = openCursor(plan, around, run)
    try {
      return yield* collect(cursor.rows)
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

interface Fetched {
  readonly rows: readonly Row[]
  readonly done: boolean
}

const rowSource = (plan: QueryPlan, rows: Stream<Row>, close: () => void, run: Run): RowSource => {
  const { session } = run
  const { faults } = session
  const entry = session.work.current
  const witness = entry && recording<Fetched>(entry, session, (fetched) => fetched.rows.length)
  let rowsBeforeDrop = faults.takeDropDuringFetch()
  let hasFailed = false
  function* fetch(count: number): Work<Fetched> {
    if (hasFailed) throw new OracleError(1002, 'fetch out of sequence')
    try {
      return yield* fetchNext(count)
    } catch (error) {
      hasFailed = true
      throw error
    }
  }
  function* fetchNext(count: number): Work<Fetched> {
    const fetched: Row[] = []
    while (fetched.length < count) {
      if (rowsBeforeDrop === 0) {
        if (fetched.length > 0) break
        breakOff(session)
        throw connectionLost()
      }
      const row = yield* next(rows)
      if (row === undefined) {
        close()
        return { rows: fetched, done: true }
      }
      if (faults.millisecondsARow > 0) yield sleepFor(faults.millisecondsARow)
      rowsBeforeDrop -= 1
      fetched.push(row)
    }
    return { rows: fetched, done: false }
  }
  return {
    kind: 'cursor',
    columns: plan.columns,
    fetch(count) {
      entry?.goOn()
      return startCall(run.instance, session, fetch(count), witness)
    },
    close,
  }
}
