/**
 * UNION, INTERSECT and MINUS: queries put together from the left, nulls being equal ("SQL Language Reference, The Set
 * Operators").
 */
import { OracleError } from '../../error.ts'
import type { Query, QueryBody, SetQuery, SetStep } from '../../parsing/ast/query.ts'
import type { Column, DataType, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Run } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import { turn, type Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from './compile-query.ts'
import { distinct } from './distinct.ts'
import { describedType } from './select-list.ts'
import { conversion, setType } from './set-types.ts'
import { isPause, type Stream } from './stream.ts'

type Rows = (outer: Frame | undefined, run: Run) => Stream<Row>

/** The rows of a set and what they are made of. */
export interface SetPlan {
  readonly columns: readonly Column[]
  readonly types: readonly (DataType | undefined)[]
  readonly rows: Rows
}

/** Raises ORA-01789 and ORA-01790 for queries that do not go together. */
export const compileSet = (
  { first, steps }: SetQuery,
  compilation: Compilation,
  outer: Scope | undefined,
): SetPlan => {
  const compile = (body: QueryBody): QueryPlan => compileQuery(asQuery(body), compilation, outer)
  const leading = compile(first)
  const others = steps.map((step) => ({ step, plan: compile(step.body) }))
  for (const { plan, step } of others)
    if (plan.columns.length !== leading.columns.length)
      throw new OracleError(1789, 'query block has incorrect number of result columns', step.body.at)
  const types = leading.types.map((type, index) =>
    others.reduce((known, { plan, step }) => setType(known, plan.types[index], step.body.at), type),
  )
  const columns = leading.columns.map(({ name }, index) => ({
    name,
    type: describedType(types[index]),
    nullable: [leading, ...others.map(({ plan }) => plan)].some((plan) => plan.columns[index]?.nullable),
  }))
  const rows = others.reduce(
    (before, { step, plan }) => combine(before, step, converted(plan, types)),
    converted(leading, types),
  )
  return { columns, types, rows }
}

const asQuery = (body: QueryBody): Query =>
  body.kind === 'query' ? body : { kind: 'query', with: [], body, orderBy: [], at: body.at }

/** A query's rows with the types of the whole. */
const converted = (plan: QueryPlan, types: readonly (DataType | undefined)[]): Rows => {
  const conversions = types.map((type, index) => conversion(plan.types[index], type))
  if (conversions.every((convert) => convert === undefined)) return (outer, run) => plan.rows(outer, run)
  return function* (outer, run) {
    const { nls } = run.session
    for (const item of plan.rows(outer, run)) {
      if (isPause(item)) yield item
      else yield item.map((value, index) => conversions[index]?.(value, nls) ?? value)
    }
  }
}

const combine = (left: Rows, { operator, isAll }: SetStep, right: Rows): Rows => {
  switch (operator) {
    case 'union':
      return isAll
        ? (outer, run) => concatenated(left(outer, run), right(outer, run))
        : (outer, run) => distinct(concatenated(left(outer, run), right(outer, run)), run)
    case 'intersect':
    case 'minus':
      return function* (outer, run) {
        const rows = isAll ? left(outer, run) : distinct(left(outer, run), run)
        yield* matched(rows, yield* countRows(right(outer, run), run), operator, isAll, run)
      }
  }
}

function* concatenated(left: Stream<Row>, right: Stream<Row>): Stream<Row> {
  yield* left
  yield* right
}

/** How often each row occurs. */
function* countRows(rows: Stream<Row>, run: Run): Work<Map<string, number>> {
  const area = run.session.memory.open()
  const counts = new Map<string, number>()
  for (const item of rows) {
    if (run.pulse.isTurn()) yield turn
    if (isPause(item)) {
      yield item
      continue
    }
    const key = groupingKey(item)
    const count = counts.get(key)
    if (count === undefined) area.charge(key.length + ENTRY)
    counts.set(key, (count ?? 0) + 1)
  }
  return counts
}

/** About how many bytes a key takes beside its characters. */
const ENTRY = 100

/** The rows that have a partner (INTERSECT) or none (MINUS); with ALL a partner serves once. */
function* matched(
  rows: Stream<Row>,
  partners: Map<string, number>,
  operator: 'intersect' | 'minus',
  isAll: boolean,
  run: Run,
): Stream<Row> {
  for (const item of rows) {
    if (run.pulse.isTurn()) yield turn
    if (isPause(item)) {
      yield item
      continue
    }
    const key = groupingKey(item)
    const count = partners.get(key) ?? 0
    if (isAll && count > 0) partners.set(key, count - 1)
    if (count > 0 === (operator === 'intersect')) yield item
  }
}
