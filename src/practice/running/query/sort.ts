/**
 * ORDER BY: sorts rows by keys that were computed with them, in steps small enough that others go on meanwhile.
 */
import { compareValues } from '../../values/comparison.ts'
import type { Value } from '../../values/value.ts'
import { type Pulse, turn, type Work } from '../pause.ts'

export interface SortKey {
  readonly isDescending: boolean
  readonly isNullFirst: boolean
}

/** A row with the values it is sorted by. */
export interface Sortable {
  readonly keys: readonly Value[]
}

/** Rows sorted without a pause between. */
const RUN_LENGTH = 512

/** Sorts stably: rows with equal keys stay in their order. */
export function* sortRows<T extends Sortable>(
  rows: readonly T[],
  order: readonly SortKey[],
  pulse: Pulse,
): Work<T[]> {
  const compare = comparing(order)
  let runs: T[][] = []
  for (let at = 0; at < rows.length; at += RUN_LENGTH) {
    runs.push(rows.slice(at, at + RUN_LENGTH).sort(compare))
    yield turn
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let at = 0; at < runs.length; at += 2)
      merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare, pulse))
    runs = merged
  }
  return runs[0] ?? []
}

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (a: T, b: T) => number,
  pulse: Pulse,
): Work<T[]> {
  const merged: T[] = []
  let at = 0
  for (const row of left) {
    for (let other = right[at]; other !== undefined && compare(row, other) > 0; other = right[at]) {
      merged.push(other)
      at += 1
    }
    merged.push(row)
    if (pulse.isTurn()) yield turn
  }
  return merged.concat(right.slice(at))
}

/** Compares by the sort keys alone. */
export const comparing =
  (order: readonly SortKey[]) =>
  (a: Sortable, b: Sortable): number => {
    for (const [index, { isDescending, isNullFirst }] of order.entries()) {
      const left = a.keys[index] ?? null
      const right = b.keys[index] ?? null
      if (left === null || right === null) {
        if (left === right) continue
        return (left === null) === isNullFirst ? -1 : 1
      }
      const difference = compareValues(left, right)
      if (difference !== 0) return isDescending ? -difference : difference
    }
    return 0
  }
