/**
 * CREATE, ALTER and DROP USER. Of a password only the verifier is kept.
 */

import { isRole } from '../../dictionary/privileges.ts'
import type { SchemaObject } from '../../dictionary/schema-object.ts'
import type { User } from '../../dictionary/user.ts'
import { OracleError } from '../../error.ts'
import type { Administration, UserOption } from '../../parsing/ast/administration.ts'
import type { PlacedName } from '../../parsing/ast/name.ts'
import { verifierOf } from '../../wire/verifier.ts'
import type { Compilation } from '../expression/compilation.ts'
import type { Instance } from '../instance.ts'
import { lockForDefinition } from './own-table.ts'
import { requirePrivilege } from './require-privilege.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

type Statement<Kind extends Administration['kind']> = Extract<Administration, { kind: Kind }>

const noSuchUser = ({ name, at }: PlacedName): OracleError =>
  new OracleError(1918, `user '${name}' does not exist`, at)

const findUser = (user: PlacedName, instance: Instance): User => {
  const found = instance.catalog.user(user.name)
  if (found === undefined) throw noSuchUser(user)
  return found
}

/** Raises ORA-01920 for a name that is taken, ORA-02380 for a profile that is not there. */
export const createUser = (
  { user: { name, at }, options }: Statement<'create user'>,
  { instance }: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  run: immediately(() => {
    const { catalog } = instance
    if (catalog.user(name) !== undefined || isRole(name) || name === 'PUBLIC')
      throw new OracleError(1920, `user name '${name}' conflicts with another user or role name`, at)
    requireProfiles(options, instance)
    const password = options.find((option) => option.kind === 'password')
    if (password === undefined) throw new Error('a new user without a password')
    apply(options, catalog.addUser(name, verifierOf(password.password)))
    return nothingWrong
  }),
})

/** Whoever may not alter users may change the own password all the same. Raises ORA-01918, ORA-02380. */
export const alterUser = (
  { user, options }: Statement<'alter user'>,
  compilation: Compilation,
): StatementPlan => {
  const { instance, authority } = compilation
  const isOwnPassword = user.name === authority.user && options.every(({ kind }) => kind === 'password')
  if (!isOwnPassword) requirePrivilege(compilation, 'ALTER USER')
  return {
    kind: 'ddl',
    run: immediately(() => {
      const found = findUser(user, instance)
      requireProfiles(options, instance)
      apply(options, found)
      return nothingWrong
    }),
  }
}

/** ALTER USER ... GRANT or REVOKE CONNECT THROUGH. Raises ORA-01918. */
export const alterProxies = (
  { users, through, mayConnect }: Statement<'alter user proxy'>,
  { instance }: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  run: immediately(() => {
    const proxy = findUser(through, instance).name
    for (const { proxies } of users.map((user) => findUser(user, instance)))
      if (mayConnect) proxies.add(proxy)
      else proxies.delete(proxy)
    return nothingWrong
  }),
})

/**
 * Raises ORA-01918; ORA-01940 while the user is logged on; ORA-01922 when it owns something and CASCADE is missing;
 * ORA-00054 while somebody has locked a row of its tables.
 */
export const dropUser = (
  { user, isCascade }: Statement<'drop user'>,
  { instance }: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  *run(run) {
    const { catalog } = instance
    const found = findUser(user, instance)
    if ([...instance.sessions.values()].some((session) => session.user === user.name))
      throw new OracleError(1940, 'cannot drop a user that is currently connected')
    const owned = catalog.ownedBy(user.name)
    if (owned.length > 0 && !isCascade)
      throw new OracleError(1922, `CASCADE must be specified to drop '${user.name}'`)
    for (const object of owned)
      if (object.kind === 'TABLE') yield* lockForDefinition(object.table, 'exclusive', run)
    for (const object of owned) drop(object, instance)
    catalog.removeUser(found)
    return nothingWrong
  },
})

const drop = (object: SchemaObject, { catalog }: Instance): void => {
  if (object.kind === 'TABLE') object.table.drop()
  catalog.remove(object)
}

/** Raises ORA-02380. */
const requireProfiles = (options: readonly UserOption[], { catalog }: Instance): void => {
  for (const option of options)
    if (option.kind === 'profile' && !catalog.profiles.has(option.profile))
      throw new OracleError(2380, `profile ${option.profile} does not exist`)
}

const apply = (options: readonly UserOption[], user: User): void => {
  for (const option of options) {
    switch (option.kind) {
      case 'password':
        user.verifier = verifierOf(option.password)
        user.isExpired = false
        break
      case 'expire':
        user.isExpired = true
        break
      case 'lock':
        user.lock()
        break
      case 'unlock':
        user.unlock()
        break
      case 'profile':
        user.profile = option.profile
        break
      case 'quota':
        user.hasQuota = true
        break
      case 'tablespace':
        break
    }
  }
}
