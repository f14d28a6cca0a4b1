/**
 * What may run where: protected sessions are asked about by their number, read-only ones take plain queries alone.
 * Decided from the texts that would be sent, whatever target named the sessions. Pure; the engine holds to it.
 */
import { whyNoPlainQuery } from '../language/plain-query.ts'
import { badRequest } from './failure.ts'
import type { JobPlan } from './job.ts'
import type { SessionName, SessionSpec } from './session.ts'

/** Protected sessions that something other than a plain query would touch. */
export interface ProtectedUse {
  /** What the user has to name before it runs. */
  readonly count: number
  readonly sessions: readonly SessionName[]
}

type SpecOf = (name: SessionName) => SessionSpec | undefined

type Planned = Pick<JobPlan, 'sessions' | 'tasks'>

/** The protected sessions of a plan that must be confirmed; undefined when there are none, or it only queries. */
export function protectedUse(plan: Planned, specOf: SpecOf): ProtectedUse | undefined {
  const use = protectedAmong(plan.sessions, specOf)
  return use === undefined || textsOf(plan).every(isPlainQuery) ? undefined : use
}

/** The protected ones of some sessions whose transactions would end; undefined when there are none. */
export function protectedAmong(names: readonly SessionName[], specOf: SpecOf): ProtectedUse | undefined {
  const sessions = [...new Set(names)].filter((name) => specOf(name)?.protected)
  return sessions.length === 0 ? undefined : { count: sessions.length, sessions }
}

/** Throws a bad request that names the session and the reason when a plan would do more than query in a read-only one. */
export function refuseReadOnly(plan: Planned, specOf: SpecOf): void {
  const readOnly = new Set(plan.sessions.filter((name) => specOf(name)?.readOnly))
  if (readOnly.size === 0) return
  const mayRunThere = plan.tasks.filter(({ session }) => session === undefined || readOnly.has(session))
  for (const text of textsOf({ tasks: mayRunThere })) {
    const why = whyNoPlainQuery(text)
    if (why === undefined) continue
    const [first, ...others] = readOnly
    const who = others.length === 0 ? `session ${first} is` : `${[...readOnly].join(', ')} are`
    throw badRequest(`${who} read only, and the statement ${why}: nothing was sent`)
  }
}

/** The distinct texts of a plan. */
const textsOf = ({ tasks }: Pick<JobPlan, 'tasks'>): string[] => [
  ...new Set(tasks.map(({ statement }) => statement)),
]

const isPlainQuery = (text: string): boolean => whyNoPlainQuery(text) === undefined
