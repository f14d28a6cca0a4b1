/**
 * Environment variables that hold passwords and secrets: read once and taken away, so that no child process and no
 * error report can show them.
 */
import type { SessionSpec } from '../core/session.ts'

export const passwordPrefix = 'MULTISESSION_PASSWORD'

const secretPrefix = 'MULTISESSION_SECRET'

/** The environment variable that holds the value of a secret: `MULTISESSION_SECRET_PW` for `:pw`. */
export const secretVariable = (name: string): string =>
  `${secretPrefix}_${name.toUpperCase().replace(/[^\p{L}\p{N}_]/gu, '_')}`

/** Passwords and secrets by the name of their environment variable. */
export type SecretVariables = ReadonlyMap<string, string>

type Environment = Record<string, string | undefined>

/** Takes every variable that is ours by its name. */
export const takeSecretVariables = (env: Environment): SecretVariables =>
  take(
    env,
    Object.keys(env).filter(
      (name) => name === passwordPrefix || new RegExp(`^(${passwordPrefix}|${secretPrefix})_`).test(name),
    ),
  )

/** Takes those too that saved sessions name, whether or not they are opened now. */
export function takeNamedVariables(
  env: Environment,
  sessions: readonly SessionSpec[],
  taken: SecretVariables,
): SecretVariables {
  const named = sessions.flatMap(({ password }) =>
    password?.from === 'environment' ? [password.variable] : [],
  )
  return new Map([...taken, ...take(env, named)])
}

function take(env: Environment, names: readonly string[]): Map<string, string> {
  const taken = new Map<string, string>()
  for (const name of names) {
    const value = env[name]
    if (value !== undefined && value !== '') taken.set(name, value)
    delete env[name]
  }
  return taken
}
