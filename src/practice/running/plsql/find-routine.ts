/**
 * Which routine a name means: one of a built-in package, or a stored unit that the caller may execute.
 */
import type { Name } from '../../parsing/ast/name.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Routine } from '../routine.ts'
import { storedRoutine } from './stored-unit.ts'

/** undefined for what is not there and for what may not be executed. Raises PLS-00905 for an invalid unit. */
export const findRoutine = (name: Name, { instance, authority }: Compilation): Routine | undefined => {
  const object = instance.catalog.resolve(name, authority)
  if (object === undefined || (object.kind !== 'PROCEDURE' && object.kind !== 'FUNCTION'))
    return instance.packages.routine(name.parts)
  return instance.catalog.may(authority.user, 'EXECUTE', object)
    ? storedRoutine(object, instance, name.at)
    : undefined
}
