/**
 * What a user keeps: sessions and groups by name. Pure: every change gives a new catalogue and refuses what would make
 * it ambiguous. It holds no password, and does not know where it is kept.
 */
import { badRequest, failureOf } from './failure.ts'
import { isName } from './name.ts'
import { nearestName } from './nearest.ts'
import type { Colour, SessionName, SessionSpec } from './session.ts'
import { requireCap, requireSound } from './session-rules.ts'
import { type KnownNames, renameInTarget, resolveTarget, wordsOf } from './target.ts'

/** A list names its sessions; a rule is a target, read anew whenever it is used. */
export type Members =
  | { readonly kind: 'list'; readonly sessions: readonly SessionName[] }
  | { readonly kind: 'rule'; readonly target: string }

export interface Group {
  readonly name: string
  readonly members: Members
  /** Tasks that may run at once in its sessions, whatever target names them; 0 or absent is no cap. */
  readonly cap?: number
  readonly colour?: Colour
}

/** In the order in which they were added. */
export interface Catalogue {
  readonly sessions: readonly SessionSpec[]
  readonly groups: readonly Group[]
}

export const emptyCatalogue: Catalogue = { sessions: [], groups: [] }

/** Adds sessions. Throws a bad request for a name or tag that is taken or a property that cannot be, and then adds none. */
export function addSessions(catalogue: Catalogue, added: readonly SessionSpec[]): Catalogue {
  let sessions = catalogue.sessions
  for (const session of added) {
    requireFree({ ...catalogue, sessions }, session.name)
    sessions = [...sessions, session]
    requireSoundIn({ ...catalogue, sessions }, session)
  }
  return { ...catalogue, sessions }
}

/** Changes a session, its name included; groups that name it follow. Throws a bad request as `addSessions` does. */
export function editSession(
  catalogue: Catalogue,
  name: SessionName,
  edit: (session: SessionSpec) => SessionSpec,
): Catalogue {
  const before = sessionNamed(catalogue, name)
  const after = edit(before)
  const others = catalogue.sessions.filter((session) => session !== before)
  if (!isSame(before.name, after.name)) requireFree({ ...catalogue, sessions: others }, after.name)
  const changed = {
    sessions: catalogue.sessions.map((session) => (session === before ? after : session)),
    groups: renameIn(catalogue.groups, before.name, after.name),
  }
  requireSoundIn(changed, after)
  return changed
}

/** Removes sessions, from lists too. Throws a bad request for an unknown name, and then removes none. */
export function removeSessions(catalogue: Catalogue, names: readonly SessionName[]): Catalogue {
  const gone = new Set(names.map((name) => sessionNamed(catalogue, name)))
  const isGone = (name: SessionName): boolean => [...gone].some((session) => isSame(session.name, name))
  return {
    sessions: catalogue.sessions.filter((session) => !gone.has(session)),
    groups: mapLists(catalogue.groups, (list) => list.filter((name) => !isGone(name))),
  }
}

/** Adds a group. Throws a bad request for a taken name, unknown members, and a rule that leads back to itself. */
export function addGroup(catalogue: Catalogue, group: Group): Catalogue {
  requireFree(catalogue, group.name)
  return withGroups(catalogue, [...catalogue.groups, group], group)
}

/** Changes a group. Throws a bad request as `addGroup` does, and for an unknown name. */
export function editGroup(catalogue: Catalogue, name: string, edit: (group: Group) => Group): Catalogue {
  const before = groupNamed(catalogue, name)
  const after = edit(before)
  if (!isSame(before.name, after.name)) requireFree(catalogue, after.name)
  const groups = catalogue.groups.map((group) => (group === before ? after : group))
  return withGroups(catalogue, renameIn(groups, before.name, after.name), after)
}

/** Removes groups; their sessions stay. Throws a bad request for an unknown name, and then removes none. */
export function removeGroups(catalogue: Catalogue, names: readonly string[]): Catalogue {
  const gone = new Set(names.map((name) => groupNamed(catalogue, name)))
  return { ...catalogue, groups: catalogue.groups.filter((group) => !gone.has(group)) }
}

/** The names a target may use, tags among the groups; a group whose rule means nothing now has no sessions. */
export function knownNames(catalogue: Catalogue): KnownNames {
  const groups = new Map([...meanings(catalogue)].map(([name, { sessions }]) => [name, sessions]))
  return {
    sessions: catalogue.sessions.map(({ name }) => name),
    groups: new Map([...groups, ...taggedSessions(catalogue.sessions)]),
  }
}

/** The sessions of each tag, which is written as it was first. */
function taggedSessions(sessions: readonly SessionSpec[]): Map<string, SessionName[]> {
  const spellings = new Map<string, string>()
  const tagged = new Map<string, SessionName[]>()
  for (const { name, tags = [] } of sessions) {
    for (const tag of tags) {
      const spelling = spellings.get(tag.toLowerCase()) ?? tag
      spellings.set(tag.toLowerCase(), spelling)
      tagged.set(spelling, [...(tagged.get(spelling) ?? []), name])
    }
  }
  return tagged
}

/** What a group stands for now, and why for nothing. */
export interface Meaning {
  readonly sessions: readonly SessionName[]
  readonly problem?: string
}

