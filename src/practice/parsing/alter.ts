/**
 * ALTER: of what. Each kind has its own reader.
 */
import { parseAlterSession } from './alter-session.ts'
import { parseAlterSystem } from './alter-system.ts'
import { parseAlterTable } from './alter-table.ts'
import type { Statement } from './ast/statement.ts'
import { parseAlterSequence } from './sequences.ts'
import type { TokenReader } from './token-reader.ts'
import { parseCompile } from './units.ts'
import { parseAlterProfile, parseAlterUser } from './users.ts'
import { parseAlterView } from './views.ts'

/** What is read behind the kind's word; `at` is where ALTER stands. */
type ParseAlter = (reader: TokenReader, at: number) => Statement

const alters: Readonly<Record<string, ParseAlter>> = {
  FUNCTION: (reader, at) => parseCompile(reader, 'FUNCTION', at),
  PACKAGE: (reader, at) => parseCompile(reader, 'PACKAGE', at),
  PROCEDURE: (reader, at) => parseCompile(reader, 'PROCEDURE', at),
  PROFILE: parseAlterProfile,
  SESSION: parseAlterSession,
  SYSTEM: parseAlterSystem,
  USER: parseAlterUser,
  TABLE: parseAlterTable,
  SEQUENCE: parseAlterSequence,
  VIEW: parseAlterView,
}

/** ALTER kind ...; every kind that is not in the table is refused. */
export function parseAlter(reader: TokenReader): Statement {
  const { at } = reader.take()
  const { kind, text } = reader.token
  const parse = kind === 'word' && Object.hasOwn(alters, text) ? alters[text] : undefined
  if (parse === undefined) throw reader.notSupported(`ALTER ${text}`.trimEnd())
  reader.take()
  return parse(reader, at)
}
