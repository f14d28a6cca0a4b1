/**
 * PL/SQL loops and the ways out of them.
 */
import type { Step } from './ast/plsql.ts'
import type { Query } from './ast/query.ts'
import { expectSemicolon, parseEndName, parseSteps } from './blocks.ts'
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
  const source = parseRowSource(reader)
  if (source !== undefined)
    return { kind: 'for query', ...labelled(label), variable, source, body: parseLoopBody(reader, label), at }
  const isReverse = reader.acceptWords('REVERSE')
  const low = parseExpression(reader)
  if (!reader.isSymbol('..') && low.kind === 'call') throw reader.notSupported('cursor parameters')
  reader.expectSymbol('..', 900)
  const high = parseExpression(reader)
  const body = parseLoopBody(reader, label)
  return { kind: 'for range', ...labelled(label), variable, low, high, isReverse, body, at }
}

/**
 * A query in parentheses or the name of a cursor; undefined, with nothing taken, when a range stands next.
 */
function parseRowSource(reader: TokenReader): Query | string | undefined {
  const { kind, text } = reader.peek(1)
  if (reader.isSymbol('(') && kind === 'word' && (text === 'SELECT' || text === 'WITH')) {
    reader.take()
    const query = reader.within('SQL in PL/SQL', () => parseQuery(reader, 'cursor'))
    reader.expectSymbol(')', 907)
    return query
  }
  return isName(reader) && kind === 'word' && text === 'LOOP' ? reader.take().text : undefined
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
