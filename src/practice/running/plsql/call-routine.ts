/**
 * A call of a procedure or function by name: which one is meant, among local, packaged, stored and built-in ones, and how
 * it runs.
 */
import type { Argument } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { frameAt, type Scope } from '../expression/scope.ts'
import type { Frame, Slot } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Routine } from '../routine.ts'
import { type ArgumentTargets, compileArguments } from './arguments.ts'
import { chooseRoutine } from './choose-routine.ts'
import { findRoutines } from './find-routine.ts'
import type { Composite } from './shapes.ts'
import { plsqlAround } from './variables.ts'

export interface RoutineCall {
  readonly routine: Routine
  readonly returns: DataType | Composite | undefined
  run(frame: Frame): Work<Slot>
}

/** Routines of one name, and the frame around them while they run. */
interface Candidates {
  readonly routines: readonly Routine[]
  readonly around: (frame: Frame) => Frame | undefined
}

/**
 * undefined when there is nothing of that name and kind. `targets` says where OUT parameters go; SQL has no such place.
 * Raises PLS-00306 and PLS-00307 when the arguments fit none or several, PLS-00231 for a local function in SQL.
 */
export const callRoutine = (
  name: Name,
  given: readonly Argument[],
  kind: 'procedure' | 'function',
  compilation: Compilation,
  scope: Scope | undefined,
  targets?: ArgumentTargets,
): RoutineCall | undefined => {
  const candidates = findCandidates(name, compilation, scope)
  const fitting = candidates?.routines.filter(
    ({ returns }) => (returns === undefined) === (kind === 'procedure'),
  )
  if (candidates === undefined || fitting === undefined || fitting.length === 0) return undefined
  const routine = chooseRoutine(fitting, given, name, compilation, scope)
  if (compilation.dialect === 'SQL' && routine.isPrivate === true)
    throw new CompileError(`PLS-00231: function '${routine.name}' may not be used in SQL`, name.at)
  const { read, store } = compileArguments(given, routine, name.at, compilation, scope, targets)
  return {
    routine,
    returns: routine.returns,
    *run(frame) {
      const around = candidates.around(frame)
      const slots = yield* read(frame, around)
      const result = yield* routine.invoke(slots, frame.run, around)
      store(frame, slots)
      return result
    },
  }
}

const findCandidates = (
  name: Name,
  compilation: Compilation,
  scope: Scope | undefined,
): Candidates | undefined => {
  const around = plsqlAround(scope)
  const found = around?.names.routine(name)
  if (around !== undefined && found !== undefined) {
    const { item, rest, reach, enter } = found
    // Routines of other packages make the state of their package themselves.
    if (rest.length === 0 && enter === undefined)
      return { routines: item, around: (frame) => reach(frameAt(frame, around.depth)) }
  }
  const routines = findRoutines(name, compilation)
  return routines.length === 0 ? undefined : { routines, around: () => undefined }
}

/** Whether there is a routine of that name at all, of either kind. */
export const isRoutine = (name: Name, compilation: Compilation, scope: Scope | undefined): boolean =>
  findCandidates(name, compilation, scope) !== undefined
