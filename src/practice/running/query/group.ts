/**
 * GROUP BY, HAVING and aggregates: reads all rows of a block and puts the frame on one group after the other. Aggregates
 * of aggregates group the groups once more.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { OrderItem, QueryBlock } from '../../parsing/ast/query.ts'
import type { Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import { aggregateNotAllowed } from './aggregates/aggregate.ts'
import { aggregateCall } from './aggregates/find-aggregate.ts'
import type { BlockScope } from './block-scope.ts'
import { partsOf } from './expression-parts.ts'
import { compileLevel, type Level } from './group-level.ts'
import { isPause, type Stream } from './stream.ts'

/** What stands between the rows of a block and its select list. */
export interface Grouping {
  /** To compile what comes after grouping with. */
  readonly compilation: Compilation
  /** Puts the frame on one group after the other; those that HAVING does not want are left out. */
  rows(input: Stream<readonly unknown[]>, frame: Frame): Stream<readonly Value[]>
}

/**
 * undefined when the query does not group. Afterwards the scope's columns mean what the groups have in common.
 * Raises ORA-00934, ORA-00935, ORA-00978.
 */
export const compileGrouping = (
  block: QueryBlock,
  orderBy: readonly OrderItem[],
  compilation: Compilation,
  scope: BlockScope,
): Grouping | undefined => {
  const after = block.items.flatMap((item) => (item.kind === 'all' ? [] : [item.expression]))
  after.push(...orderBy.map((item) => item.expression))
  const { having } = block
  const outermost = after.flatMap(outermostAggregates)
  if (block.groupBy.length === 0 && having === undefined && outermost.length === 0) return undefined
  const rows: Compilation = { ...compilation, substitute: refuseAggregates }
  const groups = compileLevel(block, compilation, rows, scope)
  const kept = filtered(groups, having && compileHaving(having, groups, scope))
  if (!areNested(outermost)) return { compilation: groups.compilation, rows: kept }
  requireOneNesting(outermost, block)
  const whole = compileLevel({ groupBy: [] }, compilation, groups.compilation, scope)
  const all = filtered(whole, undefined)
  return { compilation: whole.compilation, rows: (input, frame) => all(kept(input, frame), frame) }
}

const compileHaving = (having: Expression, groups: Level, scope: BlockScope) => {
  const inner = outermostAggregates(having).flatMap(innerAggregates)[0]
  if (inner !== undefined) throw tooDeep(inner.at)
  return compileExpression(having, groups.compilation, scope)
}

const filtered = (level: Level, having: ReturnType<typeof compileExpression> | undefined): Grouping['rows'] =>
  function* (input, frame) {
    for (const item of level.rows(input, frame)) {
      if (isPause(item)) {
        yield item
        continue
      }
      frame.slots = [...item]
      if (having === undefined || (yield* evaluate(having, frame)) === true) yield item
    }
  }

// ---- aggregates in expressions ----------------------------------------------------------------------------

/** For WHERE, GROUP BY and the like: aggregates stand after grouping only. */
export const refuseAggregates = (expression: Expression): undefined => {
  if (aggregateCall(expression) !== undefined) throw aggregateNotAllowed(expression.at)
  return undefined
}

/** The aggregates of an expression that stand in no other one, those of its subqueries not counted. */
const outermostAggregates = (expression: Expression): readonly Expression[] =>
  aggregateCall(expression) !== undefined ? [expression] : innerAggregates(expression)

/** Those that stand in the expression's parts. */
const innerAggregates = (expression: Expression): readonly Expression[] =>
  partsOf(expression).flatMap(outermostAggregates)

const areNested = (outermost: readonly Expression[]): boolean =>
  outermost.some((aggregate) => innerAggregates(aggregate).length > 0)

/** One aggregate may stand in another when there is a GROUP BY for the inner one. */
const requireOneNesting = (outermost: readonly Expression[], { groupBy, groupings }: QueryBlock): void => {
  if (groupings !== undefined) throw notSupported('nested group functions with ROLLUP', groupings.at)
  for (const aggregate of outermost) {
    const inner = innerAggregates(aggregate)
    const innermost = inner.flatMap(innerAggregates)[0]
    if (innermost !== undefined) throw tooDeep(innermost.at)
    if (inner[0] === undefined) throw notSupported('group functions, nested and not, together', aggregate.at)
    if (groupBy.length === 0)
      throw new OracleError(978, 'nested group function without GROUP BY', inner[0].at)
  }
}

const tooDeep = (at: number): OracleError => new OracleError(935, 'group function is nested too deeply', at)
