/**
 * A query block, compiled: FROM and WHERE, grouping, select list, DISTINCT, and the ORDER BY and row limit of the query
 * that is nothing but this block, put in their order.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Query, QueryBlock } from '../../parsing/ast/query.ts'
import type { Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { areFew, type Compiled, evaluateAll } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { drawsOf } from '../expression/sequence-values.ts'
import { Frame, type Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { sizeOfAll, type WorkArea } from '../memory.ts'
import { turn, type Work } from '../pause.ts'
import { requireOrdered } from './aggregates/argument-types.ts'
import type { QueryPlan } from './compile-query.ts'
import { distinct } from './distinct.ts'
import { compileRowLocks } from './for-update.ts'
import { compileFrom } from './from.ts'
import { compileGrouping, refuseAggregates } from './group.ts'
import { compileHierarchy } from './hierarchy.ts'
import { HierarchyUse } from './hierarchy-use.ts'
import { compileOrder, type OrderKey } from './order.ts'
import { numbered } from './row-filter.ts'
import { type Bounds, compileRowLimit, limited, sliceSorted } from './row-limit.ts'
import { compileSelectList } from './select-list.ts'
import { type Sortable, sortRows } from './sort.ts'
import { isPause, type Stream } from './stream.ts'
import { compileWindows } from './windows/compile-windows.ts'

/** Compiles `query`, whose body is `block`. Raises what Oracle raises for names, rights and grouping. */
export const compileBlock = (
  block: QueryBlock,
  query: Query,
  given: Compilation,
  outer: Scope | undefined,
): Omit<QueryPlan, 'isCorrelated' | 'uses'> => {
  const compilation: Compilation = {
    ...given,
    dialect: 'SQL',
    substitute: refuseAggregates,
    draws: undefined,
  }
  const { hierarchy } = block
  const use = hierarchy && new HierarchyUse(hierarchy.isNoCycle)
  const from = compileFrom(block.from, block.where, compilation, outer, use)
  const { scope } = from
  const buildHierarchy = hierarchy && compileHierarchy(hierarchy, from, compilation)
  const locks = compileRowLocks(query, block, compilation, scope)

  const grouping = compileGrouping(block, query.orderBy, compilation, scope)
  if (grouping !== undefined && locks !== undefined)
    throw new OracleError(1786, 'FOR UPDATE of this query expression is not allowed', query.at)
  const windows = compileWindows(grouping?.compilation ?? compilation, scope)
  const draws = grouping === undefined ? drawsOf(query, block, given) : undefined
  const items = compileSelectList(block.items, { ...windows.compilation, draws }, scope)
  const order = compileOrder(query.orderBy, block.isDistinct, items, windows.compilation, scope)
  if (windows.areUsed && locks !== undefined) throw notSupported('FOR UPDATE with OVER', query.at)
  const siblings = compileOrder(hierarchy?.siblings ?? [], false, items, compilation, scope)
  if (siblings.length > 0 && (block.isDistinct || grouping !== undefined))
    throw notSupported('ORDER SIBLINGS BY of groups', hierarchy?.at)
  const source = buildHierarchy?.(siblings) ?? ((frame: Frame): Stream<Tuple> => from.rows(frame))
  const readBounds = compileRowLimit(query, compilation, outer)
  const selected = items.map((item) => item.compiled)
  if (block.isDistinct) for (const { type } of selected) requireOrdered(type, query.at)

  function* filteredTuples(frame: Frame): Stream<Tuple> {
    const rows = numbered(source, from.remaining, frame)
    if (locks === undefined) yield* rows
    else yield* locks(rows, frame)
  }

  /** Puts the frame on one row or group after the other. */
  function* states(frame: Frame): Stream<readonly unknown[]> {
    const rows = filteredTuples(frame)
    yield* windows.rows(grouping === undefined ? rows : grouping.rows(rows, frame), frame)
  }

  return {
    columns: items.map((item) => item.column),
    types: items.map((item) => item.compiled.type),
    isForUpdate: locks !== undefined,
    *rows(outerFrame, run) {
      const frame = new Frame(run, outerFrame)
      const bounds = readBounds && (yield* readBounds(frame))
      if (order.length > 0 || bounds?.percent !== undefined) {
        yield* sorted(states(frame), selected, order, block.isDistinct, bounds, frame)
        return
      }
      const projected = project(states(frame), selected, frame)
      const rows = block.isDistinct ? distinct(projected, run) : projected
      yield* bounds === undefined ? rows : limited(rows, bounds)
    },
  }
}

function* project(
  states: Stream<readonly unknown[]>,
  selected: readonly Compiled[],
  frame: Frame,
): Stream<Row> {
  const runs = areFew(selected) ? selected.map((compiled) => compiled.run) : undefined
  for (const item of states) {
    if (isPause(item)) yield item
    else if (runs === undefined) yield yield* evaluateAll(selected, frame)
    else yield runs.map((run) => run(frame))
  }
}

function* sorted(
  states: Stream<readonly unknown[]>,
  selected: readonly Compiled[],
  order: readonly OrderKey[],
  isDistinct: boolean,
  bounds: Bounds | undefined,
  frame: Frame,
): Stream<Row> {
  const area = frame.run.memory.open()
  try {
    const all = yield* collectSortable(states, selected, order, isDistinct, frame, area)
    const rows = yield* sortRows(all, order, frame.run.pulse)
    for (const { row } of bounds === undefined ? rows : sliceSorted(rows, bounds, order)) {
      if (frame.run.pulse.isTurn()) yield turn
      yield row
    }
  } finally {
    area.release()
  }
}

function* collectSortable(
  states: Stream<readonly unknown[]>,
  selected: readonly Compiled[],
  order: readonly OrderKey[],
  isDistinct: boolean,
  frame: Frame,
  area: WorkArea,
): Work<(Sortable & { readonly row: Row })[]> {
  const keys = order.map((key) => key.compiled)
  const seen = new Set<string>()
  const all: (Sortable & { readonly row: Row })[] = []
  for (const item of states) {
    if (isPause(item)) {
      yield item
      continue
    }
    const row = yield* evaluateAll(selected, frame)
    if (isDistinct) {
      const key = groupingKey(row)
      if (seen.has(key)) continue
      area.charge(key.length)
      seen.add(key)
    }
    const sortable = { row, keys: yield* evaluateAll(keys, frame) }
    area.charge(sizeOfAll(row) + sizeOfAll(sortable.keys))
    all.push(sortable)
    if (frame.run.pulse.isTurn()) yield turn
  }
  return all
}
