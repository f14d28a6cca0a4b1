/**
 * OFFSET and FETCH FIRST.
 */
import type { Query } from '../../parsing/ast/query.ts'
import type { Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import { requireNumber } from '../expression/require.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import { BlockScope } from './block-scope.ts'
import { comparing, type Sortable, type SortKey } from './sort.ts'
import { isPause, type Stream } from './stream.ts'

/** Which rows of an ordered result are wanted. */
export interface Bounds {
  readonly skip: number
  readonly take: number
  /** Of how many in a hundred rows `take` is made, once it is known how many there are. */
  readonly percent?: number
  readonly withTies: boolean
}

export type ReadBounds = (frame: Frame) => Work<Bounds>

/** undefined when the query has no row limit. */
export const compileRowLimit = (
  query: Query,
  compilation: Compilation,
  outer: Scope | undefined,
): ReadBounds | undefined => {
  if (query.offset === undefined && query.fetchFirst === undefined) return undefined
  // No row is there to take a count from: only what stands around the query has names.
  const scope = new BlockScope([], outer)
  const offset = query.offset && compileExpression(query.offset, compilation, scope)
  const count = query.fetchFirst && compileExpression(query.fetchFirst.count, compilation, scope)
  const isPercent = query.fetchFirst?.isPercent === true
  const withTies = query.fetchFirst?.withTies === true && query.orderBy.length > 0
  return function* (frame) {
    const skip = offset === undefined ? 0 : yield* readCount(offset, frame)
    if (count === undefined) return { skip, take: Number.POSITIVE_INFINITY, withTies }
    if (!isPercent) return { skip, take: yield* readCount(count, frame), withTies }
    return { skip, take: 0, percent: yield* readPercent(count, frame), withTies }
  }
}

/** A count of rows: fractions are cut off, and null, as anything below zero, is no rows. */
function* readCount(compiled: Compiled, frame: Frame): Work<number> {
  const value = yield* evaluate(compiled, frame)
  return value === null ? 0 : Math.max(0, Math.floor(requireNumber(value).toNumber()))
}

/** A part of a hundred, fractions allowed; null, as anything below zero, is none. */
function* readPercent(compiled: Compiled, frame: Frame): Work<number> {
  const value = yield* evaluate(compiled, frame)
  return value === null ? 0 : Math.max(0, requireNumber(value).toNumber())
}

/** The wanted rows of a stream; reading ends with the last of them. */
export function* limited(input: Stream<Row>, { skip, take }: Bounds): Stream<Row> {
  let count = 0
  if (take === 0) return
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    count += 1
    if (count > skip) yield item
    if (count - skip >= take) return
  }
}

/** The wanted rows of a sorted list, with those that tie with the last one where that is asked for. */
export const sliceSorted = <T extends Sortable>(
  rows: readonly T[],
  { skip, take, percent, withTies }: Bounds,
  order: readonly SortKey[],
): readonly T[] => {
  const count = percent === undefined ? take : Math.ceil((rows.length * percent) / 100)
  let end = Math.min(rows.length, skip + count)
  const last = rows[end - 1]
  if (withTies && last !== undefined && end > skip) {
    const compare = comparing(order)
    for (let next = rows[end]; next !== undefined && compare(last, next) === 0; next = rows[end]) end += 1
  }
  return rows.slice(skip, end)
}
