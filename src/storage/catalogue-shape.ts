/**
 * The catalogue as it stands in its file, and what makes a file one of ours. Unknown fields are refused rather than lost:
 * a newer program wrote them.
 */
import type { Catalogue, Group, Members } from '../core/catalogue.ts'
import { colours, type Login, type PasswordSource, type SessionSpec } from '../core/session.ts'
import {
  count,
  fields,
  flag,
  list,
  oneOf,
  optional,
  text,
  texts,
  UnreadableFile,
  versionedFields,
} from './stored-fields.ts'

/** The version of the shape; raised when an older program could not read it. */
export const storedVersion = 2

/** Fields by the version that brought them; a file of a version has those up to it. */
const sessionFields: readonly (readonly string[])[] = [
  ['name', 'login'],
  ['schema', 'init', 'keepalive', 'colour', 'tags', 'cap', 'protected', 'readOnly', 'results', 'password'],
]
const groupFields: readonly (readonly string[])[] = [
  ['name', 'members'],
  ['cap', 'colour'],
]

/** Reads a file of this version or an older one. Throws UnreadableFile, with what was expected and what came. */
export function catalogueOf(stored: unknown): Catalogue {
  const { version, fields: file } = versionedFields(stored, storedVersion, ['sessions', 'groups'])
  return {
    sessions: list(file['sessions'], 'sessions').map((session) => sessionOf(session, version)),
    groups: list(file['groups'], 'groups').map((group) => groupOf(group, version)),
  }
}

function sessionOf(stored: unknown, version: number): SessionSpec {
  const session = fields(stored, 'a session', sessionFields.slice(0, version).flat())
  return {
    name: text(session['name'], 'a session'),
    login: loginOf(session['login']),
    ...optional(session, 'schema', text),
    ...optional(session, 'init', texts),
    ...optional(session, 'keepalive', count),
    ...optional(session, 'colour', colour),
    ...optional(session, 'tags', texts),
    ...optional(session, 'cap', count),
    ...optional(session, 'protected', flag),
    ...optional(session, 'readOnly', flag),
    ...optional(session, 'results', (value, what) => oneOf(value, what, ['keep', 'discard'])),
    ...optional(session, 'password', passwordOf),
  }
}

const colour = (value: unknown, what: string) => oneOf(value, what, colours)

function passwordOf(stored: unknown): PasswordSource {
  const { from, variable, command } = fields(stored, 'a password', ['from', 'variable', 'command'])
  switch (oneOf(from, 'a password', ['prompt', 'environment', 'command', 'keychain'])) {
    case 'prompt':
      return { from: 'prompt' }
    case 'environment':
      return { from: 'environment', variable: text(variable, 'a variable') }
    case 'command':
      return {
        from: 'command',
        command: Array.isArray(command) ? texts(command, 'a command') : text(command, 'a command'),
      }
    case 'keychain':
      return { from: 'keychain' }
  }
}

function loginOf(stored: unknown): Login {
  const login = fields(stored, 'a login', ['user', 'connectString', 'role', 'configDir', 'walletLocation'])
  return {
    user: text(login['user'], 'a user'),
    connectString: text(login['connectString'], 'a connect string'),
    ...optional(login, 'role', (value) => oneOf(value, 'a role', ['sysdba', 'sysoper'])),
    ...optional(login, 'configDir', text),
    ...optional(login, 'walletLocation', text),
  }
}

function groupOf(stored: unknown, version: number): Group {
  const group = fields(stored, 'a group', groupFields.slice(0, version).flat())
  return {
    name: text(group['name'], 'a group'),
    members: membersOf(group['members']),
    ...optional(group, 'cap', count),
    ...optional(group, 'colour', colour),
  }
}

function membersOf(stored: unknown): Members {
  const { kind, sessions, target } = fields(stored, 'the members of a group', ['kind', 'sessions', 'target'])
  if (kind === 'rule') return { kind, target: text(target, 'a rule') }
  if (kind !== 'list') throw new UnreadableFile(`a group has members of the kind ${JSON.stringify(kind)}`)
  return { kind, sessions: texts(sessions, 'the members of a group') }
}
