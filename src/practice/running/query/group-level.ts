/**
 * One grouping of what comes before it, rows or groups: by keys, or all of it as one group.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluateAll, plain } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn } from '../pause.ts'
import type { Accumulator, Aggregate } from './aggregates/aggregate.ts'
import { aggregateCall, compileAggregate } from './aggregates/find-aggregate.ts'
import type { BlockScope } from './block-scope.ts'
import { fingerprint } from './fingerprint.ts'
import { isPause, type Stream } from './stream.ts'

export interface Level {
  /** To compile what is read of a group with. */
  readonly compilation: Compilation
  /** One list of slots a group; `input` puts the frame on what it yields. */
  rows(input: Stream<readonly unknown[]>, frame: Frame): Stream<readonly Value[]>
}

/**
 * `inputs` compiles what is read of each row that comes in, `compilation` is that of the block. Afterwards the scope's
 * columns mean what the groups have in common.
 */
export const compileLevel = (
  groupBy: readonly Expression[],
  compilation: Compilation,
  inputs: Compilation,
  scope: BlockScope,
): Level => {
  const before = { groupColumn: scope.groupColumn, hasGroups: scope.hasGroups }
  const expressions = groupBy.flatMap((key) => (key.kind === 'row' ? key.items : [key]))
  const keys = expressions.map((expression) => compileExpression(expression, inputs, scope))
  const places = new Map<string, Compiled>()
  const columns = new Map<string, Compiled>()
  for (const [slot, expression] of expressions.entries()) {
    const read = readSlot(keys[slot], slot)
    places.set(fingerprint(expression, scope), read)
    const column = expression.kind === 'name' ? scope.columnKey(expression.name) : undefined
    if (column !== undefined) columns.set(column, read)
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
    const call = aggregateCall(expression)
    if (call === undefined) return undefined
    const aggregate = compileAggregate(call, { compile: compileOperand, scope })
    const read = readSlot(aggregate, keys.length + aggregates.length)
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
    rows: (input, frame) => grouped(input, keys, aggregates, frame),
  }
}

interface Group {
  readonly keys: readonly Value[]
  readonly accumulators: readonly Accumulator[]
}

function* grouped(
  input: Stream<readonly unknown[]>,
  keys: readonly Compiled[],
  aggregates: readonly Aggregate[],
  frame: Frame,
): Stream<readonly Value[]> {
  const open = (values: readonly Value[]): Group => ({
    keys: values,
    accumulators: aggregates.map((aggregate) => aggregate.start()),
  })
  const groups = new Map<string, Group>()
  for (const item of input) {
    if (isPause(item)) {
      yield item
      continue
    }
    const values = yield* evaluateAll(keys, frame)
    const key = groupingKey(values)
    let group = groups.get(key)
    if (group === undefined) {
      group = open(values)
      groups.set(key, group)
    }
    for (const [index, { operands }] of aggregates.entries())
      group.accumulators[index]?.add(yield* evaluateAll(operands, frame))
    if (frame.run.pulse.isTurn()) yield turn
  }
  if (groups.size === 0 && keys.length === 0) groups.set('', open([]))
  for (const group of groups.values()) {
    const slots = [...group.keys]
    for (const accumulator of group.accumulators) slots.push(yield* accumulator.result(frame))
    yield slots
  }
}

const readSlot = (
  what: { readonly type: Compiled['type']; readonly isNullable: boolean } | undefined,
  slot: number,
): Compiled => plain(what?.type, (frame) => frame.slots[slot] as Value, what?.isNullable)
