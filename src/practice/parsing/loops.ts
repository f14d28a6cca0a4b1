/**
 * PL/SQL loops and the ways out of them.
 */
import type { Expression } from './ast/expression.ts'
import type { Query } from './ast/query.ts'
import type { CursorCall, Step } from './ast/step.ts'
import { expectSemicolon, parseEndName, parseSteps } from './blocks.ts'
import { cursorCall } from './cursor-steps.ts'
import { dmlWords, parseDml } from './dml.ts'
import { parseCondition, parseExpression } from './expressions.ts'
import { isName, parseSimpleName } from './names.ts'
import { parseQuery } from './queries.ts'
import type { TokenReader } from './token-reader.ts'

const labelled = (label: string | undefined) => (label === undefined ? {} : { label })

/** LOOP ... END LOOP; */
export function parseLoop(reader: TokenReader, label?: string): Step {
  const { at } = reader
  return { kind: 'loop', ...labelled(label), body: parseLoopBody(reader, label), at }
}

/** WHILE condition LOOP ... END LOOP; */
export function parseWhile(reader: TokenReader, label?: string): Step {
  const { at } = reader.take()
  const condition = parseCondition(reader)
  return { kind: 'while', ...labelled(label), condition, body: parseLoopBody(reader, label), at }
}

/** FOR i IN low..high, FOR r IN (query) and FOR r IN cursor. */
export function parseFor(reader: TokenReader, label?: string): Step {
  const { at } = reader.take()
  const variable = parseSimpleName(reader).name
  reader.expectWord('IN', 900)
  const forQuery = (source: Query | CursorCall): Step => {
    return { kind: 'for query', ...labelled(label), variable, source, body: parseLoopBody(reader, label), at }
  }
  const query = parseQuerySource(reader)
  if (query !== undefined) return forQuery(query)
  const isReverse = reader.acceptWords('REVERSE')
  const low = parseExpression(reader)
  const cursor = reader.isWord('LOOP') && !isReverse ? cursorCall(low) : undefined
  if (cursor !== undefined) return forQuery(cursor)
  const high = parseHighBound(reader)
  const body = parseLoopBody(reader, label)
  return { kind: 'for range', ...labelled(label), variable, low, high, isReverse, body, at }
}

/** A query in parentheses; undefined, with nothing taken, when something else stands next. */
function parseQuerySource(reader: TokenReader): Query | undefined {
  const { kind, text } = reader.peek(1)
  if (!reader.isSymbol('(') || kind !== 'word' || (text !== 'SELECT' && text !== 'WITH')) return undefined
  reader.take()
  const query = reader.within('SQL in PL/SQL', () => parseQuery(reader, 'cursor'))
  reader.expectSymbol(')', 907)
  return query
}

function parseHighBound(reader: TokenReader): Expression {
  reader.expectSymbol('..', 900)
  const high = parseExpression(reader)
  reader.refuseWords('BY')
  if (reader.isSymbol(',')) throw reader.notSupported('several iteration controls')
  return high
}

/** FORALL i IN low .. high and one INSERT, UPDATE or DELETE; the semicolon is left. */
export function parseForall(reader: TokenReader): Step {
  const { at } = reader.take()
  const variable = parseSimpleName(reader).name
  reader.expectWord('IN', 900)
  if (reader.areWords('INDICES', 'OF')) throw reader.notSupported('INDICES OF')
  if (reader.areWords('VALUES', 'OF')) throw reader.notSupported('VALUES OF')
  const low = parseExpression(reader)
  const high = parseHighBound(reader)
  if (reader.areWords('SAVE', 'EXCEPTIONS')) throw reader.notSupported('SAVE EXCEPTIONS')
  if (!reader.isWord(...dmlWords)) throw reader.notSupported()
  const dml = reader.within('SQL in PL/SQL', () => parseDml(reader))
  return { kind: 'forall', variable, low, high, dml, at }
}

function parseLoopBody(reader: TokenReader, label: string | undefined): readonly Step[] {
  reader.expectWord('LOOP', 900)
  const body = parseSteps(reader, 'END')
  reader.expectWord('END', 900)
  reader.expectWord('LOOP', 900)
  parseEndName(reader, label)
  expectSemicolon(reader)
  return body
}

/** EXIT and CONTINUE with a label and WHEN; the semicolon is left. */
export function parseExit(reader: TokenReader): Step {
  const { text, at } = reader.take()
  const kind = text === 'EXIT' ? 'exit' : 'continue'
  const isLabelled = isName(reader)
  const label = isLabelled ? { label: parseSimpleName(reader).name } : {}
  const when = reader.acceptWords('WHEN') ? { when: parseCondition(reader) } : {}
  return { kind, ...label, ...when, at }
}
