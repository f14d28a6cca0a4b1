/**
 * RETURNING: values of the rows that a statement has changed.
 */
import type { TableObject } from '../../dictionary/schema-object.ts'
import { notSupported } from '../../error.ts'
import type { Returning } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Row, Value } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { Frame, type Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { aggregateCall } from '../query/aggregates/find-aggregate.ts'
import { BlockScope } from '../query/block-scope.ts'

/** Oracle gives one value for all rows then. */
const refuseByName = (expression: Expression): undefined => {
  if (expression.kind === 'count all') throw notSupported('COUNT in RETURNING', expression.at)
  if (expression.kind === 'call' && aggregateCall(expression) !== undefined)
    throw notSupported(`${expression.name.parts.at(-1)} in RETURNING`, expression.at)
  return undefined
}

export interface ReturnedRows {
  /** Notes a row: as it became, or as it was before it was deleted. */
  add(values: Row): Work<void>
  /** For each expression a value a row. */
  readonly columns: readonly (readonly Value[])[]
}

/** Compiles RETURNING; each execution collects its own rows. */
export const compileReturning = (
  returning: Returning | undefined,
  object: TableObject,
  alias: string | undefined,
  compilation: Compilation,
  outer: Scope | undefined,
): ((around: Frame | undefined, run: Run) => ReturnedRows) => {
  const source = {
    index: 0,
    alias: alias ?? object.name,
    owner: alias === undefined ? object.owner : undefined,
    columns: object.table.columns,
    table: object,
    isDual: false,
    needs: new Set<number>(),
    *rows() {},
  }
  const scope = new BlockScope([source], outer)
  const own: Compilation = { ...compilation, dialect: 'SQL', substitute: refuseByName }
  const expressions = (returning?.expressions ?? []).map((expression) =>
    compileExpression(expression, own, scope),
  )
  return (around, run) => {
    const frame = new Frame(run, around)
    const columns: Value[][] = expressions.map(() => [])
    return {
      columns,
      *add(values) {
        frame.tuple = [{ values }]
        for (const [index, expression] of expressions.entries())
          columns[index]?.push(yield* evaluate(expression, frame))
      },
    }
  }
}
