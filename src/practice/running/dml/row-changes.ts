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

/** What is left to check; each once. */
type Pending =
  | {
      readonly kind: 'unique'
      readonly table: StoredTable
      readonly index: TableIndex
      readonly row: StoredRow
    }
  | { readonly kind: 'parent'; readonly foreignKey: ForeignKey; readonly values: readonly Value[] }
  | { readonly kind: 'children'; readonly foreignKey: ForeignKey; readonly values: readonly Value[] }

export const openChanges = (run: Run, transaction: Transaction): RowChanges => {
  const seeker: Seeker = { transaction, pulse: run.pulse }
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
    // The row is there before its keys are checked, so that whoever wants one of them waits for this one.
    const row = table.insert(values, transaction)
    for (const index of uniqueIndexes(table)) yield* claimKey(table, index, values, row, seeker)
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
    for (const index of uniqueIndexes(table))
      if (isChanged(index.columns)) pending.push({ kind: 'unique', table, index, row })
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
    if (one.kind === 'unique') {
      const values = one.row.newest?.values
      if (values !== undefined) yield* claimKey(one.table, one.index, values, one.row, seeker)
      return
    }
    const { foreignKey, values } = one
    const { parent, parentColumns, table, columns, owner, name } = foreignKey
    const hasParent = isPresent({ table: parent, columns: parentColumns, values }, undefined, seeker)
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

/** Makes sure that no row but `self` has the key of `values`. Raises ORA-00001. */
function* claimKey(
  table: StoredTable,
  index: TableIndex,
  values: Row,
  self: StoredRow | undefined,
  seeker: Seeker,
): Work<void> {
  if (index.isAllNull(values)) return
  const { columns } = index
  if (!(yield* isPresent({ table, columns, values: valuesOf(columns, values) }, self, seeker))) return
  const { owner, name } = table.keys.find((key) => key.index === index) ?? index
  throw new OracleError(1, `unique constraint (${owner}.${name}) violated`)
}
