/**
 * Queries, compiled: what a query of any kind becomes for those who read its rows.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Query } from '../../parsing/ast/query.ts'
import type { Column, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { type Scope, watched } from '../expression/scope.ts'
import type { Frame, Run } from '../frame.ts'
import { compileBlock } from './compile-block.ts'
import type { Stream } from './stream.ts'

export interface QueryPlan {
  readonly columns: readonly Column[]
  /** Whether its rows depend on a row of the query around it. */
  readonly isCorrelated: boolean
  /** Whether it locks rows, and so has to begin again when one of them has changed meanwhile. */
  readonly isForUpdate: boolean
  /** Its rows, seen from `outer`, the frame around it. */
  rows(outer: Frame | undefined, run: Run): Stream<Row>
}

/** Compiles a query that stands inside `around`. Raises what Oracle raises for names, rights and grouping. */
export const compileQuery = (query: Query, given: Compilation, around: Scope | undefined): QueryPlan => {
  let isCorrelated = false
  const outer = watched(around, () => {
    isCorrelated = true
  })
  const { body } = query
  if (body.kind !== 'block') throw notSupported('UNION', body.at)
  return {
    ...compileBlock(body, query, given, outer),
    get isCorrelated() {
      return isCorrelated
    },
  }
}

/** Compiles a query that has to give one column. Raises ORA-00913 for more. */
export const compileOneColumn = (
  query: Query,
  compilation: Compilation,
  around: Scope | undefined,
): QueryPlan => {
  const plan = compileQuery(query, compilation, around)
  if (plan.columns.length > 1) throw new OracleError(913, 'too many values', query.at)
  return plan
}
