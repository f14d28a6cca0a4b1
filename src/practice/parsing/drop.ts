/**
 * DROP of every kind of object.
 */
import { acceptCascade } from './alter-table.ts'
import type { Statement } from './ast/statement.ts'
import { parseDropIndex } from './indexes.ts'
import { parseName, parseTableName } from './names.ts'
import { oracleObjects } from './schema-objects.ts'
import { parseDropPublicSynonym, parseDropSynonym } from './synonyms.ts'
import type { TokenReader } from './token-reader.ts'
import { parseDropProfile, parseDropUser } from './users.ts'
import { parseDropView } from './views.ts'

/** What is read behind the kind's word; `at` is where DROP stands. */
type ParseDrop = (reader: TokenReader, at: number) => Statement

const drops: Readonly<Record<string, ParseDrop>> = {
  FUNCTION: (reader, at) => ({ kind: 'drop unit', name: parseName(reader), type: 'FUNCTION', at }),
  INDEX: parseDropIndex,
  PACKAGE: (reader, at) => {
    const type = reader.acceptWords('BODY') ? 'PACKAGE BODY' : 'PACKAGE'
    return { kind: 'drop unit', name: parseName(reader), type, at }
  },
  SEQUENCE: (reader, at) => ({ kind: 'drop sequence', name: parseName(reader), at }),
  PROCEDURE: (reader, at) => ({ kind: 'drop unit', name: parseName(reader), type: 'PROCEDURE', at }),
  PROFILE: parseDropProfile,
  TABLE: parseDropTable,
  USER: parseDropUser,
  PUBLIC: parseDropPublicSynonym,
  SYNONYM: parseDropSynonym,
  VIEW: parseDropView,
}

/** DROP kind name ... */
export function parseDrop(reader: TokenReader): Statement {
  const { at } = reader.take()
  const { kind, text } = reader.token
  const parse = kind === 'word' && Object.hasOwn(drops, text) ? drops[text] : undefined
  if (parse === undefined) {
    reader.refuseWords(...oracleObjects)
    throw reader.unexpected(950, 'an object')
  }
  reader.take()
  if (reader.areWords('IF', 'EXISTS')) throw reader.notSupported('IF EXISTS')
  return parse(reader, at)
}

function parseDropTable(reader: TokenReader, at: number): Statement {
  const table = parseTableName(reader)
  const isCascade = acceptCascade(reader)
  return { kind: 'drop table', table, isCascade, isPurge: reader.acceptWords('PURGE'), at }
}
