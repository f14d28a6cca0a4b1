/**
 * PL/SQL blocks: body and exception handlers. Declarations and the statements of a body are read elsewhere.
 */
import type { Block, Handler } from './ast/plsql.ts'
import type { Step } from './ast/step.ts'
import { parseDeclarations } from './declarations.ts'
import { parseName, parseSimpleName } from './names.ts'
import { parseStep } from './steps.ts'
import type { TokenReader } from './token-reader.ts'

/** A block from DECLARE or BEGIN up to its END with the semicolon. */
export function parseBlock(reader: TokenReader, label?: string): Block {
  const { at } = reader
  const declarations = reader.acceptWords('DECLARE') ? parseDeclarations(reader, 'BEGIN') : []
  const statements = parseStatements(reader)
  reader.expectWord('END', 900)
  parseEndName(reader, label)
  expectSemicolon(reader)
  return { ...(label === undefined ? {} : { label }), declarations, ...statements, at }
}

/** BEGIN with statements and handlers, up to END, which is left. */
export function parseStatements(reader: TokenReader): Pick<Block, 'body' | 'handlers'> {
  reader.expectWord('BEGIN', 900)
  const body = parseSteps(reader, 'END', 'EXCEPTION')
  return { body, handlers: reader.acceptWords('EXCEPTION') ? parseHandlers(reader) : [] }
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
