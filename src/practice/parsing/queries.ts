/**
 * SELECT: one query block with its clauses. Sets of queries, WITH and hierarchies are refused by their word.
 */
import { one } from '../values/number.ts'
import type { Expression } from './ast/expression.ts'
import type { Name } from './ast/name.ts'
import type { OrderItem, Query, SelectItem } from './ast/query.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import { isName, parseCommaList, parseName, parseSimpleName } from './names.ts'
import { parsePrimary } from './primaries.ts'
import { parseTableReference } from './table-references.ts'
import type { TokenReader } from './token-reader.ts'

/** Where a query stands: only a statement may have INTO, only a statement and a cursor FOR UPDATE. */
export type QueryPlace = 'statement' | 'cursor' | 'subquery'

/** A query up to where it ends; the closing parenthesis of a subquery is left. */
export function parseQuery(reader: TokenReader, place: QueryPlace): Query {
  if (reader.isSymbol('(')) return reader.nested(() => parseQueryInParentheses(reader, place))
  reader.refuseWords('WITH')
  const { at } = reader.expectWord('SELECT', 928)
  const isDistinct = reader.acceptWords('DISTINCT') || reader.acceptWords('UNIQUE')
  if (!isDistinct) reader.acceptWords('ALL')
  const items = parseSelectList(reader)
  const into = parseInto(reader, place)
  reader.expectWord('FROM', 923)
  const from = parseCommaList(reader, () => parseTableReference(reader))
  const where = reader.acceptWords('WHERE') ? { where: parseCondition(reader) } : {}
  const connectBy = parseConnectBy(reader)
  const groupBy = reader.acceptWords('GROUP') ? parseGroupBy(reader) : []
  const having = reader.acceptWords('HAVING') ? { having: parseCondition(reader) } : {}
  reader.refuseWords('UNION', 'INTERSECT', 'MINUS', 'EXCEPT', 'MODEL', 'WINDOW', 'QUALIFY')
  const orderBy = reader.acceptWords('ORDER') ? parseOrderBy(reader) : []
  const rowLimit = parseRowLimit(reader)
  const forUpdate = reader.isWord('FOR') && place !== 'subquery' ? { forUpdate: parseForUpdate(reader) } : {}
  return {
    ...{
      isDistinct,
      items,
      into,
      from,
      ...where,
      ...connectBy,
      groupBy,
      ...having,
      orderBy,
      ...rowLimit,
      ...forUpdate,
    },
    at,
  }
}

function parseQueryInParentheses(reader: TokenReader, place: QueryPlace): Query {
  reader.take()
  const query = parseQuery(reader, place)
  reader.expectSymbol(')', 907)
  reader.refuseWords('UNION', 'INTERSECT', 'MINUS', 'EXCEPT', 'ORDER', 'OFFSET', 'FETCH', 'FOR')
  return query
}

// ---- the select list --------------------------------------------------------------------------------------

function parseSelectList(reader: TokenReader): readonly SelectItem[] {
  if (!reader.isSymbol('*')) return parseCommaList(reader, () => parseSelectItem(reader))
  const { at } = reader.take()
  return [{ kind: 'all', at }]
}

function parseSelectItem(reader: TokenReader): SelectItem {
  const { at, position } = reader
  const of = parseNameBeforeStar(reader)
  if (of !== undefined) return { kind: 'all', of, at }
  const expression = parseExpression(reader)
  const text = expression.kind === 'name' ? (expression.name.parts.at(-1) ?? '') : reader.textSince(position)
  reader.refuseWords('BULK')
  const isNamed = reader.acceptWords('AS')
  if (!isNamed && !isName(reader)) return { kind: 'expression', expression, text, at }
  const alias = parseSimpleName(reader, 923).name
  return { kind: 'expression', expression, alias, text, at }
}

/** `t.*` or `s.t.*`; undefined, with nothing taken, when something else stands next. */
function parseNameBeforeStar(reader: TokenReader): Name | undefined {
  let distance = 0
  while (isName(reader, distance) && reader.isSymbol('.', distance + 1)) {
    if (reader.isSymbol('*', distance + 2)) {
      const name = parseName(reader)
      reader.take()
      reader.take()
      return name
    }
    distance += 2
  }
  return undefined
}

/** SELECT ... INTO, which only a PL/SQL statement may have. */
function parseInto(reader: TokenReader, place: QueryPlace): readonly Expression[] {
  reader.refuseWords('BULK')
  if (!reader.isWord('INTO')) return []
  if (reader.dialect === 'SQL' || place !== 'statement') throw reader.error(1744, reader.at)
  reader.take()
  return parseTargets(reader)
}

/** What stands behind INTO: variables or binds. */
export function parseTargets(reader: TokenReader): readonly Expression[] {
  const dialect = reader.dialect === 'SQL' ? 'SQL' : 'PL/SQL'
  return reader.within(dialect, () => parseCommaList(reader, () => parsePrimary(reader)))
}

// ---- the clauses behind FROM ------------------------------------------------------------------------------

function parseConnectBy(reader: TokenReader): { readonly connectBy?: Expression } {
  reader.refuseWords('START')
  if (!reader.acceptWords('CONNECT')) return {}
  reader.expectWord('BY', 924)
  reader.refuseWords('NOCYCLE')
  const connectBy = parseCondition(reader)
  reader.refuseWords('START')
  return { connectBy }
}

function parseGroupBy(reader: TokenReader): readonly Expression[] {
  reader.expectWord('BY', 924)
  return parseCommaList(reader, () => {
    if (reader.isWord('ROLLUP', 'CUBE') && reader.isSymbol('(', 1)) throw reader.notSupported()
    if (reader.areWords('GROUPING', 'SETS')) throw reader.notSupported('GROUPING SETS')
    if (reader.isSymbol('(') && reader.isSymbol(')', 1)) throw reader.notSupported('GROUP BY ()')
    return parseExpression(reader)
  })
}

function parseOrderBy(reader: TokenReader): readonly OrderItem[] {
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
