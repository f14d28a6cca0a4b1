/**
 * `multisession sessions` and `multisession groups`: reads and changes what is saved, and tries whether it works.
 */
import { type Catalogue, emptyCatalogue, knownNames, meanings, sessionNamed } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import { findSession, type SessionName, type SessionSpec } from '../core/session.ts'
import { resolveTarget } from '../core/target.ts'
import { visible } from '../core/visible.ts'
import { catalogueJson, catalogueTable } from './catalogue-list.ts'
import { type CatalogueChange, type CatalogueRequest, changed, doneWords } from './catalogue-request.ts'
import { testSessions } from './catalogue-test.ts'
import { importSessions } from './import-sessions.ts'
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
      await say(ports, ...(await importSessions(request, ports)).told)
      return 0
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
