/**
 * Parameters of a run from where they stand: files and stdin are read, queries asked in their sessions, before anything
 * is planned. What is asked is asked by an engine of its own that keeps no journal: it is part of the arguments.
 */
import { type Catalogue, knownNames } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import { planQuery, tableOfAnswer } from '../core/parameter-query.ts'
import { isQuery, type ParameterQuery, type ParameterSource, readSources } from '../core/parameter-source.ts'
import type { ParameterTable, Varying } from '../core/parameters.ts'
import { findSession, passwordKey, type SessionSpec } from '../core/session.ts'
import { countOf } from '../results/measures.ts'
import { type EngineNeeds, type OnEngine, onEngine } from './on-engine.ts'
import { openSessions } from './open-sessions.ts'
import type { CliPorts } from './ports.ts'
import { passwordPrefix, type SecretVariables } from './secret-variables.ts'
import { readInput, readText } from './statement-source.ts'
import { followTask } from './task-follower.ts'

export interface ParameterNeeds extends Pick<EngineNeeds, 'settings' | 'variables'> {
  /** Sessions and groups that a query may name. */
  readonly known: Catalogue
  /** Logins of the job itself: one password for all serves only where they and the queries share one. */
  readonly others: readonly SessionSpec[]
  /** Passwords had for the queries are put here. */
  readonly passwords: Map<string, string>
}

export interface ReadParameters {
  readonly parameters: readonly Varying[]
  /** What the job may take passwords from, beside those that were had. */
  readonly variables: SecretVariables
}

/**
 * Reads all parameters, and goes on with them; resolves with the exit code, which is its own when the user stops before.
 * Throws FailureError.
 */
export async function withParameters(
  sources: readonly ParameterSource[],
  needs: ParameterNeeds,
  ports: CliPorts,
  work: (read: ReadParameters) => Promise<number>,
): Promise<number> {
  const text = (path: string) => (path === '-' ? readInput(ports.stdin) : readText(path))
  const queries = sources.filter(isQuery)
  if (queries.length === 0) {
    const parameters = await readSources(sources, { readText: text, ask: unasked })
    return work({ parameters, variables: needs.variables })
  }
  const { known, settings, passwords } = needs
  const names = knownNames(known)
  const sessions = [...new Set(queries.flatMap((query) => planQuery(query, names).sessions))].map((name) =>
    specOf(name, known),
  )
  const variables = variablesFor([...sessions, ...needs.others], needs.variables)
  let parameters: readonly Varying[] = []
  const code = await onEngine(
    { place: 'nowhere', caps: [], sessions, variables, settings, passwords },
    ports,
    async (given) => {
      parameters = await readSources(sources, {
        readText: text,
        ask: async (query) => {
          const table = await given.stop.unlessStopped(ask(query, known, given))
          ports.stderr.write(`${askedLine(query, table)}\n`)
          return table
        },
      })
      return 0
    },
  )
  return code === 0 ? work({ parameters, variables }) : code
}

const unasked = (): Promise<ParameterTable> => Promise.reject(new Error('there is no query to ask'))

/** `asked scott for schema: 7 rows`. */
const askedLine = ({ names, session }: ParameterQuery, { rows }: ParameterTable): string =>
  `asked ${session} for ${names.join(', ').toLowerCase()}: ${countOf(rows.length, 'row')}`

async function ask(query: ParameterQuery, known: Catalogue, { engine }: OnEngine): Promise<ParameterTable> {
  const plan = planQuery(query, knownNames(known))
  const follower = followTask(engine)
  try {
    const specs = plan.sessions.map((name) => specOf(name, known))
    const { refusals } = await openSessions(engine, follower.state, specs)
    if (refusals[0] !== undefined) throw badRequest(refusals[0])
    const task = await follower.run(plan)
    return await tableOfAnswer(query, task, (offset, count) =>
      engine.rows({ task: task.id, result: 0 }, offset, count),
    )
  } finally {
    follower.stop()
  }
}

function specOf(name: string, { sessions }: Catalogue): SessionSpec {
  const spec = findSession(name, sessions)
  if (!spec) throw new Error(`the query names ${name}, which nobody made known`)
  return spec
}

/** The variable without a name serves when all sessions of the run share one login, whenever they open. */
function variablesFor(sessions: readonly SessionSpec[], variables: SecretVariables): SecretVariables {
  const logins = new Set(sessions.map(({ login }) => passwordKey(login)))
  if (logins.size <= 1) return variables
  return new Map([...variables].filter(([name]) => name !== passwordPrefix))
}
