/**
 * Columns that a query gives to a table or view which is made of it.
 */
import { OracleError } from '../../error.ts'
import { leadingBlock, type Query } from '../../parsing/ast/query.ts'
import { sessionValue } from '../expression/session-values.ts'

/** Raises ORA-00998 for an expression that has no alias. The first block of a set names the columns. */
export const requireColumnNames = (query: Query): void => {
  for (const item of leadingBlock(query.body).items) {
    if (item.kind === 'all' || item.alias !== undefined) continue
    if (item.expression.kind !== 'name' || isPseudoColumn(item.expression.name.parts))
      throw new OracleError(998, 'must name this expression with a column alias', item.at)
  }
}

const pseudoColumns: ReadonlySet<string> = new Set(['ROWNUM', 'LEVEL', 'ROWID', 'NEXTVAL', 'CURRVAL'])

const isPseudoColumn = (parts: readonly string[]): boolean => {
  const word = parts.at(-1) ?? ''
  return pseudoColumns.has(word) || (parts.length === 1 && sessionValue(word) !== undefined)
}
