/**
 * ALTER SESSION SET parameter = value.
 */
import type { Statement } from './ast/statement.ts'
import { parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** From behind SESSION; every other clause than SET is refused. */
export function parseAlterSession(reader: TokenReader, at: number): Statement {
  reader.refuseWords('ENABLE', 'DISABLE', 'FORCE', 'ADVISE', 'CLOSE', 'SYNC')
  reader.expectWord('SET', 2248)
  const parameter = parseSimpleName(reader, 2248).name
  reader.expectSymbol('=', 927)
  const { kind, text } = reader.token
  if (kind !== 'word' && kind !== 'string' && kind !== 'number' && kind !== 'quoted name')
    throw reader.unexpected(2248, 'a value')
  reader.take()
  if (reader.token.kind === 'word') throw reader.notSupported('several parameters')
  return { kind: 'alter session', parameter, value: text, at }
}
