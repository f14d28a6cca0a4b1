/**
 * What stands between a submitted job and its start: unknown sessions, read-only ones, protected ones, work of other
 * jobs that would be settled along. Reads what is so and changes nothing.
 */
import { badRequest } from '../core/failure.ts'
import { type JobPlan, jobOf } from '../core/job.ts'
import { settlesEarlierWork } from '../core/outcome.ts'
import { protectedUse, refuseReadOnly } from '../core/protection.ts'
import type { SessionName, SessionSpec } from '../core/session.ts'
import type { State } from '../core/state.ts'
import { setsPassword } from '../language/password.ts'
import type { Reply, WorkOfOthers } from './door.ts'
import type { Secrets } from './hidden-calls.ts'

/** How a session of the state was made known. */
export const specIn =
  (state: State) =>
  (name: SessionName): SessionSpec | undefined =>
    state.sessions.get(name)?.spec

/** What somebody must agree to first; undefined: the job may be queued. Throws a bad request when it may not at all. */
export function refuseUnfit(plan: JobPlan, state: State, confirmed: number | undefined): Reply | undefined {
  const unknown = plan.sessions.filter((name) => !state.sessions.has(name))
  if (unknown.length > 0) throw badRequest(`no session is called ${unknown.join(', ')}`)
  refuseReadOnly(plan, specIn(state))
  const use = protectedUse(plan, specIn(state))
  const others = workOfOthers(state, plan)
  if (use !== undefined && use.count !== confirmed) return { type: 'needs consent', others, protected: use }
  return others.length > 0 ? { type: 'needs consent', others } : undefined
}

/** Throws a bad request that names the secrets of a plan that have no value. */
export function requireSecrets({ secrets = [] }: JobPlan, values: Secrets): void {
  const missing = secrets.filter((name) => values[name] === undefined)
  if (missing.length > 0)
    throw badRequest(
      `no value for the secret ${missing.map((name) => `:${name.toLowerCase()}`).join(', ')}, which is not kept`,
    )
}

/** Throws a bad request for a repeated statement that holds what is kept only while it runs once. */
export function requireRepeatable(plan: JobPlan, values: Secrets): void {
  if (plan.repeat === undefined) return
  if (Object.keys(values).length > 0 || plan.tasks.some(({ statement }) => setsPassword(statement)))
    throw badRequest('a statement with a password or a secret is not repeated: they are not kept')
}

/** Pending work of other jobs than this one in those sessions. */
export const workBeside = (
  state: State,
  sessions: readonly SessionName[],
  job: number | undefined,
): WorkOfOthers[] =>
  sessions.flatMap((session) => {
    const tasks = (state.sessions.get(session)?.pending ?? []).filter((task) => jobOf(task) !== job)
    return tasks.length > 0 ? [{ session, tasks }] : []
  })

/** Pending work of other jobs that a job would commit or roll back along, unless that was agreed to. */
function workOfOthers(state: State, plan: JobPlan): WorkOfOthers[] {
  if (plan.settlesOthers || plan.mode === 'any' || !settlesEarlierWork(plan.kind, plan.commit)) return []
  return plan.sessions.flatMap((name) => {
    const pending = state.sessions.get(name)?.pending ?? []
    return pending.length > 0 ? [{ session: name, tasks: [...pending] }] : []
  })
}
