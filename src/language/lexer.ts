/**
 * Cuts Oracle SQL and PL/SQL into tokens with their offsets, so that no reader of a statement mistakes the inside of
 * a string or a comment for code. It knows no grammar and never throws: what has no end is a token that says so.
 */

export type TokenType =
  /** An unquoted identifier or keyword. */
  | 'word'
  /** `"Mixed Case"`. */
  | 'quoted name'
  /** `'..'`, `n'..'`, `q'[..]'`, `nq'[..]'`. */
  | 'string'
  | 'number'
  /** `:name`, `:1`, `:"Name"`. */
  | 'bind'
  /** `&name`, `&&name`, each with the dot that ends the name, where there is one. */
  | 'variable'
  | 'comment'
  /** A comment with a plus sign after its opening: the optimizer reads it. */
  | 'hint'
  /** Any other sign, the longest that Oracle knows: `:=`, `||`, `..`, `(`. */
  | 'operator'

export interface Token {
  readonly type: TokenType
  readonly text: string
  /** 0-based offset of the first character. */
  readonly start: number
  /** Offset after the last character. */
  readonly end: number
  /** A string, quoted name or comment that runs to the end of the text because nothing ends it. */
  readonly isUnterminated: boolean
}

/** Where a token with an opening and a closing ends; undefined: nowhere. */
type Ending = (text: string, from: number) => number | undefined

const closingDelimiters: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')', '<': '>' }

/** Tried in this order. The opening of a `q` string may not be white space (SQL Language Reference, Text Literals). */
const delimited: readonly { type: TokenType; opening: RegExp; ending: (opening: string) => Ending }[] = [
  { type: 'hint', opening: /--\+/y, ending: () => endOfLine },
  { type: 'comment', opening: /--/y, ending: () => endOfLine },
  { type: 'hint', opening: /\/\*\+/y, ending: () => after('*/') },
  { type: 'comment', opening: /\/\*/y, ending: () => after('*/') },
  { type: 'string', opening: /n?q'[^ \t\r\n]/iuy, ending: (opening) => after(closingOf(opening)) },
  { type: 'string', opening: /n?'/iy, ending: () => afterDoubledQuotes },
  { type: 'quoted name', opening: /"/y, ending: () => after('"') },
]

/** First characters of what is delimited; anything else need not be tried. */
const opensDelimited = /[-/'"nq]/iy

const plain: readonly { type: TokenType; pattern: RegExp }[] = [
  { type: 'word', pattern: /[\p{L}_$#][\p{L}\p{M}\p{N}_$#]*/uy },
  {
    type: 'number',
    pattern: /(?:\d+(?:\.(?!\.)\d*)?|\.\d+)(?:e[+-]?\d+)?(?:[fd](?![\p{L}\p{N}_$#]))?/iuy,
  },
  { type: 'variable', pattern: /&&?[\p{L}\p{N}_$#]+\.?/uy },
  { type: 'bind', pattern: /:\s*(?:"[^"]*"|\p{L}[\p{L}\p{N}_$#]*|\p{N}+)/uy },
  { type: 'operator', pattern: /:=|\*\*|\|\||<=|>=|<>|!=|\^=|~=|=>|\.\.|<<|>>|./suy },
]

/**
 * The first token at or after an offset; undefined when nothing but white space is left.
 * A colon after a string is no bind but JSON's `'key': value`: whoever reads binds looks for that.
 */
export function tokenAt(text: string, offset: number): Token | undefined {
  const start = afterSpace(text, offset)
  if (start >= text.length) return undefined
  const enclosed = matchAt(opensDelimited, text, start) && delimitedAt(text, start)
  if (enclosed) return enclosed
  for (const { type, pattern } of plain) {
    const match = matchAt(pattern, text, start)
    if (match !== undefined) return token(type, text, start, start + match.length, false)
  }
  throw new Error('unreachable: the last pattern takes any character')
}

/** All tokens of a text, in order. */
export function* tokensOf(text: string): Generator<Token> {
  for (let next = tokenAt(text, 0); next; next = tokenAt(text, next.end)) yield next
}

/** Tokens that mean something to the database's parser, all but comments and hints: the first `count` of them. */
export function codeTokens(text: string, count = Number.POSITIVE_INFINITY, from = 0): Token[] {
  const found: Token[] = []
  for (let next = tokenAt(text, from); next && found.length < count; next = tokenAt(text, next.end)) {
    if (isCode(next)) found.push(next)
  }
  return found
}

export const isCode = ({ type }: Token): boolean => type !== 'comment' && type !== 'hint'

/** Whether a token is one of these keywords, given in lower case. */
export const isWord = (candidate: Token | undefined, ...keywords: readonly string[]): boolean =>
  candidate?.type === 'word' && keywords.includes(candidate.text.toLowerCase())

/** Whether a token is this sign. */
export const isSign = (candidate: Token | undefined, sign: string): boolean =>
  candidate?.type === 'operator' && candidate.text === sign

function delimitedAt(text: string, start: number): Token | undefined {
  for (const { type, opening, ending } of delimited) {
    const opened = matchAt(opening, text, start)
    if (opened === undefined) continue
    const end = ending(opened)(text, start + opened.length)
    return token(type, text, start, end ?? text.length, end === undefined)
  }
  return undefined
}

function token(type: TokenType, text: string, start: number, end: number, isUnterminated: boolean): Token {
  return { type, text: text.slice(start, end), start, end, isUnterminated }
}

function matchAt(pattern: RegExp, text: string, offset: number): string | undefined {
  pattern.lastIndex = offset
  return pattern.exec(text)?.[0]
}

const afterSpace = (text: string, offset: number): number =>
  offset + (matchAt(/\s*/y, text, offset)?.length ?? 0)

const endOfLine: Ending = (text, from) => {
  const found = text.indexOf('\n', from)
  return found < 0 ? text.length : found
}

const after =
  (closing: string): Ending =>
  (text, from) => {
    const found = text.indexOf(closing, from)
    return found < 0 ? undefined : found + closing.length
  }

const afterDoubledQuotes: Ending = (text, from) => {
  let quote = text.indexOf("'", from)
  while (quote >= 0 && text[quote + 1] === "'") quote = text.indexOf("'", quote + 2)
  return quote < 0 ? undefined : quote + 1
}

function closingOf(opening: string): string {
  const delimiter = opening.slice(opening.indexOf("'") + 1)
  return `${closingDelimiters[delimiter] ?? delimiter}'`
}
