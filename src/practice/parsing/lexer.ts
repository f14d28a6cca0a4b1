/**
 * Cuts the text of a statement into tokens in one pass. Comments and hints are dropped; what means nothing to
 * Oracle becomes a symbol that no rule accepts. Knows no grammar.
 */
import { notSupported, OracleError } from '../error.ts'
import { upperCase } from '../values/letter-case.ts'
import { isReserved } from './words.ts'

/**
 * `text` is a word in upper case, the content of a string or a quoted name, a bind's name, or the symbol
 * itself.
 */
export interface Token {
  readonly kind: 'word' | 'quoted name' | 'string' | 'number' | 'bind' | 'symbol' | 'end'
  readonly text: string
  /** Of a string: N stands before it. */
  readonly isNational?: true
  /** First character, from 0. */
  readonly at: number
  /** Behind the last character. */
  readonly end: number
}

const letter = /\p{L}/u
/** Symbols of two characters; every other one has one. */
const pairs = new Set([':=', '||', '<>', '!=', '^=', '~=', '<=', '>=', '=>', '**', '..', '<<', '>>'])
const quotedEnds: Readonly<Record<string, string>> = { '[': ']', '{': '}', '<': '>', '(': ')' }
/** Bytes a name may have ("SQL Language Reference, Database Object Naming Rules"). */
const longestName = 128

const isDigit = (char: string): boolean => char >= '0' && char <= '9'
const isLetter = (char: string): boolean =>
  (char >= 'a' && char <= 'z') || (char >= 'A' && char <= 'Z') || (char > '\x7f' && letter.test(char))
const isNamePart = (char: string): boolean =>
  isLetter(char) || isDigit(char) || char === '_' || char === '$' || char === '#'
const isSpace = (char: string): boolean => char === ' ' || (char >= '\t' && char <= '\r') || char === '\u00a0'

/**
 * Cuts `sql` into tokens; the last one is of kind `end`.
 * @throws OracleError ORA-01756, ORA-01740, ORA-01741, ORA-01742, ORA-01745, ORA-00972, each with its offset.
 */
export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < sql.length) {
    const behindBlank = skipBlank(sql, at)
    if (behindBlank > at) {
      at = behindBlank
      continue
    }
    const token = readToken(sql, at)
    tokens.push(token)
    at = token.end
  }
  tokens.push({ kind: 'end', text: '', at: sql.length, end: sql.length })
  return tokens
}

function skipBlank(sql: string, at: number): number {
  const char = sql.charAt(at)
  if (isSpace(char)) return at + 1
  if (sql.startsWith('--', at)) {
    const lineEnd = sql.indexOf('\n', at)
    return lineEnd < 0 ? sql.length : lineEnd + 1
  }
  if (sql.startsWith('/*', at)) {
    const commentEnd = sql.indexOf('*/', at + 2)
    if (commentEnd < 0) throw new OracleError(1742, 'comment not terminated properly', at)
    return commentEnd + 2
  }
  return at
}

function readToken(sql: string, at: number): Token {
  const char = sql.charAt(at)
  if (char === "'") return readString(sql, at, at)
  if (char === '"') return readQuotedName(sql, at)
  if (isDigit(char) || (char === '.' && isDigit(sql.charAt(at + 1)))) return readNumber(sql, at)
  if (isLetter(char)) return readStringWithPrefix(sql, at) ?? readWord(sql, at)
  if (char === ':' && sql.charAt(at + 1) !== '=') return readBind(sql, at)
  const pair = sql.slice(at, at + 2)
  const symbol = pairs.has(pair) ? pair : char
  return { kind: 'symbol', text: symbol, at, end: at + symbol.length }
}

function readWord(sql: string, at: number): Token {
  let end = at + 1
  while (isNamePart(sql.charAt(end))) end += 1
  return checkedName({ kind: 'word', text: upperCase(sql.slice(at, end)), at, end })
}

function readQuotedName(sql: string, at: number): Token {
  const end = sql.indexOf('"', at + 1)
  if (end < 0) throw new OracleError(1740, 'missing double quote in identifier', at)
  if (end === at + 1) throw new OracleError(1741, 'illegal zero-length identifier', at)
  return checkedName({ kind: 'quoted name', text: sql.slice(at + 1, end), at, end: end + 1 })
}

function checkedName(token: Token): Token {
  if (token.text.length * 3 > longestName && Buffer.byteLength(token.text) > longestName)
    throw new OracleError(972, 'identifier is too long', token.at)
  return token
}

/** `N'..'`, `q'[..]'` and `Nq'[..]'`; undefined when a word stands here. */
function readStringWithPrefix(sql: string, at: number): Token | undefined {
  const afterNational = /[nN]/.test(sql.charAt(at)) ? at + 1 : at
  const national = afterNational > at ? { isNational: true as const } : {}
  if (afterNational > at && sql.charAt(afterNational) === "'")
    return { ...readString(sql, at, afterNational), ...national }
  if (!/[qQ]/.test(sql.charAt(afterNational)) || sql.charAt(afterNational + 1) !== "'") return undefined
  const opening = sql.charAt(afterNational + 2)
  const closing = `${quotedEnds[opening] ?? opening}'`
  const end = sql.indexOf(closing, afterNational + 3)
  if (opening === '' || isSpace(opening) || end < 0) throw unterminatedString(at)
  return { kind: 'string', text: sql.slice(afterNational + 3, end), at, end: end + 2, ...national }
}

/** Reads a string whose first quote stands at `quoteAt`; two quotes inside it are one. */
function readString(sql: string, at: number, quoteAt: number): Token {
  let quote = sql.indexOf("'", quoteAt + 1)
  while (quote >= 0 && sql.charAt(quote + 1) === "'") quote = sql.indexOf("'", quote + 2)
  if (quote < 0) throw unterminatedString(at)
  return { kind: 'string', text: sql.slice(quoteAt + 1, quote).replaceAll("''", "'"), at, end: quote + 1 }
}

const unterminatedString = (at: number): OracleError =>
  new OracleError(1756, 'quoted string not properly terminated', at)

function readNumber(sql: string, at: number): Token {
  const behindDigits = (from: number): number => {
    let end = from
    while (isDigit(sql.charAt(end))) end += 1
    return end
  }
  let end = behindDigits(at)
  if (sql.charAt(end) === '.' && sql.charAt(end + 1) !== '.') end = behindDigits(end + 1)
  if (/[eE]/.test(sql.charAt(end))) {
    const exponent = /[+-]/.test(sql.charAt(end + 1)) ? end + 2 : end + 1
    if (isDigit(sql.charAt(exponent))) end = behindDigits(exponent)
  }
  if (/[fFdD]/.test(sql.charAt(end)) && !isNamePart(sql.charAt(end + 1)))
    throw notSupported(sql.slice(at, end + 1), at)
  return { kind: 'number', text: sql.slice(at, end), at, end }
}

/** `:name`, `:1` or `:"Name"`; anything else leaves the colon as a symbol. */
function readBind(sql: string, at: number): Token {
  const first = sql.charAt(at + 1)
  if (first === '"') {
    const name = readQuotedName(sql, at + 1)
    return { kind: 'bind', text: name.text, at, end: name.end }
  }
  const belongs = isDigit(first) ? isDigit : isNamePart
  let end = at + 1
  while (belongs(sql.charAt(end))) end += 1
  if (end === at + 1) return { kind: 'symbol', text: ':', at, end }
  const name = upperCase(sql.slice(at + 1, end))
  if (isReserved(name, 'SQL')) throw new OracleError(1745, 'invalid host/bind variable name', at)
  return { kind: 'bind', text: name, at, end }
}
