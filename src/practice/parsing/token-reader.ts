/**
 * Walks over the tokens of one statement: what stands next, is it this word, take it or fail as the dialect
 * fails. Collects the binds on the way. Knows no rule of the grammar.
 */
import { notSupported, type OracleError } from '../error.ts'
import { upperCase } from '../values/letter-case.ts'
import { type Token, tokenize } from './lexer.ts'
import { CompileError, type SyntaxErrorNumber, syntaxError } from './syntax-error.ts'
import type { Dialect } from './words.ts'

/** Levels of nesting the parser follows; deeper than this is refused before the stack ends. */
const deepestNesting = 200

/** Characters that no rule of SQL ever takes. */
const invalidCharacter = /^[^\w\s()+\-*/,.@=<>|:%"']+$/

export class TokenReader {
  readonly sql: string
  readonly #tokens: readonly Token[]
  readonly #bindNames: string[] = []
  readonly #bindIndexes = new Map<string, number>()
  #position = 0
  #depth = 0
  #dialect: Dialect

  /** @throws OracleError when the text cannot be cut into tokens. */
  constructor(sql: string, dialect: Dialect) {
    this.sql = sql
    this.#tokens = tokenize(sql)
    this.#dialect = dialect
  }

  get dialect(): Dialect {
    return this.#dialect
  }

  /** The binds met so far: an entry for each occurrence in SQL, for each distinct name in PL/SQL. */
  get binds(): readonly string[] {
    return this.#bindNames
  }

  /** The token that stands next. */
  get token(): Token {
    return this.peek(0)
  }

  /** Where the next token begins. */
  get at(): number {
    return this.token.at
  }

  /** The first bind of the whole statement, wherever it stands. */
  get firstBind(): Token | undefined {
    return this.#tokens.find(({ kind }) => kind === 'bind')
  }

  /** The token `distance` behind the next one; behind the last token stands the end. */
  peek(distance: number): Token {
    const token = this.#tokens[Math.min(this.#position + distance, this.#tokens.length - 1)]
    if (token === undefined) throw new Error('a statement has at least its end')
    return token
  }

  /** Takes the next token. */
  take(): Token {
    const token = this.token
    this.#position += 1
    return token
  }

  /** Tokens taken so far. */
  get position(): number {
    return this.#position
  }

  /** The text of what was read since a position, in upper case and without white space and comments. */
  textSince(position: number): string {
    return this.#tokens
      .slice(position, this.#position)
      .map(({ at, end }) => upperCase(this.sql.slice(at, end)))
      .join('')
  }

  isWord(...words: readonly string[]): boolean {
    const { kind, text } = this.token
    return kind === 'word' && words.includes(text)
  }

  /** Whether these words follow each other from here on. */
  areWords(...words: readonly string[]): boolean {
    return words.every((word, distance) => {
      const { kind, text } = this.peek(distance)
      return kind === 'word' && text === word
    })
  }

  isSymbol(symbol: string, distance = 0): boolean {
    const { kind, text } = this.peek(distance)
    return kind === 'symbol' && text === symbol
  }

  get isAtEnd(): boolean {
    return this.token.kind === 'end'
  }

  /** Takes these words if they follow each other from here on. */
  acceptWords(...words: readonly string[]): boolean {
    if (!this.areWords(...words)) return false
    this.#position += words.length
    return true
  }

  acceptSymbol(symbol: string): boolean {
    if (!this.isSymbol(symbol)) return false
    this.#position += 1
    return true
  }

  /** Takes the word or fails: with `number` in SQL, with PLS-00103 in PL/SQL. */
  expectWord(word: string, number: SyntaxErrorNumber): Token {
    if (!this.isWord(word)) throw this.unexpected(number, word.toLowerCase())
    return this.take()
  }

  /** Takes the symbol or fails: with `number` in SQL, with PLS-00103 in PL/SQL. */
  expectSymbol(symbol: string, number: SyntaxErrorNumber): Token {
    if (!this.isSymbol(symbol)) throw this.unexpected(number, symbol)
    return this.take()
  }

  /** The next token stands where something else should: `number` says so in SQL, PLS-00103 in PL/SQL. */
  unexpected(number: SyntaxErrorNumber, expected: string): OracleError | CompileError {
    const { kind, text, at } = this.token
    if (this.#dialect === 'PL/SQL') {
      const symbol = kind === 'end' ? 'end-of-file' : text
      return new CompileError(
        `PLS-00103: Encountered the symbol "${symbol}" when expecting one of the following:` +
          `\n\n   ${expected}`,
        at,
      )
    }
    // Only in PL/SQL stands % somewhere: before the attributes of cursors and variables.
    const isInvalid = invalidCharacter.test(text) || (text === '%' && this.#dialect === 'SQL')
    return this.error(kind === 'symbol' && isInvalid ? 911 : number, at)
  }

  /** A SQL error at a place, in the form the dialect gives it. */
  error(number: SyntaxErrorNumber, at: number): OracleError | CompileError {
    return this.#dialect === 'SQL' ? syntaxError(number, at) : CompileError.ofSql(number, at)
  }

  /** A PL/SQL compile error, at the next token unless told; `message` begins with `PLS-nnnnn: `. */
  compileError(message: string, at = this.at): CompileError {
    return new CompileError(message, at)
  }

  /** What Oracle knows and the practice database does not: the word that stands next, or the words given. */
  notSupported(words?: string): OracleError {
    return notSupported(words ?? this.sql.slice(this.token.at, this.token.end), this.at)
  }

  /** Refuses when any of these words stands next. */
  refuseWords(...words: readonly string[]): void {
    if (this.isWord(...words)) throw this.notSupported()
  }

  /** The index of a bind that was just met. */
  addBind(name: string): number {
    const known = this.#dialect === 'SQL' ? undefined : this.#bindIndexes.get(name)
    if (known !== undefined) return known
    const index = this.#bindNames.push(name) - 1
    this.#bindIndexes.set(name, index)
    return index
  }

  /** Reads with another dialect, such as SQL inside PL/SQL. */
  within<Result>(dialect: Dialect, read: () => Result): Result {
    const outer = this.#dialect
    this.#dialect = dialect
    const result = read()
    this.#dialect = outer
    return result
  }

  /** Reads one level deeper; every rule that can contain itself goes through here. */
  nested<Result>(read: () => Result): Result {
    this.#depth += 1
    if (this.#depth > deepestNesting) throw this.notSupported('so many nested levels')
    const result = read()
    this.#depth -= 1
    return result
  }
}
