/**
 * ORDER BY, compiled: positions, aliases and expressions.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { OrderItem } from '../../parsing/ast/query.ts'
import { Decimal } from '../../values/number.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Compiled } from '../expression/compiled.ts'
import { requireOrdered } from './aggregates/argument-types.ts'
import type { BlockScope } from './block-scope.ts'
import { fingerprint } from './fingerprint.ts'
import type { SelectedItem } from './select-list.ts'
import type { SortKey } from './sort.ts'

export interface OrderKey extends SortKey {
  readonly compiled: Compiled
}

export const compileOrder = (
  orderBy: readonly OrderItem[],
  isDistinct: boolean,
  items: readonly SelectedItem[],
  compilation: Compilation,
  scope: BlockScope,
): OrderKey[] =>
  orderBy.map((item) => {
    const compiled = compileKey(item, isDistinct, items, compilation, scope)
    requireOrdered(compiled.type, item.at)
    return { compiled, ...sortKeyOf(item) }
  })

/** Nulls count as largest unless told ("SQL Language Reference, SELECT, order_by_clause"). */
export const sortKeyOf = ({ isDescending, nulls }: OrderItem): SortKey => ({
  isDescending,
  isNullFirst: nulls === undefined ? isDescending : nulls === 'first',
})

const compileKey = (
  { expression, at }: OrderItem,
  isDistinct: boolean,
  items: readonly SelectedItem[],
  compilation: Compilation,
  scope: BlockScope,
): Compiled => {
  if (expression.kind === 'literal' && expression.value instanceof Decimal) {
    const item = items[expression.value.toNumber() - 1]
    if (item === undefined)
      throw new OracleError(1785, 'ORDER BY item must be the number of a SELECT-list expression', at)
    return item.compiled
  }
  const named = expression.kind === 'name' ? aliased(expression, items) : undefined
  if (named !== undefined) return named.compiled
  if (isDistinct && !isSelected(expression, items, scope))
    throw new OracleError(1791, 'not a SELECTed expression', at)
  return compileExpression(expression, knowingAliases(items, compilation, scope), scope)
}

/**
 * Inside an expression, too, a name may be an alias. Raises ORA-03001 where it is another column as well: Oracle's
 * documents do not say which of them is meant.
 */
const knowingAliases = (
  items: readonly SelectedItem[],
  compilation: Compilation,
  scope: BlockScope,
): Compilation => ({
  ...compilation,
  substitute(expression) {
    const item = expression.kind === 'name' ? aliased(expression, items) : undefined
    if (item === undefined || expression.kind !== 'name') return compilation.substitute?.(expression)
    if (scope.columnKey(expression.name) === undefined) return item.compiled
    const isThatColumn =
      item.expression === undefined || fingerprint(item.expression, scope) === fingerprint(expression, scope)
    if (!isThatColumn) throw notSupported(`${item.column.name}, a column and an alias`, expression.at)
    return compilation.substitute?.(expression)
  },
})

/** The item that a name without qualifier is the alias of. */
const aliased = (
  expression: Extract<Expression, { kind: 'name' }>,
  items: readonly SelectedItem[],
): SelectedItem | undefined => {
  const [name, ...more] = expression.name.parts
  if (more.length > 0) return undefined
  const found = items.filter((item) => item.column.name === name)
  if (found.length > 1) throw new OracleError(960, 'ambiguous column naming in select list', expression.at)
  return found[0]
}

const isSelected = (expression: Expression, items: readonly SelectedItem[], scope: BlockScope): boolean => {
  const wanted = fingerprint(expression, scope)
  return items.some((item) =>
    item.expression === undefined
      ? expression.kind === 'name' && item.column.name === expression.name.parts.at(-1)
      : fingerprint(item.expression, scope) === wanted,
  )
}
