/**
 * Statements as others may see them.
 */

const gap = String.raw`(?:\s|/\*[^]*?\*/|--[^\n]*\n)+`
const secret = String.raw`(?:"[^"]*"?|'[^']*'?|[^\s;"']+)`
/** A password behind IDENTIFIED BY, and the old one behind REPLACE. */
const identification = new RegExp(
  `\\b(identified${gap}by)${gap}(?:values${gap})?${secret}(?:${gap}replace${gap}${secret})?`,
  'gi',
)

/** The text with `*` in the place of passwords, as Oracle shows it. */
export const withoutPasswords = (text: string): string => text.replace(identification, '$1 *')
