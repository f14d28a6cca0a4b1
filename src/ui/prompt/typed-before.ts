/**
 * Going back to what was typed before: entry by entry, or by searching for a part of it while it is typed.
 */

import { graphemes } from '../frame/text.ts'
import { nextBoundary } from './boundaries.ts'
import type { Editor, Search } from './editor-state.ts'
import { replace } from './undo.ts'

/** The editor at an entry of the history; behind the newest one is what was being typed. */
export function recall(editor: Editor, place: number): Editor {
  if (place < 0 || place > editor.history.length) return editor
  const draft = editor.place === editor.history.length ? editor.text : editor.draft
  const by = editor.history[place] ?? draft
  return { ...replace(editor, { from: 0, to: editor.text.length, by, place }), draft }
}

/** Begins a search, or goes on to the next entry that holds what is searched. */
export function searchOn(editor: Editor, by: -1 | 1): Editor {
  if (editor.search) return find(editor, editor.search.query, editor.place + by, by, editor.text)
  const { text, cursor, place } = editor
  return { ...editor, search: { query: '', isFailing: false, origin: { text, cursor, place } } }
}

/** Searches for more than before. */
export const searchFor = (editor: Editor, search: Search, typed: string): Editor =>
  find(editor, search.query + typed, editor.place, -1)

/** Searches for one character less, beginning anew at the newest entry. */
export function searchForLess(editor: Editor, { query, origin }: Search): Editor {
  const less = graphemes(query).slice(0, -1).join('')
  const anew = { ...editor, ...origin }
  return less === ''
    ? { ...anew, search: { query: less, isFailing: false, origin } }
    : find(anew, less, editor.history.length, -1)
}

/** The nearest entry from `place` on that holds the query; one that reads as `shown` is passed over. */
function find(editor: Editor, query: string, place: number, by: -1 | 1, shown?: string): Editor {
  const { history, search } = editor
  if (!search) return editor
  const wanted = query.toLowerCase()
  for (let at = Math.min(place, history.length - 1); at >= 0 && at < history.length; at += by) {
    const text = history[at] ?? ''
    const offset = query === '' || text === shown ? -1 : text.toLowerCase().indexOf(wanted)
    if (offset < 0) continue
    return {
      ...{ ...editor, text, place: at, cursor: nextBoundary(text, offset) },
      search: { ...search, query, isFailing: false },
    }
  }
  return { ...editor, search: { ...search, query, isFailing: query !== '' } }
}

/** What was found becomes the prompt's text. */
export function takeFound(editor: Editor): Editor {
  if (!editor.search) return editor
  const { text, cursor, place } = editor
  const before = giveBack(editor)
  if (before.place === place && before.text === text) return before
  return { ...recall(before, place), cursor }
}

/** The prompt as it was before the search. */
export function giveBack(editor: Editor): Editor {
  const { search, ...rest } = editor
  return search ? { ...rest, ...search.origin, last: 'move' } : editor
}
