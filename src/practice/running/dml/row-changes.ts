/**
 * Changes rows for one statement and sees to it that the constraints of the tables hold: those of a row with each
 * change, those between rows when the statement ends. Locking the rows first is the caller's part.
 */
import { OracleError } from '../../error.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Run } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn, type Work } from '../pause.ts'
import type { ForeignKey } from '../storage/constraint.ts'
import { lockRow } from '../storage/row-lock.ts'
import type { StoredRow } from '../storage/stored-row.ts'
import type { StoredTable } from '../storage/table.ts'
import type { TableIndex } from '../storage/table-index.ts'
import type { Transaction } from '../storage/transaction.ts'
import {
  candidates,
  isPresent,
  matcher,
  presenceOf,
  type Seeker,
  type SoughtKey,
  valuesOf,
} from './presence.ts'

export interface RowChanges {
  /** Raises ORA-02290 and, after waiting for whoever may have the key, ORA-00001. */
  insert(table: StoredTable, values: Row): Work<StoredRow>
  /** Gives a locked row other values. Raises ORA-02290. */
  update(table: StoredTable, row: StoredRow, values: Row): Work<void>
  /** Deletes a locked row, and what must go with it. */
  delete(table: StoredTable, row: StoredRow): Work<void>
  /** Checks what has to hold when the statement ends. Raises ORA-00001, ORA-02291 and ORA-02292. */
  finish(): Work<void>
}

/** A key that a row has come to have, and has to claim. */
interface Claim {
  readonly table: StoredTable
  readonly index: TableIndex
  readonly row: StoredRow
}

/** What is left to check of foreign keys; each once. */
type Pending =
  | { readonly kind: 'parent'; readonly foreignKey: ForeignKey; readonly values: readonly Value[] }
  | { readonly kind: 'children'; readonly foreignKey: ForeignKey; readonly values: readonly Value[] }

