/**
 * An open query: sees what was committed, and what its variables were, when it was opened.
 */
import type { Row } from '../../values/value.ts'
import { Frame, type Run } from '../frame.ts'
import { requireSettled } from '../mutating-tables.ts'
import { copySlot } from '../plsql/copy-slot.ts'
import { takeSnapshot } from '../transactions.ts'
import type { QueryPlan } from './compile-query.ts'
import type { Stream } from './stream.ts'

export interface OpenCursor {
  readonly rows: Stream<Row>
  /** Gives up the snapshot; done by itself at the end of the rows. */
  close(): void
}

/** `around` is the frame of the PL/SQL that opens it, if any. Raises ORA-04091. */
export const openCursor = (plan: QueryPlan, around: Frame | undefined, run: Run): OpenCursor => {
  requireSettled(plan.uses, run)
  const { clock } = run.instance
  const snapshot = takeSnapshot(run.session, run.instance)
  const memory = run.session.memory.begin()
  const own: Run = { ...run, snapshot, memory, now: Date.now(), isInQuery: true }
  const rows = plan.rows(around && copyOf(around), own)
  let isOpen = true
  const close = (): void => {
    if (!isOpen) return
    isOpen = false
    rows.return()
    memory.end()
    clock.release(snapshot)
  }
  function* untilEnd(): Stream<Row> {
    try {
      yield* rows
    } finally {
      close()
    }
  }
  return { rows: untilEnd(), close }
}

/** Variables as they are now, in the subprogram and around it; what is assigned later the query does not see. */
const copyOf = (frame: Frame): Frame => {
  const copy = new Frame(frame.run, frame.outer && copyOf(frame.outer))
  copy.slots = frame.slots.map(copySlot)
  return copy
}
