/**
 * SET TRANSACTION; every other SET is refused by its word.
 */
import type { Administration } from './ast/administration.ts'
import type { TokenReader } from './token-reader.ts'

/** SET TRANSACTION ... */
export function parseSet(reader: TokenReader): Administration {
  const { at } = reader.take()
  if (!reader.acceptWords('TRANSACTION'))
    throw reader.isWord('ROLE', 'CONSTRAINT', 'CONSTRAINTS')
      ? reader.notSupported(`SET ${reader.token.text}`)
      : reader.unexpected(922, 'transaction')
  return { kind: 'set transaction', mode: parseMode(reader), at }
}

function parseMode(reader: TokenReader): Extract<Administration, { kind: 'set transaction' }>['mode'] {
  reader.refuseWords('NAME', 'USE')
  const mode = parseAccess(reader)
  reader.refuseWords('NAME')
  return mode
}

function parseAccess(reader: TokenReader) {
  if (reader.acceptWords('READ', 'ONLY')) return 'read only'
  if (reader.acceptWords('READ', 'WRITE')) return 'read write'
  if (reader.acceptWords('ISOLATION', 'LEVEL')) {
    if (reader.acceptWords('SERIALIZABLE')) return 'serializable'
    if (reader.acceptWords('READ', 'COMMITTED')) return 'read committed'
  }
  throw reader.unexpected(900, 'a mode')
}
