/**
 * PL/SQL statements, one at a time, each up to its semicolon. What has a word of its own and is not here is
 * refused by it.
 */
import type { Expression } from './ast/expression.ts'
import { leadingBlock } from './ast/query.ts'
import type { Step } from './ast/step.ts'
import { expectSemicolon, parseBlock } from './blocks.ts'
import { parseCaseStep, parseIf } from './branching-steps.ts'
import { parseClose, parseFetch, parseOpen } from './cursor-steps.ts'
import { dmlWords, parseDml } from './dml.ts'
import { parseExecuteImmediate } from './dynamic-sql.ts'
import { parseExpression } from './expressions.ts'
import { parseExit, parseFor, parseForall, parseLoop, parseWhile } from './loops.ts'
import { parseName, parseSimpleName } from './names.ts'
import { parsePrimary } from './primaries.ts'
import { parseQuery } from './queries.ts'
import type { TokenReader } from './token-reader.ts'
import { parseTransactionStep } from './transaction-statements.ts'

/** Statements that only Oracle knows. */
const lackingStatements = ['GOTO', 'LOCK', 'MERGE', 'PIPE', 'SET'] as const

/** The next statement with its semicolon. */
export const parseStep = (reader: TokenReader): Step => reader.nested(() => parseLabelled(reader))

function parseLabelled(reader: TokenReader): Step {
  if (!reader.acceptSymbol('<<')) return parseUnlabelled(reader)
  const { name } = parseSimpleName(reader)
  reader.expectSymbol('>>', 900)
  if (reader.isSymbol('<<')) throw reader.notSupported('a second label')
  return parseUnlabelled(reader, name)
}

function parseUnlabelled(reader: TokenReader, label?: string): Step {
  const { kind, text, at } = reader.token
  if (kind !== 'word' || reader.isSymbol(':=', 1) || reader.isSymbol('.', 1))
    return parseAssignmentOrCall(reader)
  switch (text) {
    case 'BEGIN':
    case 'DECLARE':
      return { kind: 'block', block: parseBlock(reader, label), at }
    case 'LOOP':
      return parseLoop(reader, label)
    case 'WHILE':
      return parseWhile(reader, label)
    case 'FOR':
      return parseFor(reader, label)
    default: {
      const step = parseSimple(reader, text, at)
      expectSemicolon(reader)
      return step
    }
  }
}

/** A statement that carries no label of its own, up to its semicolon, which is left. */
function parseSimple(reader: TokenReader, word: string, at: number): Step {
  if (dmlWords.some((each) => each === word))
    return { kind: 'dml', dml: reader.within('SQL in PL/SQL', () => parseDml(reader)), at }
  const transaction = parseTransactionStep(reader)
  if (transaction !== undefined) return transaction
  switch (word) {
    case 'NULL':
      reader.take()
      return { kind: 'null', at }
    case 'IF':
      return parseIf(reader)
    case 'CASE':
      return parseCaseStep(reader)
    case 'EXIT':
    case 'CONTINUE':
      return parseExit(reader)
    case 'RETURN':
      reader.take()
      return reader.isSymbol(';')
        ? { kind: 'return', at }
        : { kind: 'return', value: parseExpression(reader), at }
    case 'RAISE':
      reader.take()
      return reader.isSymbol(';') ? { kind: 'raise', at } : { kind: 'raise', name: parseName(reader), at }
    case 'SELECT':
    case 'WITH':
      return parseSelectInto(reader)
    case 'OPEN':
      return parseOpen(reader)
    case 'FETCH':
      return parseFetch(reader)
    case 'CLOSE':
      return parseClose(reader)
    case 'FORALL':
      return parseForall(reader)
    case 'EXECUTE':
      return parseExecuteImmediate(reader)
    default:
      reader.refuseWords(...lackingStatements)
      return parseTargetOrCall(reader)
  }
}

function parseAssignmentOrCall(reader: TokenReader): Step {
  const step = parseTargetOrCall(reader)
  expectSemicolon(reader)
  return step
}

/** `target := value`, `name` or `name(arguments)`. */
function parseTargetOrCall(reader: TokenReader): Step {
  const { kind, at } = reader.token
  if (kind !== 'word' && kind !== 'quoted name' && kind !== 'bind')
    throw reader.unexpected(
      900,
      'begin declare exit for if loop null raise return select while an identifier',
    )
  const target = parsePrimary(reader)
  if (reader.isSymbol(':=')) return parseAssignment(reader, target)
  if (target.kind === 'call') return { kind: 'call', name: target.name, arguments: target.arguments, at }
  if (target.kind === 'name') return { kind: 'call', name: target.name, arguments: [], at }
  throw reader.unexpected(900, ':=')
}

function parseAssignment(reader: TokenReader, target: Expression): Step {
  if (target.kind !== 'name' && target.kind !== 'bind' && target.kind !== 'call' && target.kind !== 'member')
    throw reader.compileError('PLS-00363: expression cannot be used as an assignment target', target.at)
  reader.take()
  return { kind: 'assign', target, value: parseExpression(reader), at: target.at }
}

function parseSelectInto(reader: TokenReader): Step {
  const { at } = reader
  const query = reader.within('SQL in PL/SQL', () => parseQuery(reader, 'statement'))
  if (leadingBlock(query.body).into.length === 0)
    throw reader.compileError('PLS-00428: an INTO clause is expected in this SELECT statement', at)
  return { kind: 'select into', query, at }
}
