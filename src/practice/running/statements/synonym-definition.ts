/**
 * CREATE and DROP of synonyms. What a synonym stands for need not exist.
 */
import { PUBLIC } from '../../dictionary/catalog.ts'
import { OracleError } from '../../error.ts'
import type { SynonymStatement } from '../../parsing/ast/schema-object.ts'
import type { Compilation } from '../expression/compilation.ts'
import { newName, type ObjectPlace } from './new-name.ts'
import { requirePrivilege } from './require-privilege.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

type Statement<Kind extends SynonymStatement['kind']> = Extract<SynonymStatement, { kind: Kind }>

/** Raises ORA-00955 for a name that is taken, ORA-01471 for a synonym of itself, ORA-00995 for a public one with an owner. */
export const createSynonym = (
  { name, target, isPublic, orReplace }: Statement<'create synonym'>,
  compilation: Compilation,
): StatementPlan => {
  requirePrivilege(compilation, isPublic ? 'CREATE PUBLIC SYNONYM' : 'CREATE SYNONYM', name.at)
  const { instance, authority } = compilation
  const { catalog } = instance
  const place: ObjectPlace = isPublic ? publicPlace(name) : newName(name, authority)
  const [first = '', second] = target.parts
  const targetOwner = second === undefined ? authority.schema : first
  const targetName = second ?? first
  if (targetOwner === place.owner && targetName === place.name)
    throw new OracleError(1471, 'cannot create a synonym with same name as object', name.at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      const before = catalog.find(place.owner, place.name)
      if (before !== undefined && (!orReplace || before.kind !== 'SYNONYM'))
        throw new OracleError(955, 'name is already used by an existing object', name.at)
      catalog.put({ ...catalog.newOwned(place.owner, place.name), kind: 'SYNONYM', targetOwner, targetName })
      return nothingWrong
    }),
  }
}

/** Raises ORA-01432 and ORA-01434 for one that is not there, ORA-01031 for another's. */
export const dropSynonym = (
  { name, isPublic }: Statement<'drop synonym'>,
  compilation: Compilation,
): StatementPlan => {
  if (isPublic) requirePrivilege(compilation, 'DROP PUBLIC SYNONYM', name.at)
  const { instance, authority } = compilation
  const { catalog } = instance
  const object = isPublic ? catalog.find(PUBLIC, publicPlace(name).name) : catalog.locate(name, authority)
  if (object?.kind !== 'SYNONYM')
    throw isPublic
      ? new OracleError(1432, 'public synonym to be dropped does not exist', name.at)
      : new OracleError(1434, 'private synonym to be dropped does not exist', name.at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      catalog.remove(object)
      return nothingWrong
    }),
  }
}

const publicPlace = ({ parts, at }: Statement<'create synonym'>['name']): ObjectPlace => {
  const [name, more] = parts
  if (name === undefined || more !== undefined)
    throw new OracleError(995, 'missing or invalid synonym identifier', at)
  return { owner: PUBLIC, name }
}
