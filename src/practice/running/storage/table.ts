/**
 * A table: its columns, its rows in memory, and the indexes and constraints that go with every change of them. Knows
 * nothing of SQL, and not whether a change is allowed.
 */
import { OracleError } from '../../error.ts'
import type { Column, Row } from '../../values/value.ts'
import { type Pulse, turn, type Work } from '../pause.ts'
import {
  type Check,
  type Constraint,
  type ForeignKey,
  isCheck,
  isForeignKey,
  isKey,
  type Key,
} from './constraint.ts'
import { type Segment, versionSize } from './segment.ts'
import { type Snapshot, StoredRow, Version } from './stored-row.ts'
import type { TableIndex } from './table-index.ts'
import { TableLock } from './table-lock.ts'
import type { Transaction } from './transaction.ts'

export class StoredTable {
  #columns: readonly Column[]
  /** Who may read, change or define it at the same time; the same lock for all shapes of one table. */
  readonly lock: TableLock
  /** Accounts for its space; undefined where nobody counts. */
  readonly segment: Segment | undefined
  /** Foreign keys of this and of other tables that refer to it. */
  readonly references = new Set<ForeignKey>()
  readonly #constraints: Constraint[] = []
  readonly #indexes: TableIndex[] = []
  #rows = new Set<StoredRow>()
  #lastId = 0
  #isDropped = false
  /** The commit that gave it this shape: who sees less has no business here. */
  #definedAt = 0
  /** The commit that gave its rows another shape, in another table. */
  #replacedAt = Number.POSITIVE_INFINITY
  /** The commit that threw its rows away. */
  #truncatedAt = 0

  constructor(
    columns: readonly Column[],
    {
      segment,
      lock = new TableLock(),
    }: {
      readonly segment?: Segment
      readonly lock?: TableLock
    } = {},
  ) {
    this.#columns = columns
    this.lock = lock
    this.segment = segment
  }

  get columns(): readonly Column[] {
    return this.#columns
  }

  get constraints(): readonly Constraint[] {
    return this.#constraints
  }

  get indexes(): readonly TableIndex[] {
    return this.#indexes
  }

  get checks(): readonly Check[] {
    return this.#constraints.filter(isCheck)
  }

  get keys(): readonly Key[] {
    return this.#constraints.filter(isKey)
  }

  get foreignKeys(): readonly ForeignKey[] {
    return this.#constraints.filter(isForeignKey)
  }

  // ---- definition -----------------------------------------------------------------------------------------

  /** Changes names and types of columns whose values stay as they are. */
  redefine(columns: readonly Column[]): void {
    this.#columns = columns
    this.#setNullability()
  }

  addConstraint(constraint: Constraint): void {
    this.#constraints.push(constraint)
    if (constraint.kind === 'foreign key') constraint.parent.references.add(constraint)
    this.#setNullability()
  }

  removeConstraint(constraint: Constraint): void {
    const place = this.#constraints.indexOf(constraint)
    if (place >= 0) this.#constraints.splice(place, 1)
    if (constraint.kind === 'foreign key') constraint.parent.references.delete(constraint)
    this.#setNullability()
  }

  /** Puts a constraint in the place of another. */
  replaceConstraint(before: Constraint, after: Constraint): void {
    const place = this.#constraints.indexOf(before)
    if (place === -1) return
    if (before.kind === 'foreign key') before.parent.references.delete(before)
    if (after.kind === 'foreign key') after.parent.references.add(after)
    this.#constraints[place] = after
  }

