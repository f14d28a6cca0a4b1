/**
 * A row as a chain of versions, newest first. Who may see which version follows from commit numbers alone.
 */
import type { Row } from '../../values/value.ts'
import { versionSize } from './segment.ts'
import type { TableIndex } from './table-index.ts'
import type { Transaction } from './transaction.ts'

/** What a statement sees: commits up to a number, and its own transaction's changes up to a count. */
export interface Snapshot {
  readonly commitNumber: number
  readonly transaction: Transaction | undefined
  readonly changes: number
}

const none: readonly TableIndex[] = []

/** One state of a row; `values` undefined means deleted. */
export class Version {
  readonly row: StoredRow
  readonly values: Row | undefined
  readonly transaction: Transaction
  /** Its place among the transaction's changes. */
  readonly change: number
  /** The space it takes, in bytes. */
  readonly size: number
  /** Unique indexes in which it has no key yet, for that may still wait or fail: nobody has to wait for it there. */
  unclaimed = none
  previous: Version | undefined

  constructor(
    row: StoredRow,
    values: Row | undefined,
    transaction: Transaction,
    previous: Version | undefined,
  ) {
    this.row = row
    this.values = values
    this.transaction = transaction
    this.change = transaction.nextChange()
    this.size = versionSize(values)
    this.previous = previous
  }

  /** Whether it may still be undone by another transaction than `transaction`. */
  isInDoubtFor(transaction: Transaction): boolean {
    return this.transaction !== transaction && this.transaction.commitNumber === Number.POSITIVE_INFINITY
  }
}

export class StoredRow {
  /** Grows with each row of its table. */
  readonly id: number
  newest: Version | undefined
  /** The transaction that may change it next; set for as long as that runs. */
  lockedBy: Transaction | undefined

  constructor(id: number) {
    this.id = id
  }

  /** The version a snapshot sees; undefined when the row is not there for it. */
  visibleTo(snapshot: Snapshot): (Version & { readonly values: Row }) | undefined {
    for (let version = this.newest; version !== undefined; version = version.previous) {
      const isSeen =
        version.transaction === snapshot.transaction
          ? version.change <= snapshot.changes
          : version.transaction.commitNumber <= snapshot.commitNumber
      if (isSeen) return hasValues(version) ? version : undefined
    }
    return undefined
  }
}

const hasValues = (version: Version): version is Version & { readonly values: Row } =>
  version.values !== undefined
