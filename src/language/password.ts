/**
 * Finds passwords that a statement sets, so that none is shown or kept. Looks into strings too: `execute immediate`
 * can hold one.
 */

const gap = String.raw`(?:\s|/\*[^]*?\*/|--[^\n]*\n)+`
const secret = String.raw`(?:"[^"]*"?|'[^']*'?|[^\s;'"]+)`

const clause = String.raw`\bidentified${gap}by(?:${gap}values\b)?`
const identifiedBy = new RegExp(String.raw`\bidentified${gap}by\b`, 'i')
const settings = new RegExp(`(${clause})(?:${gap})?${secret}(?:(${gap}replace)(?:${gap})?${secret})?`, 'gi')

/** Whether a statement sets a password: `identified by`, anywhere in it. */
export const setsPassword = (text: string): boolean => identifiedBy.test(text)

/** The statement with every password that it sets, and the old one after REPLACE, as `***`. */
export const maskPasswords = (text: string): string =>
  text.replace(settings, (_, set: string, old: string | undefined) => `${set} ***${old ? `${old} ***` : ''}`)
