/** What a key can do, and what is known of it. */
import type { DeedName } from '../live/deeds.ts'
import type { LiveName } from '../live/live-view.ts'
import type { Edit } from '../prompt/editor.ts'
import type { Place, View } from '../view.ts'

export type Step = 'cell' | 'line' | 'page' | 'end'

/** What is done to the list that is shown. */
export type ListChange =
  | 'sort'
  | 'reverse'
  | 'follow'
  | 'mark'
  | 'unmark'
  | 'filter'
  | 'keep filter'
  | 'clear filter'
  | 'erase filter'
  | 'empty filter'

export type Action =
  | { readonly type: 'edit'; readonly change: Edit }
  /** Runs what the prompt holds when it is complete, else breaks the line. */
  | { readonly type: 'enter' }
  | { readonly type: 'select'; readonly direction: -1 | 1; readonly step: Step }
  | { readonly type: 'scroll'; readonly direction: -1 | 1; readonly step: Step }
  | { readonly type: 'scroll sideways'; readonly direction: -1 | 1 }
  | { readonly type: 'open answer' }
  | { readonly type: 'enter row' }
  | { readonly type: 'show view'; readonly name: LiveName }
  | { readonly type: 'turn part'; readonly direction: -1 | 1 }
  | { readonly type: 'switch record' }
  | { readonly type: 'zoom'; readonly direction: -1 | 0 | 1 }
  | { readonly type: 'copy' }
  /** Something is done to the marked rows, or to the selected one. */
  | { readonly type: 'deed'; readonly name: DeedName }
  | { readonly type: 'change list'; readonly change: ListChange }
  | { readonly type: 'back' }
  | { readonly type: 'switch focus' }
  | { readonly type: 'show keys' }
  /** The prompt's text in the user's own editor. */
  | { readonly type: 'edit outside' }
  /** The program stands still until it is continued. */
  | { readonly type: 'stop' }
  /** Somebody else has written on the terminal. */
  | { readonly type: 'draw anew' }
  | { readonly type: 'interrupt' }
  /** Asks whether a job that is held may go on. */
  | { readonly type: 'release' }
  | { readonly type: 'end of input' }
  | { readonly type: 'agree' }
  | { readonly type: 'decline' }
  /** A digit of the number that is asked for. */
  | { readonly type: 'digit'; readonly digit: string }
  /** What could stand at the cursor. */
  | { readonly type: 'complete' }
  | { readonly type: 'choose'; readonly direction: -1 | 1 }
  | { readonly type: 'take' }
  | { readonly type: 'close popup' }
  /** The last digit or the last character of a password. */
  | { readonly type: 'erase' }

export interface Binding {
  /** Names of keystrokes; a typed character stands for itself. */
  readonly keys: readonly string[]
  /** As people write it. */
  readonly shown: string
  readonly place: Place
  readonly action: Action
  readonly summary: string
  /** One or two words for the line of hints; absent when it is not shown there. */
  readonly hint?: string
  /** Why the key cannot act now. */
  disabled?(view: View): string | undefined
}
