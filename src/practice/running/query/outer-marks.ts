/**
 * Old outer joins: conditions of WHERE with `(+)` ("SQL Language Reference, Joins, Outer Joins"). Finds the one table that a
 * condition makes optional, and refuses what Oracle refuses.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { resolveName } from '../expression/scope.ts'
import type { BlockScope } from './block-scope.ts'
import { partsOf } from './expression-parts.ts'

export const hasMark = (expression: Expression): boolean =>
  expression.kind === 'optional' || partsOf(expression).some(hasMark)

/** What a condition with marks is compiled with, and what it then turns out to make optional. */
export interface MarkReader {
  readonly compilation: Compilation
  /** The place of the optional source. Raises ORA-01468 when there are two of them. */
  optionalSource(): number
}

/** Raises ORA-01719 and ORA-01799 for conditions in which no mark may stand. */
export const readMarks = (condition: Expression, given: Compilation, scope: BlockScope): MarkReader => {
  checkPlace(condition)
  const optional = new Set<number>()
  const others = new Set<number>()
  const sourceOf = (expression: Extract<Expression, { kind: 'name' }>): number | undefined => {
    const places = scope.places(expression.name)
    if (places !== undefined && places.length > 1) throw notSupported('(+) on a merged column', expression.at)
    return places?.[0]?.source
  }
  const compilation: Compilation = {
    ...given,
    substitute(expression) {
      if (expression.kind === 'name') {
        const source = sourceOf(expression)
        if (source !== undefined) others.add(source)
      }
      if (expression.kind !== 'optional') return given.substitute?.(expression)
      const { column } = expression
      const source = sourceOf(column)
      if (source !== undefined) optional.add(source)
      else if (resolveName(scope.outer, column.name) !== undefined)
        throw new OracleError(1705, 'an outer join cannot be specified on a correlation column', column.at)
      return compileExpression(column, given, scope)
    },
  }
  return {
    compilation,
    optionalSource() {
      const [source, another] = optional
      if (source === undefined || another !== undefined)
        throw new OracleError(1468, 'a predicate may reference only one outer-joined table', condition.at)
      if (others.has(source)) throw notSupported('(+) beside a column without it', condition.at)
      return source
    },
  }
}

const checkPlace = (condition: Expression): void => {
  const refuse = (expression: Expression): void => {
    switch (expression.kind) {
      case 'binary':
        if (expression.operator === 'or' || expression.operator === 'and') throw inOr(expression.at)
        break
      case 'in':
      case 'quantified':
        if ('body' in expression.values) throw toSubquery(expression.at)
        if (expression.values.length > 1) throw inOr(expression.at)
        break
      case 'exists':
      case 'subquery':
        throw toSubquery(expression.at)
      case 'case':
        throw notSupported('(+) in CASE', expression.at)
      default:
        break
    }
    for (const part of partsOf(expression)) refuse(part)
  }
  refuse(condition)
}

const inOr = (at: number): OracleError =>
  new OracleError(1719, 'outer join operator (+) not allowed in operand of OR or IN', at)

const toSubquery = (at: number): OracleError =>
  new OracleError(1799, 'a column may not be outer-joined to a subquery', at)
