/**
 * What expressions are made of: literals, binds, names, calls, CASE, CAST and parentheses. Forms with a
 * syntax of their own that the practice database lacks are refused by their word.
 */
import { parseDateLiteral, parseTimestampLiteral } from '../values/date-literal.ts'
import { Decimal, roundToNumber } from '../values/number.ts'
import type { Expression } from './ast/expression.ts'
import type { Name } from './ast/name.ts'
import { isFunctionWithOwnSyntax, parseCall } from './calls.ts'
import { parseCondition, parseExpression, parseInParentheses, requireSql } from './expressions.ts'
import { isName, parseFurtherParts } from './names.ts'
import { isQueryContinued, parseQuery, parseQueryBehind } from './queries.ts'
import { parseInterval, parseZone } from './time-expressions.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTypeName } from './type-names.ts'
import { isReservedInExpression } from './words.ts'

/** One operand, perhaps in another time zone. @throws OracleError ORA-00936 when none stands here. */
export function parsePrimary(reader: TokenReader): Expression {
  const operand = parseOperand(reader)
  return reader.isWord('AT') ? parseZone(reader, operand) : operand
}

function parseOperand(reader: TokenReader): Expression {
  const { kind, text, at } = reader.token
  switch (kind) {
    case 'number':
      reader.take()
      return { kind: 'literal', value: roundToNumber(new Decimal(text)), at }
    case 'string': {
      const { isNational } = reader.take()
      return { kind: 'literal', value: text === '' ? null : text, at, ...(isNational && { isNational }) }
    }
    case 'bind':
      reader.take()
      if (reader.isSymbol('%')) throw reader.notSupported('attribute of a bind')
      return { kind: 'bind', name: text, index: reader.addBind(text), at }
    case 'word':
      return parseWord(reader, text, at)
    case 'quoted name':
      return parseNamed(reader)
    case 'symbol':
    case 'end':
      if (text === '(') return reader.nested(() => parseParentheses(reader))
      throw reader.unexpected(936, 'an expression')
  }
}

function parseWord(reader: TokenReader, word: string, at: number): Expression {
  const isBeforeString = reader.peek(1).kind === 'string'
  const isBeforeParenthesis = reader.isSymbol('(', 1)
  if (word === 'NULL') {
    reader.take()
    return { kind: 'literal', value: null, at }
  }
  if (word === 'CASE') return reader.nested(() => parseCase(reader))
  if ((word === 'DATE' || word === 'TIMESTAMP') && isBeforeString) return parseDateTimeLiteral(reader)
  if (word === 'INTERVAL' && isBeforeString) return parseInterval(reader)
  if (word === 'EXISTS' && isBeforeParenthesis) return reader.nested(() => parseExists(reader))
  if (word === 'CAST' && isBeforeParenthesis) return reader.nested(() => parseCast(reader))
  if ((word === 'TRUE' || word === 'FALSE') && reader.dialect === 'PL/SQL') {
    reader.take()
    return { kind: 'literal', value: word === 'TRUE', at }
  }
  if (word === 'SQL' && reader.isSymbol('%', 1)) {
    reader.take()
    return parseAttribute(reader, { parts: [word], at })
  }
  if (isReservedInExpression(word, reader.dialect)) throw reader.unexpected(936, 'an expression')
  if (isBeforeParenthesis && isFunctionWithOwnSyntax(word)) throw reader.notSupported()
  return parseNamed(reader)
}

function parseDateTimeLiteral(reader: TokenReader): Expression {
  const { text: word, at } = reader.take()
  const { text } = reader.take()
  const value = word === 'DATE' ? parseDateLiteral(text, at) : parseTimestampLiteral(text, at)
  return { kind: 'literal', value, at }
}

/** A name, a call or a cursor's attribute. */
function parseNamed(reader: TokenReader): Expression {
  const mayBeCursor = isName(reader)
  const first = reader.take()
  const name = { parts: [first.text, ...parseFurtherParts(reader)], at: first.at }
  if (reader.isSymbol('%') && mayBeCursor) return parseAttribute(reader, name)
  const expression = parseNamedOperand(reader, name)
  reader.refuseWords('COLLATE')
  return expression
}

