/**
 * Locks rows for a transaction: waits for whoever holds one, and refuses to wait in a circle.
 */
import { OracleError } from '../../error.ts'
import type { Work } from '../pause.ts'
import type { StoredRow } from './table.ts'
import type { Transaction } from './transaction.ts'

/** What to do about a row that another transaction holds; a number waits that many milliseconds. */
export type WaitRule = 'wait' | 'nowait' | 'skip locked' | number

/**
 * Gives the row to `transaction`; false when it is held and the rule is to skip it.
 * Raises ORA-00054 (nowait), ORA-30006 (time is up) and ORA-00060 (deadlock).
 */
export function* lockRow(transaction: Transaction, row: StoredRow, rule: WaitRule): Work<boolean> {
  const until = typeof rule === 'number' ? performance.now() + rule : undefined
  for (;;) {
    const holder = row.lockedBy
    if (holder === transaction) return true
    if (holder === undefined) break
    if (rule === 'skip locked') return false
    if (rule === 'nowait')
      throw new OracleError(54, 'resource busy and acquire with NOWAIT specified or timeout expired')
    if (until !== undefined && performance.now() >= until)
      throw new OracleError(30006, 'resource busy; acquire with WAIT timeout expired')
    yield* waitFor(transaction, holder, until)
  }
  row.lockedBy = transaction
  transaction.noteLock(row)
  return true
}

/** Waits until `holder` ends or gives something back. Raises ORA-00060 when it waits for this transaction itself. */
export function* waitFor(transaction: Transaction, holder: Transaction, until?: number): Work<void> {
  for (let next: Transaction | undefined = holder; next !== undefined; next = next.waitsFor)
    if (next === transaction) throw new OracleError(60, 'deadlock detected while waiting for resource')
  transaction.waitsFor = holder
  try {
    yield until === undefined ? { kind: 'lock', holder } : { kind: 'lock', holder, until }
  } finally {
    transaction.waitsFor = undefined
  }
}
