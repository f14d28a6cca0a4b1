/**
 * Expressions and conditions by precedence. SQL keeps values and conditions apart, PL/SQL does not; what the
 * operands are made of is read elsewhere.
 */
import type { BinaryOperator, ComparisonOperator, Expression } from './ast/expression.ts'
import { parseCommaList } from './names.ts'
import { parsePrimary } from './primaries.ts'
import { isQueryContinued, parseQuery, parseQueryBehind } from './queries.ts'
import type { TokenReader } from './token-reader.ts'

/** Terms that one chain of operators may have: an evaluation walks them one inside the other. */
const longestChain = 1000
/** Values that a list behind IN may have ("Database Error Messages", ORA-01795). */
const longestList = 1000

/** A value; in PL/SQL it may be a condition. */
export function parseExpression(reader: TokenReader): Expression {
  return reader.dialect === 'PL/SQL' ? parseOr(reader) : requireValue(reader, parseAdditive(reader))
}

/** A condition, as WHERE, ON and WHEN take it. */
export function parseCondition(reader: TokenReader): Expression {
  return requireCondition(reader, parseOr(reader))
}

/** What stands in parentheses: a condition or a value, as the outside needs it. */
export const parseInParentheses = (reader: TokenReader): Expression => parseOr(reader)

/** SQL has no truth values: a condition is never a value. */
function requireValue(reader: TokenReader, expression: Expression): Expression {
  if (reader.dialect !== 'PL/SQL' && isCondition(expression)) throw reader.error(907, expression.at)
  return expression
}

function requireCondition(reader: TokenReader, expression: Expression): Expression {
  if (reader.dialect !== 'PL/SQL' && !isCondition(expression)) throw reader.unexpected(920, 'a condition')
  return expression
}

const comparisons: ReadonlySet<string> = new Set<BinaryOperator>([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
])

/** Functions that are conditions. */
const conditionCalls: ReadonlySet<string> = new Set(['REGEXP_LIKE', 'LNNVL'])

function isCondition(expression: Expression): boolean {
  switch (expression.kind) {
    case 'binary':
      return comparisons.has(expression.operator)
    case 'unary':
      return expression.operator === 'not'
    case 'is null':
    case 'between':
    case 'in':
    case 'like':
    case 'exists':
    case 'quantified':
      return true
    case 'call':
      return conditionCalls.has(expression.name.parts.join('.'))
    default:
      return false
  }
}

function parseOr(reader: TokenReader): Expression {
  return parseLogicalChain(reader, 'or', () => parseLogicalChain(reader, 'and', () => parseNot(reader)))
}

function parseLogicalChain(
  reader: TokenReader,
  operator: 'and' | 'or',
  parseOperand: () => Expression,
): Expression {
  const word = operator.toUpperCase()
  let left = parseOperand()
  for (let count = 1; reader.isWord(word); count += 1) {
    requireCondition(reader, left)
    takeOperator(reader, count)
    left = { kind: 'binary', operator, left, right: requireCondition(reader, parseOperand()), at: left.at }
  }
  return left
}

function takeOperator(reader: TokenReader, count: number): void {
  if (count >= longestChain) throw reader.notSupported(`more than ${longestChain} operators in a row`)
  reader.take()
}

function parseNot(reader: TokenReader): Expression {
  if (!reader.isWord('NOT')) return parseComparison(reader)
  const { at } = reader.take()
  const operand = requireCondition(
    reader,
    reader.nested(() => parseNot(reader)),
  )
  return { kind: 'unary', operator: 'not', operand, at }
}

const comparisonSymbols: Readonly<Record<string, ComparisonOperator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '^=': '!=',
  '~=': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
}

function parseComparison(reader: TokenReader): Expression {
  const left = parseAdditive(reader)
  const operator = reader.token.kind === 'symbol' ? comparisonSymbols[reader.token.text] : undefined
  if (operator !== undefined) {
    requireValue(reader, left)
    reader.take()
    if (reader.isWord('ANY', 'SOME', 'ALL')) return parseQuantified(reader, left, operator)
    return { kind: 'binary', operator, left, right: requireValue(reader, parseAdditive(reader)), at: left.at }
  }
  if (reader.isWord('IS')) return parseIsNull(reader, left)
  reader.refuseWords('MEMBER', 'SUBMULTISET', 'LIKEC', 'LIKE2', 'LIKE4', 'OVERLAPS')
  const isNegated = reader.isWord('NOT')
  if (isNegated) reader.take()
  if (reader.acceptWords('BETWEEN')) return parseBetween(reader, left, isNegated)
  if (reader.acceptWords('IN')) return parseIn(reader, left, isNegated)
  if (reader.acceptWords('LIKE')) return parseLike(reader, left, isNegated)
  if (!isNegated) return left
  reader.refuseWords('MEMBER', 'SUBMULTISET', 'LIKEC', 'LIKE2', 'LIKE4')
  throw reader.unexpected(920, 'between in like')
}

