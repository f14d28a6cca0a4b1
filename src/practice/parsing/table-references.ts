/**
 * What stands behind FROM: tables, queries in parentheses and joins. Everything else Oracle allows there is
 * refused.
 */
import type { Expression } from './ast/expression.ts'
import type { Query, TableReference } from './ast/query.ts'
import { parseCondition } from './expressions.ts'
import { isName, parseNameList, parseSimpleName, parseTableName } from './names.ts'
import { isQueryContinued, isQueryInParentheses, parseQuery, parseQueryBehind } from './queries.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * Words that continue a FROM clause or a statement and so are no alias, though Oracle does not reserve them.
 */
const noAliases: ReadonlySet<string> = new Set([
  ...[
    'JOIN',
    'INNER',
    'LEFT',
    'RIGHT',
    'FULL',
    'CROSS',
    'NATURAL',
    'OUTER',
    'USING',
    'OFFSET',
    'FETCH',
    'RETURNING',
  ],
  ...[
    'RETURN',
    'LOG',
    'PARTITION',
    'SUBPARTITION',
    'SAMPLE',
    'PIVOT',
    'UNPIVOT',
    'VERSIONS',
    'MATCH_RECOGNIZE',
    'MODEL',
  ],
  ...['WINDOW', 'EXCEPT', 'QUALIFY', 'LOOP'],
])

/** Joins that one entry of a FROM list may have: running them goes one inside the other. */
const mostJoins = 200

/** One entry of a FROM list with all its joins. */
export function parseTableReference(reader: TokenReader): TableReference {
  let left = parseTable(reader)
  for (let count = 0; count <= mostJoins; count += 1) {
    const joined = parseJoin(reader, left)
    if (joined === undefined) return left
    left = joined
  }
  throw reader.notSupported(`more than ${mostJoins} joins`)
}

/** An alias, if one stands next. */
export function parseAlias(reader: TokenReader): { readonly alias?: string } {
  const { kind, text } = reader.token
  if (!isName(reader) || (kind === 'word' && noAliases.has(text))) return {}
  return { alias: parseSimpleName(reader).name }
}

function parseTable(reader: TokenReader): TableReference {
  const { at } = reader
  if (reader.isSymbol('(')) return reader.nested(() => parseTableInParentheses(reader))
  if (reader.isWord('LATERAL') && reader.isSymbol('(', 1)) return parseLateral(reader)
  if (reader.isWord('TABLE', 'ONLY', 'XMLTABLE', 'JSON_TABLE', 'CONTAINERS', 'SHARDS')) {
    if (reader.isSymbol('(', 1)) throw reader.notSupported()
  }
  const name = parseTableName(reader)
  if (reader.isSymbol('(')) throw reader.notSupported('table function')
  refuseTableClauses(reader)
  const alias = parseAlias(reader)
  refuseTableClauses(reader)
  return { kind: 'table', name, ...alias, at }
}

function refuseTableClauses(reader: TokenReader): void {
  if (reader.areWords('AS', 'OF')) throw reader.notSupported('AS OF')
  reader.refuseWords('PARTITION', 'SUBPARTITION', 'SAMPLE', 'PIVOT', 'UNPIVOT', 'VERSIONS', 'MATCH_RECOGNIZE')
}

/** A query, or joins in parentheses. */
function parseTableInParentheses(reader: TokenReader): TableReference {
  const { at } = reader.take()
  if (reader.isWord('SELECT', 'WITH')) return parseDerived(reader, parseQuery(reader, 'subquery'), at)
  reader.refuseWords('VALUES')
  const isQueryFirst = isQueryInParentheses(reader)
  const table = parseTableReference(reader)
  if (isQueryFirst && table.kind === 'derived' && table.alias === undefined) {
    // ((select ...)) or ((select ...) union ...): the parentheses stood around a query, not around joins.
    const { query } = table
    return parseDerived(
      reader,
      isQueryContinued(reader) ? parseQueryBehind(reader, query, 'subquery') : query,
      at,
    )
  }
  reader.expectSymbol(')', 907)
  return table
}

/** The closing parenthesis of a query and its alias. */
function parseDerived(reader: TokenReader, query: Query, at: number): Derived {
  reader.expectSymbol(')', 907)
  refuseTableClauses(reader)
  const alias = parseAlias(reader)
  refuseTableClauses(reader)
  if (reader.isSymbol('(') && 'alias' in alias) throw reader.notSupported('column aliases of a query')
  return { kind: 'derived', query, ...alias, isLateral: false, at }
}

function parseLateral(reader: TokenReader): TableReference {
  reader.take()
  const { at } = reader.take()
  if (!reader.isWord('SELECT', 'WITH') && !isQueryInParentheses(reader)) throw reader.notSupported('LATERAL')
  const query = reader.nested(() => parseQuery(reader, 'subquery'))
  return { ...parseDerived(reader, query, at), isLateral: true }
}

type Derived = Extract<TableReference, { kind: 'derived' }>

type Join = Extract<TableReference, { kind: 'join' }>

/** The join that stands next; undefined when none does. */
function parseJoin(reader: TokenReader, left: TableReference): Join | undefined {
  const { at } = reader
  if (reader.acceptWords('CROSS', 'APPLY')) return applied('cross', left, parseTable(reader), at)
  if (reader.acceptWords('OUTER', 'APPLY')) return applied('left', left, parseTable(reader), at)
  if (reader.acceptWords('CROSS')) {
    reader.expectWord('JOIN', 905)
    return { kind: 'join', type: 'cross', left, right: parseTable(reader), using: [], isNatural: false, at }
  }
  const isNatural = reader.acceptWords('NATURAL')
  const type = parseJoinType(reader)
  if (type === undefined && !isNatural && !reader.isWord('JOIN')) return undefined
  reader.expectWord('JOIN', 905)
  const right = parseTable(reader)
  const condition = isNatural ? { using: [] } : parseJoinCondition(reader)
  return { kind: 'join', type: type ?? 'inner', left, right, ...condition, isNatural, at }
}

/** APPLY: a join with a query that sees the other side. */
const applied = (type: 'cross' | 'left', left: TableReference, right: TableReference, at: number): Join => ({
  kind: 'join',
  type,
  left,
  right: right.kind === 'derived' ? { ...right, isLateral: true } : right,
  using: [],
  isNatural: false,
  at,
})

function parseJoinType(reader: TokenReader): 'inner' | 'left' | 'right' | 'full' | undefined {
  if (reader.acceptWords('INNER')) return 'inner'
  for (const type of ['left', 'right', 'full'] as const) {
    if (!reader.acceptWords(type.toUpperCase())) continue
    reader.acceptWords('OUTER')
    return type
  }
  return undefined
}

function parseJoinCondition(reader: TokenReader): {
  readonly on?: Expression
  readonly using: readonly string[]
} {
  if (reader.acceptWords('ON')) return { on: parseCondition(reader), using: [] }
  if (reader.acceptWords('USING')) return { using: parseNameList(reader).map(({ name }) => name) }
  throw reader.unexpected(905, 'on using')
}
