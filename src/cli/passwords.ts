/**
 * Where passwords come from: environment variables, which are taken away once read, the place that a session names, the
 * practice database, whose password everybody knows, and a terminal. Never an argument; no error holds one.
 */
import { badRequest } from '../core/failure.ts'
import { baseName, type Login, type PasswordSource, passwordKey, type SessionSpec } from '../core/session.ts'
import type { AskPassword } from './ports.ts'
import { practiceConnectString, practicePassword } from './practice-sessions.ts'
import { passwordPrefix, type SecretVariables } from './secret-variables.ts'

/** The environment variable that holds the password of a session: `MULTISESSION_PASSWORD_HR_TEST` for `hr-test#2`. */
export const passwordVariable = (session: string): string =>
  `${passwordPrefix}_${baseName(session)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}_]/gu, '_')}`

/** The ways to a password that sessions may name. */
export interface PasswordWays {
  readonly variables: SecretVariables
  readonly ask: AskPassword
  /** The password that a command writes. Throws a bad request. */
  command(command: string | readonly string[], session: string): Promise<string>
  /** What the keychain holds for a login, by its `passwordKey`. Throws a bad request where there is no keychain. */
  keychain(account: string): Promise<string | undefined>
}

/**
 * The password of every login among the sessions, by `passwordKey`; each is had once, one after the other. Throws a bad
 * request that says what to do.
 */
export async function gatherPasswords(
  sessions: readonly SessionSpec[],
  ways: PasswordWays,
): Promise<Map<string, string>> {
  const { variables } = ways
  const logins = groupByPassword(sessions)
  const secret = [...logins.values()].filter(({ login }) => !isPractice(login))
  const common = secret.length === 1 ? variables.get(passwordPrefix) : undefined
  const passwords = new Map<string, string>()
  for (const [key, use] of logins) {
    const given =
      givenPassword(use.names, variables) ??
      (await namedPassword(key, use, ways)) ??
      (isPractice(use.login) ? practicePassword : common)
    const password = given ?? (await ways.ask(key))
    if (password === undefined) {
      throw badRequest(`no password for ${key}: ${remedy(use.names, variables.has(passwordPrefix))}`)
    }
    passwords.set(key, password)
  }
  return passwords
}

const isPractice = ({ connectString }: Login): boolean => connectString === practiceConnectString

interface PasswordUse {
  readonly login: Login
  readonly names: string[]
  /** The distinct places that its sessions name. */
  readonly sources: Map<string, PasswordSource>
}

function groupByPassword(sessions: readonly SessionSpec[]): Map<string, PasswordUse> {
  const logins = new Map<string, PasswordUse>()
  for (const { name, login, password } of sessions) {
    const use: PasswordUse = logins.get(passwordKey(login)) ?? { login, names: [], sources: new Map() }
    use.names.push(name)
    if (password !== undefined && password.from !== 'prompt')
      use.sources.set(JSON.stringify(password), password)
    logins.set(passwordKey(login), use)
  }
  return logins
}

/** The password that the sessions' own variables hold; they must agree, for a wrong one locks accounts. */
function givenPassword(names: readonly string[], variables: SecretVariables): string | undefined {
  const set = [...new Set(names.map(passwordVariable))].filter((variable) => variables.has(variable))
  const values = new Set(set.map((variable) => variables.get(variable)))
  if (values.size > 1) throw badRequest(`${set.join(' and ')} differ, but stand for the same login`)
  return set[0] === undefined ? undefined : variables.get(set[0])
}

/** The password from the place that the sessions name; undefined when they name none. */
async function namedPassword(
  key: string,
  { names, sources }: PasswordUse,
  { variables, command, keychain }: PasswordWays,
): Promise<string | undefined> {
  if (sources.size > 1)
    throw badRequest(`${names.join(', ')} share the login ${key}, but name different places for its password`)
  const [source] = sources.values()
  const name = baseName(names[0] ?? '')
  switch (source?.from) {
    case 'environment': {
      const value = variables.get(source.variable)
      if (value === undefined)
        throw badRequest(
          `no password for ${key}: session ${name} has it from ${source.variable}, which is not set`,
        )
      return value
    }
    case 'command':
      return command(source.command, name)
    case 'keychain': {
      const value = await keychain(key)
      if (value === undefined)
        throw badRequest(
          `no password for ${key} in the keychain: "multisession sessions password ${name}" puts it there`,
        )
      return value
    }
    case 'prompt':
    case undefined:
      return undefined
  }
}

function remedy(names: readonly string[], hasCommon: boolean): string {
  const own = `set ${passwordVariable(names[0] ?? '')} or run it at a terminal`
  return hasCommon ? `${own} (${passwordPrefix} alone serves only when all sessions share one login)` : own
}
