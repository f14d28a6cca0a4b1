/**
 * CREATE TABLE: columns with types, defaults, NOT NULL and a primary key, or the rows of a query. Everything
 * else that a table can have is refused by its word.
 */
import type { ColumnDefinition, Statement } from './ast/statement.ts'
import { parseExpression } from './expressions.ts'
import { parseNameList, parseSimpleName, parseTableName } from './names.ts'
import { parseQuery } from './queries.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTypeName } from './type-names.ts'

/** Words that begin a constraint which the practice database lacks. */
const lackingConstraints = [
  'UNIQUE',
  'CHECK',
  'REFERENCES',
  'FOREIGN',
  'SUPPLEMENTAL',
  'PERIOD',
  'REF',
  'SCOPE',
]

/** What the parentheses of a CREATE TABLE have given so far. */
interface TableDraft {
  readonly columns: ColumnDefinition[]
  primaryKey: readonly string[]
  primaryKeyName?: string
}

/** From TABLE, which stands next, to the end of the definition. */
export function parseCreateTable(reader: TokenReader): Statement {
  const { at } = reader.take()
  if (reader.areWords('IF', 'NOT', 'EXISTS')) throw reader.notSupported('IF NOT EXISTS')
  const table = parseTableName(reader)
  const draft: TableDraft = { columns: [], primaryKey: [] }
  if (reader.acceptSymbol('(')) parseRelationalProperties(reader, draft)
  const asQuery = reader.acceptWords('AS') ? { asQuery: parseQuery(reader, 'subquery') } : {}
  if ('asQuery' in asQuery && draft.columns.length > 0) throw reader.notSupported('AS with a list of columns')
  if (!('asQuery' in asQuery) && draft.columns.length === 0) throw reader.unexpected(906, '(')
  if (reader.token.kind === 'word') throw reader.notSupported()
  return { kind: 'create table', table, ...draft, ...asQuery, at }
}

function parseRelationalProperties(reader: TokenReader, draft: TableDraft): void {
  do {
    const constraint = parseConstraintName(reader)
    reader.refuseWords(...lackingConstraints)
    if (reader.areWords('PRIMARY', 'KEY')) parseTableKey(reader, draft, constraint)
    else draft.columns.push(parseColumn(reader, draft))
  } while (reader.acceptSymbol(','))
  reader.expectSymbol(')', 907)
}

/** CONSTRAINT name, if it stands next. */
const parseConstraintName = (reader: TokenReader): string | undefined =>
  reader.acceptWords('CONSTRAINT') ? parseSimpleName(reader).name : undefined

function parseTableKey(reader: TokenReader, draft: TableDraft, constraint: string | undefined): void {
  const { at } = reader
  reader.acceptWords('PRIMARY', 'KEY')
  const columns = parseNameList(reader).map(({ name }) => name)
  setPrimaryKey(reader, draft, columns, constraint, at)
  refuseConstraintState(reader)
}

function setPrimaryKey(
  reader: TokenReader,
  draft: TableDraft,
  columns: readonly string[],
  constraint: string | undefined,
  at: number,
): void {
  if (draft.primaryKey.length > 0) throw reader.error(2260, at)
  draft.primaryKey = columns
  if (constraint !== undefined) draft.primaryKeyName = constraint
}

function parseColumn(reader: TokenReader, draft: TableDraft): ColumnDefinition {
  const { name, at } = parseSimpleName(reader)
  const type = parseTypeName(reader)
  reader.refuseWords('GENERATED', 'AS', 'INVISIBLE', 'VISIBLE', 'ENCRYPT', 'COLLATE', 'SORT')
  const defaultValue = parseDefault(reader)
  let isNotNull = false
  let isPrimaryKey = false
  for (;;) {
    const { at: constraintAt } = reader
    const constraint = parseConstraintName(reader)
    if (reader.acceptWords('NOT', 'NULL')) isNotNull = true
    else if (reader.acceptWords('PRIMARY', 'KEY')) {
      isPrimaryKey = true
      setPrimaryKey(reader, draft, [name], constraint, constraintAt)
    } else if (!reader.acceptWords('NULL')) break
    refuseConstraintState(reader)
  }
  reader.refuseWords(...lackingConstraints)
  if (reader.token.kind === 'word') throw reader.unexpected(907, ')')
  return { name, type, ...defaultValue, isNotNull, isPrimaryKey, at }
}

function parseDefault(reader: TokenReader): Pick<ColumnDefinition, 'defaultValue'> {
  if (!reader.acceptWords('DEFAULT')) return {}
  if (reader.areWords('ON', 'NULL')) throw reader.notSupported('DEFAULT ON NULL')
  return { defaultValue: parseExpression(reader) }
}

function refuseConstraintState(reader: TokenReader): void {
  reader.refuseWords(
    'ENABLE',
    'DISABLE',
    'VALIDATE',
    'NOVALIDATE',
    'DEFERRABLE',
    'INITIALLY',
    'RELY',
    'USING',
  )
  if (reader.areWords('NOT', 'DEFERRABLE')) throw reader.notSupported('NOT DEFERRABLE')
}