function parseNamedOperand(reader: TokenReader, name: Name): Expression {
  const { at } = name
  if (!reader.isSymbol('(')) return { kind: 'name', name, at }
  const isOptional = reader.isSymbol('+', 1) && reader.isSymbol(')', 2) && reader.dialect !== 'PL/SQL'
  if (!isOptional) return reader.nested(() => parseCall(reader, name))
  for (const symbol of ['(', '+', ')']) reader.acceptSymbol(symbol)
  return { kind: 'optional', column: { kind: 'name', name, at }, at }
}

function parseAttribute(reader: TokenReader, cursor: Name): Expression {
  reader.take()
  const { at } = cursor
  const { text } = reader.token
  switch (text) {
    case 'FOUND':
    case 'NOTFOUND':
    case 'ROWCOUNT':
    case 'ISOPEN':
      reader.take()
      return { kind: 'attribute', cursor, attribute: text, at }
    case 'BULK_ROWCOUNT':
    case 'BULK_EXCEPTIONS':
      throw reader.notSupported()
    default:
      throw reader.unexpected(911, 'found notfound rowcount isopen')
  }
}

function parseParentheses(reader: TokenReader): Expression {
  const { at } = reader.take()
  if (reader.isWord('SELECT', 'WITH')) {
    requireSql(reader)
    const query = parseQuery(reader, 'operand')
    reader.expectSymbol(')', 907)
    return { kind: 'subquery', query, at }
  }
  const first = parseInParentheses(reader)
  if (first.kind === 'subquery' && isQueryContinued(reader)) {
    const query = parseQueryBehind(reader, first.query, 'operand')
    reader.expectSymbol(')', 907)
    return { kind: 'subquery', query, at }
  }
  if (reader.dialect === 'PL/SQL' && reader.isSymbol(',')) throw reader.notSupported('expression list')
  const items = [first]
  while (reader.acceptSymbol(',')) items.push(parseExpression(reader))
  reader.expectSymbol(')', 907)
  return items.length === 1 ? first : { kind: 'row', items, at }
}

function parseExists(reader: TokenReader): Expression {
  if (reader.dialect === 'PL/SQL')
    throw reader.compileError(
      "PLS-00204: function or pseudo-column 'EXISTS' may be used inside a SQL statement only",
    )
  const { at } = reader.take()
  reader.take()
  const query = parseQuery(reader, 'operand')
  reader.expectSymbol(')', 907)
  return { kind: 'exists', query, at }
}

function parseCast(reader: TokenReader): Expression {
  const { at } = reader.take()
  reader.take()
  reader.refuseWords('MULTISET')
  const operand = parseExpression(reader)
  reader.expectWord('AS', 905)
  const type = parseTypeName(reader)
  reader.refuseWords('DEFAULT')
  if (reader.isSymbol(',')) throw reader.notSupported('CAST with a format')
  reader.expectSymbol(')', 907)
  return { kind: 'cast', operand, type, at }
}

function parseCase(reader: TokenReader): Expression {
  const { at } = reader.take()
  const operand = reader.isWord('WHEN') ? {} : { operand: parseExpression(reader) }
  const isSimple = 'operand' in operand
  const branches: { when: Expression; result: Expression }[] = []
  while (reader.acceptWords('WHEN')) {
    const when = isSimple ? parseExpression(reader) : parseCondition(reader)
    reader.expectWord('THEN', 905)
    branches.push({ when, result: parseExpression(reader) })
  }
  if (branches.length === 0) throw reader.unexpected(905, 'when')
  const otherwise = reader.acceptWords('ELSE') ? { otherwise: parseExpression(reader) } : {}
  reader.expectWord('END', 905)
  return { kind: 'case', ...operand, branches, ...otherwise, at }
}
