/**
 * The prompt's text and cursor as a pure reducer over graphemes, with readline's moves, undo, cuts, and what was typed
 * before. It knows no keys, no terminal, and not when a statement is complete.
 */
import { remembered } from '../../core/typed.ts'
import { isOneCharacter } from '../frame/text.ts'
import {
  blankWordStart,
  characterAfter,
  characterBefore,
  inNextLine,
  lineEnd,
  lineStart,
  nextWord,
  wordEnd,
  wordStart,
} from './boundaries.ts'
import type { Editor, Run } from './editor-state.ts'
import { kill, yank, yankPop } from './kill-ring.ts'
import { giveBack, recall, searchFor, searchForLess, searchOn, takeFound } from './typed-before.ts'
import { redo, replace, undo } from './undo.ts'

export type { Editor }

export type Edit =
  | { readonly type: 'insert'; readonly text: string }
  /** Somebody else has edited it. */
  | { readonly type: 'replace all'; readonly text: string }
  /** A text in place of what stands from an offset to the cursor. */
  | { readonly type: 'complete'; readonly from: number; readonly text: string }
  | { readonly type: PlainEdit }

export type PlainEdit =
  | ('break line' | 'delete back' | 'delete forward')
  | ('left' | 'right' | 'word left' | 'word right')
  | ('line start' | 'line end' | 'text start' | 'text end')
  | ('up' | 'down' | 'earlier' | 'later')
  | ('kill to end' | 'kill to start' | 'kill blank word back' | 'kill word back' | 'kill word forward')
  | ('yank' | 'yank pop' | 'undo' | 'redo')
  | ('transpose' | 'upper case' | 'lower case' | 'capitalise')
  | ('search older' | 'search newer' | 'take found' | 'give back')
  | ('clear' | 'remember')

export const emptyEditor: Editor = {
  ...{ text: '', cursor: 0, undoable: [], redoable: [], kills: [], last: 'move' },
  ...{ history: [], place: 0, draft: '' },
}

/** An editor that begins with what was typed in earlier shells. */
export const editorWith = (history: readonly string[]): Editor => ({
  ...emptyEditor,
  history,
  place: history.length,
})

/** Whether the prompt holds nothing and searches for nothing. */
export const isEmpty = ({ text, search }: Editor): boolean => text === '' && !search

/** The editor after one edit; the same object when nothing changed. */
export function edit(editor: Editor, change: Edit): Editor {
  const { text, cursor, search } = editor
  switch (change.type) {
    case 'search older':
      return searchOn(editor, -1)
    case 'search newer':
      return searchOn(editor, 1)
    case 'take found':
      return takeFound(editor)
    case 'give back':
      return giveBack(editor)
  }
  if (search && change.type === 'insert') return searchFor(editor, search, change.text)
  if (search && change.type === 'delete back') return searchForLess(editor, search)
  // Any other key is for what was found.
  if (search) return edit(takeFound(editor), change)
  switch (change.type) {
    case 'insert':
      return insert(editor, change.text.replace(/\r\n?/g, '\n'))
    case 'replace all':
      return replace(editor, { from: 0, to: text.length, by: change.text.replace(/\r\n?/g, '\n') })
    case 'complete':
      return replace(editor, { from: change.from, to: cursor, by: change.text })
    case 'break line':
      return replace(editor, { from: cursor, to: cursor, by: '\n' })
    case 'delete back':
      return remove(editor, characterBefore(text, cursor), cursor, 'deleting back')
    case 'delete forward':
      return remove(editor, cursor, characterAfter(text, cursor), 'deleting forward')
    case 'left':
      return moveTo(editor, characterBefore(text, cursor))
    case 'right':
      return moveTo(editor, characterAfter(text, cursor))
    case 'word left':
      return moveTo(editor, wordStart(text, cursor))
    case 'word right':
      return moveTo(editor, wordEnd(text, cursor))
    case 'line start':
      return moveTo(editor, lineStart(text, cursor))
    case 'line end':
      return moveTo(editor, lineEnd(text, cursor))
    case 'text start':
      return moveTo(editor, 0)
    case 'text end':
      return moveTo(editor, text.length)
    case 'up':
      if (lineStart(text, cursor) === 0) return recall(editor, editor.place - 1)
      return moveTo(editor, inNextLine(text, cursor, -1))
    case 'down':
      if (lineEnd(text, cursor) === text.length) return recall(editor, editor.place + 1)
      return moveTo(editor, inNextLine(text, cursor, 1))
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
    case 'kill blank word back':
      return kill(editor, blankWordStart(text, cursor), cursor)
    case 'kill word back':
      return kill(editor, wordStart(text, cursor), cursor)
    case 'kill word forward':
      return kill(editor, cursor, wordEnd(text, cursor))
    case 'yank':
      return yank(editor)
    case 'yank pop':
      return yankPop(editor)
    case 'undo':
      return undo(editor)
    case 'redo':
      return redo(editor)
    case 'transpose':
      return transpose(editor)
    case 'upper case':
      return changeWord(editor, (word) => word.toUpperCase())
    case 'lower case':
      return changeWord(editor, (word) => word.toLowerCase())
    case 'capitalise':
      return changeWord(editor, capitalise)
    case 'clear':
      return {
        ...replace(editor, { from: 0, to: text.length, by: '', place: editor.history.length }),
        draft: '',
      }
    case 'remember':
      return remember(editor)
  }
}

/** Single characters are typed, and make one change with those before them; anything else was pasted. */
function insert(editor: Editor, by: string): Editor {
  const { cursor } = editor
  const isTyped = by !== '\n' && isOneCharacter(by)
  return replace(editor, { from: cursor, to: cursor, by, ...(isTyped && { run: 'typing' }) })
}

const remove = (editor: Editor, from: number, to: number, run: Run): Editor =>
  from === to ? editor : replace(editor, { from, to, by: '', run })

const moveTo = (editor: Editor, cursor: number): Editor =>
  cursor === editor.cursor ? editor : { ...editor, cursor, last: 'move' }

/** Exchanges the characters around the cursor, at the end of a line those before it, and goes on. */
function transpose(editor: Editor): Editor {
  const { text, cursor } = editor
  const isAtEnd = cursor === lineEnd(text, cursor)
  const middle = isAtEnd ? characterBefore(text, cursor) : cursor
  if (middle <= lineStart(text, cursor)) return editor
  const from = characterBefore(text, middle)
  const to = characterAfter(text, middle)
  return replace(editor, { from, to, by: text.slice(middle, to) + text.slice(from, middle) })
}

/** Changes the rest of the word at the cursor, or the next one, and goes behind it. */
function changeWord(editor: Editor, change: (word: string) => string): Editor {
  const { text, cursor } = editor
  const from = nextWord(text, cursor)
  const to = wordEnd(text, from)
  const by = change(text.slice(from, to))
  return moveTo(replace(editor, { from, to, by }), from + by.length)
}

function capitalise(word: string): string {
  const first = characterAfter(word, 0)
  return word.slice(0, first).toUpperCase() + word.slice(first).toLowerCase()
}

/** A new prompt: what was typed goes into the history. */
function remember(editor: Editor): Editor {
  const history = remembered(editor.history, editor.text)
  return { ...emptyEditor, kills: editor.kills, history, place: history.length }
}
