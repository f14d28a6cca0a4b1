/**
 * CREATE and DROP of private and public synonyms.
 */
import type { SynonymStatement } from './ast/schema-object.ts'
import { parseName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** From PUBLIC or SYNONYM, which stands next. Raises ORA-00995 for what names no synonym. */
export function parseCreateSynonym(reader: TokenReader, orReplace: boolean): SynonymStatement {
  const { at } = reader
  const isPublic = reader.acceptWords('PUBLIC')
  takeSynonym(reader)
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const name = parseName(reader, 995)
  reader.refuseWords('SHARING')
  reader.expectWord('FOR', 905)
  return { kind: 'create synonym', orReplace, isPublic, name, target: parseName(reader, 995), at }
}

/** From behind SYNONYM; `at` is where DROP stands. */
export const parseDropSynonym = (reader: TokenReader, at: number): SynonymStatement =>
  parseDropped(reader, at, false)

/** From behind PUBLIC. */
export function parseDropPublicSynonym(reader: TokenReader, at: number): SynonymStatement {
  takeSynonym(reader)
  if (reader.areWords('IF', 'EXISTS')) throw reader.notSupported('IF EXISTS')
  return parseDropped(reader, at, true)
}

function parseDropped(reader: TokenReader, at: number, isPublic: boolean): SynonymStatement {
  const name = parseName(reader, 995)
  reader.refuseWords('FORCE')
  return { kind: 'drop synonym', isPublic, name, at }
}

/** Other things are public too: database links. */
function takeSynonym(reader: TokenReader): void {
  if (!reader.acceptWords('SYNONYM')) throw reader.notSupported(`PUBLIC ${reader.token.text}`.trimEnd())
}
