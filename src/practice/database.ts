/**
 * The practice database behind its door: accounts, sessions and, unless it is to be empty, the seed.
 */
import { dictionaryViews } from './dictionary/dictionary-views.ts'
import type { Database, DatabaseIdentity, DatabaseSession, Logon } from './door.ts'
import { OracleError } from './error.ts'
import { openDatabaseSession } from './running/database-session.ts'
import { Instance } from './running/instance.ts'
import type { Limits } from './running/limits.ts'
import { builtInPackages } from './running/packages/built-in-packages.ts'
import { Session } from './running/session.ts'
import { plantSeed } from './seed/plant-seed.ts'
import { verifierOf } from './wire/verifier.ts'

export interface DatabaseOptions {
  /** Whether the schemas a to g and their tasks are there; true unless told. */
  readonly seed?: boolean
  /** More accounts, or other passwords: the password by name. `scott` with the password `tiger` is always there. */
  readonly accounts?: Readonly<Record<string, string>>
  /** Other limits than `defaultLimits`. */
  readonly limits?: Partial<Limits>
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

/** A new database in memory. Passwords are kept as verifiers only. */
export const createDatabase = (options: DatabaseOptions = {}): Database => {
  const instance = new Instance(identity, builtInPackages, options.limits)
  for (const view of dictionaryViews) instance.catalog.addView(view)
  const addAccount = (name: string, password: string): void =>
    instance.catalog.addUser(name.toUpperCase(), verifierOf(password))
  addAccount('scott', 'tiger')
  if (options.seed ?? true) plantSeed(instance, addAccount)
  for (const [name, password] of Object.entries(options.accounts ?? {})) addAccount(name, password)
  return {
    identity,
    get listenerMood() {
      return instance.faults.listenerMood
    },
    verifier: (user) => instance.catalog.user(user.toUpperCase())?.verifier,
    logon: (logon) => openSession(instance, logon),
  }
}

const openSession = (instance: Instance, logon: Logon): DatabaseSession => {
  const user = instance.catalog.user(logon.user.toUpperCase())
  if (user === undefined) throw new OracleError(1017, 'invalid username/password; logon denied')
  const identity = {
    sid: instance.freeSid(),
    serial: instance.nextSerial(),
    audsid: instance.nextAudsid(),
    logon,
    user: user.name,
    userId: user.id,
  }
  const session = new Session(identity, instance.newMemory())
  instance.sessions.set(session.sid, session)
  return openDatabaseSession(session, instance)
}
