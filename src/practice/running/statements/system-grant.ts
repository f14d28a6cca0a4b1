/**
 * GRANT and REVOKE of system privileges and roles.
 */
import {
  isRole,
  isSystemPrivilege,
  type Role,
  type SystemPrivilege,
  systemPrivileges,
} from '../../dictionary/privileges.ts'
import type { User } from '../../dictionary/user.ts'
import { notSupported, OracleError } from '../../error.ts'
import type { Administration } from '../../parsing/ast/administration.ts'
import type { Compilation } from '../expression/compilation.ts'
import { requirePrivilege } from './require-privilege.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

interface Given {
  readonly privileges: readonly SystemPrivilege[]
  readonly roles: readonly Role[]
}

/** Raises ORA-01031, ORA-01917, ORA-01919; for REVOKE ORA-01951 and ORA-01952 for what was never granted. */
export const changeRights = (
  {
    kind,
    privileges: words,
    users: names,
    at,
  }: Extract<Administration, { kind: 'grant system' | 'revoke system' }>,
  compilation: Compilation,
): StatementPlan => {
  const { catalog } = compilation.instance
  const given = readGiven(words, at)
  if (given.privileges.length > 0) requirePrivilege(compilation, 'GRANT ANY PRIVILEGE', at)
  if (given.roles.length > 0) requirePrivilege(compilation, 'GRANT ANY ROLE', at)
  if (names.includes('PUBLIC')) throw notSupported('system privilege to PUBLIC', at)
  return {
    kind: 'ddl',
    run: immediately(() => {
      const users = names.map((name) => {
        const user = catalog.user(name)
        if (user === undefined) throw new OracleError(1917, `user or role '${name}' does not exist`)
        return user
      })
      for (const user of users) {
        if (kind === 'grant system') grant(given, user)
        else revoke(given, user)
      }
      catalog.touchUser()
      return nothingWrong
    }),
  }
}

const readGiven = (words: readonly string[], at: number): Given => {
  const privileges: SystemPrivilege[] = []
  const roles: Role[] = []
  for (const word of words) {
    if (word === 'ALL' || word === 'ALL PRIVILEGES') privileges.push(...systemPrivileges)
    else if (isSystemPrivilege(word)) privileges.push(word)
    else if (isRole(word)) roles.push(word)
    else if (isOraclesOwn(word)) throw notSupported(word, at)
    else throw new OracleError(1919, `role '${word}' does not exist`)
  }
  return { privileges, roles }
}

/** Privileges are of several words; the roles that Oracle brings along have telling names. */
const isOraclesOwn = (word: string): boolean => /\s|_ROLE$|_DATABASE$|_ADMIN$|_USER$/.test(word)

const grant = ({ privileges, roles }: Given, user: User): void => {
  for (const privilege of privileges) user.privileges.add(privilege)
  for (const role of roles) user.roles.add(role)
}

const revoke = ({ privileges, roles }: Given, user: User): void => {
  for (const privilege of privileges)
    if (!user.privileges.has(privilege))
      throw new OracleError(1952, `system privileges not granted to '${user.name}'`)
  for (const role of roles)
    if (!user.roles.has(role)) throw new OracleError(1951, `ROLE '${role}' not granted to '${user.name}'`)
  for (const privilege of privileges) user.privileges.delete(privilege)
  for (const role of roles) user.roles.delete(role)
}
