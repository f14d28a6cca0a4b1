/**
 * Whole queries: what orders, limits and locks the rows of a block. Sets of queries and WITH are refused by their word.
 */
import { one } from '../values/number.ts'
import type { Expression } from './ast/expression.ts'
import type { OrderItem, Query } from './ast/query.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList, parseName } from './names.ts'
import { parseQueryBlock } from './query-blocks.ts'
import type { TokenReader } from './token-reader.ts'

/** Where a query stands: only a statement may have INTO, only a statement and a cursor FOR UPDATE. */
export type QueryPlace = 'statement' | 'cursor' | 'subquery'

/** A query up to where it ends; the closing parenthesis of a subquery is left. */
export function parseQuery(reader: TokenReader, place: QueryPlace): Query {
  if (reader.isSymbol('(')) return reader.nested(() => parseQueryInParentheses(reader, place))
  reader.refuseWords('WITH')
  const body = parseQueryBlock(reader, place)
  reader.refuseWords('UNION', 'INTERSECT', 'MINUS', 'EXCEPT')
  const orderBy = reader.acceptWords('ORDER') ? parseOrderBy(reader) : []
  const rowLimit = parseRowLimit(reader)
  const forUpdate = reader.isWord('FOR') && place !== 'subquery' ? { forUpdate: parseForUpdate(reader) } : {}
  return { kind: 'query', with: [], body, orderBy, ...rowLimit, ...forUpdate, at: body.at }
}

function parseQueryInParentheses(reader: TokenReader, place: QueryPlace): Query {
  reader.take()
  const query = parseQuery(reader, place)
  reader.expectSymbol(')', 907)
  reader.refuseWords('UNION', 'INTERSECT', 'MINUS', 'EXCEPT', 'ORDER', 'OFFSET', 'FETCH', 'FOR')
  return query
}

/** ORDER BY and its items; ORDER has been read. */
export function parseOrderBy(reader: TokenReader): readonly OrderItem[] {
  reader.refuseWords('SIBLINGS')
  reader.expectWord('BY', 924)
  return parseCommaList(reader, () => parseOrderItem(reader))
}

function parseOrderItem(reader: TokenReader): OrderItem {
  const { at } = reader
  const expression = parseExpression(reader)
  const isDescending = reader.acceptWords('DESC')
  if (!isDescending) reader.acceptWords('ASC')
  if (reader.acceptWords('NULLS', 'FIRST')) return { expression, isDescending, nulls: 'first', at }
  if (reader.acceptWords('NULLS', 'LAST')) return { expression, isDescending, nulls: 'last', at }
  return { expression, isDescending, at }
}

/** OFFSET n ROWS FETCH FIRST n [PERCENT] ROWS ONLY | WITH TIES */
function parseRowLimit(reader: TokenReader): Pick<Query, 'offset' | 'fetchFirst'> {
  const offset = reader.acceptWords('OFFSET') ? { offset: parseExpression(reader) } : {}
  if ('offset' in offset) expectRows(reader)
  if (!reader.acceptWords('FETCH')) return offset
  if (!reader.acceptWords('FIRST') && !reader.acceptWords('NEXT')) throw reader.unexpected(905, 'first next')
  const isCounted = !reader.isWord('ROW', 'ROWS')
  const count: Expression = isCounted
    ? parseExpression(reader)
    : { kind: 'literal', value: one, at: reader.at }
  const isPercent = reader.acceptWords('PERCENT')
  expectRows(reader)
  if (reader.acceptWords('ONLY')) return { ...offset, fetchFirst: { count, isPercent, withTies: false } }
  if (reader.acceptWords('WITH', 'TIES'))
    return { ...offset, fetchFirst: { count, isPercent, withTies: true } }
  throw reader.unexpected(905, 'only with')
}

function expectRows(reader: TokenReader): void {
  if (!reader.acceptWords('ROW') && !reader.acceptWords('ROWS')) throw reader.unexpected(905, 'row rows')
}

function parseForUpdate(reader: TokenReader): NonNullable<Query['forUpdate']> {
  reader.take()
  reader.expectWord('UPDATE', 905)
  const of = reader.acceptWords('OF') ? parseCommaList(reader, () => parseName(reader)) : []
  if (reader.acceptWords('NOWAIT')) return { of, wait: 'nowait' }
  if (reader.acceptWords('SKIP', 'LOCKED')) return { of, wait: 'skip locked' }
  if (reader.acceptWords('WAIT')) return { of, wait: parseExpression(reader) }
  return { of, wait: 'wait' }
}
