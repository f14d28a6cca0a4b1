/**
 * One grouping of what comes before it, rows or groups: by keys, or all of it as one group.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { QueryBlock } from '../../parsing/ast/query.ts'
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, constant, evaluateAll, plain } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { sizeOfAll, type WorkArea } from '../memory.ts'
import { mapInTurns, turn, type Work } from '../pause.ts'
import type { Accumulator, Aggregate } from './aggregates/aggregate.ts'
import { requireOrdered } from './aggregates/argument-types.ts'
import { aggregateCall, compileAggregate } from './aggregates/find-aggregate.ts'
import type { BlockScope } from './block-scope.ts'
import { partsOf } from './expression-parts.ts'
import { fingerprint } from './fingerprint.ts'
import { compileGroupingCall, compileSets, type GroupingSets, groupingCall } from './grouping-sets.ts'
import { type Sortable, sortRows } from './sort.ts'
import { isPause, type Stream } from './stream.ts'

export interface Level {
  /** To compile what is read of a group with. */
  readonly compilation: Compilation
  /** One list of slots a group; `input` puts the frame on what it yields. */
  rows(input: Stream<readonly unknown[]>, frame: Frame): Stream<readonly Value[]>
}

const hasSubquery = (expression: Expression): boolean =>
  expression.kind === 'subquery' || partsOf(expression).some(hasSubquery)

/** What the groups are made by. */
type Keys = Pick<QueryBlock, 'groupBy' | 'groupings'>

/**
 * `inputs` compiles what is read of each row that comes in, `compilation` is that of the block. Afterwards the scope's
 * columns mean what the groups have in common.
 */
export const compileLevel = (
  { groupBy, groupings }: Keys,
  compilation: Compilation,
  inputs: Compilation,
  scope: BlockScope,
): Level => {
  const before = { groupColumn: scope.groupColumn, hasGroups: scope.hasGroups }
  const keys = groupBy.map((expression) => {
    if (hasSubquery(expression))
      throw new OracleError(22818, 'Subquery expressions not allowed here', expression.at)
    const key = compileExpression(expression, inputs, scope)
    requireOrdered(key.type, expression.at)
    return key
  })
  const texts = groupBy.map((expression) => fingerprint(expression, scope))
  const sets =
    groupings &&
    compileSets(
      groupings.sets,
      texts.map((text) => texts.indexOf(text)),
    )
  const setSlot = keys.length
  const firstAggregate = sets === undefined ? keys.length : keys.length + 1
  const places = new Map<string, Compiled>()
  const columns = new Map<string, Compiled>()
  for (const [slot, expression] of groupBy.entries()) {
    const { type, isNullable } = keys[slot] ?? constant(undefined, null)
    const read = readSlot({ type, isNullable: isNullable || sets !== undefined }, slot)
    places.set(fingerprint(expression, scope), read)
    const column = expression.kind === 'name' ? scope.columnKey(expression.name) : undefined
    if (column !== undefined) columns.set(column, read)
  }
  const keyOf = (expression: Expression): number => {
    const place = texts.indexOf(fingerprint(expression, scope))
    if (place === -1) throw scope.notGrouped(expression.at)
    return place
  }

  const aggregates: Aggregate[] = []
  /** In an aggregate's operands columns mean what they mean in what comes in. */
  const compileOperand = (expression: Expression): Compiled => {
    const { groupColumn, hasGroups } = scope
    Object.assign(scope, before)
    try {
      return compileExpression(expression, inputs, scope)
    } finally {
      Object.assign(scope, { groupColumn, hasGroups })
    }
  }
  const register = (expression: Expression, text: string): Compiled | undefined => {
    const grouping = groupingCall(expression)
    if (sets !== undefined && grouping !== undefined)
      return compileGroupingCall(grouping, sets, keyOf, setSlot)
    const call = aggregateCall(expression)
    if (call === undefined) return undefined
    const aggregate = compileAggregate(call, { compile: compileOperand, scope })
    const read = readSlot(aggregate, firstAggregate + aggregates.length)
    aggregates.push(aggregate)
    places.set(text, read)
    return read
  }
  scope.groupColumn = (key) => columns.get(key)
  scope.hasGroups = keys.length > 0

  return {
    compilation: {
      ...compilation,
      substitute(expression) {
        if (expression.kind === 'literal' || expression.kind === 'bind') return undefined
        const text = fingerprint(expression, scope)
        return places.get(text) ?? register(expression, text)
      },
    },
    *rows(input, frame) {
      const area = frame.run.memory.open()
      try {
        yield* grouped(input, keys, sets, aggregates, frame, area)
      } finally {
        area.release()
      }
    },
  }
}

