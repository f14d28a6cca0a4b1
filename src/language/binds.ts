/**
 * Finds the bind variables of a statement as the driver and the server do. It knows no values.
 */
import { codeTokens, isWord } from './lexer.ts'

/**
 * The names of a statement's binds, distinct, in the order in which they first appear: in upper case, quoted ones as
 * they are. Data definition has none (ORA-01027): the `:new` of a trigger is not one.
 */
export function bindNames(text: string): string[] {
  const tokens = codeTokens(text)
  if (isWord(tokens[0], 'create')) return []
  const names = tokens.filter(({ type }, index) => type === 'bind' && tokens[index - 1]?.type !== 'string')
  return [...new Set(names.map((token) => nameOf(token.text)))]
}

function nameOf(bind: string): string {
  const name = bind.slice(1).trim()
  return name.startsWith('"') ? name.slice(1, -1) : name.toUpperCase()
}
