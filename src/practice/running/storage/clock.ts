/**
 * Numbers the commits and remembers which snapshots are in use, so that versions nobody can see any more are dropped.
 */
import { type Pulse, turn, type Work } from '../pause.ts'
import type { Snapshot, StoredRow } from './stored-row.ts'
import type { StoredTable } from './table.ts'
import type { Transaction } from './transaction.ts'

interface Superseded {
  readonly commitNumber: number
  readonly table: StoredTable
  readonly row: StoredRow
}

/** Rows seen to when a statement ends, which is nobody's own work: less than a millisecond. */
const FEW = 500

/** Rows seen to in one step of work. */
const STEP = 8

export class CommitClock {
  #last = 0
  readonly #inUse = new Set<Snapshot>()
  /** Rows with old versions, in the order of the commits that superseded them; those in front have been seen to. */
  #superseded: Superseded[] = []
  #seenTo = 0

  /** The number of the newest commit. */
  get last(): number {
    return this.#last
  }

  /** The number that the next commit will have. */
  get next(): number {
    return this.#last + 1
  }

  /** What can be seen now, for those who take a snapshot of their own before they read rows. */
  view(transaction: Transaction | undefined): Snapshot {
    return { commitNumber: this.#last, transaction, changes: transaction?.changes ?? 0 }
  }

  /**
   * What a statement that starts now sees, or what one saw at an earlier commit of which a snapshot is still held.
   * `release` it when the statement has ended.
   */
  take(transaction: Transaction | undefined, commitNumber = this.#last): Snapshot {
    const snapshot = { ...this.view(transaction), commitNumber }
    this.#inUse.add(snapshot)
    return snapshot
  }

  release(snapshot: Snapshot): void {
    this.#inUse.delete(snapshot)
    this.#collect(FEW)
  }

  /** From the first moment on all of it can be seen; then locks and old versions go. */
  *commit(transaction: Transaction, pulse: Pulse): Work<void> {
    this.#last += 1
    const commitNumber = this.#last
    transaction.commitNumber = commitNumber
    yield* transaction.letGo((table, row) => {
      // Others may have committed meanwhile, and the order has to stay.
      const newest = this.#superseded.at(-1)?.commitNumber ?? 0
      this.#superseded.push({ commitNumber: Math.max(commitNumber, newest), table, row })
    }, pulse)
    yield* this.collect(pulse)
  }

  /** Drops all versions that nobody can see any more. */
  *collect(pulse: Pulse): Work<void> {
    while (this.#collect(STEP)) if (pulse.isTurn()) yield turn
  }

  /** Sees to some rows; whether there are more. */
  #collect(most: number): boolean {
    let horizon = this.#last
    for (const snapshot of this.#inUse) horizon = Math.min(horizon, snapshot.commitNumber)
    for (let count = 0; count < most; count += 1) {
      const entry = this.#superseded[this.#seenTo]
      if (entry === undefined || entry.commitNumber > horizon) return this.#forgetSeen()
      entry.table.prune(entry.row, horizon)
      this.#seenTo += 1
    }
    return true
  }

  #forgetSeen(): false {
    if (this.#seenTo * 2 > this.#superseded.length) {
      this.#superseded.splice(0, this.#seenTo)
      this.#seenTo = 0
    }
    return false
  }
}
