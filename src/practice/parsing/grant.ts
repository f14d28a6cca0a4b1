/**
 * GRANT and REVOKE: rights on objects, system privileges and roles.
 */
import type { Statement } from './ast/statement.ts'
import { parseCommaList, parseName, parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** GRANT privilege, ... [ON object] TO grantee, ... */
export function parseGrant(reader: TokenReader): Statement {
  const { at } = reader.take()
  const privileges = parseCommaList(reader, () => parsePrivilege(reader))
  if (reader.acceptWords('TO')) {
    const users = parseCommaList(reader, () => parseGrantee(reader))
    if (reader.isWord('IDENTIFIED')) throw reader.notSupported('GRANT ... IDENTIFIED BY')
    if (reader.isWord('WITH')) throw reader.notSupported('WITH ADMIN OPTION')
    return { kind: 'grant system', privileges, users, at }
  }
  reader.expectWord('ON', 969)
  reader.refuseWords('DIRECTORY', 'EDITION', 'JAVA', 'MINING', 'USER', 'SCHEMA')
  const on = parseName(reader)
  reader.expectWord('TO', 905)
  const to = parseCommaList(reader, () => parseGrantee(reader))
  if (reader.isWord('WITH')) throw reader.notSupported('WITH GRANT OPTION')
  return { kind: 'grant', privileges, on, to, at }
}

/** REVOKE privilege, ... [ON object] FROM grantee, ... */
export function parseRevoke(reader: TokenReader): Statement {
  const { at } = reader.take()
  const privileges = parseCommaList(reader, () => parsePrivilege(reader))
  if (reader.acceptWords('FROM')) {
    const users = parseCommaList(reader, () => parseGrantee(reader))
    return { kind: 'revoke system', privileges, users, at }
  }
  reader.expectWord('ON', 969)
  reader.refuseWords('DIRECTORY', 'EDITION', 'JAVA', 'MINING', 'USER', 'SCHEMA')
  const on = parseName(reader)
  reader.expectWord('FROM', 905)
  const from = parseCommaList(reader, () => parseGrantee(reader))
  reader.refuseWords('CASCADE', 'FORCE')
  return { kind: 'revoke', privileges, on, from, at }
}

function parsePrivilege(reader: TokenReader): string {
  if (reader.token.kind !== 'word') throw reader.unexpected(990, 'a privilege')
  const words = [reader.take().text]
  if (words[0] === 'ALL') reader.acceptWords('PRIVILEGES')
  while (reader.token.kind === 'word' && !reader.isWord('ON', 'TO', 'FROM')) words.push(reader.take().text)
  if (reader.isSymbol('(')) throw reader.notSupported('privilege on columns')
  return words.join(' ')
}

const parseGrantee = (reader: TokenReader): string =>
  reader.acceptWords('PUBLIC') ? 'PUBLIC' : parseSimpleName(reader, 987).name
