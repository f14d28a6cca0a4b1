/**
 * Numbers the commits and remembers which snapshots are in use, so that versions nobody can see any more are dropped.
 */
import type { Snapshot, StoredRow } from './stored-row.ts'
import type { StoredTable } from './table.ts'
import type { Transaction } from './transaction.ts'

interface Superseded {
  readonly commitNumber: number
  readonly table: StoredTable
  readonly row: StoredRow
}

export class CommitClock {
  #last = 0
  readonly #inUse = new Set<Snapshot>()
  /** Rows with old versions, in the order of the commits that superseded them. */
  #superseded: Superseded[] = []

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
    this.#collect()
  }

  commit(transaction: Transaction): void {
    this.#last += 1
    for (const { table, row } of transaction.commit(this.#last))
      this.#superseded.push({ commitNumber: this.#last, table, row })
    this.#collect()
  }

  #collect(): void {
    if (this.#superseded.length === 0) return
    let horizon = this.#last
    for (const snapshot of this.#inUse) horizon = Math.min(horizon, snapshot.commitNumber)
    const end = this.#superseded.findIndex((entry) => entry.commitNumber > horizon)
    const ready = end === -1 ? this.#superseded : this.#superseded.slice(0, end)
    if (ready.length === 0) return
    this.#superseded = end === -1 ? [] : this.#superseded.slice(end)
    for (const { table, row } of ready) table.prune(row, horizon)
  }
}
