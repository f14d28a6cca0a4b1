/**
 * Passwords had when the first session of a login opens, once for all sessions that share it; one that was wrong is had
 * anew when somebody asks for the session again.
 */
import { type Login, passwordKey, type SessionSpec } from '../core/session.ts'
import { gatherPasswords, type PasswordWays } from './passwords.ts'
import { passwordPrefix } from './secret-variables.ts'

export interface LazyPasswords {
  password(login: Login): Promise<string>
  wrongPassword(login: Login): void
}

/** Passwords for these sessions; each is had when it is wanted. */
export function lazyPasswords(sessions: readonly SessionSpec[], ways: PasswordWays): LazyPasswords {
  const had = new Map<string, Promise<string>>()
  const variables = new Map(ways.variables)
  // The variable without a name serves when all sessions share one login, whichever of them opens.
  if (new Set(sessions.map(({ login }) => passwordKey(login))).size > 1) variables.delete(passwordPrefix)

  const have = async (key: string): Promise<string> => {
    const sharing = sessions.filter(({ login }) => passwordKey(login) === key)
    const password = (await gatherPasswords(sharing, { ...ways, variables })).get(key)
    if (password === undefined) throw new Error(`no session is saved for ${key}`)
    return password
  }

  return {
    password(login) {
      const key = passwordKey(login)
      const password = had.get(key) ?? have(key)
      had.set(key, password)
      // Nobody gave one: the next session asks again.
      password.catch(() => had.delete(key))
      return password
    },
    wrongPassword: (login) => void had.delete(passwordKey(login)),
  }
}
