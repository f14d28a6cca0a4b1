/**
 * Finds passwords that a statement sets, so that none is shown or kept. Looks into strings too: `execute immediate`
 * can hold one. Where it cannot tell how far a password goes, it takes more rather than less.
 */

import { tokenAt } from './lexer.ts'

/** Written so that a text without end is not tried in every way there is. */
const gap = String.raw`(?:\s|/\*(?:[^*]|\*(?!/))*\*/|--[^\n]*\n)+`

/**
 * `' || ...`: the string ends and the password is put together behind it, so everything that follows counts;
 * `''x''` within a string; `"x"`; `'x'`; `x`.
 */
const one = String.raw`(?:'(?:${gap})?\|\|[^]*|''[^']*(?:''|$)|"[^"]*"?|'[^']*'?|[^\s;'",]+)`
/** GRANT sets the passwords of several users. */
const secret = `(?:${one}(?:(?:${gap})?,(?:${gap})?${one})*)`

const clause = String.raw`\bidentified${gap}by(?:${gap}values\b)?`
const identifiedBy = new RegExp(String.raw`\bidentified${gap}by\b`, 'i')
const settings = new RegExp(
  `(${clause})(?:${gap})?(?<set>${secret})(?:(${gap}replace)(?:${gap})?(?<old>${one}))?`,
  'dgi',
)

/** `connect user/password`, which is no statement, but is typed all the same. */
const connecting = /^([^\S\n]*conn(?:ect)?\s+(?:"[^"]*"|[^\s/@]+)\s*\/\s*)(?<set>"[^"]*"?|[^\s@]+)/dgim

/** Whether a statement sets a password: `identified by`, anywhere in it. */
export const setsPassword = (text: string): boolean => identifiedBy.test(text)

/** The statement with every password that it sets, and the old one after REPLACE, as `***`. */
export const maskPasswords = (text: string): string =>
  text.replace(
    settings,
    (_, set: string, _set: string, old: string | undefined) => `${set} ***${old ? `${old} ***` : ''}`,
  )

/** What somebody typed, as it may be remembered. */
export const maskTyped = (text: string): string => maskPasswords(text).replace(connecting, '$1***')

/** Where in a text a password stands that somebody types, from the offset `start` to before `end`. */
export interface PasswordSpan {
  readonly start: number
  readonly end: number
}

/**
 * The passwords of a text that is being typed. Where one is put together from strings and names, the strings: whoever
 * types has to see the names.
 */
export function passwordSpans(text: string): PasswordSpan[] {
  const found = [settings, connecting].flatMap((pattern) =>
    [...text.matchAll(pattern)].flatMap(({ indices: { groups = {} } = {} }) => {
      const places = [groups['set'], groups['old']].filter((place) => place !== undefined)
      return places.map(([start, end]) => ({ start, end }))
    }),
  )
  return found.flatMap((span) => (putsTogether.test(text.slice(span.start)) ? stringsIn(text, span) : [span]))
}

const putsTogether = new RegExp(`^'(?:${gap})?\\|\\|`)

/** The strings behind the one that ends where the span begins. */
function stringsIn(text: string, { start, end }: PasswordSpan): PasswordSpan[] {
  const found: PasswordSpan[] = []
  for (let token = tokenAt(text, start + 1); token && token.start < end; token = tokenAt(text, token.end))
    if (token.type === 'string' || token.type === 'quoted name') found.push(token)
  return found.map((token) => ({ start: token.start, end: token.end }))
}

/**
 * What must not be repeated of a statement that sets passwords: each that it sets, old ones after REPLACE, and their
 * words, the longest first. Shorter ones than three characters are left out: they stand in any text.
 */
export function passwordsIn(text: string): string[] {
  const found = [...text.matchAll(settings)].flatMap(({ groups = {} }) => [groups['set'], groups['old']])
  const whole = found.flatMap((secret = '') => secret.split(/["'|,;]+/)).map((secret) => secret.trim())
  const words = whole.flatMap((secret) => secret.split(/\s+/))
  return [...new Set([...whole, ...words])]
    .filter((secret) => secret.length > 2)
    .sort((one, other) => other.length - one.length)
}
