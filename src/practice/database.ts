/**
 * The practice database behind its door: accounts, sessions and, unless it is to be empty, the seed.
 */
import { dictionaryViews } from './dictionary/dictionary-views.ts'
import type { User } from './dictionary/user.ts'
import type { Database, DatabaseIdentity } from './door.ts'
import { openDatabaseSession } from './running/database-session.ts'
import { Instance } from './running/instance.ts'
import type { Limits } from './running/limits.ts'
import { changePassword, denyLogon, openSession } from './running/logon.ts'
import { builtInPackages } from './running/packages/built-in-packages.ts'
import { plantSeed } from './seed/plant-seed.ts'
import { verifierOf } from './wire/verifier.ts'

export interface DatabaseOptions {
  /** Whether the schemas a to g and their tasks are there; true unless told. */
  readonly seed?: boolean
  /** More accounts, or other passwords: the password by name. `scott` and the DBA `system`, both with the password `tiger`, are always there. */
  readonly accounts?: Readonly<Record<string, string>>
  /** Other limits than `defaultLimits`. */
  readonly limits?: Partial<Limits>
  /** The clock, in milliseconds, by which calls give way to others; the machine's unless told. */
  readonly now?: () => number
}

const identity: DatabaseIdentity = {
  service: 'practice',
  uniqueName: 'PRACTICE',
  pdbName: 'PRACTICE',
  instanceName: 'practice',
  domain: '',
  // Statements are read and answered, and errors worded, as this release does it.
  version: [19, 28, 0, 0, 0],
}

/** What the accounts that are there from the start may do: log on, have objects of their own, see other sessions. */
const ordinary = [
  ...['ALTER SESSION', 'CREATE SESSION', 'CREATE TABLE', 'CREATE VIEW', 'CREATE PROCEDURE'],
  ...['CREATE SEQUENCE', 'CREATE SYNONYM', 'SELECT ANY DICTIONARY', 'UNLIMITED TABLESPACE'],
] as const

/** A new database in memory. Passwords are kept as verifiers only. */
export const createDatabase = (options: DatabaseOptions = {}): Database => {
  const instance = new Instance(identity, builtInPackages, options.limits, options.now)
  const { catalog } = instance
  for (const view of dictionaryViews) catalog.addView(view)
  const addAccount = (name: string, password: string): User => {
    const known = catalog.user(name.toUpperCase())
    const user = known ?? catalog.addUser(name.toUpperCase(), verifierOf(password))
    user.verifier = verifierOf(password)
    for (const privilege of ordinary) user.privileges.add(privilege)
    return user
  }
  addAccount('system', 'tiger').roles.add('DBA')
  addAccount('scott', 'tiger').privileges.add('ALTER SYSTEM')
  if (options.seed ?? true) plantSeed(instance, addAccount)
  for (const [name, password] of Object.entries(options.accounts ?? {})) addAccount(name, password)
  return {
    identity,
    get listenerMood() {
      return instance.faults.listenerMood
    },
    verifier: (user) => catalog.user(user.toUpperCase())?.verifier,
    logon: (logon) => openDatabaseSession(openSession(logon, instance), instance),
    deny: (user) => denyLogon(user, instance),
    changePassword: (user, verifier) => changePassword(user, verifier, instance),
  }
}
