/**
 * Finds rows by an index where conditions give all of it, instead of reading the whole table.
 */
import type { Value } from '../../values/value.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, SourceRow } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn, type Work } from '../pause.ts'
import type { StoredTable } from '../storage/table.ts'
import type { TableIndex } from '../storage/table-index.ts'
import type { Condition } from './condition.ts'
import type { Source } from './source.ts'

/** The rows that can meet the conditions, with the rows of the other sources in the frame's tuple. */
export type Lookup = (frame: Frame) => Work<readonly SourceRow[]>

/**
 * undefined where no index is given all its columns by constants and the sources in `known`. The conditions still need
 * testing.
 */
export const keyLookup = (
  source: Source,
  conditions: readonly Condition[],
  known: ReadonlySet<number>,
): Lookup | undefined => {
  const table = source.table?.table
  if (table === undefined) return undefined
  const given = givenKey(table, source, conditions, known)
  if (given === undefined) return undefined
  const { index, values: compiled } = given
  return function* (frame) {
    const { snapshot } = frame.run
    const values: Value[] = []
    for (const value of compiled) values.push(yield* evaluate(value, frame))
    if (values.includes(null)) return []
    table.requireReadable(snapshot)
    const rows: SourceRow[] = []
    // An index that has gone meanwhile leaves the whole table to look at.
    for (const row of index.isDropped ? table.rows() : index.find(groupingKey(values))) {
      if (frame.run.pulse.isTurn()) yield turn
      table.requireReadable(snapshot)
      const version = row.visibleTo(snapshot)
      if (version !== undefined) rows.push(version)
    }
    return rows
  }
}

interface GivenKey {
  readonly index: TableIndex
  readonly values: readonly Compiled[]
}

/** An index of which every column is given a value, a unique one before others. */
const givenKey = (
  table: StoredTable,
  source: Source,
  conditions: readonly Condition[],
  known: ReadonlySet<number>,
): GivenKey | undefined => {
  let found: GivenKey | undefined
  for (const index of table.indexes) {
    const given = index.columns.map((column) => valueGiven(source, column, conditions, known))
    const values = given.filter((value) => value !== undefined)
    if (values.length < given.length || (found !== undefined && !index.isUnique)) continue
    found = { index, values }
    if (index.isUnique) return found
  }
  return found
}

/** What a condition `column = value` compares the column with, when the value needs known sources only. */
const valueGiven = (
  source: Source,
  column: number,
  conditions: readonly Condition[],
  known: ReadonlySet<number>,
): Compiled | undefined => {
  for (const { equality } of conditions) {
    if (equality === undefined) continue
    const { left, right } = equality
    if (left.column === column && left.sources.has(source.index) && right.sources.isSubsetOf(known))
      return right.compiled
    if (right.column === column && right.sources.has(source.index) && left.sources.isSubsetOf(known))
      return left.compiled
  }
  return undefined
}
