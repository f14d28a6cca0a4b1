/**
 * Statements as they are written down: no longer than a line is read, and without passwords.
 */

/** Characters that are kept. */
const LONGEST_TEXT = 1000

const word = `(?:"[^"]*"?|'[^']*'?|[^\\s;"']+)`
/** A password behind IDENTIFIED BY, and the old one behind REPLACE. */
const secrets = new RegExp(
  `\\b(identified\\s+by\\s+(?:values\\s+)?)${word}(?:(\\s+replace\\s+)${word})?`,
  'gi',
)

export const recordedText = (text: string): string => {
  const shown = text.replace(secrets, (_, before: string, replace?: string) =>
    replace === undefined ? `${before}***` : `${before}***${replace}***`,
  )
  if (shown.length <= LONGEST_TEXT) return shown
  // A copy of its own: a slice would keep the whole text in memory.
  return Buffer.from(shown.slice(0, LONGEST_TEXT)).toString()
}
