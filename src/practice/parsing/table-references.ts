/**
 * What stands behind FROM: tables, queries in parentheses and joins. Everything else Oracle allows there is
 * refused.
 */
import type { Expression } from './ast/expression.ts'
import type { TableReference } from './ast/query.ts'
import { parseCondition } from './expressions.ts'
import { isName, parseNameList, parseSimpleName, parseTableName } from './names.ts'
import { parseQuery } from './queries.ts'
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
  if (reader.isWord('TABLE', 'LATERAL', 'ONLY', 'XMLTABLE', 'JSON_TABLE', 'CONTAINERS', 'SHARDS')) {
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
  if (reader.isWord('SELECT', 'WITH') || isQueryInParentheses(reader)) {
    const query = parseQuery(reader, 'subquery')
    reader.expectSymbol(')', 907)
    refuseTableClauses(reader)
    return { kind: 'derived', query, ...parseAlias(reader), isLateral: false, at }
  }
  const table = parseTableReference(reader)
  reader.expectSymbol(')', 907)
  return table
}

/** Whether behind any number of opening parentheses a query begins. */
function isQueryInParentheses(reader: TokenReader): boolean {
  let distance = 0
  while (reader.isSymbol('(', distance)) distance += 1
  const { kind, text } = reader.peek(distance)
  return distance > 0 && kind === 'word' && (text === 'SELECT' || text === 'WITH')
}

type Join = Extract<TableReference, { kind: 'join' }>

/** The join that stands next; undefined when none does. */
function parseJoin(reader: TokenReader, left: TableReference): Join | undefined {
  const { at } = reader
  if (reader.isWord('CROSS', 'OUTER') && reader.areWords(reader.token.text, 'APPLY'))
    throw reader.notSupported(`${reader.token.text} APPLY`)
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
