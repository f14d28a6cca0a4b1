/**
 * SQL inside PL/SQL: SELECT INTO, DML and OPEN ... FOR. Each is a statement of its own with its own view of the data.
 */
import { OracleError } from '../../error.ts'
import type { Dml } from '../../parsing/ast/dml.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step } from '../../parsing/ast/plsql.ts'
import { leadingBlock, type Query } from '../../parsing/ast/query.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { Row } from '../../values/value.ts'
import { compileDml } from '../dml/compile-dml.ts'
import { runDml } from '../dml/dml-plan.ts'
import type { Frame } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { openLocking, openRowSource } from '../query/row-source.ts'
import { next } from '../query/stream.ts'
import type { Action } from './compile-step.ts'
import { compileScalarTarget, compileTarget, type Target } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

const noData = (): OracleError => new OracleError(1403, 'no data found')
const tooMany = (): OracleError =>
  new OracleError(1422, 'exact fetch returns more than requested number of rows')

/** Stores a row in targets. Raises PLS-00394 and ORA-00947 when there are more or fewer of them than columns. */
export const compileInto = (
  into: readonly Expression[],
  columns: number,
  context: UnitContext,
  names: BlockNames,
  at: number,
): ((frame: Frame, row: Row) => void) => {
  const targets = into.map((target): Target => compileTarget(target, context, names))
  const [only] = targets
  if (targets.length === 1 && only?.kind === 'record') {
    if (only.fields.length !== columns) throw wrongCount(only.fields.length, columns, at)
    return (frame, row) => only.assign(frame, row)
  }
  if (targets.length !== columns) throw wrongCount(targets.length, columns, at)
  const scalars = into.map((target) => compileScalarTarget(target, context, names))
  return (frame, row) => {
    for (const [index, target] of scalars.entries()) target.assign(frame, row[index] ?? null)
  }
}

const wrongCount = (targets: number, columns: number, at: number): Error =>
  targets < columns
    ? new CompileError('PL/SQL: ORA-00913: too many values', at)
    : new CompileError('PL/SQL: ORA-00947: not enough values', at)

export const compileSelectInto = (query: Query, context: UnitContext, names: BlockNames): Action => {
  const plan = compileQuery(query, { ...context.compilation, dialect: 'SQL' }, names)
  const store = compileInto(leadingBlock(query.body).into, plan.columns.length, context, names, query.at)
  return {
    pauses: true,
    *run(frame) {
      frame.sqlRowCount = 0
      const [row, another] = yield* firstTwo(plan, frame)
      if (row === undefined) throw noData()
      store(frame, row)
      frame.sqlRowCount = 1
      if (another !== undefined) throw tooMany()
      return undefined
    },
  }
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

export const compileDmlStep = (dml: Dml, context: UnitContext, names: BlockNames): Action => {
  const plan = compileDml(dml, context.compilation, names)
  const { returning } = dml
  const store = returning && compileInto(returning.into, returning.expressions.length, context, names, dml.at)
  return {
    pauses: true,
    *run(frame) {
      const { count, returned } = yield* runDml(plan, frame, frame.run)
      frame.sqlRowCount = count
      if (store !== undefined && count > 1) throw tooMany()
      if (store !== undefined && count === 1)
        store(
          frame,
          returned.map((column) => column[0] ?? null),
        )
      return undefined
    },
  }
}

export const compileOpenFor = (
  { target, query }: Extract<Step, { kind: 'open for' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const cursor = compileScalarTarget(target, context, names)
  if (cursor.type !== undefined && cursor.type.name !== 'REF CURSOR')
    throw new CompileError('PLS-00382: expression is of wrong type', target.at)
  const plan = compileQuery(query, { ...context.compilation, dialect: 'SQL' }, names)
  return {
    pauses: true,
    *run(frame) {
      cursor.assign(frame, yield* openRowSource(plan, frame, frame.run))
      return undefined
    },
  }
}