export const openChanges = (run: Run, transaction: Transaction): RowChanges => {
  const seeker: Seeker = { transaction, pulse: run.pulse }
  const claims: Claim[] = []
  const pending: Pending[] = []
  const noted = new Map<ForeignKey, Record<'parent' | 'children', Set<string>>>()

  const note = (kind: 'parent' | 'children', foreignKey: ForeignKey, values: readonly Value[]): void => {
    if (values.includes(null)) return
    const known = noted.get(foreignKey) ?? { parent: new Set(), children: new Set() }
    noted.set(foreignKey, known)
    const key = groupingKey(values)
    if (known[kind].has(key)) return
    known[kind].add(key)
    pending.push({ kind, foreignKey, values })
  }

  function* check(table: StoredTable, values: Row): Work<void> {
    for (const { allows, owner, name } of table.checks)
      if (!(yield* allows(values, run)))
        throw new OracleError(2290, `check constraint (${owner}.${name}) violated`)
  }

  function* insert(table: StoredTable, values: Row): Work<StoredRow> {
    yield* check(table, values)
    const row = table.insert(values, transaction)
    const indexes = uniqueIndexes(table)
    leaveUnclaimed(row, indexes)
    for (const index of indexes) yield* claimKey(table, index, row, seeker)
    for (const foreignKey of table.foreignKeys)
      note('parent', foreignKey, valuesOf(foreignKey.columns, values))
    return row
  }

  function* update(table: StoredTable, row: StoredRow, values: Row): Work<void> {
    const before = row.newest?.values ?? []
    yield* check(table, values)
    table.write(row, values, transaction)
    const isChanged = (columns: readonly number[]): boolean =>
      groupingKey(valuesOf(columns, before)) !== groupingKey(valuesOf(columns, values))
    const moved = uniqueIndexes(table).filter(({ columns }) => isChanged(columns))
    leaveUnclaimed(row, moved)
    for (const index of moved) claims.push({ table, index, row })
    for (const foreignKey of table.foreignKeys)
      if (isChanged(foreignKey.columns)) note('parent', foreignKey, valuesOf(foreignKey.columns, values))
    for (const foreignKey of table.references)
      if (isChanged(foreignKey.parentColumns))
        note('children', foreignKey, valuesOf(foreignKey.parentColumns, before))
  }

  function* remove(table: StoredTable, row: StoredRow): Work<void> {
    const before = row.newest?.values ?? []
    table.write(row, undefined, transaction)
    for (const foreignKey of table.references) {
      const values = valuesOf(foreignKey.parentColumns, before)
      if (foreignKey.onDelete === 'no action') note('children', foreignKey, values)
      else if (!values.includes(null)) yield* followParent(foreignKey, values)
    }
  }

  /** What ON DELETE does to the rows that referred to a row now deleted. */
  function* followParent(foreignKey: ForeignKey, values: readonly Value[]): Work<void> {
    const { table, columns, onDelete } = foreignKey
    const sought: SoughtKey = { table, columns, values }
    const has = matcher(sought)
    for (const child of candidates(sought).rows) {
      if (run.pulse.isTurn()) yield turn
      if (presenceOf(child, has, transaction) === 'gone') continue
      yield* lockRow(transaction, child, 'wait')
      const now = child.newest
      if (now?.values === undefined || !has(now)) continue
      if (onDelete === 'cascade') yield* remove(table, child)
      else yield* update(table, child, withNulls(now.values, columns, table))
    }
  }

  /** @throws OracleError ORA-01407 where a column that must be present would become null. */
  function withNulls(values: Row, columns: readonly number[], table: StoredTable): Row {
    if (columns.some((column) => table.columns[column]?.nullable === false))
      throw new OracleError(1407, 'cannot update NOT NULL column to NULL (ON DELETE SET NULL)')
    return values.map((value, column) => (columns.includes(column) ? null : value))
  }

  function* checkPending(one: Pending): Work<void> {
    const { foreignKey, values } = one
    const { parent, parentColumns, key, table, columns, owner, name } = foreignKey
    const sought = { table: parent, columns: parentColumns, values, unique: key.index }
    const hasParent = isPresent(sought, undefined, seeker)
    if (one.kind === 'parent') {
      if (!(yield* hasParent))
        throw new OracleError(2291, `integrity constraint (${owner}.${name}) violated - parent key not found`)
      return
    }
    const hasChild = isPresent({ table, columns, values }, undefined, seeker)
    if ((yield* hasChild) && !(yield* hasParent))
      throw new OracleError(2292, `integrity constraint (${owner}.${name}) violated - child record found`)
  }

  function* finish(): Work<void> {
    for (const { table, index, row } of claims) {
      if (run.pulse.isTurn()) yield turn
      yield* claimKey(table, index, row, seeker)
    }
    for (const one of pending) {
      if (run.pulse.isTurn()) yield turn
      yield* checkPending(one)
    }
  }

  return { insert, update, delete: remove, finish }
}

/** Indexes that let no key stand twice, by themselves or for a constraint. */
const uniqueIndexes = (table: StoredTable): readonly TableIndex[] =>
  table.indexes.filter((index) => index.isUnique || table.keys.some((key) => key.index === index))

/** Others find the row's keys in these indexes only when they have been claimed. */
const leaveUnclaimed = ({ newest }: StoredRow, indexes: readonly TableIndex[]): void => {
  if (newest === undefined || indexes.length === 0) return
  const { previous, transaction } = newest
  const before = previous?.transaction === transaction ? previous.unclaimed : []
  newest.unclaimed = [...before, ...indexes]
}

/** Takes the row's key for it when nobody else has it or may come to have it again. Raises ORA-00001. */
function* claimKey(table: StoredTable, index: TableIndex, row: StoredRow, seeker: Seeker): Work<void> {
  const { newest } = row
  if (newest?.values === undefined) return
  if (!index.isAllNull(newest.values)) {
    const { columns } = index
    const sought = { table, columns, values: valuesOf(columns, newest.values), unique: index }
    if (yield* isPresent(sought, row, seeker)) {
      const { owner, name } = table.keys.find((key) => key.index === index) ?? index
      throw new OracleError(1, `unique constraint (${owner}.${name}) violated`)
    }
  }
  newest.unclaimed = newest.unclaimed.filter((other) => other !== index)
}
