/**
 * Which rows of a list pass its filter, in the order it is sorted by, kept up to date row by row: a change costs a
 * search, never a sort, and a list of 100,000 rows is taken in a few thousand at a time. Rows are known by index alone.
 */

/** What a row is sorted by; within one order all are numbers or all are texts. */
export type Rank = number | string

export interface RowOrder {
  /** Rows that pass, of those taken in so far. */
  readonly length: number
  /** Rows looked at so far. */
  readonly taken: number
  /** Takes in at most so many more rows; whether none is left. */
  takeIn(count: number): boolean
  /** Looks anew at a row that may have changed. */
  touch(index: number): void
  /** The row at a place from 0; undefined beyond the end. */
  at(place: number): number | undefined
  /** The place of a row; -1 when it does not pass. */
  placeOf(index: number): number
}

/** `rank` is undefined for a row that does not pass. Rows of equal rank stand in the order of their indexes. */
export function createRowOrder(
  total: () => number,
  rank: (index: number) => Rank | undefined,
  isReversed = false,
): RowOrder {
  const ranks: (Rank | undefined)[] = []
  let order: number[] = []

  function compare(a: number, b: number): number {
    const [x = 0, y = 0] = [ranks[a], ranks[b]]
    if (x === y) return a - b
    return x < y === isReversed ? 1 : -1
  }

  /** The first place whose row does not stand before this one. */
  function placeFor(index: number): number {
    let [low, high] = [0, order.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (compare(order[middle] ?? 0, index) < 0) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get length() {
      return order.length
    },
    get taken() {
      return ranks.length
    },
    takeIn(count) {
      const end = Math.min(total(), ranks.length + count)
      const fresh: number[] = []
      for (let index = ranks.length; index < end; index++) {
        ranks.push(rank(index))
        if (ranks[index] !== undefined) fresh.push(index)
      }
      order = merge(order, fresh.sort(compare), compare)
      return ranks.length >= total()
    },
    touch(index) {
      if (index >= ranks.length) return
      const before = ranks[index]
      const after = rank(index)
      if (before === after) return
      if (before !== undefined) order.splice(placeFor(index), 1)
      ranks[index] = after
      if (after !== undefined) order.splice(placeFor(index), 0, index)
    },
    at: (place) => order[place],
    placeOf(index) {
      if (ranks[index] === undefined) return -1
      return placeFor(index)
    },
  }
}

function merge(old: number[], fresh: readonly number[], compare: (a: number, b: number) => number): number[] {
  const [last, first] = [old.at(-1), fresh[0]]
  if (first === undefined) return old
  if (last === undefined || compare(last, first) < 0) {
    for (const index of fresh) old.push(index)
    return old
  }
  const merged: number[] = []
  let next = 0
  for (const index of old) {
    for (let row = fresh[next]; row !== undefined && compare(row, index) < 0; row = fresh[++next])
      merged.push(row)
    merged.push(index)
  }
  for (const index of fresh.slice(next)) merged.push(index)
  return merged
}
