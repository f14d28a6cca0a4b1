/**
 * Names: one word, or several with dots between. Knows which words may be names, not what they name.
 */
import type { Name, PlacedName } from './ast/name.ts'
import type { SyntaxErrorNumber } from './syntax-error.ts'
import type { TokenReader } from './token-reader.ts'
import { isReserved } from './words.ts'

/** Whether a name stands next: a quoted one, or a word that is not reserved. */
export function isName(reader: TokenReader, distance = 0): boolean {
  const { kind, text } = reader.peek(distance)
  return kind === 'quoted name' || (kind === 'word' && !isReserved(text, reader.dialect))
}

/** One name without dots. */
export function parseSimpleName(reader: TokenReader, number: SyntaxErrorNumber = 904): PlacedName {
  if (!isName(reader)) throw reader.unexpected(number, 'an identifier')
  const { text, at } = reader.take()
  return { name: text, at }
}

/** `a`, `a.b`, `a.b.c`. */
export function parseName(reader: TokenReader, number: SyntaxErrorNumber = 904): Name {
  const first = parseSimpleName(reader, number)
  return { parts: [first.name, ...parseFurtherParts(reader)], at: first.at }
}

/** The parts behind the first one: what follows a dot may be any word in PL/SQL. */
export function parseFurtherParts(reader: TokenReader): readonly string[] {
  const parts: string[] = []
  while (reader.isSymbol('.') && !reader.isSymbol('*', 1)) {
    reader.take()
    const { kind, text } = reader.token
    const mayFollow =
      kind === 'quoted name' || (kind === 'word' && (reader.dialect === 'PL/SQL' || isName(reader)))
    if (!mayFollow) throw reader.unexpected(904, 'an identifier')
    parts.push(text)
    reader.take()
  }
  if (reader.isSymbol('@')) throw reader.notSupported('database link')
  return parts
}

/** A name of a table or view. */
export const parseTableName = (reader: TokenReader): Name => parseName(reader, 903)

/** `(a, b, c)` as names. */
export function parseNameList(reader: TokenReader): readonly PlacedName[] {
  reader.expectSymbol('(', 906)
  const names = parseCommaList(reader, () => parseSimpleName(reader))
  reader.expectSymbol(')', 907)
  return names
}

/** One or more of something, with commas between. */
export function parseCommaList<Item>(reader: TokenReader, parseItem: () => Item): readonly [Item, ...Item[]] {
  const items: [Item, ...Item[]] = [parseItem()]
  while (reader.acceptSymbol(',')) items.push(parseItem())
  return items
}
