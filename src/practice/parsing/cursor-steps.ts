/**
 * OPEN, FETCH and CLOSE of declared cursors and of cursor variables.
 */
import type { Expression } from './ast/expression.ts'
import type { CursorCall, Step } from './ast/step.ts'
import { parseUsingList } from './dynamic-sql.ts'
import { parseExpression } from './expressions.ts'
import { parsePrimary } from './primaries.ts'
import { parseQuery } from './queries.ts'
import { parseTargets } from './query-blocks.ts'
import type { TokenReader } from './token-reader.ts'

/** OPEN c, OPEN c(arguments), OPEN c FOR query, OPEN c FOR text USING ...; the semicolon is left. */
export function parseOpen(reader: TokenReader): Step {
  const { at } = reader.take()
  const target = parsePrimary(reader)
  if (!reader.acceptWords('FOR')) {
    const call = cursorCall(target)
    if (call === undefined) throw reader.unexpected(905, 'for')
    return { kind: 'open', ...call, at }
  }
  if (reader.isWord('SELECT', 'WITH')) {
    const query = reader.within('SQL in PL/SQL', () => parseQuery(reader, 'cursor'))
    return { kind: 'open for', target, query, at }
  }
  const text = parseExpression(reader)
  return { kind: 'open for text', target, text, using: parseUsingList(reader), at }
}

/** A name with or without arguments, as a cursor is opened; undefined for anything else. */
export const cursorCall = (expression: Expression): CursorCall | undefined => {
  const { at } = expression
  switch (expression.kind) {
    case 'name':
      return { name: expression.name, arguments: [], at }
    case 'call':
      return { name: expression.name, arguments: expression.arguments, at }
    default:
      return undefined
  }
}

/** FETCH c [BULK COLLECT] INTO targets [LIMIT n]; the semicolon is left. */
export function parseFetch(reader: TokenReader): Step {
  const { at } = reader.take()
  const cursor = parsePrimary(reader)
  const isBulk = reader.acceptWords('BULK', 'COLLECT')
  reader.expectWord('INTO', 925)
  const into = parseTargets(reader)
  const limit = isBulk && reader.acceptWords('LIMIT') ? { limit: parseExpression(reader) } : {}
  return { kind: 'fetch', cursor, into, isBulk, ...limit, at }
}

/** CLOSE c; the semicolon is left. */
export function parseClose(reader: TokenReader): Step {
  const { at } = reader.take()
  return { kind: 'close', cursor: parsePrimary(reader), at }
}
