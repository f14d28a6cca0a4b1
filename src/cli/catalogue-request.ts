/**
 * What `multisession sessions` and `multisession groups` were asked to do, and what each does to the catalogue. Files,
 * locks and connections are elsewhere.
 */
import {
  addGroup,
  addSessions,
  type Catalogue,
  editGroup,
  editSession,
  type Group,
  type Members,
  removeGroups,
  removeSessions,
} from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import type { Login, SessionName, SessionSpec } from '../core/session.ts'
import { countOf } from '../results/measures.ts'

/** What is to change in a session; what is left out stays, `null` takes a place away. */
export interface SessionChange {
  readonly name?: SessionName
  readonly login?: Login
  readonly configDir?: string | null
  readonly walletLocation?: string | null
}

/** What is to change in a group: its name, its rule, or the sessions of its list. */
export interface GroupChange {
  readonly name?: string
  readonly rule?: string
  readonly added: readonly SessionName[]
  readonly removed: readonly SessionName[]
}

/** A change, and how it is told when it is made. */
export type CatalogueChange =
  | { readonly type: 'add sessions'; readonly sessions: readonly SessionSpec[] }
  | { readonly type: 'edit session'; readonly name: SessionName; readonly change: SessionChange }
  | { readonly type: 'remove sessions'; readonly names: readonly SessionName[] }
  | { readonly type: 'add group'; readonly group: Group }
  | { readonly type: 'edit group'; readonly name: string; readonly change: GroupChange }
  | { readonly type: 'remove groups'; readonly names: readonly string[] }

export type Kept = 'sessions' | 'groups'

export type CatalogueRequest =
  | { readonly type: 'change'; readonly change: CatalogueChange }
  /** Adds a session for each alias of a tnsnames.ora. */
  | { readonly type: 'import'; readonly path: string; readonly user: string }
  | { readonly type: 'list'; readonly kept: Kept; readonly format: 'table' | 'json' }
  /** Opens each session of a target once and says what came of it; without one, every saved session. */
  | { readonly type: 'test'; readonly target: string | undefined }

/** The catalogue after a change. Throws a bad request. */
export function changed(catalogue: Catalogue, change: CatalogueChange): Catalogue {
  switch (change.type) {
    case 'add sessions':
      return addSessions(catalogue, change.sessions)
    case 'edit session':
      return editSession(catalogue, change.name, (before) => editedSession(before, change.change))
    case 'remove sessions':
      return removeSessions(catalogue, change.names)
    case 'add group':
      return addGroup(catalogue, change.group)
    case 'edit group':
      return editGroup(catalogue, change.name, (before) => editedGroup(before, change.change))
    case 'remove groups':
      return removeGroups(catalogue, change.names)
  }
}

/** What was done, on one line. */
export function doneWords(change: CatalogueChange): string {
  switch (change.type) {
    case 'add sessions':
      return told(
        'saved',
        'session',
        change.sessions.map(({ name }) => name),
      )
    case 'edit session':
      return `session ${change.change.name ?? change.name} is changed`
    case 'remove sessions':
      return told('removed', 'session', change.names)
    case 'add group':
      return `saved group ${change.group.name}`
    case 'edit group':
      return `group ${change.change.name ?? change.name} is changed`
    case 'remove groups':
      return told('removed', 'group', change.names)
  }
}

const told = (done: string, what: string, names: readonly string[]): string =>
  [`${done} ${countOf(names.length, what)}`, ...(names.length === 0 ? [] : [names.join(', ')])].join(': ')

function editedSession(before: SessionSpec, change: SessionChange): SessionSpec {
  const { configDir: dirBefore, walletLocation: walletBefore, ...bare } = before.login
  const configDir = change.configDir === undefined ? dirBefore : change.configDir
  const walletLocation = change.walletLocation === undefined ? walletBefore : change.walletLocation
  return {
    name: change.name ?? before.name,
    login: {
      ...(change.login ?? bare),
      ...(configDir === undefined || configDir === null ? {} : { configDir }),
      ...(walletLocation === undefined || walletLocation === null ? {} : { walletLocation }),
    },
  }
}

const editedGroup = (before: Group, { name, ...change }: GroupChange): Group => ({
  name: name ?? before.name,
  members: editedMembers(before, change),
})

function editedMembers(
  { name, members }: Group,
  { rule, added, removed }: Omit<GroupChange, 'name'>,
): Members {
  if (rule !== undefined) return { kind: 'rule', target: rule }
  if (added.length === 0 && removed.length === 0) return members
  if (members.kind === 'rule')
    throw badRequest(
      `group ${name} is the rule "${members.target}": change it with --rule, not session by session`,
    )
  const isRemoved = (session: SessionName) => removed.some((each) => isSame(each, session))
  const missing = removed.find((each) => !members.sessions.some((session) => isSame(each, session)))
  if (missing !== undefined) throw badRequest(`group ${name} does not name ${missing}`)
  const kept = members.sessions.filter((session) => !isRemoved(session))
  const fresh = added.filter((each) => !kept.some((session) => isSame(each, session)))
  return { kind: 'list', sessions: [...kept, ...fresh] }
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
