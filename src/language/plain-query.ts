/**
 * Tells a plain query, one that reads and nothing else, from every other statement, by its tokens: for sessions in
 * which nothing else may run. What it cannot tell is no plain query. What a called function does it cannot see.
 */
import { type StatementKind, statementKind } from './kind.ts'
import { codeTokens, isSign, isWord, type Token } from './lexer.ts'
import { opensFunctionInQuery } from './opener.ts'

/** Why a statement is no plain query, as words that go on after "it"; undefined when it is one. */
export function whyNoPlainQuery(text: string): string | undefined {
  const kind = statementKind(text)
  const tokens = codeTokens(text)
  if (kind === 'query for update' || tokens.some(isForUpdate)) return 'locks rows (FOR UPDATE)'
  if (kind !== 'query') return reasons[kind]
  if (tokens.some((token) => token.isUnterminated)) return 'does not end'
  if (tokens.some((_, index) => opensFunctionInQuery(tokens.slice(index, index + 3))))
    return 'brings PL/SQL of its own (WITH FUNCTION), which may write'
  if (tokens.some((token) => isSign(token, ';'))) return 'holds a semicolon'
  const verb = hiddenVerb(tokens)
  return verb === undefined ? undefined : `holds ${verb.text.toUpperCase()}`
}

const reasons: Readonly<Record<Exclude<StatementKind, 'query' | 'query for update'>, string>> = {
  dml: 'changes or locks data',
  plsql: 'is PL/SQL, which may write',
  ddl: 'changes the dictionary, and commits',
  commit: 'ends a transaction',
  rollback: 'ends a transaction',
  'transaction control': 'controls a transaction',
  'session control': 'changes the session',
  'system control': 'changes the system',
  unknown: 'is of no known kind',
}

const isForUpdate = (token: Token, index: number, tokens: readonly Token[]): boolean =>
  isWord(token, 'for') && isWord(tokens[index + 1], 'update')

/**
 * A verb that writes, where a statement can begin: behind an opening parenthesis, or as the main statement behind the
 * definitions of WITH. Elsewhere these words are Oracle's own: RULES UPDATE of MODEL, INSERT of JSON_TRANSFORM.
 */
function hiddenVerb(tokens: readonly Token[]): Token | undefined {
  for (const [index, token] of tokens.entries()) {
    const opensStatement = index === 0 || isSign(tokens[index - 1], '(')
    if (!opensStatement) continue
    if (isWritingVerb(tokens, index)) return token
    const verb = isWord(token, 'with') ? mainVerb(tokens, index + 1) : undefined
    if (verb !== undefined) return verb
  }
  return undefined
}

/** The writing verb of the statement behind definitions that begin at an index; none when a query comes first. */
function mainVerb(tokens: readonly Token[], from: number): Token | undefined {
  let depth = 0
  for (let index = from; index < tokens.length && depth >= 0; index++) {
    const token = tokens[index]
    if (isSign(token, '(')) depth += 1
    if (isSign(token, ')')) depth -= 1
    if (depth > 0) continue
    if (isWord(token, 'select')) return undefined
    if (isWritingVerb(tokens, index)) return token
  }
  return undefined
}

/** INSERT, UPDATE and DELETE are reserved words; MERGE is not, and may be a name. */
const isWritingVerb = (tokens: readonly Token[], index: number): boolean =>
  isWord(tokens[index], 'insert', 'update', 'delete') ||
  (isWord(tokens[index], 'merge') && isWord(tokens[index + 1], 'into'))
