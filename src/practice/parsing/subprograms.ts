/**
 * Procedures and functions with parameters, result and body, whether stored, packaged or local.
 */
import type { TypeName } from './ast/expression.ts'
import type { Declaration, Parameter, Subprogram } from './ast/plsql.ts'
import { expectSemicolon, parseEndName, parseStatements } from './blocks.ts'
import { parseDeclarations } from './declarations.ts'
import { parseExpression } from './expressions.ts'
import { checkJumps } from './jumps.ts'
import { parseCommaList, parseSimpleName } from './names.ts'
import type { TokenReader } from './token-reader.ts'
import { parseParameterType } from './type-names.ts'

/** PROCEDURE or FUNCTION inside a block or a package; without a body it announces one. The last semicolon is left. */
export function parseSubprogram(reader: TokenReader): Extract<Declaration, { kind: 'subprogram' }> {
  const { text, at } = reader.take()
  const { name } = parseSimpleName(reader)
  const header = parseHeader(reader, text === 'FUNCTION' ? 'FUNCTION' : 'PROCEDURE', at)
  if (reader.isSymbol(';')) return { kind: 'subprogram', name, subprogram: header, at }
  return { kind: 'subprogram', name, subprogram: parseBody(reader, header, name), at }
}

/** Parameters, result and options of a subprogram whose name has been read. */
export function parseHeader(reader: TokenReader, type: Subprogram['type'], at: number): Subprogram {
  const parameters = reader.acceptSymbol('(') ? parseParameters(reader) : []
  const returns = type === 'FUNCTION' ? { returns: parseReturns(reader) } : {}
  parseOptions(reader)
  return { type, parameters, ...returns, at }
}

/** IS with declarations and statements, up to END and the name, behind which the semicolon is left. */
export function parseBody(
  reader: TokenReader,
  header: Subprogram,
  name: string | undefined,
): Subprogram & { readonly block: NonNullable<Subprogram['block']> } {
  if (!reader.acceptWords('IS') && !reader.acceptWords('AS')) throw reader.unexpected(905, '( ; is with as')
  reader.refuseWords('LANGUAGE', 'EXTERNAL')
  const isAutonomous = parseAutonomous(reader)
  const declarations = parseDeclarations(reader, 'BEGIN')
  const statements = parseStatements(reader)
  reader.expectWord('END', 900)
  parseEndName(reader, name)
  const label = name === undefined ? {} : { label: name }
  const block = { ...label, declarations, ...statements, at: header.at }
  checkJumps(block, header.type === 'FUNCTION')
  return { ...header, ...(isAutonomous ? { isAutonomous } : {}), block }
}

/** PRAGMA AUTONOMOUS_TRANSACTION, which has to be the first of the declarations here. */
export function parseAutonomous(reader: TokenReader): true | undefined {
  if (!reader.acceptWords('PRAGMA', 'AUTONOMOUS_TRANSACTION')) return undefined
  expectSemicolon(reader)
  return true
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

/** Only what changes nothing is taken: AUTHID DEFINER, DETERMINISTIC and PARALLEL_ENABLE. */
export function parseOptions(reader: TokenReader): void {
  for (;;) {
    if (reader.acceptWords('AUTHID', 'DEFINER') || reader.acceptWords('DETERMINISTIC')) continue
    if (reader.isWord('PARALLEL_ENABLE') && !reader.isSymbol('(', 1)) {
      reader.take()
      continue
    }
    if (reader.areWords('AUTHID', 'CURRENT_USER')) throw reader.notSupported('AUTHID CURRENT_USER')
    reader.refuseWords('PIPELINED', 'AGGREGATE', 'RESULT_CACHE', 'PARALLEL_ENABLE', 'ACCESSIBLE', 'SQL_MACRO')
    return
  }
}
