/**
 * The words that functions of many rows have of their own: ON OVERFLOW, WITHIN GROUP, KEEP, IGNORE NULLS, FROM LAST and
 * OVER. What such a function does is not known here ("SQL Language Reference, Aggregate Functions, Analytic Functions").
 */
import type {
  Analytic,
  Call,
  CountAll,
  Expression,
  FrameBound,
  OrderedAggregate,
  WindowFrame,
} from './ast/expression.ts'
import type { Name } from './ast/name.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList } from './names.ts'
import { parsePrimary } from './primaries.ts'
import { parseOrderBy } from './query-clauses.ts'
import type { TokenReader } from './token-reader.ts'

/** What was said between the parentheses of a call beside its arguments. */
export interface CallWords {
  readonly ignoresNulls?: boolean
  readonly truncation?: NonNullable<OrderedAggregate['truncation']>
}

const withNullTreatment: readonly string[] = ['FIRST_VALUE', 'LAST_VALUE', 'LAG', 'LEAD', 'NTH_VALUE']
const withinGroup: readonly string[] = ['LISTAGG', 'PERCENTILE_CONT', 'PERCENTILE_DISC']
const keeping: readonly string[] = ['COUNT', 'SUM', 'AVG', 'MIN', 'MAX', 'STDDEV', 'VARIANCE']

const nameOf = (call: Call | CountAll): string =>
  call.kind === 'count all' ? 'COUNT' : call.name.parts.join('.')

/** IGNORE NULLS or RESPECT NULLS, where the function has them. */
export function parseNullTreatment(reader: TokenReader, { parts }: Name): Pick<CallWords, 'ignoresNulls'> {
  if (reader.dialect === 'PL/SQL' || !withNullTreatment.includes(parts.join('.'))) return {}
  if (reader.acceptWords('IGNORE', 'NULLS')) return { ignoresNulls: true }
  return reader.acceptWords('RESPECT', 'NULLS') ? { ignoresNulls: false } : {}
}

/** LISTAGG ... ON OVERFLOW ERROR, or ON OVERFLOW TRUNCATE [indicator] [WITH COUNT | WITHOUT COUNT]. */
export function parseOverflow(reader: TokenReader, { parts }: Name): Pick<CallWords, 'truncation'> {
  if (parts.join('.') !== 'LISTAGG' || !reader.acceptWords('ON', 'OVERFLOW')) return {}
  if (reader.acceptWords('ERROR')) return {}
  reader.expectWord('TRUNCATE', 905)
  const indicator =
    reader.isSymbol(')') || reader.isWord('WITH', 'WITHOUT') ? {} : { indicator: parsePrimary(reader) }
  const isCountless = reader.acceptWords('WITHOUT', 'COUNT')
  if (!isCountless) reader.acceptWords('WITH', 'COUNT')
  return { truncation: { ...indicator, hasCount: !isCountless } }
}

/** What follows the closing parenthesis of a call. */
export function parseBehindCall(reader: TokenReader, call: Call | CountAll, words: CallWords): Expression {
  if (reader.dialect === 'PL/SQL') return call
  const name = nameOf(call)
  const ordered = parseWithinGroup(reader, call, words) ?? parseKeep(reader, call)
  const isFromLast = name === 'NTH_VALUE' && parseFrom(reader)
  const nulls = call.kind === 'call' ? parseNullTreatment(reader, call.name) : {}
  refuseOthers(reader)
  if (!isOver(reader)) return ordered ?? call
  reader.take()
  if (!reader.isSymbol('(')) throw reader.notSupported('WINDOW')
  const window = reader.nested(() => parseWindow(reader))
  return {
    kind: 'analytic',
    function: ordered ?? call,
    ignoresNulls: nulls.ignoresNulls ?? words.ignoresNulls ?? false,
    isFromLast,
    ...window,
    at: call.at,
  }
}

/** Words of functions that do not have them. */
function refuseOthers(reader: TokenReader): void {
  if (reader.isWord('FILTER', 'KEEP') && reader.isSymbol('(', 1)) throw reader.notSupported()
  if (reader.areWords('WITHIN', 'GROUP')) throw reader.notSupported()
  if (reader.areWords('IGNORE', 'NULLS') || reader.areWords('RESPECT', 'NULLS')) throw reader.notSupported()
}

