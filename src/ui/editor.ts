/**
 * The prompt's text and cursor as a pure reducer over graphemes, with readline's moves, a kill buffer and a history in
 * memory. It knows no keys, no terminal, and not when a statement is complete.
 */
import { maskTyped } from '../language/password.ts'
import { graphemes } from './text.ts'

export interface Editor {
  /** One entry a character as the reader sees it; a line break is `\n`. */
  readonly text: readonly string[]
  /** The cursor stands before this entry. */
  readonly cursor: number
  /** What was cut last. */
  readonly killed: readonly string[]
  /** What was run, oldest first, without passwords. */
  readonly history: readonly string[]
  /** The entry of the history that is shown; its length when none is. */
  readonly place: number
  /** What was being typed before the history was entered. */
  readonly draft: readonly string[]
}

export type Edit =
  | { readonly type: 'insert'; readonly text: string }
  | {
      readonly type:
        | 'break line'
        | 'delete back'
        | 'delete forward'
        | 'left'
        | 'right'
        | 'word left'
        | 'word right'
        | 'line start'
        | 'line end'
        | 'up'
        | 'down'
        | 'earlier'
        | 'later'
        | 'kill to end'
        | 'kill to start'
        | 'kill word back'
        | 'kill word forward'
        | 'yank'
        | 'clear'
        | 'remember'
    }

/** The history's length at most; older entries are forgotten. */
const historyLimit = 1_000

export const emptyEditor: Editor = { text: [], cursor: 0, killed: [], history: [], place: 0, draft: [] }

export const textOf = (editor: Editor): string => editor.text.join('')

export const isEmpty = (editor: Editor): boolean => editor.text.length === 0

/** The editor after one edit; the same object when nothing changed. */
export function edit(editor: Editor, change: Edit): Editor {
  const { text, cursor } = editor
  switch (change.type) {
    case 'insert':
      return insert(editor, change.text)
    case 'break line':
      return insert(editor, '\n')
    case 'delete back':
      return cursor === 0 ? editor : cut(editor, cursor - 1, cursor)
    case 'delete forward':
      return cursor === text.length ? editor : cut(editor, cursor, cursor + 1)
    case 'left':
      return moveTo(editor, Math.max(0, cursor - 1))
    case 'right':
      return moveTo(editor, Math.min(text.length, cursor + 1))
    case 'word left':
      return moveTo(editor, wordStart(text, cursor))
    case 'word right':
      return moveTo(editor, wordEnd(text, cursor))
    case 'line start':
      return moveTo(editor, lineStart(text, cursor))
    case 'line end':
      return moveTo(editor, lineEnd(text, cursor))
    case 'up':
      return lineStart(text, cursor) === 0 ? recall(editor, editor.place - 1) : moveLine(editor, -1)
    case 'down':
      return lineEnd(text, cursor) === text.length ? recall(editor, editor.place + 1) : moveLine(editor, 1)
    case 'earlier':
      return recall(editor, editor.place - 1)
    case 'later':
      return recall(editor, editor.place + 1)
    case 'kill to end': {
      const end = lineEnd(text, cursor)
      // At the end of a line the break itself goes, as in readline's multi-line relatives.
      return kill(editor, cursor, end === cursor ? Math.min(text.length, end + 1) : end)
    }
    case 'kill to start':
      return kill(editor, lineStart(text, cursor), cursor)
    case 'kill word back':
      return kill(editor, blankWordStart(text, cursor), cursor)
    case 'kill word forward':
      return kill(editor, cursor, wordEnd(text, cursor))
    case 'yank':
      return insert(editor, editor.killed.join(''))
    case 'clear':
      return { ...editor, text: [], cursor: 0, place: editor.history.length, draft: [] }
    case 'remember':
      return remember(editor)
  }
}

/** Inserted as a whole and split again: a combining character joins what stands before it. */
function insert(editor: Editor, inserted: string): Editor {
  if (inserted === '') return editor
  const before = editor.text.slice(0, editor.cursor).join('') + inserted
  const after = editor.text.slice(editor.cursor).join('')
  const text = graphemes(before + after)
  let cursor = 0
  for (let length = 0; length < before.length; cursor++) length += text[cursor]?.length ?? before.length
  return { ...editor, text, cursor }
}

function cut(editor: Editor, from: number, to: number): Editor {
  // Joined and split anew, for the neighbours of a cut can become one character.
  const before = editor.text.slice(0, from)
  const text = graphemes(before.join('') + editor.text.slice(to).join(''))
  return { ...editor, text, cursor: Math.min(from, text.length) }
}

const kill = (editor: Editor, from: number, to: number): Editor =>
  from === to ? editor : { ...cut(editor, from, to), killed: editor.text.slice(from, to) }

const moveTo = (editor: Editor, cursor: number): Editor =>
  cursor === editor.cursor ? editor : { ...editor, cursor }

function moveLine(editor: Editor, by: -1 | 1): Editor {
  const { text, cursor } = editor
  const column = cursor - lineStart(text, cursor)
  const start = by < 0 ? lineStart(text, lineStart(text, cursor) - 1) : lineEnd(text, cursor) + 1
  return moveTo(editor, Math.min(start + column, lineEnd(text, start)))
}

function recall(editor: Editor, place: number): Editor {
  if (place < 0 || place > editor.history.length) return editor
  const draft = editor.place === editor.history.length ? editor.text : editor.draft
  const text = place === editor.history.length ? draft : graphemes(editor.history[place] ?? '')
  return { ...editor, text, cursor: text.length, place, draft }
}

function remember(editor: Editor): Editor {
  const text = maskTyped(textOf(editor))
  const isNew = text.trim() !== '' && editor.history.at(-1) !== text
  const history = isNew ? [...editor.history, text].slice(-historyLimit) : editor.history
  return { ...editor, text: [], cursor: 0, history, place: history.length, draft: [] }
}

const isWordCharacter = (grapheme: string | undefined): boolean =>
  grapheme !== undefined && /^[\p{L}\p{N}_$#]/u.test(grapheme)

const isBlank = (grapheme: string | undefined): boolean => grapheme !== undefined && /^\s/.test(grapheme)

function wordStart(text: readonly string[], cursor: number): number {
  let at = cursor
  while (at > 0 && !isWordCharacter(text[at - 1])) at--
  while (at > 0 && isWordCharacter(text[at - 1])) at--
  return at
}

function wordEnd(text: readonly string[], cursor: number): number {
  let at = cursor
  while (at < text.length && !isWordCharacter(text[at])) at++
  while (at < text.length && isWordCharacter(text[at])) at++
  return at
}

/** Ctrl-W goes by blanks, as a terminal's own line editing does. */
function blankWordStart(text: readonly string[], cursor: number): number {
  let at = cursor
  while (at > 0 && isBlank(text[at - 1])) at--
  while (at > 0 && !isBlank(text[at - 1])) at--
  return at
}

function lineStart(text: readonly string[], cursor: number): number {
  return cursor === 0 ? 0 : text.lastIndexOf('\n', cursor - 1) + 1
}

function lineEnd(text: readonly string[], cursor: number): number {
  const end = text.indexOf('\n', cursor)
  return end < 0 ? text.length : end
}
