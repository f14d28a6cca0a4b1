/**
 * Loops over numbers, conditions and rows.
 */
import { OracleError } from '../../error.ts'
import type { Step } from '../../parsing/ast/step.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import { toNumber } from '../../values/conversion.ts'
import { Decimal } from '../../values/number.ts'
import type { Column, Value } from '../../values/value.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluate } from '../expression/compiled.ts'
import { type Frame, RecordValue } from '../frame.ts'
import type { Work } from '../pause.ts'
import { compileQuery } from '../query/compile-query.ts'
import { SessionCursor } from '../query/session-cursor.ts'
import { type Action, compileSteps } from './compile-step.ts'
import { type CompiledStep, type Completion, runSteps } from './completion.ts'
import { compileOpening, findCursor } from './cursors.ts'
import type { UnitContext } from './unit-context.ts'
import { BlockNames } from './variables.ts'

/** What a loop does after a round: go on, or end with a completion for what stands around it. */
type AfterRound = { readonly goesOn: true } | { readonly goesOn: false; readonly completion: Completion }

const goOn: AfterRound = { goesOn: true }
const end: AfterRound = { goesOn: false, completion: undefined }

/** One round of the body. EXIT and CONTINUE without a label, or with this loop's, end here; all others go outwards. */
function* round(body: readonly CompiledStep[], label: string | undefined, frame: Frame): Work<AfterRound> {
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

/** A range of whole numbers and the variable that takes each of them. */
export const compileRange = (
  step: Pick<Extract<Step, { kind: 'for range' }>, 'variable' | 'low' | 'high' | 'label'>,
  context: UnitContext,
  names: BlockNames,
) => {
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
  return {
    inside,
    *range(frame: Frame): Work<readonly [number, number]> {
      const first = readBound(yield* evaluate(low, frame), frame)
      return [first, readBound(yield* evaluate(high, frame), frame)]
    },
    setIndex(frame: Frame, index: number) {
      frame.slots[slot] = new Decimal(index)
    },
  }
}

export const compileRangeLoop = (
  step: Extract<Step, { kind: 'for range' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const { range, inside, setIndex } = compileRange(step, context, names)
  const body = compileSteps(step.body, context, inside)
  return {
    pauses: true,
    *run(frame) {
      const [first, last] = yield* range(frame)
      for (let count = 0; count <= last - first; count += 1) {
        setIndex(frame, step.isReverse ? last - count : first + count)
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
  const { columns, open } = compileRows(step.source, context, names)
  const inside = new BlockNames(step.label, names)
  const slot = context.newSlot()
  inside.variables.set(step.variable, {
    name: step.variable,
    slot,
    shape: { kind: 'record', fields: columns },
    isConstant: false,
    isNotNull: false,
  })
  const body = compileSteps(step.body, context, inside)
  return {
    pauses: true,
    *run(frame) {
      const rows = yield* open(frame)
      try {
        for (;;) {
          const row = yield* rows.next()
          if (row === undefined) return undefined
          frame.slots[slot] = new RecordValue([...row])
          const after = yield* round(body, step.label, frame)
          if (!after.goesOn) return after.completion
        }
      } finally {
        rows.close()
      }
    },
  }
}

/** Rows that a loop reads, its own query's or a declared cursor's. */
const compileRows = (
  source: Extract<Step, { kind: 'for query' }>['source'],
  context: UnitContext,
  names: BlockNames,
): { readonly columns: readonly Column[]; open(frame: Frame): Work<SessionCursor> } => {
  if (!('kind' in source)) {
    const { item } = findCursor(source, names)
    return { columns: item.plan.columns, open: compileOpening(source, context, names) }
  }
  const plan = compileQuery(source, { ...context.compilation, dialect: 'SQL', drawingQuery: source }, names)
  return {
    columns: plan.columns,
    *open(frame) {
      const cursor = new SessionCursor(frame.run)
      yield* cursor.open(plan, frame, frame.run)
      return cursor
    },
  }
}
