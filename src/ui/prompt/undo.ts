/**
 * Changes of the prompt's text that can be taken back and made again. A run of typed characters, or of deleted ones, is
 * one change. It keeps what was changed, never whole texts.
 */
import { nextBoundary } from './boundaries.ts'
import type { Change, Editor, Run, Stand } from './editor-state.ts'

/** As many changes as can be taken back; older ones stay. */
const changeLimit = 1_000

const standOf = ({ cursor, place }: Editor): Stand => ({ cursor, place })

export interface Replacement {
  readonly from: number
  readonly to: number
  readonly by: string
  readonly run?: Run
  /** Where the cursor is then; behind what was inserted unless said. */
  readonly cursor?: number
  readonly place?: number
}

/** The editor with a part of its text replaced; the same object when that changes nothing. */
export function replace(editor: Editor, { from, to, by, run, cursor, place }: Replacement): Editor {
  const removed = editor.text.slice(from, to)
  if (removed === by && (place ?? editor.place) === editor.place) return editor
  const text = editor.text.slice(0, from) + by + editor.text.slice(to)
  const changed: Editor = {
    ...editor,
    text,
    // What stood apart can have become one character.
    cursor: nextBoundary(text, cursor ?? from + by.length),
    place: place ?? editor.place,
    redoable: [],
    last: run ?? 'change',
  }
  const change: Change = {
    ...{ at: from, removed, inserted: by },
    ...{ before: standOf(editor), after: standOf(changed) },
  }
  const previous = editor.undoable.at(-1)
  const joined = run && editor.last === run && previous && join(previous, change, run)
  const undoable = joined ? [...editor.undoable.slice(0, -1), joined] : [...editor.undoable, change]
  return { ...changed, undoable: undoable.slice(-changeLimit) }
}

/** Two changes as one; undefined when they do not touch. */
function join(first: Change, second: Change, run: Run): Change | undefined {
  const { before } = first
  switch (run) {
    case 'typing':
      if (first.at + first.inserted.length !== second.at) return undefined
      return { ...first, inserted: first.inserted + second.inserted, after: second.after }
    case 'deleting back':
      if (second.at + second.removed.length !== first.at) return undefined
      return { ...second, removed: second.removed + first.removed, before }
    case 'deleting forward':
      if (second.at !== first.at) return undefined
      return { ...second, removed: first.removed + second.removed, before }
  }
}

/** Takes the last change back. */
export function undo(editor: Editor): Editor {
  const change = editor.undoable.at(-1)
  if (!change) return editor
  return {
    ...turned(editor, change.at, change.inserted, change.removed, change.before),
    undoable: editor.undoable.slice(0, -1),
    redoable: [...editor.redoable, change],
  }
}

/** Makes the change again that was taken back last. */
export function redo(editor: Editor): Editor {
  const change = editor.redoable.at(-1)
  if (!change) return editor
  return {
    ...turned(editor, change.at, change.removed, change.inserted, change.after),
    undoable: [...editor.undoable, change],
    redoable: editor.redoable.slice(0, -1),
  }
}

const turned = (editor: Editor, at: number, from: string, to: string, stand: Stand): Editor => ({
  ...editor,
  text: editor.text.slice(0, at) + to + editor.text.slice(at + from.length),
  ...stand,
  last: 'change',
})
