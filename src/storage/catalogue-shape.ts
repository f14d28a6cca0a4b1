/**
 * The catalogue as it stands in its file, and what makes a file one of ours. Unknown fields are refused rather than lost:
 * a newer program wrote them.
 */
import type { Catalogue, Group, Members } from '../core/catalogue.ts'
import type { Login, SessionSpec } from '../core/session.ts'

/** The version of the shape; raised when an older program could not read it. */
export const storedVersion = 1

export interface StoredCatalogue extends Catalogue {
  readonly version: number
}

/** What stands in the file is no catalogue of ours. */
export class UnreadableCatalogue extends Error {}

/** Throws UnreadableCatalogue, with what was expected and what came. */
export function catalogueOf(stored: unknown): Catalogue {
  const { version, sessions, groups } = fields(stored, 'the file', ['version', 'sessions', 'groups'])
  if (typeof version !== 'number') throw new UnreadableCatalogue('it has no version: it is not ours')
  if (version > storedVersion)
    throw new UnreadableCatalogue(
      `it has version ${version}, which a newer program wrote; this one knows ${storedVersion}`,
    )
  return { sessions: list(sessions, 'sessions').map(sessionOf), groups: list(groups, 'groups').map(groupOf) }
}

function sessionOf(stored: unknown): SessionSpec {
  const { name, login } = fields(stored, 'a session', ['name', 'login'])
  return { name: text(name, 'a session'), login: loginOf(login) }
}

function loginOf(stored: unknown): Login {
  const { user, connectString, role, configDir, walletLocation } = fields(stored, 'a login', [
    ...['user', 'connectString', 'role', 'configDir', 'walletLocation'],
  ])
  if (role !== undefined && role !== 'sysdba' && role !== 'sysoper')
    throw new UnreadableCatalogue(`a login has the role ${JSON.stringify(role)}`)
  return {
    user: text(user, 'a user'),
    connectString: text(connectString, 'a connect string'),
    ...(role === undefined ? {} : { role }),
    ...(configDir === undefined ? {} : { configDir: text(configDir, 'a config directory') }),
    ...(walletLocation === undefined ? {} : { walletLocation: text(walletLocation, 'a wallet') }),
  }
}

function groupOf(stored: unknown): Group {
  const { name, members } = fields(stored, 'a group', ['name', 'members'])
  return { name: text(name, 'a group'), members: membersOf(members) }
}

function membersOf(stored: unknown): Members {
  const { kind, sessions, target } = fields(stored, 'the members of a group', ['kind', 'sessions', 'target'])
  if (kind === 'rule') return { kind, target: text(target, 'a rule') }
  if (kind !== 'list')
    throw new UnreadableCatalogue(`a group has members of the kind ${JSON.stringify(kind)}`)
  return { kind, sessions: list(sessions, 'the members of a group').map((name) => text(name, 'a member')) }
}

function fields(value: unknown, what: string, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new UnreadableCatalogue(`${what}: expected fields, got ${typeof value}`)
  const strange = Object.keys(value).find((key) => !known.includes(key))
  if (strange !== undefined)
    throw new UnreadableCatalogue(`${what} has a field ${strange} that this program does not know`)
  return value as Readonly<Record<string, unknown>>
}

function list(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new UnreadableCatalogue(`${what}: expected a list, got ${typeof value}`)
  return value
}

function text(value: unknown, what: string): string {
  if (typeof value !== 'string' || value === '')
    throw new UnreadableCatalogue(`${what}: expected a text, got ${typeof value}`)
  return value
}
