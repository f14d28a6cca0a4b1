/**
 * What a statement is, as far as its first words and its shape tell: enough to know what may become of its work.
 */
import { isBuiltIn } from './built-in.ts'
import { codeTokens, isSign, isWord, type Token } from './lexer.ts'

export type StatementKind =
  /** SELECT or WITH, without FOR UPDATE: leaves no work. */
  | 'query'
  | 'query for update'
  /** INSERT, UPDATE, DELETE, MERGE, LOCK TABLE, EXPLAIN PLAN. */
  | 'dml'
  /** An anonymous block or CALL: may do anything, commit included. */
  | 'plsql'
  /** CREATE, ALTER, DROP, GRANT ...: commits before and after. */
  | 'ddl'
  | 'commit'
  | 'rollback'
  /** SAVEPOINT, ROLLBACK TO, SET TRANSACTION, SET CONSTRAINTS. */
  | 'transaction control'
  /** ALTER SESSION, SET ROLE. */
  | 'session control'
  /** ALTER SYSTEM: does not commit. */
  | 'system control'
  | 'unknown'

/** Statements that their first word decides (SQL Language Reference, Types of SQL Statements). */
const kindsByWord: ReadonlyMap<string, StatementKind> = new Map([
  ...wordsOf('dml', 'insert update delete merge lock explain'),
  ...wordsOf('plsql', 'begin declare call'),
  ...wordsOf('ddl', 'create drop truncate grant revoke comment rename analyze audit noaudit purge flashback'),
  ...wordsOf('ddl', 'associate disassociate administer'),
  ...wordsOf('commit', 'commit'),
  ...wordsOf('transaction control', 'savepoint'),
])

/** The kind of one statement; comments in front do not count, and what is not known is `unknown`. */
export function statementKind(text: string): StatementKind {
  const [first, second] = codeTokens(text, 2)
  if (isWord(first, 'select', 'with')) return queryKind(text)
  if (isSign(first, '(')) return opensQuery(text) ? queryKind(text) : 'unknown'
  if (first === undefined) return 'unknown'
  if (isSign(first, '<<')) return 'plsql'
  if (first.type !== 'word') return 'unknown'
  switch (first.text.toLowerCase()) {
    case 'rollback':
      return codeTokens(text).some((token) => isWord(token, 'to')) ? 'transaction control' : 'rollback'
    case 'set':
      if (isWord(second, 'role')) return 'session control'
      return isWord(second, 'transaction', 'constraint', 'constraints') ? 'transaction control' : 'unknown'
    case 'alter':
      if (isWord(second, 'session')) return 'session control'
      return isWord(second, 'system') ? 'system control' : 'ddl'
    default:
      return kindsByWord.get(first.text.toLowerCase()) ?? 'unknown'
  }
}

/**
 * Whether a call of this statement can have written to DBMS_OUTPUT: PL/SQL, DML (triggers), and queries that call
 * more than built-in functions; a qualified call is never built in. A statement of unknown kind may have.
 * A function called without parentheses looks like a column and is not seen.
 */
export function needsOutputDrain(text: string, kind: StatementKind): boolean {
  switch (kind) {
    case 'plsql':
    case 'dml':
    case 'unknown':
      return true
    case 'query':
    case 'query for update':
      return callsOwnFunction(codeTokens(text))
    case 'ddl':
    case 'commit':
    case 'rollback':
    case 'transaction control':
    case 'session control':
    case 'system control':
      return false
  }
}

/**
 * Whether the order of the rows means something: a query with ORDER BY at its top level, or a block that has one
 * anywhere. What a stored procedure orders cannot be seen and does not count.
 */
export function isOrdered(text: string): boolean {
  const kind = statementKind(text)
  const tokens = codeTokens(text)
  if (kind === 'plsql') return tokens.some((_, index) => isOrderBy(tokens, index))
  if (kind !== 'query' && kind !== 'query for update') return false
  return hasAtTopLevel(tokens, isOrderBy)
}

function wordsOf(kind: StatementKind, words: string): [string, StatementKind][] {
  return words.split(' ').map((word) => [word, kind])
}

type TokenTest = (tokens: readonly Token[], index: number) => boolean

const isOrderBy: TokenTest = (tokens, index) =>
  isWord(tokens[index], 'order') &&
  isWord(isWord(tokens[index + 1], 'siblings') ? tokens[index + 2] : tokens[index + 1], 'by')

/** `(select ...) union (select ...)`. */
const opensQuery = (text: string): boolean =>
  isWord(
    codeTokens(text).find((token) => !isSign(token, '(')),
    'select',
    'with',
  )

const queryKind = (text: string): StatementKind =>
  hasAtTopLevel(codeTokens(text), isForUpdate) ? 'query for update' : 'query'

const isForUpdate: TokenTest = (tokens, index) =>
  isWord(tokens[index], 'for') && isWord(tokens[index + 1], 'update')

/** Looks outside parentheses, and behind the functions that a query brings along: those end with semicolons. */
function hasAtTopLevel(tokens: readonly Token[], test: TokenTest): boolean {
  const last = tokens.at(-1)
  const statement = isSign(last, ';') ? tokens.slice(0, -1) : tokens
  const query = statement.slice(statement.findLastIndex((token) => isSign(token, ';')) + 1)
  let depth = 0
  return query.some((token, index) => {
    if (isSign(token, '(')) depth += 1
    if (isSign(token, ')')) depth -= 1
    return depth === 0 && test(query, index)
  })
}

function callsOwnFunction(tokens: readonly Token[]): boolean {
  return tokens.some((token, index) => {
    if (!isSign(tokens[index + 1], '(') || isSign(tokens[index + 2], '+')) return false
    if (token.type === 'quoted name' || token.type === 'variable') return true
    return token.type === 'word' && (isSign(tokens[index - 1], '.') || !isBuiltIn(token.text))
  })
}
