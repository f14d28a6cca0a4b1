/**
 * Where passwords come from: environment variables, which are taken away once read, the practice database, whose
 * password everybody knows, and a terminal. Never an argument; no error holds one.
 */
import { badRequest } from '../core/failure.ts'
import { baseName, type Login, loginKey, type SessionSpec } from '../core/session.ts'
import { practiceConnectString, practicePassword } from './practice-sessions.ts'

const prefix = 'MULTISESSION_PASSWORD'

/** The environment variable that holds the password of a session: `MULTISESSION_PASSWORD_HR_TEST` for `hr-test#2`. */
export const passwordVariable = (session: string): string =>
  `${prefix}_${baseName(session)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}_]/gu, '_')}`

/** Passwords by the name of their environment variable. */
export type PasswordVariables = ReadonlyMap<string, string>

/** Reads every password variable and removes it, so that no child process and no error report can show it. */
export function takePasswordVariables(env: Record<string, string | undefined>): PasswordVariables {
  const taken = new Map<string, string>()
  for (const [name, value] of Object.entries(env)) {
    if (name !== prefix && !name.startsWith(`${prefix}_`)) continue
    if (value !== undefined && value !== '') taken.set(name, value)
    delete env[name]
  }
  return taken
}

/** Asks a person for the password of a login; undefined where there is nobody to ask. */
export type AskPassword = (login: string) => Promise<string | undefined>

/**
 * The password of every login among the sessions, by `loginKey`; asks for those that stand nowhere, one after the
 * other. Throws a bad request that names the variable to set.
 */
export async function gatherPasswords(
  sessions: readonly SessionSpec[],
  variables: PasswordVariables,
  ask: AskPassword,
): Promise<Map<string, string>> {
  const logins = groupByLogin(sessions)
  const secret = [...logins.values()].filter(({ login }) => !isPractice(login))
  const common = secret.length === 1 ? variables.get(prefix) : undefined
  const passwords = new Map<string, string>()
  for (const [key, { login, names }] of logins) {
    const given = givenPassword(names, variables) ?? (isPractice(login) ? practicePassword : common)
    const password = given ?? (await ask(key))
    if (password === undefined) {
      throw badRequest(`no password for ${key}: ${remedy(names, variables.has(prefix))}`)
    }
    passwords.set(key, password)
  }
  return passwords
}

const isPractice = ({ connectString }: Login): boolean => connectString === practiceConnectString

interface LoginUse {
  readonly login: Login
  readonly names: string[]
}

function groupByLogin(sessions: readonly SessionSpec[]): Map<string, LoginUse> {
  const logins = new Map<string, LoginUse>()
  for (const { name, login } of sessions) {
    const use = logins.get(loginKey(login)) ?? { login, names: [] }
    use.names.push(name)
    logins.set(loginKey(login), use)
  }
  return logins
}

/** The password that the sessions' own variables hold; they must agree, for a wrong one locks accounts. */
function givenPassword(names: readonly string[], variables: PasswordVariables): string | undefined {
  const set = [...new Set(names.map(passwordVariable))].filter((variable) => variables.has(variable))
  const values = new Set(set.map((variable) => variables.get(variable)))
  if (values.size > 1) throw badRequest(`${set.join(' and ')} differ, but stand for the same login`)
  return set[0] === undefined ? undefined : variables.get(set[0])
}

function remedy(names: readonly string[], hasCommon: boolean): string {
  const own = `set ${passwordVariable(names[0] ?? '')} or run it at a terminal`
  return hasCommon ? `${own} (${prefix} alone serves only when all sessions share one login)` : own
}
