/**
 * The shapes of names and numbers that may stand in a statement as they are.
 */

const part = String.raw`(?:\p{L}[\p{L}\p{M}\p{N}_$#]*|"[^"\0]+")`
const name = String.raw`${part}(?:\.${part})*`

const plainName = /^\p{L}[\p{L}\p{M}\p{N}_$#]*$/u
const qualifiedName = new RegExp(`^${name}(?:@${name}(?:@${part})?)?$`, 'u')
const unsignedNumber = /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i

/** `emp`, unquoted and unqualified. */
export const isPlainName = (text: string): boolean => plainName.test(text)

/** `emp`, `"Emp"`, `scott.emp`, `scott.emp@link`: what DBMS_ASSERT.QUALIFIED_SQL_NAME accepts, without spaces. */
export const isQualifiedName = (text: string): boolean => qualifiedName.test(text)

/** `12`, `-1.5e3`: a number as SQL writes it. */
export const isNumber = (text: string): boolean => unsignedNumber.test(text.replace(/^[+-]/, ''))

/** A string literal that holds exactly this text. */
export const quoteLiteral = (text: string): string => `'${text.replaceAll("'", "''")}'`
