/**
 * What the user sees of the state and holds in hand: prompt, selection, page, question. Plain data; what runs is not
 * part of it.
 */

import type { Settings, Subject } from '../commands/command.ts'
import type { JobPlan } from '../core/job.ts'
import type { SessionSpec } from '../core/session.ts'
import type { TargetMarks } from '../core/target-marks.ts'
import type { Command as EngineCommand } from '../engine/door.ts'
import type { AnswerLook } from './answer/answer-look.ts'
import type { Live } from './live/live-view.ts'
import { type Editor, isEmpty } from './prompt/editor.ts'
import type { Popup } from './prompt/popup.ts'
import type { Tour } from './tour/tour.ts'

/** One line for the user; an error says what to do. */
export interface Notice {
  readonly tone: 'plain' | 'good' | 'bad' | 'warning'
  readonly text: string
}

/** What is done when the user agrees. */
export type Agreement =
  | { readonly type: 'quit' }
  /** Commands, one a line. */
  | { readonly type: 'run'; readonly lines: string }
  /** What was typed is the password. */
  | { readonly type: 'password' }
  /** `confirmed`: how many protected sessions it touches, as the user said. */
  | {
      readonly type: 'submit'
      readonly plan: JobPlan
      readonly confirmed?: number
      /** Sessions that came with the plan and are not saved. */
      readonly given?: readonly SessionSpec[]
    }
  | { readonly type: 'send'; readonly command: EngineCommand; readonly done: string }
  /** A file that is there already. */
  | { readonly type: 'overwrite'; readonly path: string; readonly content: string }

export interface Question {
  readonly text: string
  readonly agreement: Agreement
  /** Ctrl-C agrees, for it was Ctrl-C that asked. */
  readonly isInterrupt: boolean
  /** The user agrees by typing this number, and by nothing else. */
  readonly number?: { readonly expected: number; readonly typed: string }
  /** What is typed is a password and stands elsewhere. */
  readonly isSecret?: true
}

/** A titled text to read: an answer, help, a list. */
export interface Reading {
  readonly title: string
  readonly lines: readonly string[]
  /** Where pages of it begin, where it has some of its own. */
  readonly starts?: readonly number[]
}

export interface View {
  readonly editor: Editor
  readonly settings: Settings
  /** How the target is to be told apart. */
  readonly marks?: TargetMarks
  readonly focus: 'prompt' | 'grid'
  /** `answer` and `text` take the place of the grid; the prompt stays. */
  readonly page: 'grid' | 'answer' | 'text'
  /** Which view the live part shows, and how its lists stand. */
  readonly live: Live
  readonly selected: Subject | undefined
  /** The answer of the selected row, as far as it is there. */
  readonly answer: Reading
  /** How answers are looked at. */
  readonly look: AnswerLook
  /** What page `text` shows. */
  readonly text: Reading
  /** First line and cell of what page `answer` or `text` shows. */
  readonly scroll: { readonly line: number; readonly cell: number }
  /** First row shown of the list. */
  readonly top: number
  readonly notice: Notice | undefined
  readonly question: Question | undefined
  /** What could stand at the cursor. */
  readonly popup?: Popup | undefined
  readonly isLeaving: boolean
  readonly tour?: Tour | undefined
}

/** Where a key acts; the first place that binds it counts. */
export type Place =
  | ('question' | 'number' | 'password' | 'filter')
  | ('list' | 'reading' | 'page' | 'grid' | 'search' | 'prompt' | 'anywhere')
  /** Something is typed; candidates are shown for it; one of them is chosen. */
  | ('typing' | 'popup' | 'chosen')

export function placesOf(view: View): readonly Place[] {
  const { question } = view
  if (question) return [question.isSecret ? 'password' : question.number ? 'number' : 'question']
  if (view.editor.search) return ['search', 'prompt', 'anywhere']
  if (isTypingFilter(view)) return ['filter']
  const isBrowsing = view.focus === 'grid' || isEmpty(view.editor)
  if (!isBrowsing) {
    const typing: readonly Place[] = ['typing', 'prompt', 'anywhere']
    if (!view.popup) return typing
    return view.popup.chosen === undefined ? ['popup', ...typing] : ['chosen', 'popup', ...typing]
  }
  if (view.page !== 'grid')
    return [...(view.focus === 'grid' ? (['reading'] as const) : []), 'page', 'prompt', 'anywhere']
  // Letters act on rows only where they cannot be the beginning of a statement.
  return view.focus === 'grid' ? ['list', 'grid', 'prompt', 'anywhere'] : ['grid', 'prompt', 'anywhere']
}

/** What is typed goes into the filter of a list. */
export const isTypingFilter = (view: View): boolean => view.live.isFiltering && view.page === 'grid'

export const sameSubject = (a: Subject | undefined, b: Subject | undefined): boolean =>
  a?.job === b?.job && a?.task === b?.task
