/**
 * Locks rows for a transaction: waits for whoever holds one, and refuses to wait in a circle.
 */
import { OracleError } from '../../error.ts'
import type { LockEvent, Work } from '../pause.ts'
import type { StoredRow } from './stored-row.ts'
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
    yield* waitFor(transaction, [holder], 'enq: TX - row lock contention', until)
    if (until !== undefined && performance.now() >= until && row.lockedBy !== undefined)
      throw new OracleError(30006, 'resource busy; acquire with WAIT timeout expired')
  }
  // Deleted while it was waited for: nothing is left to lock.
  if (row.newest?.values === undefined) return true
  row.lockedBy = transaction
  transaction.noteLock(row)
  return true
}

/**
 * Waits until the first of those in the way ends, or gives a table back that is waited for; the caller looks again.
 * Raises ORA-00060 when one of them waits for this transaction itself.
 */
export function* waitFor(
  transaction: Transaction,
  blockers: readonly Transaction[],
  event: LockEvent,
  until?: number,
): Work<void> {
  const [holder] = blockers
  if (holder === undefined) return
  if (leadTo(blockers, transaction)) throw new OracleError(60, 'deadlock detected while waiting for resource')
  transaction.waitsFor = blockers
  try {
    yield until === undefined ? { kind: 'lock', holder, event } : { kind: 'lock', holder, event, until }
  } finally {
    transaction.waitsFor = []
  }
}

/** Whether the transactions or any that they wait for, however far, include `sought`. */
const leadTo = (from: readonly Transaction[], sought: Transaction): boolean => {
  const seen = new Set<Transaction>()
  const open = [...from]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === sought) return true
    if (seen.has(next)) continue
    seen.add(next)
    open.push(...next.waitsFor)
  }
  return false
}