const isOver = (reader: TokenReader): boolean =>
  reader.isWord('OVER') && (reader.isSymbol('(', 1) || reader.peek(1).kind === 'word')

function parseWithinGroup(
  reader: TokenReader,
  call: Call | CountAll,
  { truncation }: CallWords,
): OrderedAggregate | undefined {
  if (!withinGroup.includes(nameOf(call)) || !reader.acceptWords('WITHIN', 'GROUP')) return undefined
  reader.expectSymbol('(', 906)
  reader.expectWord('ORDER', 905)
  const orderBy = parseOrderBy(reader)
  reader.expectSymbol(')', 907)
  return {
    kind: 'ordered aggregate',
    function: call,
    rows: 'all',
    orderBy,
    ...(truncation === undefined ? {} : { truncation }),
    at: call.at,
  }
}

/** KEEP (DENSE_RANK FIRST | LAST ORDER BY ...) */
function parseKeep(reader: TokenReader, call: Call | CountAll): OrderedAggregate | undefined {
  if (!keeping.includes(nameOf(call)) || !reader.isSymbol('(', 1) || !reader.acceptWords('KEEP'))
    return undefined
  reader.take()
  reader.expectWord('DENSE_RANK', 905)
  const isFirst = reader.acceptWords('FIRST')
  if (!isFirst) reader.expectWord('LAST', 905)
  reader.expectWord('ORDER', 905)
  const orderBy = parseOrderBy(reader)
  reader.expectSymbol(')', 907)
  return { kind: 'ordered aggregate', function: call, rows: isFirst ? 'first' : 'last', orderBy, at: call.at }
}

/** FROM FIRST or FROM LAST; a FROM with anything else behind it is the query's. */
function parseFrom(reader: TokenReader): boolean {
  if (reader.acceptWords('FROM', 'FIRST')) return false
  return reader.acceptWords('FROM', 'LAST')
}

// ---- OVER (...) -------------------------------------------------------------------------------------------

function parseWindow(reader: TokenReader): Pick<Analytic, 'partitionBy' | 'orderBy' | 'frame'> {
  reader.take()
  const startsWithName = reader.token.kind === 'word' && !reader.isWord(...windowWords)
  if (startsWithName) throw reader.notSupported('WINDOW')
  const partitionBy = reader.acceptWords('PARTITION') ? parsePartitionBy(reader) : []
  const orderBy = reader.acceptWords('ORDER') ? parseOrderBy(reader) : []
  reader.refuseWords('GROUPS')
  const frame = reader.isWord('ROWS', 'RANGE') ? { frame: parseFrame(reader) } : {}
  reader.refuseWords('EXCLUDE')
  reader.expectSymbol(')', 907)
  return { partitionBy, orderBy, ...frame }
}

const windowWords: readonly string[] = ['PARTITION', 'ORDER', 'ROWS', 'RANGE', 'GROUPS', 'EXCLUDE']

/** The list may stand in parentheses of its own. */
function parsePartitionBy(reader: TokenReader): readonly Expression[] {
  reader.expectWord('BY', 924)
  return parseCommaList(reader, () => parseExpression(reader)).flatMap((expression) =>
    expression.kind === 'row' ? expression.items : [expression],
  )
}

function parseFrame(reader: TokenReader): WindowFrame {
  const { at, text } = reader.take()
  const unit = text === 'ROWS' ? 'rows' : 'range'
  if (!reader.acceptWords('BETWEEN')) {
    const start = parseBound(reader)
    if (start.kind === 'following' || start.kind === 'unbounded following') throw reader.error(905, at)
    return { unit, start, end: { kind: 'current row' }, at }
  }
  const start = parseBound(reader)
  reader.expectWord('AND', 905)
  return { unit, start, end: parseBound(reader), at }
}

function parseBound(reader: TokenReader): FrameBound {
  if (reader.acceptWords('UNBOUNDED', 'PRECEDING')) return { kind: 'unbounded preceding' }
  if (reader.acceptWords('UNBOUNDED', 'FOLLOWING')) return { kind: 'unbounded following' }
  if (reader.acceptWords('CURRENT', 'ROW')) return { kind: 'current row' }
  const distance = parseExpression(reader)
  if (reader.acceptWords('PRECEDING')) return { kind: 'preceding', distance }
  reader.expectWord('FOLLOWING', 905)
  return { kind: 'following', distance }
}
