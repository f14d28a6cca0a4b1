/**
 * `&name` as SQL*Plus has it, but safe: whatever a value holds, it can neither end a literal or a name nor begin
 * anything of its own.
 *
 * - In code a value is inserted as it is when it is a name (qualified, quoted) or a number; any other becomes a
 *   string literal. Where it touches other text (`t_&n`, `&schema..emp`) only what continues that text is accepted.
 * - In a string literal it is inserted with its quotes doubled; in a quoted name or a `q'[..]'` it may not hold the
 *   end. In a hint it must be a plain name or a number.
 * - A dot right after the name ends it and is dropped: `&schema..emp`.
 * - Comments are left alone, unlike in SQL*Plus, and so are Java and JavaScript, where `&&` is an operator.
 */
import { isNumber, isPlainName, isQualifiedName, quoteLiteral } from './identifier.ts'
import { type Token, tokenAt, tokensOf } from './lexer.ts'
import { isForeign } from './opener.ts'

/** A value that may not stand where its variable stands. */
export class SubstitutionError extends Error {
  /** The variable, in upper case. */
  readonly variable: string

  constructor(variable: string, problem: string) {
    super(`&${variable.toLowerCase()}: ${problem}`)
    this.name = 'SubstitutionError'
    this.variable = variable
  }
}

const unexpected = (variable: string, value: string, expected: string): SubstitutionError =>
  new SubstitutionError(variable, `expected ${expected} there, got "${value}"`)

/** Values by the name of their variable, in upper case. */
export type SubstitutionValues = Readonly<Record<string, string>>

/** A statement read once, to be filled in many times. */
export interface Template {
  /** Distinct, in upper case, in the order in which they first appear. */
  readonly variables: readonly string[]
  /**
   * The statement with every variable replaced by its value.
   * @param values must hold all of `variables`
   * @throws SubstitutionError when a value is missing or may not stand where its variable stands
   */
  fill(values: SubstitutionValues): string
}

/** The variables of a statement and what follows from their values. */
export function templateOf(text: string): Template {
  const tokens = isForeign(text) ? [] : [...tokensOf(text)].filter(holdsVariables)
  const variables = new Set<string>()
  for (const token of tokens) {
    replaceVariables(token, (name) => {
      variables.add(name)
      return ''
    })
  }
  return {
    variables: [...variables],
    fill(values) {
      let filled = ''
      let copied = 0
      for (const token of tokens) {
        filled += text.slice(copied, token.start)
        filled += token.type === 'variable' ? inCode(token, values, filled, text) : enclosed(token, values)
        copied = token.end
      }
      return filled + text.slice(copied)
    },
  }
}

/** Whether a token is or has a variable; comments have none, and in what has no end nothing is replaced. */
function holdsVariables(token: Token): boolean {
  const canHold = ['variable', 'string', 'quoted name', 'hint'].includes(token.type) && !token.isUnterminated
  return canHold && replaceVariables(token, () => '') !== token.text
}

/** A token's text with each variable in it replaced; the delimiter of `q'&..&'` opens no variable. */
function replaceVariables(token: Token, replacement: (name: string) => string): string {
  const opening = /^n?q'./isu.exec(token.text)?.[0] ?? ''
  const body = token.text.slice(opening.length)
  return (
    opening + body.replace(/&&?([\p{L}\p{N}_$#]+)\.?/gu, (_, name: string) => replacement(name.toUpperCase()))
  )
}

/** A string, quoted name or hint with its variables filled in; together they must leave it one token. */
function enclosed(token: Token, values: SubstitutionValues): string {
  const isPlainString = token.type === 'string' && /^n?'/i.test(token.text)
  const names: string[] = []
  const filled = replaceVariables(token, (name) => {
    const value = given(name, values)
    if (token.type === 'hint' && !isPlainName(value) && !/^\d+$/.test(value)) {
      throw unexpected(name, value, 'a name or a number')
    }
    names.push(name)
    return isPlainString ? value.replaceAll("'", "''") : value
  })
  const [last] = names.slice(-1)
  if (last !== undefined && !isOneToken(filled, token)) {
    throw unexpected(last, given(last, values), `text that does not end ${token.text}`)
  }
  return filled
}

function isOneToken(text: string, like: Token): boolean {
  const token = tokenAt(text, 0)
  return token?.end === text.length && token.type === like.type && !token.isUnterminated
}

/**
 * What a variable becomes in code.
 * @param before the statement so far, filled in already
 * @param text the statement as it was
 */
function inCode(token: Token, values: SubstitutionValues, before: string, text: string): string {
  return replaceVariables(token, (name) => {
    const value = given(name, values)
    const left = before.slice(-2)
    const right = text.slice(token.end, token.end + 2)
    if (/['"]$/.test(left) || /^['"]/.test(right)) {
      throw new SubstitutionError(name, 'it touches a quote; put a space between them')
    }
    if (isAfterBindColon(before)) throw new SubstitutionError(name, 'a bind cannot be named by a variable')
    if (/[\p{L}\p{M}\p{N}_$#]$/u.test(left) || /^[\p{L}\p{M}\p{N}_$#]/u.test(right)) {
      if (/^[\p{L}\p{M}\p{N}_$#]+$/u.test(value)) return value
      throw unexpected(name, value, 'a part of a name')
    }
    if (/(?:@|(?<!\.)\.)$/.test(left) || /^(?:@|\.(?!\.))/.test(right)) {
      if (isQualifiedName(value)) return value
      throw unexpected(name, value, 'a name')
    }
    if (isQualifiedName(value)) return value
    if (!isNumber(value)) return quoteLiteral(value)
    return left.endsWith('-') && value.startsWith('-') ? ` ${value}` : value
  })
}

/** A colon makes the next word a bind, unless it stands after a string: JSON's `'key': value`. */
function isAfterBindColon(before: string): boolean {
  const text = before.trimEnd()
  return text.endsWith(':') && !text.slice(0, -1).trimEnd().endsWith("'")
}

function given(name: string, values: SubstitutionValues): string {
  const value = values[name]
  if (value === undefined) throw new SubstitutionError(name, 'it has no value')
  return value
}
