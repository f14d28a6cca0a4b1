/**
 * UNION, INTERSECT and MINUS: queries put together from the left, nulls being equal ("SQL Language Reference, The Set
 * Operators").
 */
import { OracleError } from '../../error.ts'
import {
  leadingBlock,
  type Query,
  type QueryBody,
  type SetQuery,
  type SetStep,
} from '../../parsing/ast/query.ts'
import type { Column, DataType, Row } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Run } from '../frame.ts'
import { groupingKey } from '../grouping-key.ts'
import type { WorkArea } from '../memory.ts'
import { turn, type Work } from '../pause.ts'
import { requireOrdered } from './aggregates/argument-types.ts'
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

/** Raises ORA-01789 and ORA-01790 for queries that do not go together, ORA-00932 for what cannot be compared. */
export const compileSet = (
  { first, steps }: SetQuery,
  compilation: Compilation,
  outer: Scope | undefined,
): SetPlan => {
  const compile = (body: QueryBody): QueryPlan => compileQuery(asQuery(body), compilation, outer)
  const leading = compile(first)
  const others = steps.map((step) => ({ step, plan: compile(step.body) }))
  for (const { plan } of others)
    if (plan.columns.length !== leading.columns.length)
      throw new OracleError(
        1789,
        'query block has incorrect number of result columns',
        leadingBlock(first).at,
      )
  const types = leading.types.map((type, index) =>
    others.reduce((known, { plan }) => setType(known, plan.types[index], columnAt(first, index)), type),
  )
  if (steps.some(({ isAll }) => !isAll))
    for (const [index, type] of types.entries()) requireOrdered(type, columnAt(first, index))
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

/** Where Oracle places the faults of a column: at the first query's expression for it, or at the star it comes from. */
const columnAt = (first: QueryBody, index: number): number => {
  const { items, at } = leadingBlock(first)
  const star = items.findIndex(({ kind }) => kind === 'all')
  return items[star >= 0 && star < index ? star : index]?.at ?? at
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
        const area = run.memory.open()
        try {
          const partners = yield* keysOf(right(outer, run), area, run)
          yield* matched(distinct(left(outer, run), run), partners, operator === 'intersect', run)
        } finally {
          area.release()
        }
      }
  }
}

function* concatenated(left: Stream<Row>, right: Stream<Row>): Stream<Row> {
  yield* left
  yield* right
}

/** The keys of all rows. */
function* keysOf(rows: Stream<Row>, area: WorkArea, run: Run): Work<ReadonlySet<string>> {
  const keys = new Set<string>()
  for (const item of rows) {
    if (run.pulse.isTurn()) yield turn
    if (isPause(item)) {
      yield item
      continue
    }
    const key = groupingKey(item)
    if (keys.has(key)) continue
    area.charge(key.length + ENTRY)
    keys.add(key)
  }
  return keys
}

/** About how many bytes a key takes beside its characters. */
const ENTRY = 80

/** The rows that are among the partners (INTERSECT), or are not (MINUS). */
function* matched(
  rows: Stream<Row>,
  partners: ReadonlySet<string>,
  isWanted: boolean,
  { pulse }: Run,
): Stream<Row> {
  for (const item of rows) {
    if (pulse.isTurn()) yield turn
    if (isPause(item)) yield item
    else if (partners.has(groupingKey(item)) === isWanted) yield item
  }
}
