/**
 * The editor once more, as simple as can be: two lists of characters, left and right of the cursor. What it does is
 * held against the real one.
 */

import { graphemes } from '../../../src/ui/frame/text.ts'
import type { Edit } from '../../../src/ui/prompt/editor.ts'

export interface NaiveEditor {
  readonly before: readonly string[]
  readonly after: readonly string[]
  readonly killed: string
  readonly hasJustKilled: boolean
}

export const naiveEditor: NaiveEditor = { before: [], after: [], killed: '', hasJustKilled: false }

const isInWord = (character: string): boolean => /[\p{L}\p{M}\p{N}_$#]/u.test(character)
const isBlank = (character: string): boolean => /^\s/.test(character)

/** How many characters at the start of a list: first those that do not pass, then those that do. */
function wordLength(characters: readonly string[], passes: (character: string) => boolean): number {
  const first = characters.findIndex(passes)
  if (first < 0) return characters.length
  const rest = characters.slice(first).findIndex((character) => !passes(character))
  return rest < 0 ? characters.length : first + rest
}

/** How many characters until a line break. */
const lineLength = (characters: readonly string[]): number => {
  const found = characters.indexOf('\n')
  return found < 0 ? characters.length : found
}

export function naiveEdit(editor: NaiveEditor, change: Edit): NaiveEditor {
  const { before, after } = editor
  const backwards = before.toReversed()
  const text = before.length + after.length

  /** Characters join across the cursor, which then stands behind them. */
  const joined = (left: string, right: string): NaiveEditor => {
    const whole = graphemes(left + right)
    let length = 0
    const count = whole.findIndex((character) => {
      if (length >= left.length) return true
      length += character.length
      return false
    })
    const end = count < 0 ? whole.length : count
    return { ...editor, before: whole.slice(0, end), after: whole.slice(end), hasJustKilled: false }
  }
  const moved = (by: number): NaiveEditor => {
    const all = [...before, ...after]
    const cursor = Math.max(0, Math.min(text, before.length + by))
    if (cursor === before.length) return editor
    return { ...editor, before: all.slice(0, cursor), after: all.slice(cursor), hasJustKilled: false }
  }
  const cut = (back: number, forward: number): NaiveEditor =>
    joined(before.slice(0, before.length - back).join(''), after.slice(forward).join(''))
  const killed = (back: number, forward: number): NaiveEditor => {
    if (back + forward === 0) return editor
    const cutBefore = before.slice(before.length - back).join('')
    const cutAfter = after.slice(0, forward).join('')
    const kept = editor.hasJustKilled ? editor.killed : ''
    return { ...cut(back, forward), killed: cutBefore + kept + cutAfter, hasJustKilled: true }
  }
  const inserted = (typed: string): NaiveEditor =>
    typed === '' ? editor : joined(before.join('') + typed, after.join(''))
  const cased = (change: (word: string) => string): NaiveEditor => {
    const first = after.findIndex(isInWord)
    const end = wordLength(after, isInWord)
    const start = first < 0 ? end : first
    const word = after.slice(start, end).join('')
    const gap = after.slice(0, start).join('')
    const next = joined(before.join('') + gap + change(word), after.slice(end).join(''))
    const isSame = change(word) === word && start === 0 && end === 0
    return isSame ? editor : next
  }

  switch (change.type) {
    case 'insert':
      return inserted(change.text.replace(/\r\n?/g, '\n'))
    case 'break line':
      return inserted('\n')
    case 'delete back':
      return before.length === 0 ? editor : cut(1, 0)
    case 'delete forward':
      return after.length === 0 ? editor : cut(0, 1)
    case 'left':
      return moved(-1)
    case 'right':
      return moved(1)
    case 'word left':
      return moved(-wordLength(backwards, isInWord))
    case 'word right':
      return moved(wordLength(after, isInWord))
    case 'line start':
      return moved(-lineLength(backwards))
    case 'line end':
      return moved(lineLength(after))
    case 'text start':
      return moved(-text)
    case 'text end':
      return moved(text)
    case 'kill to end':
      return killed(0, lineLength(after) || Math.min(1, after.length))
    case 'kill to start':
      return killed(lineLength(backwards), 0)
    case 'kill blank word back':
      return killed(
        wordLength(backwards, (character) => !isBlank(character)),
        0,
      )
    case 'kill word back':
      return killed(wordLength(backwards, isInWord), 0)
    case 'kill word forward':
      return killed(0, wordLength(after, isInWord))
    case 'yank':
      return inserted(editor.killed)
    case 'upper case':
      return cased((word) => word.toUpperCase())
    case 'lower case':
      return cased((word) => word.toLowerCase())
    case 'capitalise':
      return cased((word) => {
        const [first = '', ...rest] = graphemes(word)
        return first.toUpperCase() + rest.join('').toLowerCase()
      })
    case 'clear':
      return text === 0 ? editor : { ...editor, before: [], after: [], hasJustKilled: false }
    default:
      throw new Error(`the list of characters knows no ${change.type}`)
  }
}
