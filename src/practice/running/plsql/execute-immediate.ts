/**
 * EXECUTE IMMEDIATE: a statement made while the block runs.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step } from '../../parsing/ast/plsql.ts'
import { toText } from '../../values/conversion.ts'
import type { Row, Value } from '../../values/value.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame, Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { QueryPlan } from '../query/compile-query.ts'
import { openLocking } from '../query/row-source.ts'
import { next } from '../query/stream.ts'
import { executeStatement } from '../statements/execute-statement.ts'
import { prepareStatement } from '../statements/prepared-statement.ts'
import type { Action } from './compile-step.ts'
import { compileScalarTarget, compileTarget, type ScalarTarget, type Target } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** One entry of USING: read before, stored after. */
interface DynamicBind {
  readonly value: Compiled | undefined
  readonly target: ScalarTarget | undefined
}

export const compileDynamicSql = (
  step: Extract<Step, { kind: 'execute immediate' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const { authority } = context.compilation
  const compile = (expression: Expression): Compiled =>
    compileExpression(expression, context.compilation, names)
  const text = compile(step.text)
  const into = step.into.map((target) => compileTarget(target, context, names))
  const using = step.using.map(
    ({ direction, value }): DynamicBind => ({
      value: direction === 'out' ? undefined : compile(value),
      target: direction === 'in' ? undefined : compileScalarTarget(value, context, names),
    }),
  )
  return {
    pauses: true,
    *run(frame) {
      const sql = toText(yield* evaluate(text, frame), frame.run.session.nls) ?? ''
      const { plan, binds: names } = prepareStatement(sql, authority, frame.run.instance)
      const binds: Value[] = []
      for (const { value } of using) binds.push(value === undefined ? null : yield* evaluate(value, frame))
      if (binds.length < names.length) throw new OracleError(1008, 'not all variables bound')
      if (binds.length > names.length) throw new OracleError(1006, 'bind variable does not exist')
      const run: Run = { ...frame.run, binds, bindTypes: [] }
      if (plan.kind === 'query') {
        yield* selectInto(plan.query, into, frame, run)
        return undefined
      }
      if (into.length > 0) throw notSupported('EXECUTE IMMEDIATE ... INTO of a statement that is no query')
      const { count, hasWarning } = yield* executeStatement(plan, run)
      if (hasWarning) throw new OracleError(24344, 'success with compilation error')
      frame.sqlRowCount = count
      storeOutBinds(using, run, frame)
      return undefined
    },
  }
}

/** Without INTO a query is not run at all, as in Oracle. */
function* selectInto(plan: QueryPlan, into: readonly Target[], frame: Frame, run: Run): Work<void> {
  frame.sqlRowCount = 0
  if (into.length === 0) return
  const cursor = yield* openLocking(plan, undefined, run)
  try {
    const row = yield* next(cursor.rows)
    if (row === undefined) throw new OracleError(1403, 'no data found')
    store(into, row, frame)
    frame.sqlRowCount = 1
    if ((yield* next(cursor.rows)) !== undefined)
      throw new OracleError(1422, 'exact fetch returns more than requested number of rows')
  } finally {
    cursor.close()
  }
}

const store = (into: readonly Target[], row: Row, frame: Frame): void => {
  const [only] = into
  if (into.length === 1 && only?.kind === 'record') {
    only.assign(frame, row)
    return
  }
  if (into.length !== row.length) throw new OracleError(1007, 'variable not in select list')
  for (const [index, target] of into.entries()) {
    if (target.kind === 'record')
      throw new OracleError(6504, 'PL/SQL: Return types of Result Set variables or query do not match')
    target.assign(frame, row[index] ?? null)
  }
}

const storeOutBinds = (using: readonly DynamicBind[], run: Run, frame: Frame): void => {
  for (const [index, { target }] of using.entries()) {
    const value = run.binds[index] ?? null
    if (target !== undefined && isScalar(value)) target.assign(frame, value)
  }
}

const isScalar = (value: Value | readonly Value[]): value is Value => !Array.isArray(value)