  /** What NOT NULL and the primary key leave nullable. */
  #setNullability(): void {
    const required = new Set(
      this.#constraints
        .filter(({ kind }) => kind === 'not null' || kind === 'primary key')
        .flatMap(({ columns }) => columns),
    )
    this.#columns = this.#columns.map((column, place) => ({ ...column, nullable: !required.has(place) }))
  }

  /** Adds an index of all versions of all rows, which nobody may change meanwhile. */
  *addIndex(index: TableIndex, pulse: Pulse): Work<void> {
    for (const row of this.#rows) {
      if (pulse.isTurn()) yield turn
      for (let version = row.newest; version !== undefined; version = version.previous)
        if (version.values !== undefined) index.add(version.values, row)
    }
    this.#indexes.push(index)
  }

  removeIndex(index: TableIndex): void {
    const place = this.#indexes.indexOf(index)
    if (place >= 0) this.#indexes.splice(place, 1)
    index.isDropped = true
  }

  /** Foreign keys that refer to it go with it. */
  drop(): void {
    this.#isDropped = true
    for (const foreignKey of [...this.references]) foreignKey.table.removeConstraint(foreignKey)
    this.segment?.clear()
    for (const index of this.#indexes) index.isDropped = true
    for (const key of this.foreignKeys) key.parent.references.delete(key)
  }

  /** Throws all rows away with the commit of that number. */
  truncate(commitNumber: number): void {
    this.#rows = new Set()
    this.segment?.clear()
    for (const index of this.#indexes) index.clear()
    this.#truncatedAt = commitNumber
  }

  /** Makes it readable to those who begin after the commit of that number. */
  begin(commitNumber: number): void {
    this.#definedAt = commitNumber
  }

  /** Leaves it to those who began to read it before the commit of that number. */
  retire(commitNumber: number): void {
    this.#replacedAt = commitNumber
    for (const key of this.foreignKeys) key.parent.references.delete(key)
    this.segment?.clear()
    for (const index of this.#indexes) index.isDropped = true
  }

  // ---- reading --------------------------------------------------------------------------------------------

  /**
   * @throws OracleError ORA-08103 once it has been dropped, truncated or given another shape, ORA-01466 where only an
   *   older shape could be seen.
   */
  requireReadable(snapshot: Snapshot): void {
    const { commitNumber } = snapshot
    if (this.#isDropped || commitNumber < this.#truncatedAt || commitNumber >= this.#replacedAt)
      throw new OracleError(8103, 'object no longer exists')
    if (commitNumber < this.#definedAt)
      throw new OracleError(1466, 'unable to read data - table definition has changed')
  }

  /** The rows that exist now, in the order they came; rows that come while it is read are left out. */
  *rows(): Generator<StoredRow, void, void> {
    const last = this.#lastId
    for (const row of this.#rows) {
      if (row.id > last) return
      yield row
    }
  }

  /** Whether some row is there, for a definition that nobody else works beside. */
  get hasRows(): boolean {
    for (const row of this.#rows) if (row.newest?.values !== undefined) return true
    return false
  }

  /** The shortest index that begins with these columns, in whatever order. */
  indexOn(columns: readonly number[]): TableIndex | undefined {
    return this.#indexes.find(
      (index) =>
        index.columns.length === columns.length && columns.every((place) => index.columns.includes(place)),
    )
  }

  // ---- changing -------------------------------------------------------------------------------------------

  /** @throws OracleError ORA-08103 when it is no longer the table it was. */
  #requireCurrent(): void {
    if (this.#isDropped || this.#replacedAt !== Number.POSITIVE_INFINITY)
      throw new OracleError(8103, 'object no longer exists')
  }

  /** @throws OracleError ORA-01653 when there is no room for it, ORA-08103 when it is no longer the table it was. */
  insert(values: Row, transaction: Transaction): StoredRow {
    this.#requireCurrent()
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
   * @throws OracleError ORA-01653 when there is no room for it, ORA-08103 when it is no longer the table it was.
   */
  write(row: StoredRow, values: Row | undefined, transaction: Transaction): void {
    this.#requireCurrent()
    this.segment?.extend(versionSize(values))
    this.#add(new Version(row, values, transaction, row.newest), transaction)
  }

  #add(version: Version, transaction: Transaction): void {
    const { row, values } = version
    row.newest = version
    if (values !== undefined) for (const index of this.#indexes) index.add(values, row)
    transaction.noteVersion(this, version)
  }

  /** Takes back the newest version of a row. */
  removeVersion(version: Version): void {
    const { row } = version
    row.newest = version.previous
    this.segment?.free(version.size)
    this.#dropKeys(version.values, row)
    if (row.newest === undefined) this.#rows.delete(row)
  }

  /** Drops what no snapshot at or after `horizon` can see. */
  prune(row: StoredRow, horizon: number): void {
    let oldest = row.newest
    while (oldest !== undefined && oldest.transaction.commitNumber > horizon) oldest = oldest.previous
    if (oldest === undefined) return
    const dropped: (Row | undefined)[] = []
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
    for (const values of dropped) this.#dropKeys(values, row)
  }

  #dropKeys(values: Row | undefined, row: StoredRow): void {
    if (values === undefined) return
    for (const index of this.#indexes) index.drop(values, row)
  }
}
