/**
 * Finds rows by primary key where conditions give all of it, instead of reading the whole table.
 */

import type { Value } from '../../values/value.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, SourceRow } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import type { Work } from '../pause.ts'
import type { Condition } from './condition.ts'
import type { Source } from './source.ts'

type Lookup = (frame: Frame) => Work<Iterable<readonly [SourceRow]>>

/** The rows that can meet the conditions, by key; undefined where the key is not given. The conditions still need testing. */
export const keyLookup = (source: Source, conditions: readonly Condition[]): Lookup | undefined => {
  const table = source.table?.table
  const { primaryKey, keys } = table ?? {}
  if (primaryKey === undefined || keys === undefined) return undefined
  const given = primaryKey.columns.map((column) => valueGiven(source, column, conditions))
  if (given.includes(undefined)) return undefined
  const compiled = given.filter((value) => value !== undefined)
  return function* (frame) {
    const values: Value[] = []
    for (const value of compiled) values.push(yield* evaluate(value, frame))
    if (values.includes(null)) return []
    table?.throwIfDropped()
    const rows: [SourceRow][] = []
    for (const row of keys.find(groupingKey(values))) {
      const version = row.visibleTo(frame.run.snapshot)
      if (version !== undefined) rows.push([version])
    }
    return rows
  }
}

/** What a condition `column = value` compares the column with, when the value needs no row of this block. */
const valueGiven = (
  source: Source,
  column: number,
  conditions: readonly Condition[],
): Compiled | undefined => {
  for (const { equality } of conditions) {
    if (equality === undefined) continue
    const { left, right } = equality
    if (left.column === column && left.sources.has(source.index) && right.sources.size === 0)
      return right.compiled
    if (right.column === column && right.sources.has(source.index) && left.sources.size === 0)
      return left.compiled
  }
  return undefined
}
