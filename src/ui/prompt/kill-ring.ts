/**
 * What was cut from the prompt, as in readline: cuts right behind each other are one, whichever way they went; what is
 * inserted again can be exchanged for what was cut before it.
 */
import type { Editor } from './editor-state.ts'
import { replace } from './undo.ts'

/** As many cuts as are kept. */
const killLimit = 60

/** Cuts a part of the text, of which one end is the cursor. */
export function kill(editor: Editor, from: number, to: number): Editor {
  if (from === to) return editor
  const cut = editor.text.slice(from, to)
  const [last = '', ...earlier] = editor.kills
  const isBefore = to === editor.cursor
  const kills =
    editor.last === 'kill' ? [isBefore ? cut + last : last + cut, ...earlier] : [cut, ...editor.kills]
  return { ...replace(editor, { from, to, by: '' }), kills: kills.slice(0, killLimit), last: 'kill' }
}

/** Inserts what was cut last. */
export const yank = (editor: Editor): Editor => put(editor, editor.cursor, editor.cursor, 0)

/** Exchanges what was inserted just now for what was cut before it; after the oldest comes the newest. */
export function yankPop(editor: Editor): Editor {
  const { last, kills } = editor
  if (typeof last === 'string') return editor
  return put(editor, last.from, last.to, (last.kill + 1) % kills.length)
}

function put(editor: Editor, from: number, to: number, index: number): Editor {
  const by = editor.kills[index]
  if (by === undefined) return editor
  return { ...replace(editor, { from, to, by }), last: { from, to: from + by.length, kill: index } }
}
