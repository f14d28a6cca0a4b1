/**
 * Puts the rows of two sides together: by hash where sides are equal in something, else pair by pair.
 */
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, SourceRow, Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { sizeOfAll, type WorkArea } from '../memory.ts'
import { turn, type Work } from '../pause.ts'
import { Version } from '../storage/stored-row.ts'
import { type Condition, holds } from './condition.ts'
import { isPause, type Stream } from './stream.ts'

/** Part of a FROM clause: the sources it covers and the rows it gives; other sources' places hold nulls. */
export interface Part {
  readonly sources: ReadonlySet<number>
  rows(frame: Frame): Stream<Tuple>
}

/** Part of a FROM clause whose rows are found for one row after the other of what stands before it. */
export interface Extension {
  readonly sources: ReadonlySet<number>
  /** Ready for one execution, which releases the area: gives a tuple with each row that goes with it. */
  open(frame: Frame, area: WorkArea): (tuple: Tuple) => Stream<Tuple>
}

/** Which rows without a partner stay. */
export type Keeping = 'none' | 'left' | 'both'

/** `conditions` must need both sides, or be conditions of an outer join's ON. */
export const join = (left: Part, right: Part, conditions: readonly Condition[], keeping: Keeping): Part => {
  const keys = conditions.flatMap((condition) => keysOf(condition, left, right) ?? [])
  const rest = conditions.filter((condition) => keysOf(condition, left, right) === undefined)
  if (keys.length === 0 && keeping !== 'both') return nestedLoop(left, buffered(right), rest, keeping)
  const merge = mergeInto(right)
  const leftKeys = keys.map((pair) => pair.left)
  const rightKeys = keys.map((pair) => pair.right)
  function* hashed(frame: Frame, area: WorkArea): Stream<Tuple> {
    let table: Map<string, Tuple[]> | undefined
    const matched = new Set<Tuple>()
    for (const item of left.rows(frame)) {
      if (isPause(item)) {
        yield item
        continue
      }
      table ??= yield* buildTable(right, rightKeys, frame, area)
      let hasPartner = false
      frame.tuple = item
      const key = yield* keyOf(leftKeys, frame)
      for (const candidate of (key !== undefined && table.get(key)) || []) {
        if (frame.run.pulse.isTurn()) yield turn
        const merged = merge(item, candidate)
        frame.tuple = merged
        if (rest.length > 0 && !(yield* holds(rest, frame))) continue
        hasPartner = true
        if (keeping === 'both') matched.add(candidate)
        yield merged
      }
      if (!hasPartner && keeping !== 'none') yield item
    }
    if (keeping !== 'both') return
    table ??= yield* buildTable(right, rightKeys, frame, area)
    for (const candidates of table.values())
      for (const candidate of candidates) {
        if (frame.run.pulse.isTurn()) yield turn
        if (!matched.has(candidate)) yield candidate
      }
  }
  return {
    sources: left.sources.union(right.sources),
    *rows(frame) {
      const area = frame.run.memory.open()
      try {
        yield* hashed(frame, area)
      } finally {
        area.release()
      }
    },
  }
}

/** Every row of `left` with what goes with it on the other side. */
export const nestedLoop = (
  left: Part,
  right: Extension,
  conditions: readonly Condition[],
  keeping: 'none' | 'left',
): Part => ({
  sources: left.sources.union(right.sources),
  *rows(frame) {
    const area = frame.run.memory.open()
    const extend = right.open(frame, area)
    try {
      for (const item of left.rows(frame)) {
        if (isPause(item)) {
          yield item
          continue
        }
        let hasPartner = false
        for (const merged of extend(item)) {
          if (frame.run.pulse.isTurn()) yield turn
          if (isPause(merged)) {
            yield merged
            continue
          }
          frame.tuple = merged
          if (conditions.length > 0 && !(yield* holds(conditions, frame))) continue
          hasPartner = true
          yield merged
        }
        if (!hasPartner && keeping === 'left') yield item
      }
    } finally {
      area.release()
    }
  },
})

/** The same rows for each tuple, read once and no further than they are asked for. */
const buffered = (part: Part): Extension => ({
  sources: part.sources,
  open(frame, area) {
    const merge = mergeInto(part)
    const rows = part.rows(frame)
    const kept: Tuple[] = []
    return function* (tuple) {
      for (const other of kept) yield merge(tuple, other)
      for (let step = rows.next(); !step.done; step = rows.next()) {
        if (isPause(step.value)) {
          yield step.value
          continue
        }
        area.charge(tupleSize(step.value, part))
        kept.push(step.value)
        yield merge(tuple, step.value)
      }
    }
  },
})

const mergeInto = (part: Part): ((one: Tuple, other: Tuple) => Tuple) => {
  const sources = [...part.sources]
  return (one, other) => {
    const merged = [...one]
    for (const source of sources) merged[source] = other[source] as SourceRow
    return merged
  }
}

// ---- hash joins -------------------------------------------------------------------------------------------

interface KeyPair {
  readonly left: Compiled
  readonly right: Compiled
}

const isWithin = (some: ReadonlySet<number>, all: ReadonlySet<number>): boolean =>
  some.size > 0 && some.isSubsetOf(all)

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

function* buildTable(
  part: Part,
  keys: readonly Compiled[],
  frame: Frame,
  area: WorkArea,
): Work<Map<string, Tuple[]>> {
  const table = new Map<string, Tuple[]>()
  for (const item of part.rows(frame)) {
    if (isPause(item)) {
      yield item
      continue
    }
    frame.tuple = item
    const key = (yield* keyOf(keys, frame)) ?? NO_KEY
    area.charge(tupleSize(item, part) + key.length)
    const same = table.get(key)
    if (same === undefined) table.set(key, [item])
    else same.push(item)
    if (frame.run.pulse.isTurn()) yield turn
  }
  return table
}

/** About how many bytes a tuple takes beside its rows: a list, its place in a table and the key's text. */
const TUPLE = 150

/** Rows of tables are there anyway; rows that were made for this query are kept by it alone. */
export const tupleSize = (tuple: Tuple, { sources }: Pick<Part, 'sources'>): number => {
  let size = TUPLE
  for (const source of sources) {
    const row = tuple[source]
    if (row?.values !== undefined && !(row instanceof Version)) size += sizeOfAll(row.values)
  }
  return size
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
