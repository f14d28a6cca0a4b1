/**
 * CREATE VIEW, DROP VIEW and ALTER VIEW ... COMPILE.
 */
import type { Query } from './ast/query.ts'
import type { ViewStatement } from './ast/schema-object.ts'
import { parseNameList, parseTableName } from './names.ts'
import { parseQuery } from './queries.ts'
import { TokenReader } from './token-reader.ts'

/** From VIEW, which stands next. */
export function parseCreateView(reader: TokenReader, orReplace: boolean): ViewStatement {
  const { at } = reader.take()
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const name = parseTableName(reader)
  reader.refuseWords('OF', 'SHARING', 'BEQUEATH', 'DEFAULT', 'ANNOTATIONS')
  const columns = reader.isSymbol('(') ? parseNameList(reader) : []
  reader.expectWord('AS', 905)
  const textAt = reader.at
  const query = parseQuery(reader, 'subquery')
  const isReadOnly = reader.acceptWords('WITH', 'READ', 'ONLY')
  if (reader.areWords('WITH', 'CHECK')) throw reader.notSupported('WITH CHECK OPTION')
  reader.refuseWords('WITH', 'CONSTRAINT', 'CONTAINER_MAP', 'CONTAINERS_DEFAULT')
  const text = reader.sql.slice(textAt, reader.isAtEnd ? undefined : reader.at).trimEnd()
  return { kind: 'create view', orReplace, name, columns, query, text, textAt, isReadOnly, at }
}

/** Reads the query that a view's text begins with. */
export const parseViewText = (text: string): Query => parseQuery(new TokenReader(text, 'SQL'), 'subquery')

/** From behind VIEW. */
export function parseDropView(reader: TokenReader, at: number): ViewStatement {
  const name = parseTableName(reader)
  reader.refuseWords('CASCADE')
  return { kind: 'drop view', name, at }
}

/** From behind VIEW. */
export function parseAlterView(reader: TokenReader, at: number): ViewStatement {
  const name = parseTableName(reader)
  if (!reader.acceptWords('COMPILE')) throw reader.notSupported(`ALTER VIEW ${reader.token.text}`.trimEnd())
  return { kind: 'compile view', name, at }
}
