/**
 * A table's rows in memory, each a chain of versions, newest first. Who may see which version follows from commit
 * numbers alone; knows nothing of SQL.
 */

import { OracleError } from '../../error.ts'
import type { Column, Row, Value } from '../../values/value.ts'
import { KeyIndex } from './key-index.ts'
import { type Segment, versionSize } from './segment.ts'
import type { Transaction } from './transaction.ts'

/** What a statement sees: commits up to a number, and its own transaction's changes up to a count. */
export interface Snapshot {
  readonly commitNumber: number
  readonly transaction: Transaction | undefined
  readonly changes: number
}

/** One state of a row; `values` undefined means deleted. */
export class Version {
  readonly row: StoredRow
  readonly values: Row | undefined
  readonly transaction: Transaction
  /** Its place among the transaction's changes. */
  readonly change: number
  /** The space it takes, in bytes. */
  readonly size: number
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

/** The primary key: its name and the places of its columns. */
export interface KeyConstraint {
  readonly name: string
  readonly columns: readonly number[]
}

export class StoredTable {
  readonly columns: readonly Column[]
  readonly primaryKey: KeyConstraint | undefined
  readonly keys: KeyIndex | undefined
  /** Accounts for its space; undefined where nobody counts. */
  readonly segment: Segment | undefined
  /** Who still has it at hand after that must not read or write it any more. */
  isDropped = false
  readonly #rows = new Set<StoredRow>()
  #lastId = 0

  constructor(columns: readonly Column[], primaryKey: KeyConstraint | undefined, segment?: Segment) {
    this.segment = segment
    this.columns = columns
    this.primaryKey = primaryKey
    this.keys = primaryKey && new KeyIndex(primaryKey.columns)
  }

  /** The rows that exist now, in the order they came; rows that come while it is read are left out. */
  *rows(): Generator<StoredRow, void, void> {
    const last = this.#lastId
    for (const row of this.#rows) {
      if (row.id > last) return
      yield row
    }
  }

  /** @throws OracleError ORA-08103 once it has been dropped. */
  throwIfDropped(): void {
    if (this.isDropped) throw new OracleError(8103, 'object no longer exists')
  }

  /** Whether some running transaction has changed or locked a row. */
  get isBusy(): boolean {
    for (const row of this.#rows) if (row.lockedBy !== undefined) return true
    return false
  }

  /** @throws OracleError ORA-01653 when there is no room for it, ORA-08103 once the table has been dropped. */
  insert(values: Row, transaction: Transaction): StoredRow {
    this.throwIfDropped()
    this.segment?.extend(versionSize(values))
    this.#lastId += 1
    const row = new StoredRow(this.#lastId)
    row.lockedBy = transaction
    transaction.noteLock(row)
    this.#rows.add(row)
    this.#add(new Version(row, values, transaction, undefined), transaction)
    return row
  }

  /**
   * Adds a version to a row that `transaction` has locked; undefined deletes it.
   * @throws OracleError ORA-01653 when there is no room for it.
   */
  write(row: StoredRow, values: Row | undefined, transaction: Transaction): void {
    this.segment?.extend(versionSize(values))
    this.#add(new Version(row, values, transaction, row.newest), transaction)
  }

  #add(version: Version, transaction: Transaction): void {
    const { row, values } = version
    row.newest = version
    if (values !== undefined) this.keys?.add(values, row)
    transaction.noteVersion(this, version)
  }

  /** Takes back the newest version of a row. */
  removeVersion(version: Version): void {
    const { row } = version
    row.newest = version.previous
    this.segment?.free(version.size)
    this.#dropKey(version.values, row)
    if (row.newest === undefined) this.#rows.delete(row)
  }

  /** Drops what no snapshot at or after `horizon` can see. */
  prune(row: StoredRow, horizon: number): void {
    let oldest = row.newest
    while (oldest !== undefined && oldest.transaction.commitNumber > horizon) oldest = oldest.previous
    if (oldest === undefined) return
    const dropped: (readonly Value[] | undefined)[] = []
    for (let gone = oldest.previous; gone !== undefined; gone = gone.previous) {
      dropped.push(gone.values)
      this.segment?.free(gone.size)
    }
    oldest.previous = undefined
    if (oldest === row.newest && oldest.values === undefined) {
      row.newest = undefined
      this.segment?.free(oldest.size)
      this.#rows.delete(row)
    }
    for (const values of dropped) this.#dropKey(values, row)
  }

  #dropKey(values: Row | undefined, row: StoredRow): void {
    if (values === undefined || this.keys === undefined) return
    const key = this.keys.keyOf(values)
    for (let other = row.newest; other !== undefined; other = other.previous)
      if (other.values !== undefined && this.keys.keyOf(other.values) === key) return
    this.keys.remove(key, row)
  }
}
