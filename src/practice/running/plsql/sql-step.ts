/**
 * SQL inside PL/SQL: SELECT INTO, DML, FORALL and OPEN ... FOR. Each is a statement of its own with its own view of the
 * data.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Dml, Returning } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import { leadingBlock, type Query } from '../../parsing/ast/query.ts'
import type { Step } from '../../parsing/ast/step.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Row, Value } from '../../values/value.ts'
import { compileDml } from '../dml/compile-dml.ts'
import { runDml } from '../dml/dml-plan.ts'
import type { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { openLocking } from '../query/row-source.ts'
import { SessionCursor } from '../query/session-cursor.ts'
import { next } from '../query/stream.ts'
import type { Action } from './compile-step.ts'
import { compileCursorReference } from './cursors.ts'
import { type BulkTarget, compileBulkTarget, compileRowTarget, type RowTarget } from './into.ts'
import { compileRange } from './loops.ts'
import { compileScalarTarget, type ScalarTarget } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

const noData = (): OracleError => new OracleError(1403, 'no data found')
const tooMany = (): OracleError =>
  new OracleError(1422, 'exact fetch returns more than requested number of rows')

const requireCount = (targets: number, columns: number, at: number): void => {
  if (targets < columns) throw new CompileError('PL/SQL: ORA-00913: too many values', at)
  if (targets > columns) throw new CompileError('PL/SQL: ORA-00947: not enough values', at)
}

// ---- SELECT INTO ------------------------------------------------------------------------------------------

export const compileSelectInto = (query: Query, context: UnitContext, names: BlockNames): Action => {
  const plan = compileQuery(query, { ...context.compilation, dialect: 'SQL', drawingQuery: query }, names)
  const { into, isBulk } = leadingBlock(query.body)
  if (isBulk === true) {
    const target = compileBulkTarget(into, context, names)
    requireCount(target.columns, plan.columns.length, query.at)
    return { pauses: true, run: (frame) => selectAll(plan, target, frame) }
  }
  const target = compileRowTarget(into, context, names)
  requireCount(target.columns, plan.columns.length, query.at)
  return { pauses: true, run: (frame) => selectOne(plan, target, frame) }
}

function* selectOne(plan: QueryPlan, target: RowTarget, frame: Frame): Work<undefined> {
  const { call } = frame.run
  call.sqlRowCount = 0
  const [row, another] = yield* firstTwo(plan, frame)
  if (row === undefined) throw noData()
  call.sqlRowCount = 1
  if (another !== undefined) throw tooMany()
  target.store(frame, row)
  return undefined
}

function* firstTwo(plan: QueryPlan, frame: Frame): Work<readonly Row[]> {
  const cursor = yield* openLocking(plan, frame, frame.run)
  try {
    const rows: Row[] = []
    for (let row = yield* next(cursor.rows); row !== undefined; row = yield* next(cursor.rows)) {
      rows.push(row)
      if (rows.length === 2) break
    }
    return rows
  } finally {
    cursor.close()
  }
}

function* selectAll(plan: QueryPlan, target: BulkTarget, frame: Frame): Work<undefined> {
  const cursor = yield* openLocking(plan, frame, frame.run)
  const collections = target.begin()
  let count = 0
  try {
    for (let row = yield* next(cursor.rows); row !== undefined; row = yield* next(cursor.rows)) {
      if (frame.run.pulse.isTurn()) yield turn
      target.add(collections, frame, row)
      count += 1
    }
  } finally {
    cursor.close()
  }
  target.finish(collections, frame)
  frame.run.call.sqlRowCount = count
  return undefined
}

// ---- DML --------------------------------------------------------------------------------------------------

/** Stores what RETURNING gives: for each expression a value a row. */
type StoreReturned = (frame: Frame, count: number, returned: readonly (readonly Value[])[]) => void

const compileReturned = (
  returning: Returning | undefined,
  context: UnitContext,
  names: BlockNames,
  at: number,
): StoreReturned => {
  if (returning === undefined) return () => {}
  const { into, expressions, isBulk } = returning
  const rowAt = (returned: readonly (readonly Value[])[], index: number): Row =>
    returned.map((column) => column[index] ?? null)
  if (isBulk === true) {
    const target = compileBulkTarget(into, context, names)
    requireCount(target.columns, expressions.length, at)
    return (frame, count, returned) => {
      const collections = target.begin()
      for (let index = 0; index < count; index += 1) target.add(collections, frame, rowAt(returned, index))
      target.finish(collections, frame)
    }
  }
  const target = compileRowTarget(into, context, names)
  requireCount(target.columns, expressions.length, at)
  return (frame, count, returned) => {
    if (count > 1) throw tooMany()
    if (count === 1) target.store(frame, rowAt(returned, 0))
  }
}

export const compileDmlStep = (dml: Dml, context: UnitContext, names: BlockNames): Action => {
  const plan = compileDml(dml, context.compilation, names)
  const store = compileReturned(returningOf(dml), context, names, dml.at)
  return {
    pauses: true,
    *run(frame) {
      frame.run.call.sqlRowCount = 'unknown'
      const { count, returned } = yield* runDml(plan, frame, frame.run)
      frame.run.call.sqlRowCount = count
      store(frame, count, returned)
      return undefined
    },
  }
}

const returningOf = (dml: Dml): Returning | undefined => ('returning' in dml ? dml.returning : undefined)

/** One statement for each number of a range; what those before a failure have done stays done until somebody undoes it. */
export const compileForall = (
  step: Extract<Step, { kind: 'forall' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const { range, inside, setIndex } = compileRange(step, context, names)
  const plan = compileDml(step.dml, context.compilation, inside)
  if (returningOf(step.dml) !== undefined) throw notSupported('RETURNING in FORALL', step.dml.at)
  return {
    pauses: true,
    *run(frame) {
      const [low, high] = yield* range(frame)
      const { call, pulse } = frame.run
      call.sqlRowCount = 'unknown'
      let sum = 0
      for (let index = low; index <= high; index += 1) {
        if (pulse.isTurn()) yield turn
        setIndex(frame, index)
        sum += (yield* runDml(plan, frame, frame.run)).count
      }
      call.sqlRowCount = sum
      return undefined
    },
  }
}

// ---- OPEN ... FOR -----------------------------------------------------------------------------------------

/** A cursor variable that OPEN FOR may open. Raises PLS-00382 for any other. */
export const compileCursorTarget = (
  target: Expression,
  context: UnitContext,
  names: BlockNames,
): ScalarTarget => {
  const cursor = compileScalarTarget(target, context, names)
  if (cursor.type !== undefined && cursor.type.name !== 'REF CURSOR')
    throw new CompileError('PLS-00382: expression is of wrong type', target.at)
  return cursor
}

export const compileOpenFor = (
  { target, query }: Extract<Step, { kind: 'open for' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const variable = compileCursorTarget(target, context, names)
  const plan = compileQuery(query, { ...context.compilation, dialect: 'SQL', drawingQuery: query }, names)
  const { read } = compileCursorReference(target, context, names)
  return {
    pauses: true,
    *run(frame) {
      // A variable that holds a cursor has it opened again: others may hold the same one.
      const cursor = read(frame) ?? new SessionCursor(frame.run)
      yield* cursor.open(plan, frame, frame.run)
      variable.assign(frame, cursor)
      return undefined
    },
  }
}
