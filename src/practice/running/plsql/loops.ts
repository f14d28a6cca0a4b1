/**
 * Loops. Each round counts as a step of work, so that an endless loop stops nobody else and can be cancelled.
 */
import { OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { toNumber } from '../../values/conversion.ts'
import { Decimal } from '../../values/number.ts'
import type { Value } from '../../values/value.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import { type Frame, RecordValue } from '../frame.ts'
import { turn, type Work } from '../pause.ts'
import { compileQuery, type QueryPlan } from '../query/compile-query.ts'
import { openLocking } from '../query/row-source.ts'
import { next } from '../query/stream.ts'
import { type Action, compileSteps } from './compile-step.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

/** What a loop does after a round: go on, or end with a completion for what stands around it. */
type AfterRound = { readonly goesOn: true } | { readonly goesOn: false; readonly completion: Completion }

const goOn: AfterRound = { goesOn: true }
const end: AfterRound = { goesOn: false, completion: undefined }

/** One round of the body. EXIT and CONTINUE without a label, or with this loop's, end here; all others go outwards. */
function* round(body: readonly CompiledStep[], label: string | undefined, frame: Frame): Work<AfterRound> {
  if (frame.run.pulse.isTurn()) yield turn
  const completion = yield* runSteps(body, frame)
  if (completion === undefined) return goOn
  if (completion.kind === 'return') return { goesOn: false, completion }
  const isMine = completion.label === undefined || completion.label === label
  if (!isMine) return { goesOn: false, completion }
  return completion.kind === 'continue' ? goOn : end
}

export const compileLoop = (
  { label }: Extract<Step, { kind: 'loop' }>,
  body: readonly CompiledStep[],
): Action => ({
  pauses: true,
  *run(frame) {
    for (;;) {
      const after = yield* round(body, label, frame)
      if (!after.goesOn) return after.completion
    }
  },
})

export const compileWhile = (
  { label }: Extract<Step, { kind: 'while' }>,
  condition: Compiled,
  body: readonly CompiledStep[],
): Action => ({
  pauses: true,
  *run(frame) {
    while ((yield* evaluate(condition, frame)) === true) {
      const after = yield* round(body, label, frame)
      if (!after.goesOn) return after.completion
    }
    return undefined
  },
})

export const compileRangeLoop = (
  step: Extract<Step, { kind: 'for range' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const low = compileExpression(step.low, context.compilation, names)
  const high = compileExpression(step.high, context.compilation, names)
  const inside = new BlockNames(step.label, names)
  const slot = context.newSlot()
  inside.variables.set(step.variable, {
    name: step.variable,
    slot,
    shape: { kind: 'scalar', type: { name: 'BINARY_INTEGER' } },
    isConstant: true,
    isNotNull: false,
  })
  const body = compileSteps(step.body, context, inside)
  return {
    pauses: true,
    *run(frame) {
      const first = readBound(yield* evaluate(low, frame), frame)
      const last = readBound(yield* evaluate(high, frame), frame)
      const count = last - first + 1
      for (let index = 0; index < count; index += 1) {
        frame.slots[slot] = new Decimal(step.isReverse ? last - index : first + index)
        const after = yield* round(body, step.label, frame)
        if (!after.goesOn) return after.completion
      }
      return undefined
    },
  }
}

/** Bounds are rounded to whole numbers. Raises ORA-06502 for null. */
const readBound = (value: Value, frame: Frame): number => {
  const bound = toNumber(castValue(value, { name: 'BINARY_INTEGER' }, variableMisfit, frame.run.session.nls))
  if (bound === null) throw new OracleError(6502, 'PL/SQL: numeric or value error')
  return bound.toNumber()
}

export const compileQueryLoop = (
  step: Extract<Step, { kind: 'for query' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const plan = planOf(step, context, names)
  const inside = new BlockNames(step.label, names)
  const slot = context.newSlot()
  inside.variables.set(step.variable, {
    name: step.variable,
    slot,
    shape: { kind: 'record', fields: plan.columns },
    isConstant: false,
    isNotNull: false,
  })
  const body = compileSteps(step.body, context, inside)
  return {
    pauses: true,
    *run(frame) {
      const cursor = yield* openLocking(plan, frame, frame.run)
      try {
        for (;;) {
          const row = yield* next(cursor.rows)
          if (row === undefined) return undefined
          frame.slots[slot] = new RecordValue([...row])
          const after = yield* round(body, step.label, frame)
          if (!after.goesOn) return after.completion
        }
      } finally {
        cursor.close()
      }
    },
  }
}

const planOf = (
  { source, at }: Extract<Step, { kind: 'for query' }>,
  context: UnitContext,
  names: BlockNames,
): QueryPlan => {
  if (typeof source !== 'string')
    return compileQuery(source, { ...context.compilation, dialect: 'SQL' }, names)
  const cursor = names.cursor(source)
  if (cursor === undefined) throw new CompileError(`PLS-00201: identifier '${source}' must be declared`, at)
  return cursor.plan
}
