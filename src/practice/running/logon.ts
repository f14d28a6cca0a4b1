/**
 * Who may log on, and when not any more: locked accounts, expired passwords, limits of a profile and of the server.
 */
import type { User } from '../dictionary/user.ts'
import type { Logon, Verifier } from '../door.ts'
import { OracleError } from '../error.ts'
import type { Instance } from './instance.ts'
import { Session } from './session.ts'

const invalidLogon = (): OracleError => new OracleError(1017, 'invalid username/password; logon denied')
const lockedAccount = (): OracleError => new OracleError(28000, 'the account is locked')

const findUser = (name: string, { catalog }: Instance): User | undefined => catalog.user(name.toUpperCase())

/**
 * Opens a session for somebody whose password has been checked; a proxy's password counts for the user it stands for.
 * Raises ORA-28000, ORA-28001, ORA-28150, ORA-01045, ORA-02391 and ORA-00018.
 */
export const openSession = (logon: Logon, instance: Instance): Session => {
  const user = findUser(logon.user, instance)
  const known = logon.proxy === undefined ? user : findUser(logon.proxy, instance)
  if (known === undefined) throw invalidLogon()
  if (known.lockedAt !== undefined) throw lockedAccount()
  known.failedLogons = 0
  if (known.isExpired) throw new OracleError(28001, 'the password has expired')
  if (known !== user) requireProxy(known, user)
  if (user === undefined) throw invalidLogon()
  for (const each of new Set([known, user]))
    if (!each.has('CREATE SESSION'))
      throw new OracleError(1045, `user ${each.name} lacks CREATE SESSION privilege; logon denied`)
  requireRoom(user, instance)
  const identity = {
    sid: instance.freeSid(),
    serial: instance.nextSerial(),
    audsid: instance.nextAudsid(),
    logon,
    user: user.name,
    userId: user.id,
    roles: user.roles,
  }
  const session = new Session(identity, instance.newMemory())
  instance.sessions.set(session.sid, session)
  return session
}

const requireProxy = (proxy: User, user: User | undefined): void => {
  if (user?.proxies.has(proxy.name) !== true)
    throw new OracleError(28150, 'proxy not authorized to connect as client')
  if (user.lockedAt !== undefined) throw lockedAccount()
}

const requireRoom = (user: User, { sessions, limits, catalog }: Instance): void => {
  if (sessions.size >= limits.sessions) throw new OracleError(18, 'maximum number of sessions exceeded')
  let own = 0
  for (const session of sessions.values()) if (session.user === user.name) own += 1
  if (own >= catalog.profiles.effective(user.profile, 'SESSIONS_PER_USER'))
    throw new OracleError(2391, 'exceeded simultaneous SESSIONS_PER_USER limit')
}

/** Notes that a password was wrong, which locks the account in the end; gives the error to answer with. */
export const denyLogon = (name: string, instance: Instance): OracleError => {
  const user = findUser(name, instance)
  if (user === undefined) return invalidLogon()
  if (user.lockedAt !== undefined) return lockedAccount()
  const { profiles } = instance.catalog
  user.failedLogons += 1
  if (user.failedLogons >= profiles.effective(user.profile, 'FAILED_LOGIN_ATTEMPTS')) {
    const days = profiles.effective(user.profile, 'PASSWORD_LOCK_TIME')
    user.lock(Number.isFinite(days) ? days : undefined)
  }
  return invalidLogon()
}

/** Gives a user whose old password has been checked a new one. Raises ORA-28000. */
export const changePassword = (name: string, verifier: Verifier, instance: Instance): void => {
  const user = findUser(name, instance)
  if (user === undefined) throw invalidLogon()
  if (user.lockedAt !== undefined) throw lockedAccount()
  user.verifier = verifier
  user.isExpired = false
}
