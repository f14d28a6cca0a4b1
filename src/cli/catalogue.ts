/**
 * `multisession sessions` and `multisession groups`: reads and changes what is saved, and tries whether it works.
 */
import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import {
  addSessions,
  type Catalogue,
  emptyCatalogue,
  knownNames,
  meanings,
  sessionNamed,
} from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import { isName } from '../core/name.ts'
import { findSession, type SessionName, type SessionSpec } from '../core/session.ts'
import { resolveTarget } from '../core/target.ts'
import { readTnsNames } from '../core/tnsnames.ts'
import { visible } from '../core/visible.ts'
import { catalogueJson, catalogueTable } from './catalogue-list.ts'
import {
  type CatalogueChange,
  type CatalogueRequest,
  changed,
  doneWords,
  type ImportedSession,
} from './catalogue-request.ts'
import { testSessions } from './catalogue-test.ts'
import { keepPassword } from './keep-password.ts'
import { changeKept, readKept } from './kept.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'
import { type SecretVariables, takeNamedVariables } from './secret-variables.ts'

/** Does what was asked; resolves with the exit code. Throws FailureError. */
export async function useCatalogue(
  request: CatalogueRequest,
  taken: SecretVariables,
  ports: CliPorts,
): Promise<number> {
  switch (request.type) {
    case 'change':
      await say(ports, ...(await changeAndTell(request.change, ports)))
      return 0
    case 'import':
      return importSessions(request.path, request.like, ports)
    case 'list': {
      const catalogue = await readCatalogue(ports)
      const text = request.format === 'json' ? catalogueJson : catalogueTable
      const { isTTY, columns } = ports.stdout
      await writeText(ports.stdout, text(request.kept, catalogue, isTTY ? columns : undefined))
      return 0
    }
    case 'password':
      return keepPassword(sessionNamed(await readCatalogue(ports), request.name), request.forget, ports)
    case 'test': {
      const catalogue = await readCatalogue(ports)
      const variables = takeNamedVariables(ports.env, catalogue.sessions, taken)
      return testSessions(sessionsOf(request.target, catalogue), variables, ports)
    }
  }
}

/** What is saved; says on stderr when the file could not be read. Throws a bad request when it cannot be reached. */
export const readCatalogue = async (ports: CliPorts): Promise<Catalogue> =>
  readKept('sessions', await ports.openCatalogue(), ports)

const change = async (ports: CliPorts, change: (catalogue: Catalogue) => Catalogue): Promise<Catalogue> =>
  changeKept('sessions', await ports.openCatalogue(), change, ports)

const say = ({ stderr }: CliPorts, ...lines: readonly string[]): Promise<void> =>
  writeText(stderr, lines.map((line) => `${visible(line)}\n`).join(''))

/** Makes a change; what was done, and which groups mean nothing since. */
async function changeAndTell(wanted: CatalogueChange, ports: CliPorts): Promise<string[]> {
  let before = emptyCatalogue
  const after = await change(ports, (catalogue) => {
    before = catalogue
    return changed(catalogue, wanted)
  })
  const problems = [...meanings(after)].flatMap(([name, { problem }]) =>
    problem === undefined || meanings(before).get(name)?.problem !== undefined
      ? []
      : [`group ${name} means nothing now: ${problem}`],
  )
  return [doneWords(wanted), ...problems]
}

/** Aliases become sessions of the same name, in lower case; one that cannot be a name, or is taken, is left out and told. */
async function importSessions(
  path: string,
  { user, ...properties }: ImportedSession,
  ports: CliPorts,
): Promise<number> {
  const { aliases, included } = readTnsNames(await readTextFile(path))
  if (aliases.length === 0) throw badRequest(`${path} names no connect strings: expected a tnsnames.ora`)
  const configDir = dirname(resolve(path))
  let added: readonly SessionSpec[] = []
  await change(ports, (catalogue) => {
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
  })
  const left = aliases.filter((alias) => !added.some(({ login }) => login.connectString === alias))
  await say(
    ports,
    doneWords({ type: 'add sessions', sessions: added }),
    ...(left.length > 0 ? [`left out, for the name is taken or cannot be one: ${left.join(', ')}`] : []),
    ...included.map((file) => `not read: ${file}, which the file includes; import it by itself`),
  )
  return 0
}

async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw badRequest(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** The saved sessions of a target; all of them without one. Throws a bad request. */
function sessionsOf(target: string | undefined, catalogue: Catalogue): SessionSpec[] {
  if (catalogue.sessions.length === 0)
    throw badRequest('no session is saved: "multisession sessions add NAME=user@connect_string" saves one')
  if (target === undefined) return [...catalogue.sessions]
  return resolveTarget(target, knownNames(catalogue)).sessions.map((name) => specOf(name, catalogue))
}

function specOf(name: SessionName, { sessions }: Catalogue): SessionSpec {
  const spec = findSession(name, sessions)
  if (spec === undefined) throw new Error(`the target names ${name}, which is not saved`)
  return spec
}
