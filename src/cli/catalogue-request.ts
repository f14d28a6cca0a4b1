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
import type { Colour, Login, SessionName, SessionSpec } from '../core/session.ts'
import { countOf } from '../results/measures.ts'
import { changedProperties, type PropertyChange } from './session-properties.ts'

/** What is to change in a session; what is left out stays, `null` takes a place or property away. */
export interface SessionChange {
  readonly name?: SessionName
  readonly login?: Login
  readonly configDir?: string | null
  readonly walletLocation?: string | null
  readonly properties: PropertyChange
  readonly tagged: readonly string[]
  readonly untagged: readonly string[]
}

/** What is to change in a group: its name, its rule, the sessions of its list, or how it is treated. */
export interface GroupChange {
  readonly name?: string
  readonly rule?: string
  readonly added: readonly SessionName[]
  readonly removed: readonly SessionName[]
  /** 0 takes the cap away. */
  readonly cap?: number
  readonly colour?: Colour | null
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
  | { readonly type: 'import'; readonly path: string; readonly like: ImportedSession }
  | { readonly type: 'list'; readonly kept: Kept; readonly format: 'table' | 'json' }
  /** Puts the password of a session into the keychain, or takes it out. */
  | { readonly type: 'password'; readonly name: SessionName; readonly forget: boolean }
  /** Opens each session of a target once and says what came of it; without one, every saved session. */
  | { readonly type: 'test'; readonly target: string | undefined }

/** What every session of an import gets beside its name and connect string. */
export interface ImportedSession extends Omit<SessionSpec, 'name' | 'login'> {
  readonly user: string
}

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
  const { name, login, tags = [], ...properties } = before
  const kept = tags.filter((tag) => !change.untagged.some((each) => isSame(each, tag)))
  const missing = change.untagged.find((each) => !tags.some((tag) => isSame(each, tag)))
  if (missing !== undefined) throw badRequest(`session ${name} has no tag ${missing}`)
  const fresh = change.tagged.filter((each) => !kept.some((tag) => isSame(each, tag)))
  const tagsAfter = [...kept, ...fresh]
  return {
    name: change.name ?? name,
    login: editedLogin(login, change),
    ...changedProperties(properties, change.properties),
    ...(tagsAfter.length === 0 ? {} : { tags: tagsAfter }),
  }
}

function editedLogin(before: Login, change: SessionChange): Login {
  const { configDir: dirBefore, walletLocation: walletBefore, ...bare } = before
  const configDir = change.configDir === undefined ? dirBefore : change.configDir
  const walletLocation = change.walletLocation === undefined ? walletBefore : change.walletLocation
  return {
    ...(change.login ?? bare),
    ...(configDir === undefined || configDir === null ? {} : { configDir }),
    ...(walletLocation === undefined || walletLocation === null ? {} : { walletLocation }),
  }
}

function editedGroup(before: Group, { name, cap, colour, ...change }: GroupChange): Group {
  const capAfter = cap ?? before.cap ?? 0
  const colourAfter = colour === undefined ? before.colour : colour
  return {
    name: name ?? before.name,
    members: editedMembers(before, change),
    ...(capAfter === 0 ? {} : { cap: capAfter }),
    ...(colourAfter === undefined || colourAfter === null ? {} : { colour: colourAfter }),
  }
}

function editedMembers(
  { name, members }: Group,
  { rule, added, removed }: Pick<GroupChange, 'rule' | 'added' | 'removed'>,
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
