/**
 * GRANT and REVOKE of rights on one's own objects.
 */
import type { Catalog } from '../../dictionary/catalog.ts'
import type { Grant, Privilege } from '../../dictionary/grants.ts'
import type { BaseObject } from '../../dictionary/schema-object.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Name } from '../../parsing/ast/name.ts'
import type { Statement } from '../../parsing/ast/statement.ts'
import type { Compilation } from '../expression/compilation.ts'
import { noSuchTable } from '../query/source.ts'
import { lentPart } from '../query/stored-view.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

const tablePrivileges: readonly Privilege[] = [
  ...(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'READ', 'ALTER', 'INDEX', 'REFERENCES'] as const),
]

/** "SQL Language Reference, GRANT", Object Privileges. */
const privilegesOn: Readonly<Record<BaseObject['kind'], readonly Privilege[]>> = {
  TABLE: tablePrivileges,
  VIEW: ['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'READ', 'REFERENCES'],
  SEQUENCE: ['SELECT', 'ALTER'],
  PROCEDURE: ['EXECUTE'],
  FUNCTION: ['EXECUTE'],
  PACKAGE: ['EXECUTE'],
}

export const grantPrivileges = (
  { privileges, on, to, at }: Extract<Statement, { kind: 'grant' }>,
  compilation: Compilation,
): StatementPlan => {
  const { catalog } = compilation.instance
  const grants = readGrants(privileges, on, to, at, compilation)
  return {
    kind: 'ddl',
    run: immediately(() => {
      requireLendable(on, compilation)
      for (const grant of grants) catalog.grant(grant)
      return nothingWrong
    }),
  }
}

/** Raises ORA-01720 for a view of what another owns. */
const requireLendable = (on: Name, { instance, authority }: Compilation): void => {
  const object = instance.catalog.resolve(on, authority)
  const lent = object?.kind === 'VIEW' ? lentPart(object, instance) : undefined
  if (lent !== undefined) throw new OracleError(1720, `grant option does not exist for '${lent}'`, on.at)
}

/** Raises ORA-01927 for what was never granted, ORA-01981 where constraints rest on it; REVOKE ALL takes what there is. */
export const revokePrivileges = (
  { privileges, on, from, at }: Extract<Statement, { kind: 'revoke' }>,
  compilation: Compilation,
): StatementPlan => {
  const { catalog } = compilation.instance
  const grants = readGrants(privileges, on, from, at, compilation)
  const isAll = privileges.every((word) => word.startsWith('ALL'))
  return {
    kind: 'ddl',
    run: immediately(() => {
      if (grants.some((grant) => isReferredTo(grant, catalog)))
        throw new OracleError(1981, 'CASCADE CONSTRAINTS must be specified to perform this revoke')
      const revoked = grants.filter((grant) => catalog.revoke(grant))
      if (revoked.length === grants.length || (isAll && revoked.length > 0)) return nothingWrong
      for (const grant of revoked) catalog.grant(grant)
      throw new OracleError(1927, 'cannot REVOKE privileges you did not grant')
    }),
  }
}

/** Whether the grantee has made use of the right to refer to a table. */
const isReferredTo = ({ privilege, owner, object, grantee }: Grant, catalog: Catalog): boolean => {
  const table = privilege === 'REFERENCES' ? catalog.find(owner, object) : undefined
  return (
    table?.kind === 'TABLE' && [...table.table.references].some((foreignKey) => foreignKey.owner === grantee)
  )
}

const readGrants = (
  privileges: readonly string[],
  on: Name,
  grantees: readonly string[],
  at: number,
  { instance: { catalog }, authority }: Compilation,
): readonly Grant[] => {
  const object = catalog.resolve(on, authority)
  if (object === undefined) throw noSuchTable(on)
  if (object.kind === 'DICTIONARY VIEW' || object.owner !== authority.user)
    throw new OracleError(1031, 'insufficient privileges', on.at)
  const { owner, name } = object
  const granted = privileges.flatMap((word) => privilegesOf(word, object, at))
  for (const grantee of grantees) {
    if (grantee !== 'PUBLIC' && catalog.user(grantee) === undefined)
      throw new OracleError(1917, `user or role '${grantee}' does not exist`)
    if (grantee === authority.user)
      throw new OracleError(1749, 'you may not GRANT/REVOKE privileges to/from yourself')
  }
  return grantees.flatMap((grantee) =>
    granted.map((privilege) => ({ owner, object: name, grantee, privilege })),
  )
}

/** What a word of GRANT means for a kind of object. Raises ORA-02204, ORA-02205, ORA-02224 and ORA-02225 for what does not fit it. */
const privilegesOf = (word: string, object: BaseObject, at: number): readonly Privilege[] => {
  const fitting = privilegesOn[object.kind]
  if (word === 'ALL' || word === 'ALL PRIVILEGES') return fitting
  const privilege = fitting.find((candidate) => candidate === word)
  if (privilege !== undefined) return [privilege]
  const isKnown = word === 'EXECUTE' || tablePrivileges.some((candidate) => candidate === word)
  if (isKnown && object.kind === 'VIEW')
    throw new OracleError(2204, 'ALTER, INDEX and EXECUTE not allowed for views', at)
  if (isKnown && object.kind === 'SEQUENCE')
    throw new OracleError(2205, 'only SELECT and ALTER privileges are valid for sequences', at)
  if (word === 'EXECUTE') throw new OracleError(2224, 'EXECUTE privilege not allowed for tables', at)
  if (object.kind !== 'TABLE' && tablePrivileges.some((candidate) => candidate === word))
    throw new OracleError(2225, 'only EXECUTE and DEBUG privileges are valid for procedures', at)
  throw notSupported(`privilege ${word}`, at)
}
