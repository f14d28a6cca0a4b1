/**
 * Finds passwords that a statement sets, so that none is shown or kept. Looks into strings too: `execute immediate`
 * can hold one. Where it cannot tell how far a password goes, it takes more rather than less.
 */

const gap = String.raw`(?:\s|/\*[^]*?\*/|--[^\n]*\n)+`

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
  'gi',
)

/** `connect user/password`, which is no statement, but is typed all the same. */
const connecting = /^(\s*conn(?:ect)?\s+(?:"[^"]*"|[^\s/@]+)\s*\/\s*)(?:"[^"]*"?|[^\s@]+)/gim

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
