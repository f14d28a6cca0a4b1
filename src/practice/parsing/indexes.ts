/**
 * CREATE INDEX and DROP INDEX: on columns. Expressions, directions and every property are refused by their word.
 */
import type { Statement } from './ast/statement.ts'
import { isName, parseCommaList, parseName, parseSimpleName, parseTableName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** From UNIQUE or INDEX on. */
export function parseCreateIndex(reader: TokenReader): Statement {
  const { at } = reader
  const isUnique = reader.acceptWords('UNIQUE')
  reader.expectWord('INDEX', 968)
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const name = parseName(reader, 953)
  reader.expectWord('ON', 969)
  reader.refuseWords('CLUSTER')
  const table = parseTableName(reader)
  reader.expectSymbol('(', 906)
  const columns = parseCommaList(reader, () => parseIndexColumn(reader))
  reader.expectSymbol(')', 907)
  if (reader.token.kind === 'word') throw reader.notSupported()
  return { kind: 'create index', name, table, columns, isUnique, at }
}

function parseIndexColumn(reader: TokenReader) {
  const isColumn = isName(reader) && !reader.isSymbol('(', 1) && !reader.isSymbol('.', 1)
  const column = isColumn ? parseSimpleName(reader) : undefined
  reader.refuseWords('DESC')
  reader.acceptWords('ASC')
  if (column === undefined || !(reader.isSymbol(',') || reader.isSymbol(')')))
    throw reader.notSupported('function-based index')
  return column
}

/** What stands behind DROP INDEX. */
export function parseDropIndex(reader: TokenReader, at: number): Statement {
  const name = parseName(reader, 953)
  reader.refuseWords('ONLINE', 'FORCE', 'DEFERRED', 'IMMEDIATE')
  return { kind: 'drop index', name, at }
}
