/**
 * Saves a session for each alias of a tnsnames.ora, or for some of them. The file stays where it is: the driver reads
 * it when such a session opens.
 */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { addSessions, knownNames } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import { isName } from '../core/name.ts'
import type { SessionSpec } from '../core/session.ts'
import { resolveTarget } from '../core/target.ts'
import { readTnsNames, type TnsNames } from '../core/tnsnames.ts'
import { doneWords, type ImportedSession } from './catalogue-request.ts'
import { changeKept } from './kept.ts'
import type { CliPorts } from './ports.ts'

export interface ImportRequest {
  readonly path: string
  readonly like: ImportedSession
  /** Which aliases, as a target names sessions; absent: all. */
  readonly aliases?: string
}

export interface Imported {
  readonly added: readonly SessionSpec[]
  /** What was done, and what was not and why, a line each. */
  readonly told: readonly string[]
}

/** Aliases become sessions of the same name, in lower case; one that cannot be a name, or is taken, is left out and told. */
export async function importSessions(
  { path, like: { user, ...properties }, aliases: wanted }: ImportRequest,
  ports: CliPorts,
): Promise<Imported> {
  const file = await readAliases(path)
  const aliases = wanted === undefined ? file.aliases : aliasesLike(wanted, file.aliases)
  const configDir = dirname(resolve(path))
  let added: readonly SessionSpec[] = []
  const change = (catalogue: Parameters<typeof addSessions>[0]) => {
    const { sessions, groups } = knownNames(catalogue)
    const isTaken = (name: string) =>
      [...sessions, ...groups.keys(), ...(properties.tags ?? [])].some((each) => each.toLowerCase() === name)
    added = aliases
      .map((alias) => ({
        ...{ name: alias.toLowerCase(), login: { user, connectString: alias, configDir } },
        ...properties,
      }))
      .filter(({ name }) => isName(name) && !isTaken(name))
    return addSessions(catalogue, added)
  }
  await changeKept('sessions', await ports.openCatalogue(), change, ports)
  const left = aliases.filter((alias) => !added.some(({ login }) => login.connectString === alias))
  return {
    added,
    told: [
      doneWords({ type: 'add sessions', sessions: added }),
      ...(left.length > 0 ? [`left out, for the name is taken or cannot be one: ${left.join(', ')}`] : []),
      ...file.included.map((each) => `not read: ${each}, which the file includes; import it by itself`),
    ],
  }
}

/** The names in a tnsnames.ora. Throws a bad request when it cannot be read or has none. */
export async function readAliases(path: string): Promise<TnsNames> {
  const names = readTnsNames(await readTextFile(path))
  if (names.aliases.length === 0)
    throw badRequest(`${path} names no connect strings: expected a tnsnames.ora`)
  return names
}

/** Those that a target means, `prod*,hr`: `*` is all. Throws a bad request. */
export const aliasesLike = (target: string, aliases: readonly string[]): readonly string[] =>
  resolveTarget(target, { sessions: aliases, groups: new Map() }).sessions

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw badRequest(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
