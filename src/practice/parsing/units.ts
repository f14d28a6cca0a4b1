/**
 * Stored units: procedures, functions, packages and their bodies. A source that does not compile is no error of the
 * statement: the unit is stored with what is wrong. What the practice database lacks is refused all the same.
 */
import { atOffset, OracleError } from '../error.ts'
import type { Block, PackageUnit, StoredUnit, Unit } from './ast/plsql.ts'
import type { Statement } from './ast/statement.ts'
import { expectSemicolon, parseEndName, parseStatements } from './blocks.ts'
import { parseDeclarations } from './declarations.ts'
import { checkJumps } from './jumps.ts'
import { parseName } from './names.ts'
import { parseBody, parseHeader, parseOptions } from './subprograms.ts'
import { CompileError, placeOf } from './syntax-error.ts'
import { TokenReader } from './token-reader.ts'

export type UnitType = Unit['type'] | PackageUnit['type']

/** Takes the words that say what kind of unit it is. */
export function parseUnitType(reader: TokenReader): UnitType {
  const { text } = reader.take()
  if (text === 'PACKAGE') return reader.acceptWords('BODY') ? 'PACKAGE BODY' : 'PACKAGE'
  return text === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE'
}

/**
 * CREATE [OR REPLACE] PROCEDURE, FUNCTION, PACKAGE or PACKAGE BODY; that word stands next. Reads to the end of the text.
 */
export function parseCreateUnit(reader: TokenReader, orReplace: boolean): Statement {
  const { at } = reader
  const type = parseUnitType(reader)
  const name = parseName(reader)
  while (!reader.isAtEnd) reader.take()
  const source = reader.sql.slice(at)
  return { kind: 'create unit', orReplace, name, type, source, ...compile(source, at), at }
}

type Compiled = Pick<Extract<Statement, { kind: 'create unit' }>, 'unit' | 'problem'>

function compile(source: string, offset: number): Compiled {
  try {
    return { unit: parseUnit(source) }
  } catch (error) {
    if (error instanceof CompileError)
      return { problem: { message: error.message, ...placeOf(source, error.at) } }
    throw error instanceof OracleError ? atOffset(error, (error.offset ?? 0) + offset) : error
  }
}

/**
 * Reads a unit's source, from the word of its kind on; offsets in the unit count from there.
 * @throws CompileError when it is not PL/SQL; OracleError when it uses what the practice database lacks.
 */
export function parseUnit(source: string): StoredUnit {
  const reader = new TokenReader(source, 'PL/SQL')
  const bind = reader.firstBind
  if (bind !== undefined) throw reader.compileError(`PLS-00049: bad bind variable '${bind.text}'`, bind.at)
  const { at } = reader
  const type = parseUnitType(reader)
  const name = parseName(reader)
  const unit =
    type === 'PACKAGE' || type === 'PACKAGE BODY'
      ? parsePackage(reader, type, name, at)
      : { ...parseBody(reader, parseHeader(reader, type, at), name.parts.at(-1)), name }
  expectSemicolon(reader)
  if (!reader.isAtEnd) throw reader.unexpected(900, 'end-of-file')
  return unit
}

/** Declarations between IS and END; a body may end with statements. The last semicolon is left. */
function parsePackage(
  reader: TokenReader,
  type: PackageUnit['type'],
  name: PackageUnit['name'],
  at: number,
): PackageUnit {
  parseOptions(reader)
  if (!reader.acceptWords('IS') && !reader.acceptWords('AS')) throw reader.unexpected(905, 'is as authid')
  const declarations = parseDeclarations(reader, 'BEGIN', 'END')
  const initialisation = reader.isWord('BEGIN') ? parseInitialisation(reader) : undefined
  if (type === 'PACKAGE' && initialisation !== undefined)
    throw reader.compileError(
      'PLS-00103: Encountered the symbol "BEGIN" when expecting one of the following:\n\n   end function pragma procedure subtype type',
      initialisation.at,
    )
  reader.expectWord('END', 900)
  parseEndName(reader, name.parts.at(-1))
  return { type, name, declarations, ...(initialisation === undefined ? {} : { initialisation }), at }
}

function parseInitialisation(reader: TokenReader): Block {
  const { at } = reader
  const initialisation = { declarations: [], ...parseStatements(reader), at }
  checkJumps(initialisation, false)
  return initialisation
}

/** ALTER kind name COMPILE [PACKAGE | SPECIFICATION | BODY]; `kind` has been read. */
export function parseCompile(
  reader: TokenReader,
  kind: Exclude<UnitType, 'PACKAGE BODY'>,
  at: number,
): Statement {
  const name = parseName(reader)
  reader.refuseWords('EDITIONABLE', 'NONEDITIONABLE')
  reader.expectWord('COMPILE', 922)
  const types = kind === 'PACKAGE' ? parsePackageParts(reader) : [kind]
  reader.refuseWords('DEBUG', 'REUSE')
  return { kind: 'compile unit', name, types, at }
}

function parsePackageParts(reader: TokenReader): readonly UnitType[] {
  if (reader.acceptWords('BODY')) return ['PACKAGE BODY']
  if (reader.acceptWords('SPECIFICATION')) return ['PACKAGE']
  reader.acceptWords('PACKAGE')
  return ['PACKAGE', 'PACKAGE BODY']
}
