/**
 * Queries, compiled: what a query of any kind becomes for those who read its rows.
 */
import { OracleError } from '../../error.ts'
import type { Query } from '../../parsing/ast/query.ts'
import type { Column, DataType, Row } from '../../values/value.ts'
import type { Compilation, UsedObjects } from '../expression/compilation.ts'
import { type Scope, watched } from '../expression/scope.ts'
import { Frame, type Run } from '../frame.ts'
import { compileWith } from './common-query.ts'
import { compileBlock } from './compile-block.ts'
import { compileSet, type SetPlan } from './compile-set.ts'
import { compileResultOrder, ordered } from './result-order.ts'
import { compileRowLimit } from './row-limit.ts'
import type { Stream } from './stream.ts'

export interface QueryPlan {
  readonly columns: readonly Column[]
  /** What is known of the columns' types: undefined for NULL, which goes with every type. */
  readonly types: readonly (DataType | undefined)[]
  /** Whether its rows depend on a row of the query around it. */
  readonly isCorrelated: boolean
  /** Whether it locks rows, and so has to begin again when what it reads of one of them has changed meanwhile. */
  readonly isForUpdate: boolean
  /** The objects it names, in queries inside it too. */
  readonly uses: UsedObjects
  /** Its rows, seen from `outer`, the frame around it. */
  rows(outer: Frame | undefined, run: Run): Stream<Row>
}

type UnwatchedPlan = Omit<QueryPlan, 'isCorrelated' | 'uses'>

/** Compiles a query that stands inside `outside`. Raises what Oracle raises for names, rights and grouping. */
export const compileQuery = (query: Query, around: Compilation, outside: Scope | undefined): QueryPlan => {
  const uses = new Set<number>()
  const given: Compilation = { ...around, uses }
  let isCorrelated = false
  const outer = watched(outside, () => {
    isCorrelated = true
  })
  const { body } = query
  const compileBody = (scope: Scope | undefined): UnwatchedPlan =>
    body.kind === 'block'
      ? compileBlock(body, query, given, scope)
      : compileResult(
          query,
          body.kind === 'set' ? compileSet(body, given, scope) : compileQuery(body, given, scope),
          given,
          scope,
        )
  const plan =
    query.with.length === 0 ? compileBody(outer) : inWith(compileBody, compileWith(query.with, given, outer))
  for (const id of uses) around.uses?.add(id)
  return {
    ...plan,
    uses,
    get isCorrelated() {
      return isCorrelated
    },
  }
}

/** A body that stands inside the scope of WITH, and so runs with a frame for that scope around it. */
const inWith = (compileBody: (scope: Scope) => UnwatchedPlan, scope: Scope): UnwatchedPlan => {
  const plan = compileBody(scope)
  return { ...plan, rows: (outer, run) => plan.rows(new Frame(run, outer), run) }
}

/** The order and the limits of a result of several blocks. Raises ORA-01786 for FOR UPDATE. */
const compileResult = (
  query: Query,
  body: SetPlan,
  given: Compilation,
  outer: Scope | undefined,
): UnwatchedPlan => {
  if (query.forUpdate !== undefined)
    throw new OracleError(1786, 'FOR UPDATE of this query expression is not allowed', query.at)
  const order = compileResultOrder(query.orderBy, body.columns)
  const readBounds = compileRowLimit(query, { ...given, dialect: 'SQL' }, outer)
  return {
    columns: body.columns,
    types: body.types,
    isForUpdate: false,
    *rows(around, run) {
      const bounds = readBounds && (yield* readBounds(new Frame(run, around)))
      yield* ordered(body.rows(around, run), order, bounds, run)
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
