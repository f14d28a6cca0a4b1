/**
 * ALTER SYSTEM KILL SESSION, DISCONNECT SESSION and CANCEL SQL; everything else that ALTER SYSTEM does is refused by its
 * word.
 */
import type { Administration } from './ast/administration.ts'
import type { TokenReader } from './token-reader.ts'

/** From behind SYSTEM to the end. */
export function parseAlterSystem(reader: TokenReader, at: number): Administration {
  if (reader.acceptWords('KILL')) {
    reader.expectWord('SESSION', 905)
    const session = parseSessionText(reader)
    const isImmediate = reader.acceptWords('IMMEDIATE')
    reader.refuseWords('NOREPLAY', 'FORCE', 'TIMEOUT')
    return { kind: 'kill session', session, isImmediate, at }
  }
  if (reader.acceptWords('DISCONNECT')) {
    reader.expectWord('SESSION', 905)
    const session = parseSessionText(reader)
    reader.refuseWords('POST_TRANSACTION')
    reader.expectWord('IMMEDIATE', 905)
    reader.refuseWords('NOREPLAY')
    return { kind: 'disconnect session', session, at }
  }
  if (reader.acceptWords('CANCEL')) {
    reader.expectWord('SQL', 905)
    return { kind: 'cancel sql', session: parseSessionText(reader), at }
  }
  if (reader.token.kind === 'word') throw reader.notSupported(`ALTER SYSTEM ${reader.token.text}`)
  throw reader.unexpected(2065, 'an option')
}

function parseSessionText(reader: TokenReader): string {
  if (reader.token.kind !== 'string') throw reader.unexpected(26, 'a session')
  return reader.take().text
}
