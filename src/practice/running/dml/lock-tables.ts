/**
 * The tables that a DML statement locks before it looks at any row: its own, and those that foreign keys tie to it
 * ("Database Concepts, Locks and Foreign Keys").
 */
import type { Work } from '../pause.ts'
import type { ForeignKey } from '../storage/constraint.ts'
import type { StoredTable } from '../storage/table.ts'
import type { TableLock, TableLockMode } from '../storage/table-lock.ts'
import type { Transaction } from '../storage/transaction.ts'

/** What a statement may do to the rows of its table. */
export interface TableChange {
  readonly table: StoredTable
  readonly inserts: boolean
  readonly deletes: boolean
  /** The columns it updates. */
  readonly updates: readonly number[]
}

/**
 * Takes the locks, waiting for them; gives what to do when the statement has ended. A child whose foreign key has no
 * index is locked against all changes for as long as the statement takes, the others for as long as the transaction.
 */
export function* lockTables(change: TableChange, transaction: Transaction): Work<() => void> {
  const { table, inserts, deletes, updates } = change
  yield* table.lock.acquire(transaction, 'row exclusive')
  const touches = (columns: readonly number[]): boolean => columns.some((column) => updates.includes(column))
  for (const { columns, parent } of table.foreignKeys)
    if (inserts || touches(columns)) yield* parent.lock.acquire(transaction, 'row exclusive')
  const passing: (readonly [TableLock, TableLockMode | undefined])[] = []
  for (const foreignKey of table.references)
    if (deletes || touches(foreignKey.parentColumns)) {
      const { lock } = foreignKey.table
      if (isIndexed(foreignKey) || foreignKey.onDelete !== 'no action')
        yield* lock.acquire(transaction, 'row exclusive')
      if (isIndexed(foreignKey)) continue
      passing.push([lock, lock.modeOf(transaction)])
      yield* lock.acquire(transaction, 'share')
    }
  return () => {
    for (const [lock, before] of passing.reverse()) lock.restore(transaction, before)
    if (passing.length > 0) transaction.wakeForTables()
  }
}

/** Whether the columns of the foreign key are the first of some index. */
const isIndexed = ({ table, columns }: ForeignKey): boolean =>
  table.indexes.some((index) =>
    index.columns.slice(0, columns.length).every((place) => columns.includes(place)),
  )
