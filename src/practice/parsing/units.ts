/**
 * Stored procedures and functions. A body that does not compile is no error of the statement: the unit is
 * stored with what is wrong. What the practice database lacks is refused all the same.
 */
import { OracleError } from '../error.ts'
import type { TypeName } from './ast/expression.ts'
import type { Parameter, Unit } from './ast/plsql.ts'
import type { Statement } from './ast/statement.ts'
import { parseBlockBody, parseDeclarations } from './blocks.ts'
import { parseExpression } from './expressions.ts'
import { checkJumps } from './jumps.ts'
import { parseCommaList, parseName, parseSimpleName } from './names.ts'
import { CompileError, placeOf } from './syntax-error.ts'
import { TokenReader } from './token-reader.ts'
import { parseParameterType } from './type-names.ts'

/**
 * CREATE [OR REPLACE] PROCEDURE or FUNCTION; the word PROCEDURE or FUNCTION stands next. Reads to the end of
 * the text.
 */
export function parseCreateUnit(reader: TokenReader, orReplace: boolean): Statement {
  const { text, at } = reader.take()
  const type = text === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE'
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
    throw error instanceof OracleError ? moved(error, offset) : error
  }
}

/** The error with the place it has in the whole statement. */
const moved = ({ number, message, offset = 0 }: OracleError, by: number): OracleError =>
  new OracleError(number, message.slice('ORA-nnnnn: '.length), offset + by)

/**
 * Reads a unit's source, from PROCEDURE or FUNCTION on; offsets in the unit count from there.
 * @throws CompileError when it is not PL/SQL; OracleError when it uses what the practice database lacks.
 */
export function parseUnit(source: string): Unit {
  const reader = new TokenReader(source, 'PL/SQL')
  const bind = reader.firstBind
  if (bind !== undefined) throw reader.compileError(`PLS-00049: bad bind variable '${bind.text}'`, bind.at)
  const { text, at } = reader.take()
  const name = parseName(reader)
  const parameters = reader.acceptSymbol('(') ? parseParameters(reader) : []
  const returns = text === 'FUNCTION' ? { returns: parseReturns(reader) } : {}
  parseUnitOptions(reader)
  if (!reader.acceptWords('IS') && !reader.acceptWords('AS')) throw reader.unexpected(905, '( ; is with as')
  reader.refuseWords('LANGUAGE', 'EXTERNAL')
  const declarations = parseDeclarations(reader)
  const block = parseBlockBody(reader, declarations, at, name.parts.at(-1))
  if (!reader.isAtEnd) throw reader.unexpected(900, 'end-of-file')
  checkJumps(block, text === 'FUNCTION')
  return { type: text === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE', name, parameters, ...returns, block, at }
}

function parseReturns(reader: TokenReader): TypeName {
  reader.expectWord('RETURN', 905)
  return parseParameterType(reader)
}

function parseParameters(reader: TokenReader): readonly Parameter[] {
  const parameters = parseCommaList(reader, () => parseParameter(reader))
  reader.expectSymbol(')', 907)
  return parameters
}

function parseParameter(reader: TokenReader): Parameter {
  const { name, at } = parseSimpleName(reader)
  const isIn = reader.acceptWords('IN')
  const isOut = reader.acceptWords('OUT')
  reader.acceptWords('NOCOPY')
  const direction = isOut ? (isIn ? 'in out' : 'out') : 'in'
  const type = parseParameterType(reader)
  const hasDefault = reader.acceptSymbol(':=') || reader.acceptWords('DEFAULT')
  if (hasDefault && isOut)
    throw reader.compileError(
      'PLS-00230: OUT and IN OUT formal parameters may not have default expressions',
      at,
    )
  const defaultValue = hasDefault ? { defaultValue: parseExpression(reader) } : {}
  return { name, direction, type, ...defaultValue, at }
}

/** Only what changes nothing is taken: AUTHID DEFINER and DETERMINISTIC. */
function parseUnitOptions(reader: TokenReader): void {
  for (;;) {
    if (reader.acceptWords('AUTHID', 'DEFINER') || reader.acceptWords('DETERMINISTIC')) continue
    if (reader.areWords('AUTHID', 'CURRENT_USER')) throw reader.notSupported('AUTHID CURRENT_USER')
    reader.refuseWords('PIPELINED', 'AGGREGATE', 'RESULT_CACHE', 'PARALLEL_ENABLE', 'ACCESSIBLE', 'SQL_MACRO')
    return
  }
}
