/**
 * A procedure call as a statement.
 */
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step } from '../../parsing/ast/step.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { undeclared } from '../expression/call.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { scalarIn } from '../frame.ts'
import { type ArgumentTargets, wrongArguments } from './arguments.ts'
import { callRoutine, isRoutine } from './call-routine.ts'
import { changingMethod } from './collection-methods.ts'
import type { Action } from './compile-step.ts'
import { collectionIn, designateName, recordIn } from './designator.ts'
import { isAssignable } from './shapes.ts'
import { compileTarget } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** Raises PLS-00201 for what is not there or may not be called, PLS-00221 for a function, PLS-00306 for its arguments. */
export const compileProcedureCall = (
  step: Extract<Step, { kind: 'call' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const { name, arguments: given } = step
  const method = compileMethod(step, context, names)
  if (method !== undefined) return method
  const { compilation } = context
  const call = callRoutine(name, given, 'procedure', compilation, names, argumentTargets(context, names))
  if (call !== undefined)
    return {
      pauses: true,
      *run(frame) {
        yield* call.run(frame)
        return undefined
      },
    }
  const isSomething = isRoutine(name, compilation, names) || designateName(name, names) !== undefined
  throw isSomething
    ? new CompileError(`PLS-00221: '${name.parts.at(-1)}' is not a procedure or is undefined`, name.at)
    : undeclared(name)
}

/** `t.delete(1)` and its like. */
const compileMethod = (
  { name, arguments: given }: Extract<Step, { kind: 'call' }>,
  context: UnitContext,
  names: BlockNames,
): Action | undefined => {
  const whole = designateName({ parts: name.parts.slice(0, -1), at: name.at }, names)
  if (whole?.shape.kind !== 'collection') return undefined
  const atOnce = { ...context.compilation, isAtOnce: true }
  const compiled = given.map(({ value }) => compileExpression(value, atOnce, names))
  const change = changingMethod(whole, whole.shape, name.parts.at(-1) ?? '', compiled, name.at)
  return (
    change && {
      pauses: true,
      *run(frame) {
        yield* change(frame)
        return undefined
      },
    }
  )
}

const argumentTargets = (context: UnitContext, names: BlockNames): ArgumentTargets => ({
  store(expression, type, routine) {
    if (type === 'list') {
      const index = bindIndex(expression)
      context.writtenBinds.add(index)
      return (frame, values) => {
        frame.run.binds[index] = Array.isArray(values) ? values : []
      }
    }
    const target = compileTarget(expression, context, names)
    if (target.kind === 'scalar') {
      if ('kind' in type) throw wrongArguments(routine, expression.at)
      return (frame, value) => target.assign(frame, scalarIn(value))
    }
    if (!('kind' in type) || !isAssignable(type, target.shape)) throw wrongArguments(routine, expression.at)
    return target.kind === 'record'
      ? (frame, value) => target.assign(frame, recordIn(value).fields)
      : (frame, value) => target.assign(frame, collectionIn(value))
  },
})

/** Only the client's array binds hold lists here. */
const bindIndex = (expression: Expression): number => {
  if (expression.kind === 'bind') return expression.index
  throw new CompileError('PLS-00306: wrong number or types of arguments in call', expression.at)
}
