/**
 * Which of several overloaded routines a call means: by number and names of its arguments, then by the families of their
 * types ("PL/SQL Language Reference, Overloaded Subprograms").
 */
import { notSupported } from '../../error.ts'
import type { Argument, Expression } from '../../parsing/ast/expression.ts'
import type { Name } from '../../parsing/ast/name.ts'
import { CompileError } from '../../parsing/syntax-error.ts'
import type { DataType } from '../../values/value.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileExpression } from '../expression/compile-expression.ts'
import type { Scope } from '../expression/scope.ts'
import { familyOf } from '../expression/types.ts'
import type { Routine, RoutineParameter } from '../routine.ts'
import { matchArguments } from './arguments.ts'
import { compileComposite } from './composite.ts'
import { type Composite, isAssignable } from './shapes.ts'

/**
 * Raises PLS-00306 when none fits, PLS-00307 when several do. A call that would need its arguments converted to fit is
 * refused: which conversion goes before which is told nowhere.
 */
export const chooseRoutine = (
  routines: readonly Routine[],
  given: readonly Argument[],
  name: Name,
  compilation: Compilation,
  scope: Scope | undefined,
): Routine => {
  const [first, ...others] = routines
  if (first === undefined) throw new Error('a choice of nothing')
  if (others.length === 0) return first
  const matching = routines.flatMap((routine) => {
    const matched = matchArguments(given, routine.parameters)
    return matched === undefined ? [] : [{ routine, matched }]
  })
  const [only, ...more] = matching
  if (only === undefined)
    throw new CompileError(
      `PLS-00306: wrong number or types of arguments in call to '${name.parts.at(-1)}'`,
      name.at,
    )
  if (more.length === 0) return only.routine
  const types = new Map<Expression, DataType | Composite | undefined>()
  for (const { value } of given) types.set(value, typeOf(value, compilation, scope))
  const fitting = matching.filter(({ routine, matched }) => areAll(routine, matched, types, isOfFamily))
  if (fitting.length === 0) throw notSupported('overloading with converted arguments', name.at)
  const exact = fitting.filter(({ routine, matched }) => areAll(routine, matched, types, isSameType))
  const [chosen, another] = exact.length > 0 ? exact : fitting
  if (chosen !== undefined && another === undefined) return chosen.routine
  throw new CompileError(
    `PLS-00307: too many declarations of '${name.parts.at(-1)}' match this call`,
    name.at,
  )
}

/** undefined: NULL, which is of every type. */
const typeOf = (
  expression: Expression,
  compilation: Compilation,
  scope: Scope | undefined,
): DataType | Composite | undefined =>
  compileComposite(expression, compilation, scope)?.shape ??
  compileExpression(expression, compilation, scope).type

type Fits = (parameter: RoutineParameter['type'], given: DataType | Composite) => boolean

const areAll = (
  { parameters }: Routine,
  matched: readonly (Expression | undefined)[],
  types: ReadonlyMap<Expression, DataType | Composite | undefined>,
  fits: Fits,
): boolean =>
  parameters.every(({ type }, index) => {
    const argument = matched[index]
    const given = argument && types.get(argument)
    return given === undefined || fits(type, given)
  })

const isOfFamily: Fits = (parameter, given) => {
  if (parameter === 'list') return false
  if ('kind' in parameter || 'kind' in given)
    return 'kind' in parameter && 'kind' in given && isAssignable(given, parameter)
  return familyOf(parameter) === familyOf(given)
}

const isSameType: Fits = (parameter, given) =>
  isOfFamily(parameter, given) &&
  (parameter === 'list' || 'kind' in parameter || 'kind' in given || parameter.name === given.name)
