/**
 * CREATE, DROP and ALTER ... COMPILE of procedures, functions, packages and their bodies.
 */
import type { Catalog } from '../../dictionary/catalog.ts'
import type { CompiledObject, Owned, UnitProblem } from '../../dictionary/schema-object.ts'
import { OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { turn } from '../pause.ts'
import { forgetPackage, keyOf } from '../plsql/package-state.ts'
import { compileStored } from '../plsql/stored-unit.ts'
import { newName } from './new-name.ts'
import { nothingWrong, type StatementPlan } from './statement-plan.ts'

type CreateUnit = Extract<Statement, { kind: 'create unit' }>

/** A unit that does not compile is stored all the same, with a warning. */
export const createUnit = (statement: CreateUnit, { instance, authority }: Compilation): StatementPlan => {
  const { catalog } = instance
  const { owner, name } = newName(statement.name, authority)
  const { type, problem, orReplace, at } = statement
  return {
    kind: 'ddl',
    *run({ session }) {
      yield turn
      const before = type === 'PACKAGE BODY' ? catalog.packageBody(owner, name) : catalog.find(owner, name)
      if (before !== undefined && (!orReplace || before.kind !== type))
        throw new OracleError(955, 'name is already used by an existing object', at)
      const object = objectOf(statement, catalog.newOwned(owner, name, before), problem ? [problem] : [])
      catalog.put(object)
      // Whoever compiles a package makes a new start with it; other sessions are told that they lost what they had.
      forgetPackage(session, keyOf(object))
      return { hasWarning: compileStored(object, instance).problems.length > 0 }
    },
  }
}

const objectOf = (
  { type, source, unit }: CreateUnit,
  owned: Owned,
  problems: readonly UnitProblem[],
): CompiledObject => {
  switch (type) {
    case 'PACKAGE':
    case 'PACKAGE BODY':
      return {
        ...owned,
        kind: type,
        source,
        unit: unit && 'declarations' in unit ? unit : undefined,
        problems,
      }
    case 'PROCEDURE':
    case 'FUNCTION':
      return { ...owned, kind: type, source, unit: unit && 'block' in unit ? unit : undefined, problems }
  }
}

type UnitType = CreateUnit['type']

/** A unit that the user may change. Raises ORA-04043 for what is not there, ORA-01031 for another's. */
const findUnit = (
  name: Name,
  type: UnitType,
  { instance: { catalog }, authority }: Compilation,
): CompiledObject => {
  const found = findNamed(name, type, catalog, authority)
  if (found === undefined || found.kind !== type)
    throw new OracleError(4043, `object ${name.parts.join('.')} does not exist`, name.at)
  if (found.owner !== authority.user) throw new OracleError(1031, 'insufficient privileges', name.at)
  return found
}

const findNamed = (
  name: Name,
  type: UnitType,
  catalog: Catalog,
  authority: Compilation['authority'],
): CompiledObject | undefined => {
  const object = catalog.resolve(name, authority)
  switch (object?.kind) {
    case 'PACKAGE':
      return type === 'PACKAGE BODY' ? catalog.packageBody(object.owner, object.name) : object
    case 'PROCEDURE':
    case 'FUNCTION':
      return object
    default:
      return undefined
  }
}

/** DROP PACKAGE takes the body along. Raises ORA-04043 for what is not there. */
export const dropUnit = (
  { name, type }: Extract<Statement, { kind: 'drop unit' }>,
  compilation: Compilation,
): StatementPlan => {
  const { catalog } = compilation.instance
  const object = findUnit(name, type, compilation)
  return {
    kind: 'ddl',
    *run({ session }) {
      yield turn
      const body = object.kind === 'PACKAGE' ? catalog.packageBody(object.owner, object.name) : undefined
      if (body !== undefined) catalog.remove(body)
      catalog.remove(object)
      forgetPackage(session, keyOf(object))
      return nothingWrong
    },
  }
}

/** ALTER ... COMPILE: a package that is compiled anew loses its state, as with CREATE. */
export const compileUnit = (
  { name, types }: Extract<Statement, { kind: 'compile unit' }>,
  compilation: Compilation,
): StatementPlan => {
  const { instance } = compilation
  const [first = 'PROCEDURE', ...others] = types
  const object = findUnit(name, first, compilation)
  return {
    kind: 'ddl',
    *run({ session }) {
      yield turn
      const further = others.flatMap(
        (type) => findNamed(name, type, instance.catalog, compilation.authority) ?? [],
      )
      const all = [object, ...further]
      for (const each of all) instance.catalog.touch(each)
      forgetPackage(session, keyOf(object))
      return { hasWarning: all.some((each) => compileStored(each, instance).problems.length > 0) }
    },
  }
}
