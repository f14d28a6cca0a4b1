/**
 * Which rows of its partition a row's window has: ROWS counts rows, RANGE goes by the value the rows are ordered by ("SQL
 * Language Reference, Analytic Functions, windowing_clause").
 */
import { notSupported, OracleError } from '../../../error.ts'
import type { Analytic, FrameBound, WindowFrame } from '../../../parsing/ast/expression.ts'
import { Interval } from '../../../values/interval.ts'
import { Decimal, outOfRange } from '../../../values/number.ts'
import type { DataType, Value } from '../../../values/value.ts'
import { compileArithmetic } from '../../expression/arithmetic.ts'
import type { Compiled } from '../../expression/compiled.ts'
import { familyOf } from '../../expression/types.ts'
import { type Pulse, turn, type Work } from '../../pause.ts'
import { compileConstant, type Surroundings } from '../aggregates/aggregate.ts'
import { sortKeyOf } from '../order.ts'
import { comparing } from '../sort.ts'
import type { Partition } from './analytic-function.ts'

/** The first row of a window and the row behind its last one; a window without rows has `start >= end`. */
export interface Bounds {
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

export interface FramePlan {
  /** What the bounds read of each row. */
  readonly operands: readonly Compiled[]
  /** `first` is where the frame's operands begin among those of the partition. Neither bound ever goes back. */
  bounds(partition: Partition, first: number, pulse: Pulse): Work<Bounds>
}

/** Where one bound lies for each row. */
interface BoundPlan {
  readonly operands: readonly Compiled[]
  places(partition: Partition, first: number, pulse: Pulse): Work<readonly number[]>
}

/** A window with an order ends with the rows that tie with the current one, a window without has all rows. */
const usualFrame = (at: number): WindowFrame => ({
  unit: 'range',
  start: { kind: 'unbounded preceding' },
  end: { kind: 'current row' },
  at,
})

/** Raises ORA-30485, ORA-30486. */
export const compileFrame = (analytic: Analytic, around: Surroundings): FramePlan => {
  const { frame = usualFrame(analytic.at), orderBy } = analytic
  if (analytic.frame !== undefined) {
    if (orderBy.length === 0)
      throw new OracleError(30485, 'missing ORDER BY expression in the window specification', frame.at)
    requireForwards(frame)
  }
  const compile = (bound: FrameBound, isStart: boolean): BoundPlan =>
    'distance' in bound
      ? compileDistance(bound, isStart, frame, analytic, around)
      : fixed(bound.kind, isStart, frame.unit)
  const start = compile(frame.start, true)
  const end = compile(frame.end, false)
  return {
    operands: [...start.operands, ...end.operands],
    *bounds(partition, first, pulse) {
      const starts = yield* start.places(partition, first, pulse)
      return { starts, ends: yield* end.places(partition, first + start.operands.length, pulse) }
    },
  }
}

const orderOf: readonly FrameBound['kind'][] = [
  ...(['unbounded preceding', 'preceding', 'current row', 'following', 'unbounded following'] as const),
]

/** @throws OracleError ORA-30486 for a window that could never have a row. */
const requireForwards = ({ start, end, at }: WindowFrame): void => {
  const isForwards =
    start.kind !== 'unbounded following' &&
    end.kind !== 'unbounded preceding' &&
    orderOf.indexOf(start.kind) <= orderOf.indexOf(end.kind)
  if (!isForwards) throw invalidWindow(at)
}

const invalidWindow = (at: number): OracleError =>
  new OracleError(30486, 'invalid window aggregation group in the window specification', at)

// ---- bounds without a distance ----------------------------------------------------------------------------

const plainPlaces = (find: (partition: Partition) => readonly number[]): BoundPlan => ({
  operands: [],
  // biome-ignore lint/correctness/useYield: bounds with a distance pause here
  *places(partition) {
    return find(partition)
  },
})

const fixed = (
  kind: Exclude<FrameBound, { readonly distance: unknown }>['kind'],
  isStart: boolean,
  unit: WindowFrame['unit'],
): BoundPlan => {
  switch (kind) {
    case 'unbounded preceding':
      return plainPlaces(({ size }) => new Array<number>(size).fill(0))
    case 'unbounded following':
      return plainPlaces(({ size }) => new Array<number>(size).fill(size))
    case 'current row':
      if (unit === 'range')
        return plainPlaces(({ peerStarts, peerEnds }) => (isStart ? peerStarts : peerEnds))
      return plainPlaces(({ size }) => Array.from({ length: size }, (_, row) => (isStart ? row : row + 1)))
  }
}

// ---- bounds with a distance -------------------------------------------------------------------------------

type Distant = Extract<FrameBound, { readonly distance: unknown }>

const compileDistance = (
  bound: Distant,
  isStart: boolean,
  frame: WindowFrame,
  analytic: Analytic,
  around: Surroundings,
): BoundPlan => {
  const distance = compileConstant(bound.distance, 'the distance of a window', around)
  return frame.unit === 'rows'
    ? rowsAway(bound, distance, isStart)
    : rangeAway(bound, distance, isStart, frame, analytic, around)
}

const rowsAway = ({ kind }: Distant, distance: Compiled, isStart: boolean): BoundPlan => ({
  operands: [distance],
  *places({ size, operands }, first, pulse) {
    const places: number[] = []
    for (const [row, values] of operands.entries()) {
      if (pulse.isTurn()) yield turn
      const count = wholeDistance(values[first] ?? null)
      const at = (kind === 'preceding' ? row - count : row + count) + (isStart ? 0 : 1)
      places.push(Math.max(0, Math.min(size, at)))
    }
    return places
  },
})

const wholeDistance = (value: Value): number => {
  requireDistance(value)
  if (!(value instanceof Decimal) || !value.isInteger()) throw notSupported('ROWS by no whole number')
  return value.toNumber()
}

/** @throws OracleError ORA-01428 below 0. */
const requireDistance = (value: Value): void => {
  if (value === null) throw notSupported('the distance of a window that is null')
  if (value instanceof Decimal && value.isNegative() && !value.isZero()) throw outOfRange(value)
  if (value instanceof Interval && value.amount < 0n) throw notSupported('a window by a negative interval')
}

/** The rows up to a limit, which is the row's own value moved by the distance; among nulls the limit is null, too. */
const rangeAway = (
  { kind, distance: { at } }: Distant,
  distance: Compiled,
  isStart: boolean,
  frame: WindowFrame,
  { orderBy }: Analytic,
  around: Surroundings,
): BoundPlan => {
  const [item, ...more] = orderBy
  if (item === undefined || more.length > 0) throw invalidWindow(frame.at)
  const key = around.compile(item.expression)
  const isBackwards = (kind === 'preceding') !== item.isDescending
  const limit = compileArithmetic(isBackwards ? '-' : '+', key, distance, 'SQL', at)
  if (!isMovable(key.type) || limit.type?.name !== key.type?.name)
    throw notSupported(`RANGE over ${key.type?.name ?? 'a value without a type'}`, frame.at)
  const compare = comparing([sortKeyOf(item)])
  return {
    operands: [distance, limit],
    *places({ size, operands, keys }, first, pulse) {
      const places: number[] = []
      let place = 0
      for (const values of operands) {
        if (pulse.isTurn()) yield turn
        requireDistance(values[first] ?? null)
        const wanted = { keys: [values[first + 1] ?? null] }
        const isBefore = (row: number): boolean => {
          const difference = compare({ keys: keys[row] ?? [] }, wanted)
          return isStart ? difference < 0 : difference <= 0
        }
        while (place < size && isBefore(place)) place += 1
        places.push(place)
      }
      return places
    },
  }
}

const isMovable = (type: DataType | undefined): boolean =>
  type !== undefined && (type.name === 'NUMBER' || familyOf(type) === 'date')
