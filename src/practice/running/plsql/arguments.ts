/**
 * Arguments of a call: matched to parameters by place or name, converted on the way in, stored on the way out.
 */
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import { variableMisfit } from '../../values/casting.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileCast } from '../expression/compile-cast.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import { type Compiled, constant, evaluateAll, pausing } from '../expression/compiled.ts'
import type { Scope } from '../expression/scope.ts'
import type { Frame, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Routine, RoutineParameter } from '../routine.ts'

/** How arguments that come back are stored; SQL has none. */
export interface ArgumentTargets {
  scalar(expression: Expression): (frame: Frame, value: Slot) => void
  list(expression: Expression): (frame: Frame, values: Slot) => void
}

export interface CompiledArguments {
  /** One slot a parameter, IN values converted to the parameters' types. */
  read(frame: Frame): Work<Slot[]>
  /** Stores OUT and IN OUT parameters. */
  store(frame: Frame, slots: readonly Slot[]): void
}

/** Raises PLS-00306 when the arguments do not fit the parameters. */
export const compileArguments = (
  given: readonly Argument[],
  routine: Routine,
  at: number,
  compilation: Compilation,
  scope: Scope | undefined,
  targets: ArgumentTargets | undefined,
): CompiledArguments => {
  const matched = matchArguments(given, routine, at)
  const readers: Compiled[] = []
  const writers: ((frame: Frame, slots: readonly Slot[]) => void)[] = []
  routine.parameters.forEach((parameter, slot) => {
    const argument = matched[slot]
    if (argument === undefined) {
      readers.push(compileDefault(parameter))
      return
    }
    const { type, direction } = parameter
    readers.push(
      direction === 'out' || type === 'list'
        ? constant(undefined, null)
        : compileCast(compileExpression(argument, compilation, scope), type, variableMisfit),
    )
    if (direction === 'in') return
    if (targets === undefined) throw wrongArguments(routine, at)
    const store = type === 'list' ? targets.list(argument) : targets.scalar(argument)
    writers.push((frame, slots) => store(frame, slots[slot] ?? null))
  })
  return {
    read: (frame) => evaluateAll(readers, frame),
    store(frame, slots) {
      for (const writer of writers) writer(frame, slots)
    },
  }
}

const matchArguments = (
  given: readonly Argument[],
  routine: Routine,
  at: number,
): readonly (Expression | undefined)[] => {
  const matched: (Expression | undefined)[] = routine.parameters.map(() => undefined)
  given.forEach((argument, place) => {
    const slot =
      argument.name === undefined
        ? place
        : routine.parameters.findIndex((parameter) => parameter.name === argument.name)
    const isAfterNamed =
      argument.name === undefined && given.slice(0, place).some((before) => before.name !== undefined)
    if (slot < 0 || slot >= matched.length || matched[slot] !== undefined || isAfterNamed)
      throw wrongArguments(routine, at)
    matched[slot] = argument.value
  })
  const isComplete = routine.parameters.every(
    (parameter, slot) => matched[slot] !== undefined || parameter.defaultValue !== undefined,
  )
  if (!isComplete) throw wrongArguments(routine, at)
  return matched
}

const wrongArguments = (routine: Routine, at: number): CompileError =>
  new CompileError(`PLS-00306: wrong number or types of arguments in call to '${routine.name}'`, at)

const compileDefault = ({ type, defaultValue }: RoutineParameter): Compiled =>
  defaultValue === undefined
    ? constant(undefined, null)
    : pausing(type === 'list' ? undefined : type, (frame) => defaultValue(frame.run))
