/**
 * What an expression is made of, as far as it belongs to the same query block: subqueries are not looked into.
 */
import type { Expression, FrameBound } from '../../parsing/ast/expression.ts'
import { findFunction } from '../../values/functions/find-function.ts'
import type { BlockScope } from './block-scope.ts'

export const partsOf = (expression: Expression): readonly Expression[] => {
  switch (expression.kind) {
    case 'literal':
    case 'bind':
    case 'name':
    case 'count all':
    case 'exists':
    case 'subquery':
    case 'attribute':
    case 'member':
      return []
    case 'optional':
      return [expression.column]
    case 'row':
      return expression.items
    case 'call':
      return expression.arguments.map((argument) => argument.value)
    case 'ordered aggregate':
      return [
        ...partsOf(expression.function),
        ...expression.orderBy.map((item) => item.expression),
        ...given(expression.truncation?.indicator),
      ]
    case 'analytic':
      return [
        ...partsOf(expression.function),
        ...expression.partitionBy,
        ...expression.orderBy.map((item) => item.expression),
        ...distanceOf(expression.frame?.start),
        ...distanceOf(expression.frame?.end),
      ]
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
      return [expression.operand, expression.pattern, ...given(expression.escape)]
    case 'case':
      return [
        ...given(expression.operand),
        ...expression.branches.flatMap((branch) => [branch.when, branch.result]),
        ...given(expression.otherwise),
      ]
  }
}

const given = (expression: Expression | undefined): readonly Expression[] =>
  expression === undefined ? [] : [expression]

const distanceOf = (bound: FrameBound | undefined): readonly Expression[] =>
  bound !== undefined && 'distance' in bound ? [bound.distance] : []

const changingNames: readonly string[] = ['ROWNUM', 'LEVEL', 'NEXTVAL', 'CURRVAL', 'PRIOR']

/** Whether the expression is the same for all rows of the block: no column of it, no row count, no stored function. */
export const isConstant = (expression: Expression, scope: BlockScope): boolean => {
  switch (expression.kind) {
    case 'literal':
    case 'bind':
      return true
    case 'name':
      return (
        scope.columnKey(expression.name) === undefined &&
        !changingNames.includes(expression.name.parts.at(-1) ?? '')
      )
    case 'call':
      return (
        findFunction(expression.name.parts.join('.')) !== undefined &&
        partsOf(expression).every((part) => isConstant(part, scope))
      )
    case 'unary':
    case 'binary':
    case 'cast':
      return partsOf(expression).every((part) => isConstant(part, scope))
    default:
      return false
  }
}
