/**
 * `target := value`, of one value, of a record or of a collection.
 */
import { notSupported } from '../../error.ts'
import type { Expression } from '../../parsing/ast/expression.ts'
import type { Step } from '../../parsing/ast/step.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Action } from './compile-step.ts'
import { compileComposite } from './composite.ts'
import { collectionIn, recordIn } from './designator.ts'
import { areConvertible, isAssignable } from './shapes.ts'
import { compileTarget, type Target } from './target.ts'
import type { UnitContext } from './unit-context.ts'
import type { BlockNames } from './variables.ts'

/** Raises PLS-00382 for a value of another kind, PLS-00363 and PLS-00201 for the target. */
export const compileAssignment = (
  step: Extract<Step, { kind: 'assign' }>,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const target = compileTarget(step.target, context, names)
  const composite = compileComposite(step.value, context.compilation, names)
  if (composite === undefined && target.kind === 'scalar')
    return assignScalar(target, step.value, context, names)
  if (composite === undefined && isNull(step.value))
    throw notSupported('NULL as a whole record or collection', step.value.at)
  if (composite === undefined || target.kind === 'scalar' || !isAssignable(composite.shape, target.shape))
    throw wrongType(step.value)
  return {
    pauses: true,
    *run(frame) {
      const value = yield* composite.run(frame)
      if (target.kind === 'record') target.assign(frame, recordIn(value).fields)
      else target.assign(frame, collectionIn(value))
      return undefined
    },
  }
}

const isNull = (value: Expression): boolean => value.kind === 'literal' && value.value === null

const wrongType = ({ at }: Expression): CompileError =>
  new CompileError('PLS-00382: expression is of wrong type', at)

const assignScalar = (
  target: Extract<Target, { kind: 'scalar' }>,
  expression: Expression,
  context: UnitContext,
  names: BlockNames,
): Action => {
  const value = compileExpression(expression, context.compilation, names)
  if (!areConvertible(value.type, target.type)) throw wrongType(expression)
  if (!value.pauses) {
    const { run } = value
    return {
      pauses: false,
      run(frame) {
        target.assign(frame, run(frame))
        return undefined
      },
    }
  }
  return {
    pauses: true,
    *run(frame) {
      target.assign(frame, yield* value.run(frame))
      return undefined
    },
  }
}
