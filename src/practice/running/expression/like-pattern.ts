/**
 * LIKE: patterns read once and matched in time that grows with text and pattern only, whatever they are.
 */
import { OracleError } from '../../error.ts'

/** One element of a pattern: a character, `_`, or `%`. */
type Element =
  | { readonly kind: 'character'; readonly text: string }
  | { readonly kind: 'one' }
  | { readonly kind: 'many' }

/** @throws OracleError ORA-01425 and ORA-01424 for a wrong escape character or its wrong use. */
const readPattern = (pattern: string, escapeBy: string | null): readonly Element[] => {
  if (escapeBy !== null && [...escapeBy].length !== 1)
    throw new OracleError(1425, 'escape character must be character string of length 1')
  const elements: Element[] = []
  let isEscaped = false
  for (const text of pattern) {
    if (isEscaped && text !== '%' && text !== '_' && text !== escapeBy) throw wrongEscape()
    if (!isEscaped && text === escapeBy) {
      isEscaped = true
      continue
    }
    if (isEscaped || (text !== '%' && text !== '_')) elements.push({ kind: 'character', text })
    else elements.push({ kind: text === '_' ? 'one' : 'many' })
    isEscaped = false
  }
  if (isEscaped) throw wrongEscape()
  return elements
}

const wrongEscape = (): OracleError =>
  new OracleError(1424, 'missing or illegal character following the escape character')

/** Reads patterns and keeps the last one: mostly the next row has the same. */
export const lastRead = (): typeof readPattern => {
  let last:
    | { readonly pattern: string; readonly escapeBy: string | null; readonly elements: readonly Element[] }
    | undefined
  return (pattern, escapeBy) => {
    if (last?.pattern !== pattern || last.escapeBy !== escapeBy)
      last = { pattern, escapeBy, elements: readPattern(pattern, escapeBy) }
    return last.elements
  }
}

/** Where a match fails, only the last `%` takes one character more: earlier ones never need to. */
export const isLike = (text: string, elements: readonly Element[]): boolean => {
  const characters = [...text]
  let at = 0
  let element = 0
  let retryElement = -1
  let retryAt = 0
  while (at < characters.length) {
    const wanted = elements[element]
    if (wanted?.kind === 'many') {
      element += 1
      retryElement = element
      retryAt = at
    } else if (wanted !== undefined && (wanted.kind === 'one' || wanted.text === characters[at])) {
      element += 1
      at += 1
    } else if (retryElement >= 0) {
      retryAt += 1
      at = retryAt
      element = retryElement
    } else return false
  }
  return elements.slice(element).every(({ kind }) => kind === 'many')
}
