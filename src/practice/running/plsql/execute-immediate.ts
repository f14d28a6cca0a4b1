/**
 * EXECUTE IMMEDIATE and OPEN ... FOR a text: statements made while the block runs.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step, UsingItem } from '../../parsing/ast/step.ts'
import { toText } from '../../values/conversion.ts'
import type { Value } from '../../values/value.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import { type Frame, type Run, scalarIn } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { QueryPlan } from '../query/compile-query.ts'
import { openLocking } from '../query/row-source.ts'
import { SessionCursor } from '../query/session-cursor.ts'
import { next } from '../query/stream.ts'
import { executeStatement } from '../statements/execute-statement.ts'
import { type PreparedStatement, prepareStatement } from '../statements/prepared-statement.ts'
import type { StatementPlan } from '../statements/statement-plan.ts'
import type { Action } from './compile-step.ts'
import { compileCursorReference } from './cursors.ts'
import { compileRowTarget, type RowTarget } from './into.ts'
import { compileCursorTarget } from './sql-step.ts'
import { compileScalarTarget, type ScalarTarget } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** One entry of USING: read before, stored after. */
interface DynamicBind {
  readonly value: Compiled | undefined
  readonly target: ScalarTarget | undefined
}

/** What is made of a text and USING when the statement runs. */
interface Made {
  readonly statement: PreparedStatement
  readonly run: Run
}

/** Prepares the text with the values of USING; raises ORA-06535 without a text, ORA-01008 and ORA-01006 for too few and too many values. */
const compileText = (
  text: Expression,
  using: readonly DynamicBind[],
  further: number,
  statement: 'EXECUTE IMMEDIATE' | 'OPEN',
  context: UnitContext,
  names: BlockNames,
): ((frame: Frame) => Work<Made>) => {
  const { authority } = context.compilation
  const compiled = compileExpression(text, context.compilation, names)
  return function* (frame) {
    const sql = toText(yield* evaluate(compiled, frame), frame.run.session.nls)
    if (sql === null) throw new OracleError(6535, `statement string in ${statement} is NULL or 0 length`)
    const prepared = prepareStatement(sql, authority, frame.run.instance)
    const binds: Value[] = []
    for (const { value } of using) binds.push(value === undefined ? null : yield* evaluate(value, frame))
    for (let index = 0; index < further; index += 1) binds.push(null)
    if (binds.length < prepared.binds.length) throw new OracleError(1008, 'not all variables bound')
    if (binds.length > prepared.binds.length) throw new OracleError(1006, 'bind variable does not exist')
    return { statement: prepared, run: { ...frame.run, binds, bindTypes: [], depth: frame.run.depth + 1 } }
  }
}

const compileUsing = (
  using: readonly UsingItem[],
  context: UnitContext,
  names: BlockNames,
): readonly DynamicBind[] =>
  using.map(({ direction, value }) => ({
    value: direction === 'out' ? undefined : compileExpression(value, context.compilation, names),
    target: direction === 'in' ? undefined : compileScalarTarget(value, context, names),
  }))

export const compileDynamicSql = (
  step: Extract<Step, { kind: 'execute immediate' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const into = step.into.length === 0 ? undefined : compileRowTarget(step.into, context, names)
  const using = compileUsing(step.using, context, names)
  const returning = compileRowTarget(step.returning, context, names)
  const make = compileText(step.text, using, returning.columns, 'EXECUTE IMMEDIATE', context, names)
  return {
    pauses: true,
    *run(frame) {
      const { statement, run } = yield* make(frame)
      const { plan } = statement
      if (plan.kind === 'query') {
        yield* selectInto(plan.query, into, frame, run)
        return undefined
      }
      if (into !== undefined) throw notSupported('EXECUTE IMMEDIATE ... INTO of a statement that is no query')
      if (statement.returning.length !== returning.columns)
        throw notSupported('RETURNING with binds of USING')
      requireDirections(using, plan)
      frame.run.call.sqlRowCount = 'unknown'
      const { count, hasWarning, returned } = yield* executeStatement(plan, run)
      if (hasWarning) throw new OracleError(24344, 'success with compilation error')
      frame.run.call.sqlRowCount = count
      storeOutBinds(using, run, frame)
      if (returning.columns > 0 && count > 1)
        throw new OracleError(1422, 'exact fetch returns more than requested number of rows')
      if (returning.columns > 0 && count === 1)
        returning.store(
          frame,
          returned.map((column) => column[0] ?? null),
        )
      return undefined
    },
  }
}

export const compileOpenForText = (
  step: Extract<Step, { kind: 'open for text' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const variable = compileCursorTarget(step.target, context, names)
  const { read } = compileCursorReference(step.target, context, names)
  const out = step.using.find(({ direction }) => direction !== 'in')
  if (out !== undefined) throw notSupported('OUT in USING of OPEN', out.value.at)
  const make = compileText(step.text, compileUsing(step.using, context, names), 0, 'OPEN', context, names)
  return {
    pauses: true,
    *run(frame) {
      const { statement, run } = yield* make(frame)
      const { plan } = statement
      if (plan.kind !== 'query') throw notSupported('OPEN of a statement that is no query')
      const cursor = read(frame) ?? new SessionCursor(frame.run)
      yield* cursor.open(plan.query, undefined, run)
      variable.assign(frame, cursor)
      return undefined
    },
  }
}

/** Without INTO a query is not run at all, as in Oracle. */
function* selectInto(plan: QueryPlan, into: RowTarget | undefined, frame: Frame, run: Run): Work<void> {
  const { call } = frame.run
  call.sqlRowCount = 0
  if (into === undefined) return
  if (into.columns !== plan.columns.length) throw new OracleError(1007, 'variable not in select list')
  const cursor = yield* openLocking(plan, undefined, run)
  try {
    const row = yield* next(cursor.rows)
    if (row === undefined) throw new OracleError(1403, 'no data found')
    call.sqlRowCount = 1
    if ((yield* next(cursor.rows)) !== undefined)
      throw new OracleError(1422, 'exact fetch returns more than requested number of rows')
    into.store(frame, row)
  } finally {
    cursor.close()
  }
}

/** Raises ORA-06536 for a value where the statement writes, ORA-06537 for a place to write where it only reads. */
const requireDirections = (using: readonly DynamicBind[], plan: StatementPlan): void => {
  for (const [index, { value, target }] of using.entries()) {
    const direction = plan.kind === 'plsql' ? (plan.block.directions[index] ?? 'in') : 'in'
    if (direction !== 'in' && target === undefined)
      throw new OracleError(6536, 'IN bind variable bound to an OUT position')
    if (direction === 'in' && value === undefined)
      throw new OracleError(6537, 'OUT bind variable bound to an IN position')
  }
}

const storeOutBinds = (using: readonly DynamicBind[], run: Run, frame: Frame): void => {
  for (const [index, { target }] of using.entries()) target?.assign(frame, scalarIn(run.binds[index] ?? null))
}
