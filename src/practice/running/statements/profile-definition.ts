/**
 * CREATE, ALTER and DROP PROFILE.
 */
import { OracleError } from '../../error.ts'
import type { Administration } from '../../parsing/ast/administration.ts'
import type { Compilation } from '../expression/compilation.ts'
import { immediately, nothingWrong, type StatementPlan } from './statement-plan.ts'

const noSuchProfile = (name: string): OracleError => new OracleError(2380, `profile ${name} does not exist`)

/** Raises ORA-02379 for a profile that is there already, ORA-02380 for one to alter that is not. */
export const setProfile = (
  { kind, name, limits }: Extract<Administration, { kind: 'create profile' | 'alter profile' }>,
  { instance: { catalog } }: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  run: immediately(() => {
    const isThere = catalog.profiles.has(name)
    if (kind === 'create profile' && isThere) throw new OracleError(2379, `profile ${name} already exists`)
    if (kind === 'alter profile' && !isThere) throw noSuchProfile(name)
    catalog.profiles.set(name, limits)
    return nothingWrong
  }),
})

/** Raises ORA-02380; ORA-02381 for DEFAULT; ORA-02382 when users have it and CASCADE is missing. */
export const dropProfile = (
  { name, isCascade }: Extract<Administration, { kind: 'drop profile' }>,
  { instance: { catalog } }: Compilation,
): StatementPlan => ({
  kind: 'ddl',
  run: immediately(() => {
    if (name === 'DEFAULT') throw new OracleError(2381, 'cannot drop PUBLIC_DEFAULT profile')
    if (!catalog.profiles.has(name)) throw noSuchProfile(name)
    const users = [...catalog.users()].filter(({ profile }) => profile === name)
    if (users.length > 0 && !isCascade)
      throw new OracleError(2382, `profile ${name} has users assigned, cannot drop without CASCADE`)
    for (const user of users) user.profile = 'DEFAULT'
    catalog.profiles.remove(name)
    return nothingWrong
  }),
})
