/**
 * MERGE: UPDATE where the rows match, INSERT where they do not, each once and in either order.
 */
import type { Merge } from './ast/dml.ts'
import { parseColumnAssignment, parseDmlTable, parseValues } from './dml.ts'
import { parseCondition } from './expressions.ts'
import { parseCommaList, parseNameList } from './names.ts'
import { parseAlias, parseTableReference } from './table-references.ts'
import type { TokenReader } from './token-reader.ts'

/** From MERGE, which stands next. */
export function parseMerge(reader: TokenReader): Merge {
  const { at } = reader.take()
  reader.expectWord('INTO', 925)
  const table = parseDmlTable(reader)
  const alias = parseAlias(reader)
  reader.expectWord('USING', 905)
  const using = parseTableReference(reader)
  reader.expectWord('ON', 969)
  reader.expectSymbol('(', 906)
  const on = parseCondition(reader)
  reader.expectSymbol(')', 907)
  let clauses: Pick<Merge, 'matched' | 'notMatched'> = {}
  while (reader.acceptWords('WHEN')) {
    const clause = parseClause(reader)
    if (Object.keys(clause).some((key) => key in clauses)) throw reader.unexpected(933, 'end of statement')
    clauses = { ...clauses, ...clause }
  }
  if (Object.keys(clauses).length === 0) throw reader.unexpected(905, 'when')
  reader.refuseWords('LOG', 'RETURNING', 'RETURN')
  return { kind: 'merge', table, ...alias, using, on, ...clauses, at }
}

/** What stands behind WHEN. */
function parseClause(reader: TokenReader): Pick<Merge, 'matched' | 'notMatched'> {
  const isNegated = reader.acceptWords('NOT')
  reader.expectWord('MATCHED', 905)
  reader.refuseWords('AND', 'BY')
  reader.expectWord('THEN', 905)
  return isNegated ? parseInsertion(reader) : parseUpdating(reader)
}

function parseUpdating(reader: TokenReader): Pick<Merge, 'matched'> {
  reader.refuseWords('DELETE')
  reader.expectWord('UPDATE', 905)
  reader.expectWord('SET', 971)
  const set = parseCommaList(reader, () => {
    if (reader.isSymbol('(')) throw reader.notSupported('SET with a list of columns')
    return parseColumnAssignment(reader)
  })
  const where = reader.acceptWords('WHERE') ? { where: parseCondition(reader) } : {}
  if (!reader.acceptWords('DELETE')) return { matched: { set, ...where } }
  reader.expectWord('WHERE', 905)
  return { matched: { set, ...where, deleteWhere: parseCondition(reader) } }
}

function parseInsertion(reader: TokenReader): Pick<Merge, 'notMatched'> {
  const { at } = reader.expectWord('INSERT', 905)
  const columns = reader.isSymbol('(') ? parseNameList(reader) : []
  reader.expectWord('VALUES', 926)
  const values = parseValues(reader)
  const where = reader.acceptWords('WHERE') ? { where: parseCondition(reader) } : {}
  return { notMatched: { columns, values, ...where, at } }
}