/** What each group stands for. Rules may name groups; each is read when those it names have been. */
export function meanings({ sessions, groups }: Catalogue): ReadonlyMap<string, Meaning> {
  const found = new Map<string, Meaning>()
  const names = sessions.map(({ name }) => name)
  /** A list may spell a name in another case; who resolves a target wants it as it is saved. */
  const asSaved = (name: SessionName): SessionName => names.find((each) => isSame(each, name)) ?? name
  const tagged = taggedSessions(sessions)
  const readRule = (target: string): Meaning => {
    const known = [...found].map(([name, meaning]) => [name, meaning.sessions] as const)
    return read(target, { sessions: names, groups: new Map([...tagged, ...known]) })
  }
  const rules = new Map<string, string>()
  for (const { name, members } of groups) {
    if (members.kind === 'list') found.set(name, { sessions: members.sessions.map(asSaved) })
    else rules.set(name, members.target)
  }
  for (let hasRead = true; hasRead; ) {
    hasRead = false
    for (const [name, target] of rules) {
      const meaning = readRule(target)
      if (meaning.problem !== undefined) continue
      found.set(name, meaning)
      rules.delete(name)
      hasRead = true
    }
  }
  for (const [name, target] of rules) {
    const needed = wordsOf(target).find((word) => rules.has(word))
    found.set(
      name,
      needed === undefined ? readRule(target) : { sessions: [], problem: unreadable(target, needed) },
    )
  }
  return new Map(groups.map(({ name }) => [name, found.get(name) ?? { sessions: [] }]))
}

const unreadable = (target: string, group: string): string =>
  `"${target}": the rule of ${group} means nothing yet, or leads back to this one`

function read(target: string, known: KnownNames): Meaning {
  try {
    const { sessions, numbered } = resolveTarget(target, known)
    if (numbered.length === 0) return { sessions }
    return {
      sessions: [],
      problem: `"${target}": a group holds sessions themselves, not ${numbered[0]?.base}:N`,
    }
  } catch (error) {
    return { sessions: [], problem: failureOf(error).message }
  }
}

// ---- names --------------------------------------------------------------------------------------------------------

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

/** The saved session of that name, case not counting. Throws a bad request that names the nearest. */
export const sessionNamed = ({ sessions }: Catalogue, name: SessionName): SessionSpec =>
  named(sessions, name, 'session')

/** The saved group of that name. Throws a bad request that names the nearest. */
export const groupNamed = ({ groups }: Catalogue, name: string): Group => named(groups, name, 'group')

function named<T extends { readonly name: string }>(all: readonly T[], name: string, what: string): T {
  const found = all.find((each) => isSame(each.name, name))
  if (found) return found
  const nearest = nearestName(
    name,
    all.map((each) => each.name),
  )
  const hint = nearest ? `; did you mean "${nearest}"?` : all.length === 0 ? '; none are saved' : ''
  throw badRequest(`no saved ${what} is called ${name}${hint}`)
}

function requireFree(catalogue: Catalogue, name: string): void {
  if (!isName(name)) throw badRequest(`"${name}" is no name: expected letters, digits and _ $ . -`)
  const holder = holderOf(catalogue, name) ?? (isTag(catalogue, name) ? 'tag' : undefined)
  if (holder) throw badRequest(`a ${holder} is called ${name} already; a target could not tell them apart`)
}

/** What kind of thing has that name, tags aside. */
function holderOf({ sessions, groups }: Catalogue, name: string): 'session' | 'group' | undefined {
  if (sessions.some((session) => isSame(session.name, name))) return 'session'
  return groups.some((group) => isSame(group.name, name)) ? 'group' : undefined
}

const isTag = ({ sessions }: Catalogue, name: string): boolean =>
  sessions.some(({ tags = [] }) => tags.some((tag) => isSame(tag, name)))

/** Refuses a session that could not be opened as it stands, and a tag that is the name of something else. */
function requireSoundIn(catalogue: Catalogue, session: SessionSpec): void {
  requireSound(session)
  for (const tag of session.tags ?? []) {
    const holder = holderOf(catalogue, tag)
    if (holder)
      throw badRequest(`tag ${tag}: a ${holder} is called so already; a target could not tell them apart`)
  }
}

// ---- groups -------------------------------------------------------------------------------------------------------

const mapLists = (
  groups: readonly Group[],
  change: (names: readonly SessionName[]) => readonly SessionName[],
): Group[] =>
  groups.map((group) =>
    group.members.kind === 'rule'
      ? group
      : { ...group, members: { kind: 'list', sessions: change(group.members.sessions) } },
  )

/** Lists and rules that name `from` name `to` instead. */
const renameIn = (groups: readonly Group[], from: string, to: string): Group[] =>
  mapLists(groups, (names) => names.map((name) => (isSame(name, from) ? to : name))).map((group) =>
    group.members.kind === 'list'
      ? group
      : { ...group, members: { kind: 'rule', target: renameInTarget(group.members.target, from, to) } },
  )

/** The catalogue with these groups, of which the changed one must mean something. */
function withGroups(
  catalogue: Catalogue,
  groups: readonly Group[],
  { name, members, cap }: Group,
): Catalogue {
  requireCap(cap, `group ${name}`)
  if (members.kind === 'list') for (const session of members.sessions) sessionNamed(catalogue, session)
  const changed = { ...catalogue, groups }
  const problem = meanings(changed).get(name)?.problem
  if (problem !== undefined) throw badRequest(`group ${name}: ${problem}`)
  return changed
}
