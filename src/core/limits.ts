/**
 * Caps above those of jobs: over all tasks, for a group's sessions, for a database as the server names itself. Pure; the
 * fold keeps count, the schedule asks whether there is room.
 */
import { badRequest } from './failure.ts'
import { nearestName } from './nearest.ts'
import { baseName, type SessionName } from './session.ts'
import type { SessionState, State } from './state.ts'
import type { KnownNames } from './target.ts'

/** What a cap counts. */
export type CapScope =
  | { readonly kind: 'all' }
  /** Tasks in sessions of one name: `scott`, and with it `scott#1` and `scott#2`. */
  | { readonly kind: 'session'; readonly session: SessionName }
  /** Tasks in the sessions of a group, whatever target named them. */
  | { readonly kind: 'group'; readonly group: string; readonly sessions: readonly SessionName[] }
  /** Tasks in sessions of one database, by `db_unique_name`: two connect strings may lead there. */
  | { readonly kind: 'database'; readonly database: string }

/** How many tasks may run at once where something counts; 0 is no cap. */
export interface ScopeCap {
  readonly scope: CapScope
  readonly cap: number
}

export interface Limit extends ScopeCap {
  /** Tasks that count now. */
  running: number
}

/** The scope of a session or a group. Throws a bad request that names the nearest. */
export function scopeNamed(name: string, { groups, sessions: known }: KnownNames): CapScope {
  const wanted = name.toLowerCase()
  for (const [group, sessions] of groups)
    if (group.toLowerCase() === wanted) return { kind: 'group', group, sessions }
  const session = known.find((each) => each.toLowerCase() === wanted)
  if (session !== undefined) return { kind: 'session', session }
  const nearest = nearestName(name, [...groups.keys(), ...known])
  throw badRequest(
    `cap: no session or group is called ${name}${nearest === undefined ? '' : `; did you mean ${nearest}?`}`,
  )
}

/** Every session in a database, by what it calls itself. */
export const databaseScope = (name: string): CapScope => ({ kind: 'database', database: name.toUpperCase() })

/** How a scope is told from others: a group is set anew under its name, whoever its sessions are. */
export function scopeKey(scope: CapScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all'
    case 'session':
      return `session ${scope.session.toLowerCase()}`
    case 'group':
      return `group ${scope.group.toLowerCase()}`
    case 'database':
      return `database ${scope.database.toUpperCase()}`
  }
}

/** What a scope is called in front of people. */
export function scopeWords(scope: CapScope): string {
  switch (scope.kind) {
    case 'all':
      return 'all tasks'
    case 'session':
      return `session ${scope.session}`
    case 'group':
      return `group ${scope.group}`
    case 'database':
      return `database ${scope.database}`
  }
}

/** Whether tasks in a session count. `scott#2` is where `scott` is. */
export function counts({ scope }: Limit, { spec, identity }: SessionState): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'session':
      return spec.name === scope.session || baseName(spec.name) === scope.session
    case 'group':
      return scope.sessions.includes(spec.name) || scope.sessions.includes(baseName(spec.name))
    case 'database':
      return identity?.databaseName.toUpperCase() === scope.database.toUpperCase()
  }
}

/** The limits that count tasks in a session. */
export function limitsOver(state: State, session: SessionState): Limit[] {
  const limits: Limit[] = []
  for (const limit of state.limits.values()) if (counts(limit, session)) limits.push(limit)
  return limits
}

/** A limit as it stands among the tasks that run now. */
export function limitNow(state: State, scope: CapScope, cap: number): Limit {
  const limit: Limit = { scope, cap, running: 0 }
  for (const session of state.sessions.values())
    if (session.phase.name === 'busy' && counts(limit, session)) limit.running++
  return limit
}
