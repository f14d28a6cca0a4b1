/**
 * Arguments of a call: matched to parameters by place or name, converted on the way in, stored on the way out.
 */
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { variableMisfit } from '../../values/casting.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileCast } from '../expression/compile-cast.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { evaluate } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Routine, RoutineParameter } from '../routine.ts'
import { compileComposite } from './composite.ts'
import { emptyOf } from './designator.ts'
import { areConvertible, type Composite, isAssignable } from './shapes.ts'

/** How arguments that come back are stored; SQL has none. */
export interface ArgumentTargets {
  /** Stores what comes back through a parameter of the type. */
  store(
    expression: Expression,
    type: RoutineParameter['type'],
    routine: Routine,
  ): (frame: Frame, value: Slot) => void
}

export interface CompiledArguments {
  /** One slot a parameter, IN values converted to the parameters' types. `around`: as `Routine.invoke` gets it. */
  read(frame: Frame, around: Frame | undefined): Work<Slot[]>
  /** Stores OUT and IN OUT parameters. */
  store(frame: Frame, slots: readonly Slot[]): void
}

type ReadSlot = (frame: Frame, around: Frame | undefined) => Work<Slot>

/** Raises PLS-00306 when the arguments do not fit the parameters. */
export const compileArguments = (
  given: readonly Argument[],
  routine: Routine,
  at: number,
  compilation: Compilation,
  scope: Scope | undefined,
  targets: ArgumentTargets | undefined,
): CompiledArguments => {
  const matched = matchArguments(given, routine.parameters)
  if (matched === undefined) throw wrongArguments(routine, at)
  const readers: ReadSlot[] = []
  const writers: ((frame: Frame, slots: readonly Slot[]) => void)[] = []
  routine.parameters.forEach((parameter, slot) => {
    const argument = matched[slot]
    if (argument === undefined) {
      readers.push(defaultOf(parameter))
      return
    }
    const { type, direction } = parameter
    readers.push(
      direction === 'out'
        ? emptySlot(type)
        : compileArgument(argument, parameter, routine, at, compilation, scope),
    )
    if (direction === 'in') return
    // In SQL, which has no such place, nobody gets to call it.
    const store = targets?.store(argument, type, routine)
    if (store !== undefined) writers.push((frame, slots) => store(frame, slots[slot] ?? null))
  })
  return {
    *read(frame, around) {
      const slots: Slot[] = []
      for (const readSlot of readers) slots.push(yield* readSlot(frame, around))
      return slots
    },
    store(frame, slots) {
      for (const writer of writers) writer(frame, slots)
    },
  }
}

/** For each parameter its argument; undefined when the arguments do not fit in number or names. */
export const matchArguments = (
  given: readonly Argument[],
  parameters: readonly Pick<RoutineParameter, 'name' | 'defaultValue'>[],
): readonly (Expression | undefined)[] | undefined => {
  const matched: (Expression | undefined)[] = parameters.map(() => undefined)
  let isNamed = false
  for (const [place, argument] of given.entries()) {
    const slot =
      argument.name === undefined
        ? place
        : parameters.findIndex((parameter) => parameter.name === argument.name)
    if (slot < 0 || slot >= matched.length || matched[slot] !== undefined) return undefined
    if (isNamed && argument.name === undefined) return undefined
    isNamed ||= argument.name !== undefined
    matched[slot] = argument.value
  }
  const isComplete = parameters.every(
    (parameter, slot) => matched[slot] !== undefined || parameter.defaultValue !== undefined,
  )
  return isComplete ? matched : undefined
}

export const wrongArguments = (routine: Routine, at: number): CompileError =>
  new CompileError(`PLS-00306: wrong number or types of arguments in call to '${routine.name}'`, at)

const compileArgument = (
  argument: Expression,
  { type }: RoutineParameter,
  routine: Routine,
  at: number,
  compilation: Compilation,
  scope: Scope | undefined,
): ReadSlot => {
  if (type === 'list') return emptySlot(type)
  const composite = compileComposite(argument, compilation, scope)
  if (composite !== undefined) {
    if (!('kind' in type) || !isAssignable(composite.shape, type)) throw wrongArguments(routine, argument.at)
    return composite.run
  }
  if ('kind' in type) throw wrongArguments(routine, argument.at)
  const given = compileExpression(argument, compilation, scope)
  if (!areConvertible(given.type, type)) throw wrongArguments(routine, at)
  const value = compileCast(given, type, variableMisfit)
  return (frame) => evaluate(value, frame)
}

/** What an OUT parameter is before it is assigned to. */
const emptySlot = (type: RoutineParameter['type']): ReadSlot => {
  const isComposite = type !== 'list' && 'kind' in type
  return function* () {
    yield* []
    return isComposite ? emptyOf(type satisfies Composite) : null
  }
}

const defaultOf = ({ defaultValue }: RoutineParameter): ReadSlot =>
  defaultValue === undefined ? emptySlot('list') : (frame, around) => defaultValue(frame.run, around)
