/**
 * CREATE and DROP of procedures and functions.
 */
import type { UnitObject } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { compileStored } from '../plsql/stored-unit.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'
import { newName } from './table-definition.ts'

/** A unit that does not compile is stored all the same, with a warning. */
export const createUnit = (
  statement: Extract<Statement, { kind: 'create unit' }>,
  { instance, authority }: Compilation,
): StatementPlan => {
  const { catalog } = instance
  const { owner, name } = newName(statement.name, authority)
  const { type, source, unit, problem, orReplace, at } = statement
  return {
    kind: 'ddl',
    run: immediately(() => {
      const before = catalog.find(owner, name)
      if (before !== undefined && (!orReplace || before.kind !== type))
        throw new OracleError(955, 'name is already used by an existing object', at)
      const object: UnitObject = {
        ...catalog.newOwned(owner, name, before),
        kind: type,
        source,
        unit,
        problems: problem === undefined ? [] : [problem],
      }
      catalog.put(object)
      return { hasWarning: compileStored(object, instance).problems.length > 0 }
    }),
  }
}

/** Raises ORA-04043 for what is not there. */
export const dropUnit = (
  { name, type }: Extract<Statement, { kind: 'drop unit' }>,
  { instance, authority }: Compilation,
): StatementPlan => {
  const { catalog } = instance
  const object = catalog.resolve(name, authority)
  if (object?.kind !== type)
    throw new OracleError(4043, `object ${name.parts.join('.')} does not exist`, name.at)
  if (object.owner !== authority.user) throw new OracleError(1031, 'insufficient privileges', name.at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      catalog.remove(object)
      return nothingWrong
    }),
  }
}
