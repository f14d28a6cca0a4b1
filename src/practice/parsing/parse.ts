/**
 * The parser's door: the text of one statement in, its shape and its binds out. Resolves no name and opens no
 * session.
 */
import { OracleError } from '../error.ts'
import type { Block } from './ast/plsql.ts'
import type { Parsed, Statement } from './ast/statement.ts'
import { parseBlock } from './blocks.ts'
import { dmlWords, parseDml } from './dml.ts'
import { checkJumps } from './jumps.ts'
import { parseSimpleName } from './names.ts'
import { parsePrimary } from './primaries.ts'
import { parseQuery } from './queries.ts'
import { parseOtherStatement } from './statements.ts'
import { blockError, CompileError } from './syntax-error.ts'
import { TokenReader } from './token-reader.ts'
import { parseTransactionStep } from './transaction-statements.ts'

/**
 * Reads one statement.
 * @param sql the statement without the semicolon or slash that ends it in a script; PL/SQL keeps its own last
 *   semicolon.
 * @throws OracleError with the offset in characters: the errors of Oracle's parser, ORA-06550 around a PL/SQL
 *   compile error of an anonymous block, and ORA-03001 for what the practice database lacks.
 */
export function parse(sql: string): Parsed {
  const reader = new TokenReader(sql, 'SQL')
  try {
    const statement = parseStatement(reader)
    if (isDefinition(statement) && reader.binds.length > 0)
      throw new OracleError(
        1027,
        'bind variables not allowed for data definition operations',
        reader.firstBind?.at,
      )
    return { statement, binds: reader.binds }
  } catch (error) {
    throw error instanceof CompileError ? blockError(sql, error) : error
  }
}

const isDefinition = ({ kind }: Statement): boolean =>
  /^(?:create|drop|compile|alter|grant|revoke|rename|comment|truncate)\b/.test(kind)

function parseStatement(reader: TokenReader): Statement {
  if (reader.isWord('BEGIN', 'DECLARE') || reader.isSymbol('<<')) return parseAnonymousBlock(reader)
  const statement = parseSqlStatement(reader)
  if (!reader.isAtEnd) throw reader.unexpected(933, 'end of statement')
  return statement
}

function parseSqlStatement(reader: TokenReader): Statement {
  const { at } = reader
  if (reader.isWord(...dmlWords)) return parseDml(reader)
  if (reader.isWord('SELECT', 'WITH') || reader.isSymbol('('))
    return { kind: 'query', query: parseQuery(reader, 'statement'), at }
  if (reader.isWord('CALL'))
    return { kind: 'block', block: reader.within('PL/SQL', () => parseCallStatement(reader)), at }
  const statement = parseOtherStatement(reader) ?? parseTransactionStep(reader)
  if (statement === undefined) throw reader.unexpected(900, 'a statement')
  return statement
}

function parseAnonymousBlock(reader: TokenReader): Statement {
  const { at } = reader
  return reader.within('PL/SQL', () => {
    const block = parseBlock(reader, parseLabel(reader))
    if (!reader.isAtEnd) throw reader.unexpected(933, 'end-of-file')
    checkJumps(block, false)
    return { kind: 'block', block, at }
  })
}

function parseLabel(reader: TokenReader): string | undefined {
  if (!reader.acceptSymbol('<<')) return undefined
  const { name } = parseSimpleName(reader)
  reader.expectSymbol('>>', 900)
  return name
}

/** CALL name(arguments) [INTO :bind], read as a block of one statement. */
function parseCallStatement(reader: TokenReader): Block {
  const { at } = reader.take()
  const call = parsePrimary(reader)
  if (call.kind !== 'call') throw new OracleError(6576, 'not a valid function or procedure name', call.at)
  const block = { declarations: [], handlers: [], at }
  if (!reader.acceptWords('INTO'))
    return { ...block, body: [{ kind: 'call', name: call.name, arguments: call.arguments, at: call.at }] }
  const target = parsePrimary(reader)
  return { ...block, body: [{ kind: 'assign', target, value: call, at: call.at }] }
}
