/**
 * Queries inside expressions: one value and EXISTS. A query that does not depend on the row around it runs once in
 * a statement.
 */
import { OracleError } from '../../error.ts'
import type { Query } from '../../parsing/ast/query.ts'
import type { Value } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileOneColumn, compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { next } from '../query/stream.ts'
import type { Compilation } from './compilation.ts'
import { type Compiled, pausing } from './compiled.ts'
import type { Scope } from './scope.ts'
import { booleanType } from './types.ts'

/** Remembers what an independent query gave, for as long as the statement runs. */
export const once = <T>(plan: QueryPlan, find: (frame: Frame) => Work<T>): ((frame: Frame) => Work<T>) => {
  const known = new WeakMap<Run, { readonly found: T }>()
  return function* (frame) {
    if (plan.isCorrelated) return yield* find(frame)
    const before = known.get(frame.run)
    if (before !== undefined) return before.found
    const found = yield* find(frame)
    known.set(frame.run, { found })
    return found
  }
}

/** The one value of a query of one column; null when it has no row. Raises ORA-01427 for more than one row. */
export const compileScalarQuery = (
  query: Query,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const plan = compileOneColumn(query, compilation, scope)
  const find = once(plan, function* (frame): Work<Value> {
    const rows = plan.rows(frame, frame.run)
    try {
      const first = yield* next(rows)
      if (first === undefined) return null
      if ((yield* next(rows)) !== undefined)
        throw new OracleError(1427, 'single-row subquery returns more than one row')
      return first[0] ?? null
    } finally {
      rows.return()
    }
  })
  return pausing(plan.columns[0]?.type, find)
}

export const compileExists = (query: Query, compilation: Compilation, scope: Scope | undefined): Compiled => {
  const plan = compileQuery(query, compilation, scope)
  return pausing(
    booleanType,
    once(plan, function* (frame): Work<Value> {
      const rows = plan.rows(frame, frame.run)
      try {
        return (yield* next(rows)) !== undefined
      } finally {
        rows.return()
      }
    }),
  )
}
