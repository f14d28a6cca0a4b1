/**
 * GRANT of privileges on an object.
 */
import type { Statement } from './ast/statement.ts'
import { parseCommaList, parseName, parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** GRANT privilege, ... ON object TO grantee, ... */
export function parseGrant(reader: TokenReader): Statement {
  const { at } = reader.take()
  const privileges = parseCommaList(reader, () => parsePrivilege(reader))
  if (reader.isWord('TO')) throw reader.notSupported('system privilege')
  reader.expectWord('ON', 969)
  reader.refuseWords('DIRECTORY', 'EDITION', 'JAVA', 'MINING', 'USER')
  const on = parseName(reader)
  reader.expectWord('TO', 905)
  const to = parseCommaList(reader, () => parseGrantee(reader))
  if (reader.isWord('WITH')) throw reader.notSupported('WITH GRANT OPTION')
  return { kind: 'grant', privileges, on, to, at }
}

function parsePrivilege(reader: TokenReader): string {
  if (reader.token.kind !== 'word') throw reader.unexpected(990, 'a privilege')
  const words = [reader.take().text]
  if (words[0] === 'ALL') reader.acceptWords('PRIVILEGES')
  while (reader.token.kind === 'word' && !reader.isWord('ON', 'TO')) words.push(reader.take().text)
  if (reader.isSymbol('(')) throw reader.notSupported('privilege on columns')
  return words.join(' ')
}

const parseGrantee = (reader: TokenReader): string =>
  reader.acceptWords('PUBLIC') ? 'PUBLIC' : parseSimpleName(reader).name
