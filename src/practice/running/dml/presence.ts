/**
 * Whether rows with a key are there as far as anybody can know now: keys and references are checked against what is
 * committed and what the transaction itself did, and whatever another transaction may still undo has to be waited for.
 */
import type { Row, Value } from '../../values/value.ts'
import { groupingKey } from '../grouping-key.ts'
import { type Pulse, turn, type Work } from '../pause.ts'
import { waitFor } from '../storage/row-lock.ts'
import type { StoredRow, Version } from '../storage/stored-row.ts'
import type { StoredTable } from '../storage/table.ts'
import type { TableIndex } from '../storage/table-index.ts'
import type { Transaction } from '../storage/transaction.ts'

/** A key to look for: values of some columns of a table. */
export interface SoughtKey {
  readonly table: StoredTable
  readonly columns: readonly number[]
  readonly values: readonly Value[]
  /** The index that lets the key stand only once, if one does. */
  readonly unique?: TableIndex
}

/** Whose work it is done for. */
export interface Seeker {
  readonly transaction: Transaction
  readonly pulse: Pulse
}

export const valuesOf = (columns: readonly number[], row: Row): readonly Value[] =>
  columns.map((column) => row[column] ?? null)

/** The rows that have, had or may get the key, and others: found by an index where there is one, among all else. */
export const candidates = (
  sought: SoughtKey,
): { readonly rows: Iterable<StoredRow>; readonly isScan: boolean } => {
  const { table, columns, values } = sought
  const index = table.indexOn(columns)
  if (index === undefined) return { rows: table.rows(), isScan: true }
  const key = groupingKey(index.columns.map((column) => values[columns.indexOf(column)] ?? null))
  return { rows: index.find(key), isScan: false }
}

/** Tells whether a version has the key. */
export const matcher = ({ columns, values }: SoughtKey): ((version: Version) => boolean) => {
  const key = groupingKey(values)
  return (version) => version.values !== undefined && groupingKey(valuesOf(columns, version.values)) === key
}

type Presence = 'here' | 'gone' | Transaction

/** What is known of one row: the versions that others may undo have to agree with the one below them. */
export const presenceOf = (
  row: StoredRow,
  has: (version: Version) => boolean,
  transaction: Transaction,
): Presence => {
  let holder: Transaction | undefined
  let isHere = false
  let isGone = false
  for (let version = row.newest; version !== undefined; version = version.previous) {
    if (has(version)) isHere = true
    else isGone = true
    if (!version.isInDoubtFor(transaction)) break
    holder = version.transaction
    // Below the first version of a new row is nothing.
    if (version.previous === undefined) isGone = true
  }
  if (holder !== undefined && isHere && isGone) return holder
  return isHere ? 'here' : 'gone'
}

/**
 * Whether some row but `self` has the key; waits for whoever may be about to give or take it. Those who wait for the
 * key themselves are not waited for: all wait for the same transaction, and the first of them to go on has it.
 */
export function* isPresent(
  sought: SoughtKey,
  self: StoredRow | undefined,
  { transaction, pulse }: Seeker,
): Work<boolean> {
  const { unique } = sought
  const matches = matcher(sought)
  const has = (version: Version): boolean =>
    matches(version) && !(unique && version.unclaimed.includes(unique) && version.isInDoubtFor(transaction))
  for (;;) {
    let holder: Transaction | undefined
    const { rows, isScan } = candidates(sought)
    for (const row of rows) {
      // With an index it is one step: nobody else may come to have the key between the change and its check.
      if (isScan && pulse.isTurn()) yield turn
      if (row === self) continue
      const presence = presenceOf(row, has, transaction)
      if (presence === 'here') return true
      if (presence !== 'gone') holder ??= presence
    }
    if (holder === undefined) return false
    yield* waitFor(transaction, [holder], 'enq: TX - row lock contention')
  }
}
