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
  /** Wakes those who wait for its end, in the order they came. */
  readonly waiters = new Set<() => void>()
  #entries: Entry[] = []
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

  /** Whether it has changed or locked anything. */
  get hasWork(): boolean {
    return this.#entries.length > 0
  }

  /** Whether it holds nothing: no change, no lock, no savepoint. */
  get isEmpty(): boolean {
    return this.#entries.length === 0 && this.#savepoints.size === 0
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

  /** The mark of a savepoint; those set after it are forgotten. undefined: never set. */
  returnToSavepoint(name: string): Mark | undefined {
    const mark = this.#savepoints.get(name)
    if (mark === undefined) return undefined
    const names = [...this.#savepoints.keys()]
    for (const later of names.slice(names.indexOf(name) + 1)) this.#savepoints.delete(later)
    return mark
  }

  /** Undoes everything after `mark`, newest first. Locks stay when a statement is about to run again. */
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
    if (!keepLocks) this.wakeAll()
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

  /** Those who wait for it look again. */
  wakeAll(): void {
    for (const wake of [...this.waiters]) wake()
  }
}
