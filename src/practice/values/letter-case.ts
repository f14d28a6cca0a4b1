/**
 * Upper and lower case as Oracle's binary linguistics know them: character by character, so that a text keeps
 * its length.
 */

/** ASCII, by far the most common, takes the short way. */
const ascii = /^[\0-\x7f]*$/

/** UPPER: a character whose upper case is more than one character stays as it is (`ß`). */
export const upperCase = (text: string): string =>
  ascii.test(text) ? text.toUpperCase() : mapCharacters(text, (char) => char.toUpperCase())

/** LOWER: a character whose lower case is more than one character stays as it is. */
export const lowerCase = (text: string): string =>
  ascii.test(text) ? text.toLowerCase() : mapCharacters(text, (char) => char.toLowerCase())

function mapCharacters(text: string, map: (char: string) => string): string {
  let mapped = ''
  for (const char of text) {
    const other = map(char)
    mapped += other.length === char.length ? other : char
  }
  return mapped
}
