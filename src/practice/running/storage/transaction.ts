/**
 * A transaction: what it changed and locked, in order, so that all of it or its end can be undone. Knows rows and
 * versions, not statements.
 */
import { type Pulse, turn, type Work } from '../pause.ts'
import type { StoredRow, Version } from './stored-row.ts'
import type { StoredTable } from './table.ts'
import type { TableLock, TableLockMode } from './table-lock.ts'

/** One thing that can be undone. */
type Entry =
  | { readonly kind: 'version'; readonly table: StoredTable; readonly version: Version }
  | { readonly kind: 'lock'; readonly row: StoredRow }
  | { readonly kind: 'table lock'; readonly lock: TableLock; readonly before: TableLockMode | undefined }

/** A place in a transaction to which it can be rolled back. */
export type Mark = number

export class Transaction {
  /** The session's sid, for blocking_session. */
  readonly sid: number
  /** Distinguishes transactions in v$transaction. */
  readonly id: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  /** The place among all commits; Infinity until it has committed, so that nobody's snapshot reaches it. */
  commitNumber = Number.POSITIVE_INFINITY
  /** Counts its changes; a statement sees those that were there when it began. */
  changes = 0
  /** Whom it waits for, while it does: the edges along which a deadlock is found. */
  waitsFor: readonly Transaction[] = []
  /** Wake those who wait for its end, in the order they came: whoever waits for a row or a key waits for that. */
  readonly waiters = new Set<() => void>()
  /** Wake those who wait for a table that it has locked. */
  readonly tableWaiters = new Set<() => void>()
  #entries: Entry[] = []
  #isKeptOpen = false
  readonly #savepoints = new Map<string, Mark>()

  constructor(sid: number, id: number, startedAt: number) {
    this.sid = sid
    this.id = id
    this.startedAt = startedAt
  }

  /** The place now reached. */
  get mark(): Mark {
    return this.#entries.length
  }

  /** Whether it has changed or locked anything, be it that a savepoint took it back. */
  get hasWork(): boolean {
    return this.#entries.length > 0 || this.#isKeptOpen
  }

  /** Whether it holds nothing: no change, no lock, no savepoint. */
  get isEmpty(): boolean {
    return !this.hasWork && this.#savepoints.size === 0
  }

  /** The sequence number of the next change. */
  nextChange(): number {
    this.changes += 1
    return this.changes
  }

  noteVersion(table: StoredTable, version: Version): void {
    this.#entries.push({ kind: 'version', table, version })
  }

  noteLock(row: StoredRow): void {
    this.#entries.push({ kind: 'lock', row })
  }

  /** `before` is what it held of that lock until now. */
  noteTableLock(lock: TableLock, before: TableLockMode | undefined): void {
    this.#entries.push({ kind: 'table lock', lock, before })
  }

  /** Whether anything but table locks has come since a place. */
  hasRowsSince(mark: Mark): boolean {
    return this.#entries.slice(mark).some(({ kind }) => kind !== 'table lock')
  }

  setSavepoint(name: string): void {
    this.#savepoints.delete(name)
    this.#savepoints.set(name, this.mark)
  }

  /** The mark of a savepoint; those set after it are forgotten, and what has begun goes on. undefined: never set. */
  returnToSavepoint(name: string): Mark | undefined {
    const mark = this.#savepoints.get(name)
    if (mark === undefined) return undefined
    this.#isKeptOpen = this.hasWork
    const names = [...this.#savepoints.keys()]
    for (const later of names.slice(names.indexOf(name) + 1)) this.#savepoints.delete(later)
    return mark
  }

  /**
   * Undoes everything after `mark`, newest first. Locks stay when a statement is about to run again. Rows are free then,
   * but who waits already goes on waiting ("Database Concepts, Rollback to Savepoint": it enqueues on the transaction).
   */
  *undoTo(mark: Mark, keepLocks: boolean, pulse: Pulse): Work<void> {
    const kept: Entry[] = []
    while (this.#entries.length > mark) {
      if (pulse.isTurn()) yield turn
      const entry = this.#entries.pop()
      if (entry === undefined) break
      if (entry.kind === 'version') entry.table.removeVersion(entry.version)
      else if (keepLocks) kept.push(entry)
      else if (entry.kind === 'lock') entry.row.lockedBy = undefined
      else entry.lock.restore(this, entry.before)
    }
    for (const entry of kept.reverse()) this.#entries.push(entry)
    if (!keepLocks) this.wakeForTables()
  }

  /** Undoes everything; who waits looks again when that is done. */
  *rollBack(pulse: Pulse): Work<void> {
    yield* this.undoTo(0, false, pulse)
    this.wakeAll()
  }

  /** After its commit: lets go of its locks. `onChanged` hears of the changed rows, whose old versions may soon go. */
  *letGo(onChanged: (table: StoredTable, row: StoredRow) => void, pulse: Pulse): Work<void> {
    const changed = new Set<StoredRow>()
    for (const entry of this.#entries) {
      if (pulse.isTurn()) yield turn
      if (entry.kind === 'lock') entry.row.lockedBy = undefined
      else if (entry.kind === 'table lock') entry.lock.restore(this, undefined)
      else if (!changed.has(entry.version.row)) {
        changed.add(entry.version.row)
        onChanged(entry.table, entry.version.row)
      }
    }
    this.#entries = []
    this.wakeAll()
  }

  /** All who wait for it look again: it has ended, or was none yet. */
  wakeAll(): void {
    for (const wake of [...this.waiters]) wake()
    this.wakeForTables()
  }

  /** Those who wait for a table look again. */
  wakeForTables(): void {
    for (const wake of [...this.tableWaiters]) wake()
  }
}
