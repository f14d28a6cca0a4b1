/**
 * FETCH of one row, or with BULK COLLECT of many.
 */
import { notSupported, OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/step.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { toNumber } from '../../values/conversion.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import type { Frame } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { invalidCursor, type SessionCursor } from '../query/session-cursor.ts'
import type { Action } from './compile-step.ts'
import { compileCursorReference } from './cursors.ts'
import { compileBulkTarget, compileRowTarget } from './into.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

type Fetch = Extract<Step, { kind: 'fetch' }>

/** Raises PLS-00394 when a declared cursor's rows do not fit the targets. */
export const compileFetch = (step: Fetch, context: UnitContext, names: BlockNames): Action => {
  const { plan, read, enter } = compileCursorReference(step.cursor, context, names)
  if (enter !== undefined) context.entered.add(enter)
  const target = step.isBulk ? undefined : compileRowTarget(step.into, context, names)
  const bulk = step.isBulk ? compileBulkTarget(step.into, context, names) : undefined
  const columns = target?.columns ?? bulk?.columns ?? 0
  if (plan !== undefined && plan.columns.length !== columns)
    throw new CompileError('PLS-00394: wrong number of values in the INTO list of a FETCH statement', step.at)
  const limit = step.limit && compileExpression(step.limit, context.compilation, names)

  /** The open cursor, whose rows have to fit. */
  const opened = (frame: Frame): SessionCursor => {
    const cursor = read(frame)
    if (cursor === undefined || !cursor.isOpen) throw invalidCursor()
    if (cursor.columns.length !== columns)
      throw new OracleError(6504, 'PL/SQL: Return types of Result Set variables or query do not match')
    return cursor
  }
  if (bulk !== undefined)
    return {
      pauses: true,
      *run(frame) {
        const most = limit === undefined ? Number.POSITIVE_INFINITY : yield* readLimit(limit, frame)
        const cursor = opened(frame)
        const collections = bulk.begin()
        let count = 0
        for (; count < most; count += 1) {
          if (frame.run.pulse.isTurn()) yield turn
          const row = yield* cursor.next()
          if (row === undefined) break
          bulk.add(collections, frame, row)
        }
        bulk.finish(collections, frame)
        return undefined
      },
    }
  return {
    pauses: true,
    *run(frame) {
      const row = yield* opened(frame).next()
      if (row !== undefined) target?.store(frame, row)
      return undefined
    },
  }
}

/** What LIMIT means when it is not positive is told nowhere: refused. */
function* readLimit(limit: Compiled, frame: Frame): Work<number> {
  const { nls } = frame.run.session
  const value = castValue(yield* evaluate(limit, frame), { name: 'BINARY_INTEGER' }, variableMisfit, nls)
  const most = toNumber(value)?.toNumber() ?? 0
  if (most > 0) return most
  throw notSupported('LIMIT that is not positive')
}
