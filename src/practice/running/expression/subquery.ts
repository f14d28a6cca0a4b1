/**
 * Queries inside expressions: one value, EXISTS, and IN. A query that does not depend on the row around it runs once in
 * a statement.
 */
import { OracleError } from '../../error.ts'
import type { Query } from '../../parsing/ast/query.ts'
import { compare } from '../../values/comparison.ts'
import type { Value } from '../../values/value.ts'
import type { Frame, Run } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import type { Work } from '../pause.ts'
import { compileOneColumn, compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { hashFamily } from '../query/hash-family.ts'
import { collect, next } from '../query/stream.ts'
import type { Compilation } from './compilation.ts'
import { type Compiled, evaluate, pausing } from './compiled.ts'
import type { Scope } from './scope.ts'
import { booleanType } from './types.ts'

/** Remembers what an independent query gave, for as long as the statement runs. */
const once = <T>(plan: QueryPlan, find: (frame: Frame) => Work<T>): ((frame: Frame) => Work<T>) => {
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
    const first = yield* next(rows)
    if (first === undefined) return null
    if ((yield* next(rows)) !== undefined)
      throw new OracleError(1427, 'single-row subquery returns more than one row')
    return first[0] ?? null
  })
  return pausing(plan.columns[0]?.type, find)
}

export const compileExists = (query: Query, compilation: Compilation, scope: Scope | undefined): Compiled => {
  const plan = compileQuery(query, compilation, scope)
  return pausing(
    booleanType,
    once(plan, function* (frame): Work<Value> {
      return (yield* next(plan.rows(frame, frame.run))) !== undefined
    }),
  )
}

/** What a query of one column gave, ready to be searched. */
interface Members {
  readonly values: readonly Value[]
  readonly keys: ReadonlySet<string>
  readonly hasNull: boolean
}

export const compileInQuery = (
  operand: Compiled,
  query: Query,
  isNegated: boolean,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled => {
  const plan = compileOneColumn(query, compilation, scope)
  const family = hashFamily(operand.type)
  const isHashed = family !== undefined && family === hashFamily(plan.columns[0]?.type)
  const find = once(plan, function* (frame): Work<Members> {
    const values: Value[] = (yield* collect(plan.rows(frame, frame.run))).map(([value]) => value ?? null)
    return {
      values: values.filter((value) => value !== null),
      keys: new Set(isHashed ? values.map((value) => groupingKey([value])) : []),
      hasNull: values.includes(null),
    }
  })
  return pausing(booleanType, function* (frame) {
    const value = yield* evaluate(operand, frame)
    const { values, keys, hasNull } = yield* find(frame)
    if (value === null) return values.length === 0 && !hasNull ? isNegated : null
    const { nls } = frame.run.session
    const isMember = isHashed
      ? keys.has(groupingKey([value]))
      : values.some((member) => compare(value, member, nls) === 0)
    if (isMember) return !isNegated
    return hasNull ? null : isNegated
  })
}
