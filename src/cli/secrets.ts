/** The values of secret binds: from the environment, or asked for without being shown. Never an argument. */
import { badRequest } from '../core/failure.ts'
import { type SecretVariables, secretVariable } from './secret-variables.ts'

/** Asks a person for a value; undefined where there is nobody to ask. */
export type AskSecret = (name: string) => Promise<string | undefined>

/** The name of a secret, in upper case. Throws a bad request, which never repeats what was written. */
export function readSecretName(text: string): string {
  if (!/^[\p{L}\p{N}_$#]+$/u.test(text))
    throw badRequest(
      '--secret: expected the name of a bind alone; its value is asked for, or comes from MULTISESSION_SECRET_NAME',
    )
  return text.toUpperCase()
}

/** The value of every secret, by its name. Throws a bad request that names the variable to set. */
export async function gatherSecrets(
  names: readonly string[],
  variables: SecretVariables,
  ask: AskSecret,
): Promise<Record<string, string>> {
  const values: Record<string, string> = {}
  for (const name of names) {
    const value = variables.get(secretVariable(name)) ?? (await ask(name))
    if (value === undefined)
      throw badRequest(
        `no value for :${name.toLowerCase()}: set ${secretVariable(name)} or run it at a terminal`,
      )
    values[name] = value
  }
  return values
}
