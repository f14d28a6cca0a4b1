/**
 * ALTER SESSION SET parameter = value ...
 */
import type { SessionSetting, Statement } from './ast/statement.ts'
import { parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** From behind SESSION; every other clause than SET is refused. */
export function parseAlterSession(reader: TokenReader, at: number): Statement {
  reader.refuseWords('ENABLE', 'DISABLE', 'FORCE', 'ADVISE', 'CLOSE', 'SYNC')
  reader.expectWord('SET', 2248)
  const settings: SessionSetting[] = []
  do settings.push(parseSetting(reader))
  while (!reader.isAtEnd)
  return { kind: 'alter session', settings, at }
}

function parseSetting(reader: TokenReader): SessionSetting {
  const { name: parameter, at } = parseSimpleName(reader, 2248)
  reader.expectSymbol('=', 927)
  const { kind, text } = reader.token
  if (kind !== 'word' && kind !== 'string' && kind !== 'number' && kind !== 'quoted name')
    throw reader.unexpected(2248, 'a value')
  reader.take()
  return { parameter, value: text, at }
}
