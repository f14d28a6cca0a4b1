/**
 * ORDER BY: sorts rows by keys that were computed with them, in steps small enough that others go on meanwhile.
 */
import { compareValues, isToldByRank, type Rank, rankOf } from '../../values/comparison.ts'
import type { Value } from '../../values/value.ts'
import { mapInTurns, type Pulse, turn, type Work } from '../pause.ts'

export interface SortKey {
  readonly isDescending: boolean
  readonly isNullFirst: boolean
}

/** A row with the values it is sorted by. */
export interface Sortable {
  readonly keys: readonly Value[]
}

/** A row on its way through the sort, with what its keys are compared by first. */
interface Ranked<T extends Sortable> {
  readonly row: T
  readonly ranks: readonly Rank[]
}

type Present = Exclude<Value, null>

/** Rows sorted without a pause between. */
const RUN_LENGTH = 16

/** Sorts stably: rows with equal keys stay in their order. */
export function* sortRows<T extends Sortable>(
  rows: readonly T[],
  order: readonly SortKey[],
  pulse: Pulse,
): Work<T[]> {
  const areTold = order.map(() => true)
  let from: Ranked<T>[] = []
  for (const row of rows) {
    requireComparable(row, rows[0])
    for (const [index, value] of row.keys.entries()) if (!isToldByRank(value)) areTold[index] = false
    from.push({ row, ranks: order.map((_, index) => rankOf(row.keys[index] ?? null)) })
    if (pulse.isTurn()) yield turn
  }
  const compare = comparingRanked(order, areTold)
  for (let at = 0; at < from.length; at += RUN_LENGTH) {
    const run = from.slice(at, at + RUN_LENGTH).sort(compare)
    for (const [place, ranked] of run.entries()) from[at + place] = ranked
    if (pulse.isTurn()) yield turn
  }
  for (let length = RUN_LENGTH; length < from.length; length *= 2) {
    const merged: Ranked<T>[] = []
    for (let start = 0; start < from.length; start += length * 2) {
      const middle = Math.min(start + length, from.length)
      const end = Math.min(middle + length, from.length)
      let left = start
      let right = middle
      while (left < middle || right < end) {
        const one = left < middle ? from[left] : undefined
        const other = right < end ? from[right] : undefined
        if (one !== undefined && (other === undefined || compare(one, other) <= 0)) {
          merged.push(one)
          left += 1
        } else if (other !== undefined) {
          merged.push(other)
          right += 1
        }
        if (pulse.isTurn()) yield turn
      }
    }
    from = merged
  }
  return yield* mapInTurns(from, ({ row }) => row, pulse)
}

/** Ranks tell only values of one type apart. @throws OracleError ORA-00932. */
const requireComparable = (row: Sortable, first: Sortable | undefined): void => {
  for (const [index, value] of row.keys.entries()) {
    const other = first?.keys[index] ?? null
    if (value !== null && other !== null && value.constructor !== other.constructor)
      compareValues(value, other)
  }
}

/** Compares as `comparing` does: values only where ranks do not tell. */
const comparingRanked = (order: readonly SortKey[], areTold: readonly boolean[]) => {
  const downwards = order.map(({ isDescending }) => isDescending)
  const nullsFirst = order.map(({ isNullFirst }) => isNullFirst)
  return (a: Ranked<Sortable>, b: Ranked<Sortable>): number => {
    for (let index = 0; index < downwards.length; index += 1) {
      const left = a.ranks[index] ?? null
      const right = b.ranks[index] ?? null
      if (left === null || right === null) {
        if (left === right) continue
        return (left === null) === nullsFirst[index] ? -1 : 1
      }
      if (left < right) return downwards[index] ? 1 : -1
      if (left > right) return downwards[index] ? -1 : 1
      if (areTold[index]) continue
      const difference = compareValues(a.row.keys[index] as Present, b.row.keys[index] as Present)
      if (difference !== 0) return downwards[index] ? -difference : difference
    }
    return 0
  }
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
