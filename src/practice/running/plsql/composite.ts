/**
 * Expressions whose value is a whole record or collection: variables, elements, results of functions, constructors.
 */
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { castValue, variableMisfit } from '../../values/casting.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, evaluateAll, pausing } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import { type Frame, RecordValue, type Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import { callRoutine } from './call-routine.ts'
import { Collection } from './collection.ts'
import { copySlot } from './copy-slot.ts'
import { designate, recordIn } from './designator.ts'
import { type CollectionShape, type Composite, isAssignable } from './shapes.ts'
import { plsqlAround } from './variables.ts'

export interface CompositeExpression {
  readonly shape: Composite
  /** A copy of its own. */
  run(frame: Frame): Work<Slot>
}

/** undefined when the expression is one value or nothing that PL/SQL knows. */
export const compileComposite = (
  expression: Expression,
  compilation: Compilation,
  scope: Scope | undefined,
): CompositeExpression | undefined => {
  const place = designate(expression, compilation, scope)
  if (place !== undefined) {
    const { shape, enter, read } = place
    if (shape.kind === 'scalar') return undefined
    return {
      shape,
      *run(frame) {
        if (enter !== undefined) yield* enter(frame.run)
        return copySlot(read(frame))
      },
    }
  }
  if (expression.kind !== 'call' && expression.kind !== 'name') return undefined
  const given = expression.kind === 'call' ? expression.arguments : []
  const made = compileConstructor(expression, given, compilation, scope)
  if (made !== undefined) return made
  const call = callRoutine(expression.name, given, 'function', compilation, scope)
  if (call === undefined || call.returns === undefined || !('kind' in call.returns)) return undefined
  return { shape: call.returns, run: call.run }
}

/** `type(1, 2, 3)` of a nested table. */
const compileConstructor = (
  { kind, name, at }: Extract<Expression, { kind: 'call' | 'name' }>,
  given: readonly Argument[],
  compilation: Compilation,
  scope: Scope | undefined,
): CompositeExpression | undefined => {
  const found = kind === 'call' ? plsqlAround(scope)?.names.type(name) : undefined
  const shape = found?.item
  if (shape?.kind !== 'collection' || shape.index !== 'none') return undefined
  const elements = given.map(({ value }) => elementReader(value, shape, compilation, scope, at))
  return {
    shape,
    *run(frame) {
      const collection = new Collection(false)
      for (const read of elements)
        collection.set(collection.count + 1, yield* read(frame), frame.run.session.memory)
      return collection
    },
  }
}

const elementReader = (
  expression: Expression,
  { element }: CollectionShape,
  compilation: Compilation,
  scope: Scope | undefined,
  at: number,
) => {
  if (element.kind === 'record') {
    const record = compileComposite(expression, compilation, scope)
    if (record === undefined || !isAssignable(record.shape, element))
      throw new CompileError('PLS-00306: wrong number or types of arguments in call', at)
    return function* (frame: Frame): Work<RecordValue> {
      return recordIn(yield* record.run(frame))
    }
  }
  const value = compileExpression(expression, compilation, scope)
  return function* (frame: Frame) {
    const [read = null] = yield* evaluateAll([value], frame)
    return castValue(read, element.type, variableMisfit, frame.run.session.nls)
  }
}

/** A field of a record that a function gives. */
export const readMemberOfResult = (
  { of, member, at }: Extract<Expression, { kind: 'member' }>,
  compilation: Compilation,
  scope: Scope | undefined,
): Compiled | undefined => {
  const whole = compileComposite(of, compilation, scope)
  if (whole?.shape.kind !== 'record') return undefined
  const index = whole.shape.fields.findIndex((field) => field.name === member)
  const field = whole.shape.fields[index]
  if (field === undefined) throw new CompileError(`PLS-00302: component '${member}' must be declared`, at)
  return pausing(field.type, function* (frame) {
    const record = yield* whole.run(frame)
    return record instanceof RecordValue ? (record.fields[index] ?? null) : null
  })
}
