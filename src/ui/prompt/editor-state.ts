/** What the prompt holds: its text and cursor, what can be taken back, what was cut and what was typed before. */
export interface Editor {
  /** A line break is `\n`, and no other line end stands in it. */
  readonly text: string
  /** The offset at which the next character goes in; never inside of one. */
  readonly cursor: number
  /** Changes that can be taken back, and made again, the last one last. */
  readonly undoable: readonly Change[]
  readonly redoable: readonly Change[]
  /** What was cut, the newest first. */
  readonly kills: readonly string[]
  /** What was done last: some edits go on with it. */
  readonly last: LastEdit
  /** What was run, oldest first, without passwords. */
  readonly history: readonly string[]
  /** The entry of the history that is shown; its length when none is. */
  readonly place: number
  /** What was being typed before the history was entered. */
  readonly draft: string
  /** While the history is searched. */
  readonly search?: Search
}

/** Of what was inserted again: where it stands, and which cut it is. */
export type LastEdit =
  | ('move' | 'change' | 'kill' | Run)
  | { readonly from: number; readonly to: number; readonly kill: number }

/** A part of the text that another one replaced. */
export interface Change {
  readonly at: number
  readonly removed: string
  readonly inserted: string
  readonly before: Stand
  readonly after: Stand
}

/** Where the cursor stood, and in which entry of the history. */
export interface Stand {
  readonly cursor: number
  readonly place: number
}

/** Edits of one of these kinds right behind each other are one change. */
export type Run = 'typing' | 'deleting back' | 'deleting forward'

/** A search that goes on: the editor's text is what it has found. */
export interface Search {
  readonly query: string
  /** Nothing further that way holds it; what was found before is still shown. */
  readonly isFailing: boolean
  /** What the prompt held before. */
  readonly origin: { readonly text: string; readonly cursor: number; readonly place: number }
}
