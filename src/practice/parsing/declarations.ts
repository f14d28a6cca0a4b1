/**
 * What a block, a subprogram or a package declares: variables, exceptions, cursors, types and subprograms.
 */
import type { TypeName } from './ast/expression.ts'
import type { Declaration, Parameter, RecordField, TypeDefinition } from './ast/plsql.ts'
import { expectSemicolon } from './blocks.ts'
import { parseExpression } from './expressions.ts'
import { parseCommaList, parseSimpleName } from './names.ts'
import { parseQuery } from './queries.ts'
import { parseSubprogram } from './subprograms.ts'
import type { TokenReader } from './token-reader.ts'
import { parseParameterType, parseTypeName } from './type-names.ts'

/** Declarations up to one of the words, which is left. PRAGMA AUTONOMOUS_TRANSACTION is none: its place reads it. */
export function parseDeclarations(reader: TokenReader, ...ends: readonly string[]): readonly Declaration[] {
  const declarations: Declaration[] = []
  // Behind the first body of a subprogram stand only more of them.
  let hasBodies = false
  while (!reader.isWord(...ends)) {
    // PRAGMA UDF only makes calls from SQL faster.
    if (!reader.acceptWords('PRAGMA', 'UDF')) {
      if (hasBodies && !reader.isWord('PRAGMA', 'CURSOR', 'PROCEDURE', 'FUNCTION'))
        throw reader.unexpected(900, 'begin end function pragma procedure')
      const declaration = reader.nested(() => parseDeclaration(reader))
      declarations.push(declaration)
      hasBodies ||= declaration.kind === 'subprogram' && declaration.subprogram.block !== undefined
    }
    expectSemicolon(reader)
  }
  return declarations
}

function parseDeclaration(reader: TokenReader): Declaration {
  const { at } = reader
  if (reader.isWord('PRAGMA')) return parsePragma(reader)
  if (reader.isWord('CURSOR')) return parseCursor(reader)
  if (reader.isWord('PROCEDURE', 'FUNCTION')) return parseSubprogram(reader)
  if (reader.isWord('SUBTYPE')) return parseSubtype(reader)
  if (reader.acceptWords('TYPE')) {
    const { name } = parseSimpleName(reader)
    reader.expectWord('IS', 905)
    return { kind: 'type', name, definition: parseTypeDefinition(reader), at }
  }
  return parseVariable(reader)
}

function parseVariable(reader: TokenReader): Declaration {
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

// ---- cursors ----------------------------------------------------------------------------------------------

function parseCursor(reader: TokenReader): Declaration {
  const { at } = reader.take()
  const { name } = parseSimpleName(reader)
  const parameters = reader.acceptSymbol('(') ? parseCursorParameters(reader) : []
  if (reader.isWord('RETURN')) throw reader.notSupported('RETURN of a cursor')
  if (!reader.isWord('IS')) throw reader.notSupported('cursor without a query')
  reader.take()
  const query = reader.within('SQL in PL/SQL', () => parseQuery(reader, 'cursor'))
  return { kind: 'cursor', name, parameters, query, at }
}

function parseCursorParameters(reader: TokenReader): readonly Parameter[] {
  const parameters = parseCommaList(reader, () => parseCursorParameter(reader))
  reader.expectSymbol(')', 907)
  return parameters
}

function parseCursorParameter(reader: TokenReader): Parameter {
  const { name, at } = parseSimpleName(reader)
  reader.acceptWords('IN')
  const type = parseParameterType(reader)
  const hasDefault = reader.acceptSymbol(':=') || reader.acceptWords('DEFAULT')
  return { name, direction: 'in', type, ...(hasDefault ? { defaultValue: parseExpression(reader) } : {}), at }
}

// ---- types ------------------------------------------------------------------------------------------------

function parseTypeDefinition(reader: TokenReader): TypeDefinition {
  if (reader.acceptWords('RECORD')) {
    reader.expectSymbol('(', 906)
    const fields = parseCommaList(reader, () => parseField(reader))
    reader.expectSymbol(')', 907)
    return { kind: 'record', fields }
  }
  if (reader.acceptWords('REF', 'CURSOR')) {
    if (reader.isWord('RETURN')) throw reader.notSupported('RETURN of a REF CURSOR type')
    return { kind: 'ref cursor' }
  }
  if (!reader.isWord('TABLE')) throw reader.notSupported()
  reader.take()
  reader.expectWord('OF', 905)
  const element = parseTypeName(reader)
  if (reader.areWords('NOT', 'NULL')) throw reader.notSupported('NOT NULL of elements')
  return { kind: 'table', element, index: parseIndexType(reader) }
}

function parseField(reader: TokenReader): RecordField {
  const { name, at } = parseSimpleName(reader)
  const type = parseTypeName(reader)
  if (reader.areWords('NOT', 'NULL')) throw reader.notSupported('NOT NULL of a field')
  if (reader.isSymbol(':=') || reader.isWord('DEFAULT')) throw reader.notSupported('default of a field')
  return { name, type, at }
}

/** INDEX BY whole numbers or texts. */
function parseIndexType(reader: TokenReader): Extract<TypeDefinition, { kind: 'table' }>['index'] {
  if (!reader.acceptWords('INDEX', 'BY')) return undefined
  const type: TypeName = parseTypeName(reader)
  if (type.kind !== 'built-in') throw reader.notSupported('INDEX BY a declared type')
  if (type.type.name === 'BINARY_INTEGER') return 'integer'
  if (type.type.name === 'VARCHAR2') return { length: type.type.length }
  throw reader.compileError('PLS-00315: Implementation restriction: unsupported table index type', type.at)
}

function parseSubtype(reader: TokenReader): Declaration {
  const { at } = reader.take()
  const { name } = parseSimpleName(reader)
  reader.expectWord('IS', 905)
  if (reader.isWord('VARCHAR2', 'VARCHAR', 'STRING', 'RAW') && !reader.isSymbol('(', 1))
    throw reader.notSupported('SUBTYPE without a length')
  const base = parseTypeName(reader)
  reader.refuseWords('RANGE', 'CHARACTER')
  const isNotNull = reader.acceptWords('NOT', 'NULL')
  return { kind: 'type', name, definition: { kind: 'subtype', base, isNotNull }, at }
}
