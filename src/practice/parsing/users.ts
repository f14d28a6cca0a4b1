/**
 * CREATE, ALTER and DROP of users and profiles. A password stands in no error.
 */
import { OracleError } from '../error.ts'
import type {
  Administration,
  ProfileLimit,
  ProfileLimits,
  ProfileResource,
  UserOption,
} from './ast/administration.ts'
import type { PlacedName } from './ast/name.ts'
import { parseCommaList, parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

const parseUserName = (reader: TokenReader): PlacedName => parseSimpleName(reader, 1935)

/** From USER, which stands next, to the end. */
export function parseCreateUser(reader: TokenReader): Administration {
  const { at } = reader.take()
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const user = parseUserName(reader)
  const options = parseUserOptions(reader, 'create')
  return { kind: 'create user', user, options, at }
}

/** From behind USER to the end. */
export function parseAlterUser(reader: TokenReader, at: number): Administration {
  const users = parseCommaList(reader, () => parseUserName(reader))
  const mayConnect = reader.isWord('GRANT')
  if (mayConnect || reader.isWord('REVOKE')) {
    reader.take()
    reader.expectWord('CONNECT', 922)
    reader.expectWord('THROUGH', 922)
    reader.refuseWords('ENTERPRISE')
    const through = parseUserName(reader)
    reader.refuseWords('WITH', 'AUTHENTICATION', 'AUTHENTICATED')
    return { kind: 'alter user proxy', users, mayConnect, through, at }
  }
  if (users.length > 1) throw reader.unexpected(922, 'grant')
  return { kind: 'alter user', user: users[0], options: parseUserOptions(reader, 'alter'), at }
}

/** From behind USER to the end. */
export function parseDropUser(reader: TokenReader, at: number): Administration {
  return { kind: 'drop user', user: parseUserName(reader), isCascade: reader.acceptWords('CASCADE'), at }
}

function parseUserOptions(reader: TokenReader, action: 'create' | 'alter'): readonly UserOption[] {
  const options: UserOption[] = []
  if (action === 'create' && !reader.isWord('IDENTIFIED', 'NO')) throw reader.unexpected(922, 'identified')
  do options.push(parseUserOption(reader, action))
  while (!reader.isAtEnd)
  return options
}

function parseUserOption(reader: TokenReader, action: 'create' | 'alter'): UserOption {
  if (reader.acceptWords('IDENTIFIED')) return parseIdentification(reader, action)
  if (reader.acceptWords('PASSWORD', 'EXPIRE')) return { kind: 'expire' }
  if (reader.acceptWords('ACCOUNT', 'LOCK')) return { kind: 'lock' }
  if (reader.acceptWords('ACCOUNT', 'UNLOCK')) return { kind: 'unlock' }
  if (reader.acceptWords('PROFILE')) return { kind: 'profile', profile: parseProfileName(reader) }
  if (reader.acceptWords('DEFAULT', 'TABLESPACE')) return parseTablespace(reader, 'USERS')
  if (reader.acceptWords('TEMPORARY', 'TABLESPACE')) return parseTablespace(reader, 'TEMP')
  if (reader.acceptWords('QUOTA')) {
    if (!reader.acceptWords('UNLIMITED')) throw reader.notSupported('QUOTA of a size')
    reader.expectWord('ON', 922)
    parseTablespace(reader, 'USERS')
    return { kind: 'quota' }
  }
  reader.refuseWords('ENABLE', 'DEFAULT', 'LOCAL', 'CONTAINER', 'NO', 'DIGEST', 'HTTP', 'READ')
  throw reader.unexpected(922, 'an option')
}

function parseIdentification(reader: TokenReader, action: 'create' | 'alter'): UserOption {
  reader.refuseWords('EXTERNALLY', 'GLOBALLY')
  reader.expectWord('BY', 924)
  const password = parsePassword(reader)
  if (password === 'VALUES' && reader.token.kind === 'string')
    throw reader.notSupported('IDENTIFIED BY VALUES')
  // Whose the old password is does not matter to those who may change it anyway.
  if (action === 'alter' && reader.acceptWords('REPLACE')) parsePassword(reader)
  return { kind: 'password', password }
}

/** A password counts as it is written, in quotes or without. */
function parsePassword(reader: TokenReader): string {
  const { kind, text, at, end } = reader.token
  if (kind !== 'word' && kind !== 'quoted name') throw reader.unexpected(988, 'a password')
  reader.take()
  return kind === 'word' ? reader.sql.slice(at, end) : text
}

const parseTablespace = (reader: TokenReader, only: 'USERS' | 'TEMP'): UserOption => {
  const { name, at } = parseSimpleName(reader, 922)
  if (name !== only) throw new OracleError(959, `tablespace '${name}' does not exist`, at)
  return { kind: 'tablespace' }
}

const parseProfileName = (reader: TokenReader): string =>
  reader.acceptWords('DEFAULT') ? 'DEFAULT' : parseSimpleName(reader, 922).name

/** From PROFILE, which stands next, to the end. */
export function parseCreateProfile(reader: TokenReader): Administration {
  const { at } = reader.take()
  return { kind: 'create profile', name: parseProfileName(reader), limits: parseLimits(reader), at }
}

/** From behind PROFILE to the end. */
export const parseAlterProfile = (reader: TokenReader, at: number): Administration => ({
  kind: 'alter profile',
  name: parseProfileName(reader),
  limits: parseLimits(reader),
  at,
})

function parseLimits(reader: TokenReader): ProfileLimits {
  reader.expectWord('LIMIT', 922)
  const limits = new Map<ProfileResource, ProfileLimit>()
  do {
    const resource = parseResource(reader)
    limits.set(resource, parseLimit(reader, resource))
  } while (!reader.isAtEnd)
  return limits
}

/** From behind PROFILE to the end. */
export function parseDropProfile(reader: TokenReader, at: number): Administration {
  const name = parseProfileName(reader)
  return { kind: 'drop profile', name, isCascade: reader.acceptWords('CASCADE'), at }
}

function parseResource(reader: TokenReader): ProfileResource {
  if (reader.token.kind !== 'word') throw reader.unexpected(922, 'a resource')
  switch (reader.token.text) {
    case 'SESSIONS_PER_USER':
    case 'FAILED_LOGIN_ATTEMPTS':
    case 'PASSWORD_LOCK_TIME':
      return reader.take().text as ProfileResource
    default:
      throw reader.notSupported()
  }
}

/** A whole number, or for a time a number of days that may be a quotient. */
function parseLimit(reader: TokenReader, resource: ProfileResource): ProfileLimit {
  if (reader.acceptWords('UNLIMITED')) return 'UNLIMITED'
  if (reader.acceptWords('DEFAULT')) return 'DEFAULT'
  const limit = parsePositive(reader)
  if (resource !== 'PASSWORD_LOCK_TIME') {
    if (!Number.isInteger(limit)) throw reader.error(2377, reader.at)
    return limit
  }
  return reader.acceptSymbol('/') ? limit / parsePositive(reader) : limit
}

function parsePositive(reader: TokenReader): number {
  if (reader.token.kind !== 'number') throw reader.unexpected(2376, 'a number')
  const number = Number(reader.token.text)
  if (!(number > 0)) throw reader.unexpected(2377, 'a number')
  reader.take()
  return number
}