function parseQuantified(reader: TokenReader, operand: Expression, operator: ComparisonOperator): Expression {
  const quantifier = reader.take().text === 'ALL' ? 'all' : 'any'
  if (!reader.isSymbol('(')) throw reader.unexpected(906, '(')
  const values = reader.nested(() => parseInList(reader))
  return { kind: 'quantified', operator, quantifier, operand, values, at: operand.at }
}

function parseIsNull(reader: TokenReader, operand: Expression): Expression {
  reader.take()
  const isNegated = reader.acceptWords('NOT')
  reader.refuseWords('NAN', 'INFINITE', 'EMPTY', 'JSON', 'OF', 'A', 'PRESENT', 'ANY')
  reader.expectWord('NULL', 908)
  return { kind: 'is null', operand, isNegated, at: operand.at }
}

function parseBetween(reader: TokenReader, operand: Expression, isNegated: boolean): Expression {
  const low = parseAdditive(reader)
  reader.expectWord('AND', 905)
  return { kind: 'between', operand, low, high: parseAdditive(reader), isNegated, at: operand.at }
}

function parseIn(reader: TokenReader, operand: Expression, isNegated: boolean): Expression {
  if (!reader.isSymbol('(')) throw reader.notSupported('IN without parentheses')
  const values = reader.nested(() => parseInList(reader))
  return { kind: 'in', operand, values, isNegated, at: operand.at }
}

function parseInList(reader: TokenReader): Extract<Expression, { kind: 'in' }>['values'] {
  const { at } = reader.take()
  if (reader.isWord('SELECT', 'WITH')) {
    requireSql(reader)
    const query = parseQuery(reader, 'operand')
    reader.expectSymbol(')', 907)
    return query
  }
  const values = parseCommaList(reader, () => parseExpression(reader))
  const [first, second] = values
  if (first.kind === 'subquery' && second === undefined) {
    if (!isQueryContinued(reader)) throw reader.notSupported('a query in two pairs of parentheses')
    const query = parseQueryBehind(reader, first.query, 'operand')
    reader.expectSymbol(')', 907)
    return query
  }
  if (values.length > longestList) throw reader.error(1795, at)
  reader.expectSymbol(')', 907)
  return values
}

/** PL/SQL's own expressions contain no queries. */
export function requireSql(reader: TokenReader): void {
  if (reader.dialect === 'PL/SQL')
    throw reader.compileError('PLS-00405: subquery not allowed in this context')
}

function parseLike(reader: TokenReader, operand: Expression, isNegated: boolean): Expression {
  const pattern = parseAdditive(reader)
  const escaping = reader.acceptWords('ESCAPE') ? { escape: parseAdditive(reader) } : {}
  return { kind: 'like', operand, pattern, ...escaping, isNegated, at: operand.at }
}

const additive: Readonly<Record<string, BinaryOperator>> = { '+': '+', '-': '-', '||': '||' }
const multiplicative: Readonly<Record<string, BinaryOperator>> = { '*': '*', '/': '/' }

function parseAdditive(reader: TokenReader): Expression {
  return parseChain(reader, additive, () => parseChain(reader, multiplicative, () => parseUnary(reader)))
}

function parseChain(
  reader: TokenReader,
  operators: Readonly<Record<string, BinaryOperator>>,
  parseOperand: () => Expression,
): Expression {
  let left = parseOperand()
  for (let count = 1; ; count += 1) {
    const operator = reader.token.kind === 'symbol' ? operators[reader.token.text] : undefined
    if (operator === undefined) return left
    takeOperator(reader, count)
    const right = requireValue(reader, parseOperand())
    left = { kind: 'binary', operator, left: requireValue(reader, left), right, at: left.at }
  }
}

function parseUnary(reader: TokenReader): Expression {
  const { kind, text, at } = reader.token
  if (kind === 'symbol' && (text === '-' || text === '+')) {
    reader.take()
    const operand = reader.nested(() => parseUnary(reader))
    return { kind: 'unary', operator: text, operand, at }
  }
  if (reader.isWord('PRIOR', 'CONNECT_BY_ROOT') && reader.dialect !== 'PL/SQL') {
    const operator = reader.take().text === 'PRIOR' ? 'prior' : 'connect by root'
    const operand = reader.nested(() => parseUnary(reader))
    return { kind: 'unary', operator, operand, at }
  }
  return parsePower(reader)
}

/**
 * `**` binds tighter than a sign; SQL has none. Two in a row are refused: which goes first is nowhere
 * promised.
 */
function parsePower(reader: TokenReader): Expression {
  const left = parsePrimary(reader)
  if (reader.dialect !== 'PL/SQL' || !reader.acceptSymbol('**')) return left
  const right = reader.nested(() => parseSigned(reader))
  if (reader.isSymbol('**')) throw reader.notSupported('** after **')
  return { kind: 'binary', operator: '**', left, right, at: left.at }
}

function parseSigned(reader: TokenReader): Expression {
  const { text, at } = reader.token
  if (!reader.isSymbol('-') && !reader.isSymbol('+')) return parsePrimary(reader)
  reader.take()
  return { kind: 'unary', operator: text === '-' ? '-' : '+', operand: parsePrimary(reader), at }
}
