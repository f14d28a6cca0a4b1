/**
 * The clauses that hold of a query's whole result: ORDER BY, OFFSET and FETCH FIRST, FOR UPDATE.
 */
import { one } from '../values/number.ts'
import type { Expression } from './ast/expression.ts'
import type { OrderItem, Query } from './ast/query.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList, parseName } from './names.ts'
import type { TokenReader } from './token-reader.ts'

/** ORDER BY and its items; the words before BY have been taken. */
export function parseOrderBy(reader: TokenReader): readonly OrderItem[] {
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
export function parseRowLimit(reader: TokenReader): Pick<Query, 'offset' | 'fetchFirst'> {
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

/** FOR UPDATE; its first word has been seen. */
export function parseForUpdate(reader: TokenReader): NonNullable<Query['forUpdate']> {
  reader.take()
  reader.expectWord('UPDATE', 905)
  const of = reader.acceptWords('OF') ? parseCommaList(reader, () => parseName(reader)) : []
  if (reader.acceptWords('NOWAIT')) return { of, wait: 'nowait' }
  if (reader.acceptWords('SKIP', 'LOCKED')) return { of, wait: 'skip locked' }
  if (reader.acceptWords('WAIT')) return { of, wait: parseExpression(reader) }
  return { of, wait: 'wait' }
}
