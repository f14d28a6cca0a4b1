/**
 * PL/SQL blocks: declarations, body and exception handlers. The statements of a body are read elsewhere.
 */
import type { Block, Declaration, Handler, Step } from './ast/plsql.ts'
import { parseExpression } from './expressions.ts'
import { parseName, parseSimpleName } from './names.ts'
import { parseQuery } from './queries.ts'
import { parseStep } from './steps.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTypeName } from './type-names.ts'

/** A block from DECLARE or BEGIN up to its END with the semicolon. */
export function parseBlock(reader: TokenReader, label?: string): Block {
  const { at } = reader
  const declarations = reader.acceptWords('DECLARE') ? parseDeclarations(reader) : []
  return parseBlockBody(reader, declarations, at, label)
}

/** BEGIN ... END [name]; where the declarations have been read. `name` is what END may repeat. */
export function parseBlockBody(
  reader: TokenReader,
  declarations: readonly Declaration[],
  at: number,
  name?: string,
): Block {
  reader.expectWord('BEGIN', 900)
  const body = parseSteps(reader, 'END', 'EXCEPTION')
  const handlers = reader.acceptWords('EXCEPTION') ? parseHandlers(reader) : []
  reader.expectWord('END', 900)
  parseEndName(reader, name)
  expectSemicolon(reader)
  const label = name === undefined ? {} : { label: name }
  return { ...label, declarations, body, handlers, at }
}

/** The name that END, END LOOP and the like may repeat. */
export function parseEndName(reader: TokenReader, name: string | undefined): void {
  if (reader.isSymbol(';')) return
  const { at } = reader
  const repeated = parseSimpleName(reader)
  if (repeated.name === name) return
  throw name === undefined
    ? reader.compileError(
        `PLS-00103: Encountered the symbol "${repeated.name}" when expecting one of the following:\n\n   ;`,
        at,
      )
    : reader.compileError(`PLS-00113: END identifier '${repeated.name}' must match '${name}'`, at)
}

export const expectSemicolon = (reader: TokenReader): void => {
  reader.expectSymbol(';', 900)
}

/** One statement or more, up to one of the words, which is left. */
export function parseSteps(reader: TokenReader, ...ends: readonly string[]): readonly Step[] {
  const steps = [parseStep(reader)]
  while (!reader.isWord(...ends)) steps.push(parseStep(reader))
  return steps
}

function parseHandlers(reader: TokenReader): readonly Handler[] {
  const handlers: Handler[] = []
  while (reader.isWord('WHEN')) {
    const { at } = reader.take()
    const names = reader.acceptWords('OTHERS') ? [] : parseExceptionNames(reader)
    reader.expectWord('THEN', 900)
    handlers.push({ names, body: parseSteps(reader, 'WHEN', 'END'), at })
    if (names.length === 0 && reader.isWord('WHEN'))
      throw reader.compileError(
        'PLS-00370: OTHERS handler must be last among the exception handlers of a block',
      )
  }
  if (handlers.length === 0) throw reader.unexpected(900, 'when')
  return handlers
}

function parseExceptionNames(reader: TokenReader) {
  const names = [parseName(reader)]
  while (reader.acceptWords('OR')) names.push(parseName(reader))
  return names
}

// ---- declarations -----------------------------------------------------------------------------------------

/** Declarations up to BEGIN, which is left. */
export function parseDeclarations(reader: TokenReader): readonly Declaration[] {
  const declarations: Declaration[] = []
  while (!reader.isWord('BEGIN')) {
    declarations.push(parseDeclaration(reader))
    expectSemicolon(reader)
  }
  return declarations
}

function parseDeclaration(reader: TokenReader): Declaration {
  reader.refuseWords('PROCEDURE', 'FUNCTION', 'TYPE', 'SUBTYPE')
  if (reader.isWord('PRAGMA')) return parsePragma(reader)
  if (reader.isWord('CURSOR')) return parseCursor(reader)
  const { name, at } = parseSimpleName(reader)
  if (reader.acceptWords('EXCEPTION')) return { kind: 'exception', name, at }
  const isConstant = reader.acceptWords('CONSTANT')
  const type = parseTypeName(reader)
  const isNotNull = reader.acceptWords('NOT', 'NULL')
  const isInitialised = reader.acceptSymbol(':=') || reader.acceptWords('DEFAULT')
  const initial = isInitialised ? { initial: parseExpression(reader) } : {}
  if (!isInitialised && isConstant)
    throw reader.compileError(
      `PLS-00322: declaration of a constant '${name}' must contain an initialization assignment`,
      at,
    )
  if (!isInitialised && isNotNull)
    throw reader.compileError(
      'PLS-00218: a variable declared NOT NULL must have an initialization assignment',
      at,
    )
  return { kind: 'variable', name, type, isConstant, isNotNull, ...initial, at }
}

/** PRAGMA EXCEPTION_INIT(name, -number); every other pragma is refused. */
function parsePragma(reader: TokenReader): Declaration {
  const { at } = reader.take()
  if (!reader.acceptWords('EXCEPTION_INIT')) throw reader.notSupported()
  reader.expectSymbol('(', 906)
  const { name } = parseSimpleName(reader)
  reader.expectSymbol(',', 917)
  const sign = reader.acceptSymbol('-') ? -1 : 1
  const { kind, text } = reader.token
  if (kind !== 'number' || !/^\d+$/.test(text)) throw reader.unexpected(936, 'an integer')
  reader.take()
  reader.expectSymbol(')', 907)
  return { kind: 'exception init', name, number: sign * Number(text), at }
}

function parseCursor(reader: TokenReader): Declaration {
  const { at } = reader.take()
  const { name } = parseSimpleName(reader)
  if (reader.isSymbol('(')) throw reader.notSupported('cursor parameters')
  if (!reader.isWord('IS')) throw reader.notSupported('cursor without a query')
  reader.take()
  return {
    kind: 'cursor',
    name,
    query: reader.within('SQL in PL/SQL', () => parseQuery(reader, 'cursor')),
    at,
  }
}
