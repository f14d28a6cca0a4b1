/**
 * Whole queries: WITH, blocks and sets of them, and the clauses for the result. Recursive WITH is refused by its words.
 */
import type { NamedQuery, Query, QueryBody, SetStep } from './ast/query.ts'
import { parseCommaList, parseNameList, parseSimpleName } from './names.ts'
import { parseQueryBlock } from './query-blocks.ts'
import { parseForUpdate, parseOrderBy, parseRowLimit } from './query-clauses.ts'
import type { TokenReader } from './token-reader.ts'

/**
 * Where a query stands: only a statement may have INTO, only a statement and a cursor FOR UPDATE; an operand of an
 * expression may be ordered only where a row limit follows.
 */
export type QueryPlace = 'statement' | 'cursor' | 'subquery' | 'operand'

/** Bodies that one chain of set operators may have. */
const longestChain = 1000

/** A query up to where it ends; the closing parenthesis of a subquery is left. */
export function parseQuery(reader: TokenReader, place: QueryPlace): Query {
  const { at } = reader
  const named = reader.isWord('WITH') ? parseWith(reader) : []
  return parseRest(reader, parseOperand(reader, place), named, place, at)
}

/** A query that begins with one in parentheses, which has been read. */
export const parseQueryBehind = (reader: TokenReader, first: Query, place: 'subquery' | 'operand'): Query =>
  parseRest(reader, first, [], place, first.at)

/** Whether something stands next that makes a query in parentheses part of a longer one. */
export const isQueryContinued = (reader: TokenReader): boolean =>
  reader.isWord('UNION', 'INTERSECT', 'MINUS', 'ORDER', 'OFFSET', 'FETCH')

/** Whether behind any number of opening parentheses a query begins. */
export function isQueryInParentheses(reader: TokenReader): boolean {
  let distance = 0
  while (reader.isSymbol('(', distance)) distance += 1
  const { kind, text } = reader.peek(distance)
  return distance > 0 && kind === 'word' && (text === 'SELECT' || text === 'WITH')
}

// ---- bodies -----------------------------------------------------------------------------------------------

/** The set operators and clauses behind the first operand. */
function parseRest(
  reader: TokenReader,
  first: QueryBody,
  named: readonly NamedQuery[],
  place: QueryPlace,
  at: number,
): Query {
  const steps = parseSetSteps(reader)
  const body = parseSiblings(reader, steps.length === 0 ? first : { kind: 'set', first, steps, at })
  const { at: orderAt } = reader
  const orderBy = reader.acceptWords('ORDER') ? parseOrderBy(reader) : []
  const rowLimit = parseRowLimit(reader)
  const isLimited = 'offset' in rowLimit || 'fetchFirst' in rowLimit
  if (place === 'operand' && orderBy.length > 0 && !isLimited) throw reader.error(907, orderAt)
  const mayLock = place === 'statement' || place === 'cursor'
  const forUpdate = reader.isWord('FOR') && mayLock ? { forUpdate: parseForUpdate(reader) } : {}
  const query: Query = { kind: 'query', with: named, body, orderBy, ...rowLimit, ...forUpdate, at }
  const isOnlyParentheses =
    named.length === 0 &&
    orderBy.length === 0 &&
    query.offset === undefined &&
    query.fetchFirst === undefined &&
    query.forUpdate === undefined
  return body.kind === 'query' && isOnlyParentheses ? body : query
}

function parseOperand(reader: TokenReader, place: QueryPlace): QueryBody {
  if (!reader.isSymbol('(')) return parseQueryBlock(reader, place)
  return reader.nested(() => {
    reader.take()
    const query = parseQuery(reader, place)
    reader.expectSymbol(')', 907)
    return query
  })
}

function parseSetSteps(reader: TokenReader): readonly SetStep[] {
  const steps: SetStep[] = []
  for (;;) {
    const { at } = reader
    const operator = parseSetOperator(reader)
    if (operator === undefined) return steps
    if (steps.length >= longestChain) throw reader.notSupported(`more than ${longestChain} queries in a row`)
    const isAll = operator === 'union' && reader.acceptWords('ALL')
    if (reader.isWord('ALL')) throw reader.notSupported(`${operator.toUpperCase()} ALL`)
    steps.push({ operator, isAll, body: parseOperand(reader, 'subquery'), at })
  }
}

function parseSetOperator(reader: TokenReader): SetStep['operator'] | undefined {
  if (reader.acceptWords('UNION')) return 'union'
  if (reader.acceptWords('INTERSECT')) return 'intersect'
  reader.refuseWords('EXCEPT')
  return reader.acceptWords('MINUS') ? 'minus' : undefined
}

/** ORDER SIBLINGS BY, which belongs to the hierarchy of a single block. */
function parseSiblings(reader: TokenReader, body: QueryBody): QueryBody {
  const { at } = reader
  if (!reader.acceptWords('ORDER', 'SIBLINGS')) return body
  if (body.kind !== 'block' || body.hierarchy === undefined) throw reader.error(30929, at)
  return { ...body, hierarchy: { ...body.hierarchy, siblings: parseOrderBy(reader) } }
}

// ---- WITH -------------------------------------------------------------------------------------------------

function parseWith(reader: TokenReader): readonly NamedQuery[] {
  reader.take()
  if (reader.isWord('FUNCTION', 'PROCEDURE')) throw reader.notSupported(`WITH ${reader.token.text}`)
  return parseCommaList(reader, () => parseNamedQuery(reader))
}

function parseNamedQuery(reader: TokenReader): NamedQuery {
  const { name, at } = parseSimpleName(reader, 903)
  const columns = reader.isSymbol('(') ? parseNameList(reader) : []
  reader.expectWord('AS', 905)
  reader.expectSymbol('(', 906)
  const query = reader.nested(() => parseQuery(reader, 'subquery'))
  reader.expectSymbol(')', 907)
  if (reader.isWord('SEARCH', 'CYCLE')) throw reader.notSupported('recursive WITH')
  return { name, columns, query, at }
}
