/**
 * Table locks (TM): which of them go together, who holds one and who waits for one, in the order they came.
 */
import { OracleError } from '../../error.ts'
import type { Work } from '../pause.ts'
import { waitFor } from './row-lock.ts'
import type { Transaction } from './transaction.ts'

/** "Database Concepts, Table Locks", from weakest to strongest; the last but one and SHARE are both above ROW EXCLUSIVE. */
export type TableLockMode = 'row share' | 'row exclusive' | 'share' | 'share row exclusive' | 'exclusive'

/** Which modes another transaction may hold at the same time ("Database Development Guide, LOCK TABLE", the matrix of modes). */
const compatible: Readonly<Record<TableLockMode, readonly TableLockMode[]>> = {
  'row share': ['row share', 'row exclusive', 'share', 'share row exclusive'],
  'row exclusive': ['row share', 'row exclusive'],
  share: ['row share', 'share'],
  'share row exclusive': ['row share'],
  exclusive: [],
}

/** The one mode that is as strong as two held together: ROW EXCLUSIVE and SHARE make SHARE ROW EXCLUSIVE. */
const together = (one: TableLockMode | undefined, other: TableLockMode): TableLockMode => {
  if (one === undefined || one === other) return other
  const order: readonly TableLockMode[] = [
    'row share',
    'row exclusive',
    'share',
    'share row exclusive',
    'exclusive',
  ]
  const isPair = (first: TableLockMode, second: TableLockMode): boolean =>
    (one === first && other === second) || (one === second && other === first)
  if (isPair('row exclusive', 'share')) return 'share row exclusive'
  return order.indexOf(one) > order.indexOf(other) ? one : other
}

interface Request {
  readonly transaction: Transaction
  readonly mode: TableLockMode
}

export const resourceBusy = (): OracleError =>
  new OracleError(54, 'resource busy and acquire with NOWAIT specified or timeout expired')

/** How long to wait for a table: for ever, not at all, or for milliseconds. */
export type TableWait = 'wait' | 'nowait' | number

export class TableLock {
  readonly #held = new Map<Transaction, TableLockMode>()
  readonly #queue: Request[] = []

  /** What a transaction holds. */
  modeOf(transaction: Transaction): TableLockMode | undefined {
    return this.#held.get(transaction)
  }

  /** Puts back what a transaction held before; undefined: nothing. */
  restore(transaction: Transaction, mode: TableLockMode | undefined): void {
    if (mode === undefined) this.#held.delete(transaction)
    else this.#held.set(transaction, mode)
  }

  /**
   * Takes the lock for a transaction, beside what it holds already.
   * Raises ORA-00054 (not at all, or the time is up) and ORA-00060 (deadlock).
   */
  *acquire(transaction: Transaction, mode: TableLockMode, rule: TableWait = 'wait'): Work<void> {
    const before = this.#held.get(transaction)
    const wanted = together(before, mode)
    if (wanted === before) return
    const until = typeof rule === 'number' ? performance.now() + rule : undefined
    const request: Request = { transaction, mode: wanted }
    // Who holds some lock already goes before those who hold none yet.
    if (before === undefined) this.#queue.push(request)
    try {
      for (;;) {
        const blockers = this.#blockersOf(request, before === undefined)
        if (blockers.length === 0) break
        if (rule === 'nowait' || (until !== undefined && performance.now() >= until)) throw resourceBusy()
        yield* waitFor(transaction, blockers, 'enq: TM - contention', until)
      }
    } finally {
      const place = this.#queue.indexOf(request)
      if (place >= 0) {
        this.#queue.splice(place, 1)
        // Those behind it may go on, or have to wait for it as a holder now.
        transaction.wakeForTables()
      }
    }
    this.#held.set(transaction, wanted)
    transaction.noteTableLock(this, before)
  }

  #blockersOf({ transaction, mode }: Request, queues: boolean): Transaction[] {
    const conflicts = (other: TableLockMode): boolean => !compatible[mode].includes(other)
    const holders = [...this.#held].filter(([other, held]) => other !== transaction && conflicts(held))
    const place = this.#queue.findIndex((other) => other.transaction === transaction)
    const before = queues ? this.#queue.slice(0, Math.max(place, 0)) : []
    const earlier = before.filter((other) => conflicts(other.mode))
    return [...holders.map(([holder]) => holder), ...earlier.map((other) => other.transaction)]
  }
}
