/**
 * One window of a query block: its rows sorted once, cut into partitions, and the functions over it worked out for each.
 */
import type { Value } from '../../../values/value.ts'
import { type Compiled, evaluateAll } from '../../expression/compiled.ts'
import type { Frame, KeptRow } from '../../frame.ts'
import { sizeOfAll, type WorkArea } from '../../memory.ts'
import { mapInTurns, type Pulse, turn, type Work } from '../../pause.ts'
import { comparing, type Sortable, type SortKey, sortRows } from '../sort.ts'
import type { AnalyticFunction, Partition } from './analytic-function.ts'

/** A row of the block that waits for what its analytic functions give. */
export interface WaitingRow {
  readonly item: readonly unknown[]
  readonly kept: KeptRow
  /** By the places of the functions. */
  readonly results: Value[]
}

export interface Window {
  readonly partitionBy: readonly Compiled[]
  readonly orderBy: readonly Compiled[]
  readonly order: readonly SortKey[]
  readonly functions: { readonly function: AnalyticFunction; readonly place: number }[]
}

/** A row in its window's order: the values of its partition, then those it is ordered by. */
interface WindowRow extends Sortable {
  readonly row: WaitingRow
  readonly operands: readonly (readonly Value[])[]
}

/** Fills in the results of the window's functions; gives the rows in the window's order. */
export function* workOut(
  window: Window,
  rows: readonly WaitingRow[],
  frame: Frame,
  area: WorkArea,
): Work<readonly WaitingRow[]> {
  const { partitionBy, order } = window
  const { pulse } = frame.run
  const partitionOrder = partitionBy.map(() => ({ isDescending: false, isNullFirst: false }))
  const sorted = yield* sortRows(
    yield* readRows(window, rows, frame, area),
    [...partitionOrder, ...order],
    pulse,
  )
  const compare = comparing(partitionOrder)
  let start = 0
  for (const [index, row] of sorted.entries()) {
    if (pulse.isTurn()) yield turn
    const next = sorted[index + 1]
    if (next !== undefined && compare(row, next) === 0) continue
    yield* workOutPartition(window, sorted.slice(start, index + 1), frame)
    start = index + 1
  }
  return yield* mapInTurns(sorted, ({ row }) => row, pulse)
}

function* readRows(
  { partitionBy, orderBy, functions }: Window,
  rows: readonly WaitingRow[],
  frame: Frame,
  area: WorkArea,
): Work<WindowRow[]> {
  const read: WindowRow[] = []
  for (const row of rows) {
    if (frame.run.pulse.isTurn()) yield turn
    frame.show(row.kept)
    const keys = yield* evaluateAll(partitionBy, frame)
    keys.push(...(yield* evaluateAll(orderBy, frame)))
    const operands: (readonly Value[])[] = []
    for (const each of functions) operands.push(yield* evaluateAll(each.function.operands, frame))
    area.charge(operands.reduce((size, values) => size + sizeOfAll(values), sizeOfAll(keys)))
    read.push({ row, keys, operands })
  }
  return read
}

function* workOutPartition(
  { partitionBy, order, functions }: Window,
  rows: readonly WindowRow[],
  frame: Frame,
): Work<void> {
  const { pulse } = frame.run
  const keys = yield* mapInTurns(rows, (row) => row.keys.slice(partitionBy.length), pulse)
  const peers = yield* peersOf(keys, order, pulse)
  for (const [index, { function: analytic, place }] of functions.entries()) {
    const operands = yield* mapInTurns(rows, (row) => row.operands[index] ?? [], pulse)
    const values = yield* analytic.values({ size: rows.length, operands, keys, ...peers }, frame)
    for (const [at, { row }] of rows.entries()) {
      row.results[place] = values[at] ?? null
      if (pulse.isTurn()) yield turn
    }
  }
}

/** Rows tie when they are ordered by equal values; without an order all of them do. */
function* peersOf(
  keys: Partition['keys'],
  order: readonly SortKey[],
  pulse: Pulse,
): Work<Pick<Partition, 'peerStarts' | 'peerEnds'>> {
  const compare = comparing(order)
  const peerStarts: number[] = []
  const peerEnds: number[] = new Array<number>(keys.length)
  let start = 0
  for (const [row, own] of keys.entries()) {
    if (pulse.isTurn()) yield turn
    peerStarts.push(start)
    const next = keys[row + 1]
    if (next !== undefined && compare({ keys: own }, { keys: next }) === 0) continue
    peerEnds.fill(row + 1, start, row + 1)
    start = row + 1
  }
  return { peerStarts, peerEnds }
}
