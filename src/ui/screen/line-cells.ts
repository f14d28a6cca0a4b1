/**
 * A drawn line taken apart into the cells of a terminal, where that can be done for certain: every terminal agrees
 * how wide our own signs and ASCII are, and nobody knows it of all that a database may send.
 */
import { ownSigns } from '../frame/theme.ts'

/** What stands in each cell: a character, and the looks it wears as SGR sequences. */
export interface LineCells {
  readonly characters: readonly string[]
  readonly looks: readonly string[]
}

const look = /\x1b\[[\d;]*m/y
const reset = '\x1b[0m'

/** The cells of a line of ours; undefined when a character stands in it whose width terminals may not agree on. */
export function cellsOf(line: string): LineCells | undefined {
  const characters: string[] = []
  const looks: string[] = []
  let worn = ''
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (character >= ' ' && (character <= '~' || ownSigns.has(character))) {
      characters.push(character)
      looks.push(worn)
      continue
    }
    look.lastIndex = at
    const [sequence] = look.exec(line) ?? []
    if (sequence === undefined) return undefined
    worn = sequence === reset ? '' : worn + sequence
    at += sequence.length - 1
  }
  return { characters, looks }
}