/** What a group is known by, and what its rows have been gathered into. */
interface Group extends Sortable {
  readonly accumulators: readonly Accumulator[]
}

/** Aggregates that take a row in one step of work. */
const FEW = 8

/** About how many bytes an accumulator takes, or a group's place among the groups. */
const ACCUMULATOR = 120

function* grouped(
  input: Stream<readonly unknown[]>,
  keys: readonly Compiled[],
  sets: GroupingSets | undefined,
  aggregates: readonly Aggregate[],
  frame: Frame,
  area: WorkArea,
): Stream<readonly Value[]> {
  const groups = new Map<string, Group>()
  const groupOf = (own: readonly Value[]): Group => {
    const key = groupingKey(own)
    const known = groups.get(key)
    if (known !== undefined) return known
    area.charge(sizeOfAll(own) + key.length + ACCUMULATOR * (1 + aggregates.length))
    const group = { keys: own, accumulators: aggregates.map((aggregate) => aggregate.start()) }
    groups.set(key, group)
    return group
  }
  /** The groups that a row with these keys belongs to. */
  const groupsOf = (values: readonly Value[], { sets, masked }: GroupingSets): Work<readonly Group[]> => {
    const inSet = (set: ReadonlySet<number>, index: number): Group =>
      groupOf([...masked(values, set), new Decimal(index)])
    return mapInTurns(sets, inSet, frame.run.pulse)
  }
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    const values = yield* evaluateAll(keys, frame)
    const own = sets === undefined ? [groupOf(values)] : yield* groupsOf(values, sets)
    for (const [index, { operands }] of aggregates.entries()) {
      const values = yield* evaluateAll(operands, frame)
      for (const group of own) {
        const accumulator = group.accumulators[index]
        const before = accumulator?.held ?? 0
        accumulator?.add(values)
        area.charge((accumulator?.held ?? 0) - before)
      }
      if (aggregates.length > FEW && frame.run.pulse.isTurn()) yield turn
    }
    if (frame.run.pulse.isTurn()) yield turn
  }
  if (groups.size === 0 && keys.length === 0) groupOf([])
  // Whether a grouping by nothing has a row where there are none is nowhere said.
  if (groups.size === 0 && sets?.sets.some((set) => set.size === 0) === true)
    throw notSupported('ROLLUP of no rows')
  for (const { keys: own, accumulators } of sets === undefined
    ? groups.values()
    : yield* totalsLast([...groups.values()], frame)) {
    const slots = [...own]
    for (const accumulator of accumulators) slots.push(yield* accumulator.result(frame))
    yield slots
  }
}

/** Subtotals behind what they sum up, as a reader expects them; nobody promises an order. */
const totalsLast = (groups: readonly Group[], { run }: Frame): Work<Group[]> => {
  const order = groups[0]?.keys.map(() => ({ isDescending: false, isNullFirst: false })) ?? []
  return sortRows(groups, order, run.pulse)
}

const readSlot = (
  what: { readonly type: Compiled['type']; readonly isNullable: boolean } | undefined,
  slot: number,
): Compiled => plain(what?.type, (frame) => frame.slots[slot] as Value, what?.isNullable)
