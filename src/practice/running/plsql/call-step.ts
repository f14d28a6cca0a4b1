/**
 * A procedure call as a statement.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step } from '../../parsing/ast/plsql.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { undeclared } from '../expression/call.ts'
import type { Frame, Slot } from '../frame.ts'
import { RecordValue } from '../frame.ts'
import { type ArgumentTargets, compileArguments } from './arguments.ts'
import type { Action } from './compile-step.ts'
import { findRoutine } from './find-routine.ts'
import { compileScalarTarget } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** Raises PLS-00201 for what is not there or may not be called, PLS-00221 for a function, PLS-00306 for its arguments. */
export const compileProcedureCall = (
  { name, arguments: given }: Extract<Step, { kind: 'call' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const routine = findRoutine(name, context.compilation)
  if (routine === undefined) throw undeclared(name)
  if (routine.returns !== undefined)
    throw new CompileError(`PLS-00221: '${name.parts.at(-1)}' is not a procedure or is undefined`, name.at)
  const { read, store } = compileArguments(
    given,
    routine,
    name.at,
    context.compilation,
    names,
    argumentTargets(context, names),
  )
  return {
    pauses: true,
    *run(frame) {
      const slots: Slot[] = yield* read(frame)
      yield* routine.invoke(slots, frame.run)
      store(frame, slots)
      return undefined
    },
  }
}

const argumentTargets = (context: UnitContext, names: BlockNames): ArgumentTargets => ({
  scalar(expression) {
    const target = compileScalarTarget(expression, context, names)
    return (frame, value) => {
      if (isList(value) || value instanceof RecordValue) throw new Error('one value was promised')
      target.assign(frame, value)
    }
  },
  list(expression) {
    const index = bindIndex(expression)
    context.writtenBinds.add(index)
    return (frame: Frame, values) => {
      frame.run.binds[index] = isList(values) ? values : []
    }
  },
})

/** Only the client's array binds hold lists here. */
const bindIndex = (expression: Expression): number => {
  if (expression.kind === 'bind') return expression.index
  throw new CompileError('PLS-00306: wrong number or types of arguments in call', expression.at)
}

const isList = (slot: Slot): slot is Extract<Slot, readonly unknown[]> => Array.isArray(slot)
