/** What the user sees first. */
import type { Settings } from '../commands/command.ts'
import { firstLook } from './answer/answer-look.ts'
import { firstLive } from './live/live-view.ts'
import { editorWith } from './prompt/editor.ts'
import type { Reading, View } from './view.ts'

const nothingRead: Reading = { title: '', lines: [] }

/** `typed`: what was typed in earlier shells; `hasTour`: there is one to be taken. */
export const firstView = (settings: Settings, typed: readonly string[], hasTour: boolean): View => ({
  editor: editorWith(typed),
  settings,
  focus: 'prompt',
  page: 'grid',
  live: firstLive,
  selected: undefined,
  answer: nothingRead,
  look: firstLook,
  text: nothingRead,
  scroll: { line: 0, cell: 0 },
  top: 0,
  notice: {
    tone: 'plain',
    text: `type a statement and end it with ; or type help${hasTour ? ', or tour' : ''}`,
  },
  question: undefined,
  isLeaving: false,
})
