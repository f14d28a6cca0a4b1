/**
 * CREATE TABLE: columns with types, defaults and constraints, or the rows of a query. Everything else that a table can
 * have is refused by its word.
 */
import type { ColumnDefinition, ConstraintDefinition } from './ast/definition.ts'
import type { Statement } from './ast/statement.ts'
import { isTableConstraintNext, parseColumnConstraint, parseTableConstraint } from './constraints.ts'
import { parseExpression } from './expressions.ts'
import { parseSimpleName, parseTableName } from './names.ts'
import { parseQuery } from './queries.ts'
import { parseIdentity } from './sequences.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTypeName } from './type-names.ts'

/** Columns and constraints that have been read so far. */
export interface TableDraft {
  readonly columns: ColumnDefinition[]
  readonly constraints: ConstraintDefinition[]
}

/** From TABLE, which stands next, to the end of the definition. */
export function parseCreateTable(reader: TokenReader): Statement {
  const { at } = reader.take()
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const table = parseTableName(reader)
  const draft: TableDraft = { columns: [], constraints: [] }
  if (reader.acceptSymbol('(')) parseRelationalProperties(reader, draft)
  const asQuery = reader.acceptWords('AS') ? { asQuery: parseQuery(reader, 'subquery') } : {}
  if ('asQuery' in asQuery && draft.columns.length + draft.constraints.length > 0)
    throw reader.notSupported('AS with a list of columns')
  if (!('asQuery' in asQuery) && draft.columns.length === 0) throw reader.unexpected(906, '(')
  if (reader.token.kind === 'word') throw reader.notSupported()
  return { kind: 'create table', table, ...draft, ...asQuery, at }
}

function parseRelationalProperties(reader: TokenReader, draft: TableDraft): void {
  do {
    if (isTableConstraintNext(reader)) draft.constraints.push(parseTableConstraint(reader))
    else parseColumn(reader, draft, false, true)
  } while (reader.acceptSymbol(','))
  reader.expectSymbol(')', 907)
  const keys = draft.constraints.filter(({ rule }) => rule.kind === 'primary key')
  if (keys[1] !== undefined) throw reader.error(2260, keys[1].at)
}

/**
 * `name type [DEFAULT expression] constraints`; `isAlone` when it stands in no parentheses, `mayCount` where it may be an
 * identity column.
 */
export function parseColumn(reader: TokenReader, draft: TableDraft, isAlone = false, mayCount = false): void {
  const column = parseSimpleName(reader)
  if (reader.isSymbol(',') || reader.isSymbol(')')) throw reader.notSupported('column without a data type')
  const type = parseTypeName(reader)
  const { at } = reader
  const isCounting = mayCount && reader.acceptWords('GENERATED')
  if (!isCounting) refuseColumnKinds(reader)
  const source = isCounting ? { identity: parseIdentity(reader, at) } : parseDefault(reader)
  draft.columns.push({ ...column, type, ...source })
  parseColumnConstraints(reader, column, draft.constraints, isAlone)
}

/** Reads the constraints of a column; whether NULL was among them. */
export function parseColumnConstraints(
  reader: TokenReader,
  column: { readonly name: string; readonly at: number },
  constraints: ConstraintDefinition[],
  isAlone: boolean,
): boolean {
  let isNullable = false
  for (;;) {
    const constraint = parseColumnConstraint(reader, column)
    if (constraint === undefined) break
    if (constraint === 'nullable') isNullable = true
    else constraints.push(constraint)
  }
  if (reader.token.kind === 'word' && !isAlone) throw reader.unexpected(907, ')')
  return isNullable
}

/** Columns that are more than a name, a type and a default. */
export const refuseColumnKinds = (reader: TokenReader): void =>
  reader.refuseWords('GENERATED', 'AS', 'INVISIBLE', 'VISIBLE', 'ENCRYPT', 'DECRYPT', 'COLLATE', 'SORT')

export function parseDefault(reader: TokenReader): Pick<ColumnDefinition, 'defaultValue'> {
  if (!reader.acceptWords('DEFAULT')) return {}
  if (reader.areWords('ON', 'NULL')) throw reader.notSupported('DEFAULT ON NULL')
  return { defaultValue: parseExpression(reader) }
}
