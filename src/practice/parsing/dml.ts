/**
 * INSERT, UPDATE and DELETE with RETURNING. One table, one row of values or one query at a time.
 */
import type { Assignment, Dml, NewValue, Returning } from './ast/dml.ts'
import type { Expression } from './ast/expression.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import { parseMerge } from './merge.ts'
import { parseCommaList, parseName, parseNameList, parseTableName } from './names.ts'
import { parseQuery } from './queries.ts'
import { parseTargets } from './query-blocks.ts'
import { parseAlias } from './table-references.ts'
import type { TokenReader } from './token-reader.ts'

/** The words that begin a statement which `parseDml` reads. */
export const dmlWords = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'] as const

/** One of these statements; the word has been seen. */
export function parseDml(reader: TokenReader): Dml {
  if (reader.isWord('INSERT')) return parseInsert(reader)
  if (reader.isWord('MERGE')) return parseMerge(reader)
  return reader.isWord('UPDATE') ? parseUpdate(reader) : parseDelete(reader)
}

function parseInsert(reader: TokenReader): Dml {
  const { at } = reader.take()
  reader.refuseWords('ALL', 'FIRST')
  reader.expectWord('INTO', 925)
  const table = parseDmlTable(reader)
  const alias = parseAlias(reader)
  if (reader.isWord('SET', 'BY')) throw reader.notSupported(`INSERT INTO ... ${reader.token.text}`)
  const columns = isColumnListNext(reader) ? parseNameList(reader) : []
  const source = reader.acceptWords('VALUES') ? parseValues(reader) : parseInsertQuery(reader)
  return { kind: 'insert', table, ...alias, columns, source, ...parseReturning(reader), at }
}

/** A parenthesis here opens a column list unless a query begins in it. */
const isColumnListNext = (reader: TokenReader): boolean => {
  const { kind, text } = reader.peek(1)
  return (
    reader.isSymbol('(') &&
    !reader.isSymbol('(', 1) &&
    !(kind === 'word' && (text === 'SELECT' || text === 'WITH'))
  )
}

/** What stands behind VALUES. */
export function parseValues(reader: TokenReader): readonly NewValue[] {
  if (!reader.isSymbol('(') && reader.dialect !== 'SQL') throw reader.notSupported('VALUES with a record')
  reader.expectSymbol('(', 906)
  const values = parseCommaList(reader, () => parseNewValue(reader))
  reader.expectSymbol(')', 907)
  if (reader.isSymbol(',')) throw reader.notSupported('VALUES of several rows')
  return values
}

/** A value for a column. */
function parseNewValue(reader: TokenReader): NewValue {
  const { at } = reader
  return reader.acceptWords('DEFAULT') ? { kind: 'default', at } : parseExpression(reader)
}

function parseInsertQuery(reader: TokenReader) {
  if (!reader.isWord('SELECT', 'WITH') && !reader.isSymbol('(')) throw reader.unexpected(926, 'values select')
  return parseQuery(reader, 'subquery')
}

function parseUpdate(reader: TokenReader): Dml {
  const { at } = reader.take()
  const table = parseDmlTable(reader)
  const alias = parseAlias(reader)
  reader.expectWord('SET', 971)
  const set = parseCommaList(reader, () => parseAssignment(reader))
  reader.refuseWords('FROM')
  return { kind: 'update', table, ...alias, set, ...parseWhere(reader), ...parseReturning(reader), at }
}

/** `column = value` or `(column, column) = (query)` */
function parseAssignment(reader: TokenReader): Assignment {
  if (!reader.isSymbol('(')) return parseColumnAssignment(reader)
  const { at } = reader
  const columns = parseNameList(reader)
  reader.expectSymbol('=', 927)
  if (!reader.isSymbol('(')) throw reader.unexpected(906, '(')
  return { kind: 'columns', columns, query: parseQuery(reader, 'subquery'), at }
}

export function parseColumnAssignment(reader: TokenReader): Assignment {
  const { at } = reader
  if (reader.isWord('ROW') && reader.isSymbol('=', 1)) throw reader.notSupported('SET ROW')
  const column = parseName(reader).parts.at(-1) ?? ''
  reader.expectSymbol('=', 927)
  return { kind: 'column', column, value: parseNewValue(reader), at }
}

function parseDelete(reader: TokenReader): Dml {
  const { at } = reader.take()
  reader.acceptWords('FROM')
  const table = parseDmlTable(reader)
  const alias = parseAlias(reader)
  return { kind: 'delete', table, ...alias, ...parseWhere(reader), ...parseReturning(reader), at }
}

/** The table that is changed. */
export function parseDmlTable(reader: TokenReader) {
  if (reader.isSymbol('(')) throw reader.notSupported('DML on a query')
  if (reader.isWord('TABLE', 'ONLY') && reader.isSymbol('(', 1)) throw reader.notSupported()
  const table = parseTableName(reader)
  reader.refuseWords('PARTITION', 'SUBPARTITION')
  return table
}

function parseWhere(reader: TokenReader): { readonly where?: Expression } {
  if (!reader.acceptWords('WHERE')) return {}
  if (reader.areWords('CURRENT', 'OF')) throw reader.notSupported('CURRENT OF')
  return { where: parseCondition(reader) }
}

/** RETURNING ... INTO ..., if it stands next. */
function parseReturning(reader: TokenReader): { readonly returning?: Returning } {
  reader.refuseWords('LOG')
  if (!reader.acceptWords('RETURNING') && !reader.acceptWords('RETURN')) return {}
  reader.refuseWords('OLD', 'NEW')
  const expressions = parseCommaList(reader, () => parseExpression(reader))
  const isBulk = reader.dialect !== 'SQL' && reader.acceptWords('BULK', 'COLLECT')
  reader.refuseWords('BULK')
  reader.expectWord('INTO', 925)
  const into = parseTargets(reader)
  reader.refuseWords('LOG')
  return { returning: { expressions, into, ...(isBulk ? { isBulk } : {}) } }
}
