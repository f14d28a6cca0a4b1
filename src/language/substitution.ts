/**
 * `&name` as SQL*Plus has it, but safe: whatever a value holds, it can neither end a literal or a name nor begin
 * anything of its own.
 *
 * - In code a value is inserted as it is when it is a name (qualified, quoted) or a number; any other becomes a
 *   string literal. Where it touches other text (`t_&n`, `&schema..emp`) only what continues that text is accepted.
 * - In a string literal it is inserted with its quotes doubled; in a quoted name or a `q'[..]'` it may not hold the
 *   end. In a hint it must be a plain name or a number.
 * - Comments are left alone, unlike in SQL*Plus, and so are Java and JavaScript, where `&&` is an operator. A dot right after the name ends it and is dropped: `&schema..emp`.
 */
import { isNumber, isPlainName, isQualifiedName, quoteLiteral } from './identifier.ts'
import { type Token, tokenAt, tokensOf } from './lexer.ts'
import { isForeign } from './opener.ts'

/** A value that may not stand where its variable stands. */
export class SubstitutionError extends Error {
  /** The variable, in upper case. */
  readonly variable: string

  constructor(variable: string, value: string, expected: string) {
    super(`&${variable.toLowerCase()} stands where only ${expected} can stand, and its value is "${value}"`)
    this.name = 'SubstitutionError'
    this.variable = variable
  }
}

/** Values by the name of their variable, in upper case. */
export type SubstitutionValues = Readonly<Record<string, string>>

/** The variables of a statement, distinct, in upper case, in the order in which they first appear. */
export function variablesOf(text: string): string[] {
  if (isForeign(text)) return []
  const names: string[] = []
  for (const token of tokensOf(text)) {
    replaceVariables(token, (name) => {
      names.push(name)
      return ''
    })
  }
  return [...new Set(names)]
}

/**
 * The statement with every variable replaced by its value.
 * @param values must hold every one of `variablesOf(text)`
 * @throws SubstitutionError when a value is missing or may not stand where its variable stands
 */
export function substitute(text: string, values: SubstitutionValues): string {
  if (isForeign(text)) return text
  let result = ''
  let copied = 0
  for (const token of tokensOf(text)) {
    result += text.slice(copied, token.start)
    result +=
      token.type === 'variable'
        ? replaceVariables(token, (name) => inCode(name, given(name, values), result, text.slice(token.end)))
        : enclosed(token, values)
    copied = token.end
  }
  return result + text.slice(copied)
}

/** A token's text with each variable in it replaced; the delimiter of `q'&..&'` opens no variable. */
function replaceVariables(token: Token, replacement: (name: string) => string): string {
  if (!canHoldVariables(token) || !token.text.includes('&')) return token.text
  const opening = /^n?q'./isu.exec(token.text)?.[0] ?? ''
  const body = token.text.slice(opening.length)
  return (
    opening + body.replace(/&&?([\p{L}\p{N}_$#]+)\.?/gu, (_, name: string) => replacement(name.toUpperCase()))
  )
}

const canHoldVariables = ({ type, isUnterminated }: Token): boolean =>
  !isUnterminated && (type === 'variable' || type === 'string' || type === 'quoted name' || type === 'hint')

/** A string, quoted name or hint with its variables filled in; together they must leave it one token. */
function enclosed(token: Token, values: SubstitutionValues): string {
  const isPlainString = token.type === 'string' && /^n?'/i.test(token.text)
  const names: string[] = []
  const filled = replaceVariables(token, (name) => {
    const value = given(name, values)
    if (token.type === 'hint' && !isPlainName(value) && !/^\d+$/.test(value)) {
      throw new SubstitutionError(name, value, 'a name or a number')
    }
    names.push(name)
    return isPlainString ? value.replaceAll("'", "''") : value
  })
  const [last] = names.slice(-1)
  if (last !== undefined && !isOneToken(filled, token)) {
    throw new SubstitutionError(last, given(last, values), `text that does not end ${token.text}`)
  }
  return filled
}

function isOneToken(text: string, like: Token): boolean {
  const token = tokenAt(text, 0)
  return token?.end === text.length && token.type === like.type && !token.isUnterminated
}

/** What a value becomes in code, between the text before it, substituted already, and the text after it. */
function inCode(name: string, value: string, before: string, after: string): string {
  const refuse = (expected: string): never => {
    throw new SubstitutionError(name, value, expected)
  }
  const tail = before.slice(-2)
  if (/['"]$/.test(tail) || /^['"]/.test(after))
    return refuse('nothing: put a space between it and the quote')
  if (isAfterBindColon(before)) return refuse('the name of a bind')
  if (/[\p{L}\p{M}\p{N}_$#]$/u.test(before.slice(-2)) || /^[\p{L}\p{M}\p{N}_$#]/u.test(after)) {
    return /^[\p{L}\p{M}\p{N}_$#]+$/u.test(value) ? value : refuse('a part of a name')
  }
  if (/(?:@|(?<!\.)\.)$/.test(tail) || /^(?:@|\.(?!\.))/.test(after)) {
    return isQualifiedName(value) ? value : refuse('a name')
  }
  if (isQualifiedName(value)) return value
  if (!isNumber(value)) return quoteLiteral(value)
  return before.endsWith('-') && value.startsWith('-') ? ` ${value}` : value
}

/** A colon makes the next word a bind, unless it stands after a string: JSON's `'key': value`. */
function isAfterBindColon(before: string): boolean {
  const text = before.trimEnd()
  return text.endsWith(':') && !text.slice(0, -1).trimEnd().endsWith("'")
}

function given(name: string, values: SubstitutionValues): string {
  const value = values[name]
  if (value === undefined) throw new SubstitutionError(name, '', 'a value')
  return value
}
