/**
 * Puts the rows of two sides together: by hash where sides are equal in something, else pair by pair.
 */
import type { Compiled } from '../expression/compiled.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Frame, SourceRow, Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn, type Work } from '../pause.ts'
import { type Condition, holds } from './condition.ts'
import { collect, isPause, type Stream } from './stream.ts'

/** Part of a FROM clause: the sources it covers and the rows it gives. */
export interface Part {
  readonly sources: ReadonlySet<number>
  rows(frame: Frame): Stream<Tuple>
}

/** Which rows without a partner stay. */
export type Keeping = 'none' | 'left' | 'both'

/** `conditions` must need both sides, or be conditions of an outer join's ON. */
export const join = (
  left: Part,
  right: Part,
  conditions: readonly Condition[],
  keeping: Keeping,
  emptyTuple: Tuple,
): Part => {
  const keys = conditions.flatMap((condition) => keysOf(condition, left, right) ?? [])
  const rest = conditions.filter((condition) => keysOf(condition, left, right) === undefined)
  const rightSources = [...right.sources]
  const merge = (one: Tuple, other: Tuple): Tuple => {
    const merged = [...one]
    for (const source of rightSources) merged[source] = other[source] as SourceRow
    return merged
  }
  return {
    sources: new Set([...left.sources, ...right.sources]),
    *rows(frame) {
      const table = yield* buildTable(right, keys, frame)
      const matched = new Set<Tuple>()
      for (const item of left.rows(frame)) {
        if (isPause(item)) {
          yield item
          continue
        }
        let hasPartner = false
        frame.tuple = item
        const key = yield* keyOf(
          keys.map((pair) => pair.left),
          frame,
        )
        for (const candidate of (key !== undefined && table.get(key)) || []) {
          if (frame.run.pulse.isTurn()) yield turn
          const merged = merge(item, candidate)
          frame.tuple = merged
          if (rest.length > 0 && !(yield* holds(rest, frame))) continue
          hasPartner = true
          if (keeping === 'both') matched.add(candidate)
          yield merged
        }
        if (!hasPartner && keeping !== 'none') yield merge(item, emptyTuple)
      }
      if (keeping !== 'both') return
      for (const candidates of table.values())
        for (const candidate of candidates) if (!matched.has(candidate)) yield merge(emptyTuple, candidate)
    },
  }
}

interface KeyPair {
  readonly left: Compiled
  readonly right: Compiled
}

const isWithin = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean =>
  some.size > 0 && [...some].every((source) => all.has(source))

/** A condition as a pair of keys, when it is an equality with one side on either side of the join. */
const keysOf = ({ equality }: Condition, left: Part, right: Part): KeyPair | undefined => {
  if (equality === undefined) return undefined
  const one = equality.left
  const other = equality.right
  if (isWithin(one.sources, left.sources) && isWithin(other.sources, right.sources))
    return { left: one.compiled, right: other.compiled }
  if (isWithin(other.sources, left.sources) && isWithin(one.sources, right.sources))
    return { left: other.compiled, right: one.compiled }
  return undefined
}

/** Rows whose key is null match nothing; they stand under this key, which no row looks up. */
const NO_KEY = 'no key'

function* buildTable(part: Part, keys: readonly KeyPair[], frame: Frame): Work<Map<string, Tuple[]>> {
  const table = new Map<string, Tuple[]>()
  const compiled = keys.map((pair) => pair.right)
  for (const tuple of yield* collect(part.rows(frame))) {
    frame.tuple = tuple
    const key = (yield* keyOf(compiled, frame)) ?? NO_KEY
    const same = table.get(key)
    if (same === undefined) table.set(key, [tuple])
    else same.push(tuple)
    if (frame.run.pulse.isTurn()) yield turn
  }
  return table
}

/** The key of the frame's row; undefined when some of it is null. */
function* keyOf(keys: readonly Compiled[], frame: Frame): Work<string | undefined> {
  const values = []
  for (const key of keys) {
    const value = yield* evaluate(key, frame)
    if (value === null) return undefined
    values.push(value)
  }
  return groupingKey(values)
}
