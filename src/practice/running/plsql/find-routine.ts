/**
 * Which routines a name means outside of blocks and packages: those of a package, a stored unit that the caller may
 * execute, or one of a built-in package.
 */
import type { Name } from '../../parsing/ast/name.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Routine } from '../routine.ts'
import { packagedRoutines } from './package-unit.ts'
import { storedRoutine } from './stored-unit.ts'

/** Empty for what is not there and for what may not be executed. Raises PLS-00905 for an invalid unit. */
export const findRoutines = (name: Name, compilation: Compilation): readonly Routine[] => {
  const { instance, authority, uses } = compilation
  const object = instance.catalog.resolve(name, authority)
  if (object?.kind === 'PROCEDURE' || object?.kind === 'FUNCTION') {
    if (!instance.catalog.may(authority, 'EXECUTE', object)) return []
    uses?.add(object.id)
    return [storedRoutine(object, compilation, name)]
  }
  const packaged = packagedRoutines(name, compilation)
  if (packaged.length > 0) {
    const holder = instance.catalog.resolve({ ...name, parts: name.parts.slice(0, -1) }, authority)
    if (holder?.kind === 'PACKAGE') uses?.add(holder.id)
    return packaged
  }
  const builtIn = instance.packages.routine(name.parts)
  return builtIn === undefined ? [] : [builtIn]
}
