/**
 * GROUP BY, HAVING and aggregates: reads all rows of a block and gives one state of the frame's slots for each group.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { OrderItem, QueryBlock } from '../../parsing/ast/query.ts'
import type { Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate, evaluateAll, plain } from '../expression/compiled.ts'
import type { Frame, Tuple } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn } from '../pause.ts'
import {
  type Accumulator,
  type AggregateName,
  accumulator,
  aggregateNotAllowed,
  aggregateType,
  isAggregate,
  isLackingAggregate,
} from './aggregate.ts'
import type { BlockScope } from './block-scope.ts'
import { fingerprint } from './fingerprint.ts'
import { isPause, type Stream } from './stream.ts'

interface Aggregate {
  readonly name: AggregateName
  readonly isDistinct: boolean
  /** undefined for count(*). */
  readonly argument: Compiled | undefined
}

/** What stands between the rows of a block and its select list. */
export interface Grouping {
  /** To compile what comes after grouping with. */
  readonly compilation: Compilation
  /** One list of slots a group; `having` is the caller's to test. */
  rows(input: Stream<Tuple>, frame: Frame): Stream<readonly Value[]>
}

/** undefined when the query does not group. Afterwards the scope's columns mean what the groups have in common. */
export const compileGrouping = (
  block: QueryBlock,
  orderBy: readonly OrderItem[],
  compilation: Compilation,
  scope: BlockScope,
): Grouping | undefined => {
  const after = [...block.items.flatMap((item) => (item.kind === 'all' ? [] : [item.expression]))]
  if (block.having !== undefined) after.push(block.having)
  after.push(...orderBy.map((item) => item.expression))
  if (block.groupBy.length === 0 && block.having === undefined && !after.some(hasAggregate)) return undefined

  const inGroups: Compilation = { ...compilation, substitute: refuseAggregates }
  const keys = block.groupBy.map((expression) => compileExpression(expression, inGroups, scope))
  const places = new Map<string, Compiled>()
  block.groupBy.forEach((expression, slot) => {
    places.set(fingerprint(expression, scope), readSlot(keys[slot] as Compiled, slot))
  })
  const columns = new Map<string, Compiled>()
  block.groupBy.forEach((expression, slot) => {
    const column = expression.kind === 'name' ? scope.columnKey(expression.name) : undefined
    if (column !== undefined) columns.set(column, readSlot(keys[slot] as Compiled, slot))
  })

  const aggregates: Aggregate[] = []
  const register = (aggregate: Aggregate, text: string): Compiled => {
    const slot = keys.length + aggregates.length
    aggregates.push(aggregate)
    const type = aggregateType(aggregate.name, aggregate.argument?.type)
    const isNullable = aggregate.name !== 'COUNT'
    const read = readSlot(
      plain(type, () => null, isNullable),
      slot,
    )
    places.set(text, read)
    return read
  }
  const compileAggregate = (expression: Expression, text: string): Compiled | undefined => {
    if (expression.kind === 'count all')
      return register({ name: 'COUNT', isDistinct: false, argument: undefined }, text)
    const call = aggregateCall(expression)
    if (call === undefined) return undefined
    const [argument, ...more] = call.arguments
    if (argument === undefined) throw new OracleError(909, 'invalid number of arguments', call.at)
    if (more.length > 0) throw new OracleError(909, 'invalid number of arguments', call.at)
    const columnMeaning = scope.groupColumn
    scope.groupColumn = undefined
    try {
      const compiled = compileExpression(argument.value, inGroups, scope)
      return register({ name: call.function, isDistinct: call.isDistinct, argument: compiled }, text)
    } finally {
      scope.groupColumn = columnMeaning
    }
  }
  scope.groupColumn = (key) => columns.get(key)
  scope.hasGroups = keys.length > 0

  return {
    compilation: {
      ...compilation,
      substitute(expression) {
        if (expression.kind === 'literal' || expression.kind === 'bind') return undefined
        const text = fingerprint(expression, scope)
        return places.get(text) ?? compileAggregate(expression, text)
      },
    },
    *rows(input, frame) {
      interface Group {
        readonly keys: readonly Value[]
        readonly accumulators: readonly Accumulator[]
      }
      const open = (values: readonly Value[]): Group => ({
        keys: values,
        accumulators: aggregates.map(({ name, isDistinct }) => accumulator(name, isDistinct)),
      })
      const groups = new Map<string, Group>()
      for (const item of input) {
        if (isPause(item)) {
          yield item
          continue
        }
        frame.tuple = item
        const values = yield* evaluateAll(keys, frame)
        const key = groupingKey(values)
        let group = groups.get(key)
        if (group === undefined) {
          group = open(values)
          groups.set(key, group)
        }
        for (const [index, { argument }] of aggregates.entries()) {
          const value = argument === undefined ? true : yield* evaluate(argument, frame)
          if (value !== null) group.accumulators[index]?.add(value)
        }
        if (frame.run.pulse.isTurn()) yield turn
      }
      if (groups.size === 0 && keys.length === 0) groups.set('', open([]))
      for (const group of groups.values())
        yield [...group.keys, ...group.accumulators.map((each) => each.result())]
    },
  }
}

const readSlot = ({ type, isNullable }: Compiled, slot: number): Compiled =>
  plain(type, (frame) => frame.slots[slot] as Value, isNullable)

/** A call of an aggregate; undefined for every other expression. */
const aggregateCall = (expression: Expression) => {
  if (expression.kind !== 'call' || expression.name.parts.length !== 1) return undefined
  const [name] = expression.name.parts
  if (name === undefined) return undefined
  if (isLackingAggregate(name)) throw notSupported(name, expression.at)
  return isAggregate(name) ? { ...expression, function: name } : undefined
}

/** For WHERE, GROUP BY and the like: aggregates stand after grouping only. */
export const refuseAggregates = (expression: Expression): undefined => {
  if (expression.kind === 'count all' || aggregateCall(expression) !== undefined)
    throw aggregateNotAllowed(expression.at)
  return undefined
}

/** Whether an aggregate stands in the expression itself, not in a subquery of it. */
const hasAggregate = (expression: Expression): boolean => {
  if (expression.kind === 'count all' || aggregateCall(expression) !== undefined) return true
  return operandsOf(expression).some(hasAggregate)
}

const operandsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'literal':
    case 'bind':
    case 'name':
    case 'count all':
    case 'exists':
    case 'subquery':
    case 'attribute':
      return []
    case 'optional':
      return [expression.column]
    case 'row':
      return expression.items
    case 'call':
      return expression.arguments.map((argument) => argument.value)
    case 'ordered aggregate':
    case 'analytic':
      throw notSupported(expression.kind === 'analytic' ? 'OVER' : 'WITHIN GROUP', expression.at)
    case 'unary':
    case 'is null':
    case 'cast':
      return [expression.operand]
    case 'binary':
      return [expression.left, expression.right]
    case 'between':
      return [expression.operand, expression.low, expression.high]
    case 'in':
    case 'quantified':
      return 'body' in expression.values ? [expression.operand] : [expression.operand, ...expression.values]
    case 'like':
      return [
        expression.operand,
        expression.pattern,
        ...(expression.escape === undefined ? [] : [expression.escape]),
      ]
    case 'case':
      return [
        ...(expression.operand === undefined ? [] : [expression.operand]),
        ...expression.branches.flatMap((branch) => [branch.when, branch.result]),
        ...(expression.otherwise === undefined ? [] : [expression.otherwise]),
      ]
  }
}
