/**
 * The first screen without its terminal: which way was chosen, what was answered, what is being typed. Pure; a way's
 * own checks and deeds come back as effects for somebody else to carry out.
 */

import { findBinding } from '../keys/key-table.ts'
import { type Editor, edit, emptyEditor } from '../prompt/editor.ts'
import type { Keystroke } from '../screen/keystroke.ts'
import type { AskedFor, Way } from './way.ts'

export interface Questions {
  /** Which way was chosen; absent: none yet. */
  readonly way?: number
  /** Answers that were found right. */
  readonly answers: readonly string[]
  /** What is being typed. */
  readonly editor: Editor
  /** Why the last answer cannot be, or why it could not be done. */
  readonly problem?: string
  /** Answers to be checked, or that are carried out: no key is taken until then. */
  readonly isBusy: boolean
}

export type Effect =
  | { readonly type: 'check'; readonly answers: readonly string[] }
  | { readonly type: 'do'; readonly answers: readonly string[] }
  | { readonly type: 'leave'; readonly code: number }

export interface Step {
  readonly questions: Questions
  readonly effect?: Effect
}

export const firstQuestions: Questions = { answers: [], editor: emptyEditor, isBusy: false }

/** What is asked now; undefined: which way. */
export const askedNow = ({ way, answers }: Questions, ways: readonly Way[]): AskedFor | undefined =>
  way === undefined ? undefined : ways[way]?.asks[answers.length]

/** What a key does. Ctrl-C leaves whatever happens. */
export function press(questions: Questions, stroke: Keystroke, ways: readonly Way[]): Step {
  if (stroke.key === 'ctrl-c') return { questions, effect: { type: 'leave', code: 130 } }
  if (questions.isBusy) return { questions }
  if (questions.way === undefined) return choose(questions, stroke, ways)
  if (stroke.key === 'escape') return { questions: back(questions) }
  if (stroke.key === 'enter') {
    const answers = [...questions.answers, questions.editor.text.trim()]
    return { questions: { ...withoutProblem(questions), isBusy: true }, effect: { type: 'check', answers } }
  }
  if (stroke.text !== undefined) return { questions: insert(questions, stroke.text) }
  const action = findBinding(stroke.key, ['prompt'])?.action
  if (action?.type !== 'edit') return { questions }
  return { questions: { ...questions, editor: edit(questions.editor, action.change) } }
}

/** An answer is one line. */
export const insert = (questions: Questions, text: string): Questions =>
  questions.way === undefined || questions.isBusy
    ? questions
    : {
        ...withoutProblem(questions),
        editor: edit(questions.editor, { type: 'insert', text: text.replace(/\s*\n\s*/g, ' ') }),
      }

/** These answers are right: the next question, or nothing is left to ask. */
export function goOn(questions: Questions, answers: readonly string[], ways: readonly Way[]): Step {
  const next = { ...withoutProblem(questions), answers }
  const asked = askedNow(next, ways)
  if (asked === undefined) return { questions: next, effect: { type: 'do', answers } }
  return { questions: { ...next, editor: suggested(asked, answers), isBusy: false } }
}

/** It cannot be so: the last answer stands there to be changed. */
export function refuse(questions: Questions, problem: string, ways: readonly Way[]): Questions {
  const { way, answers } = questions
  const asks = way === undefined ? [] : (ways[way]?.asks ?? [])
  const refused = { ...questions, problem, isBusy: false }
  if (asks.length === 0) return { ...firstQuestions, problem }
  return answers.length < asks.length ? refused : lastAgain(refused)
}

function choose(questions: Questions, { text = '', key }: Keystroke, ways: readonly Way[]): Step {
  if (key === 'ctrl-d' || text === 'q') return { questions, effect: { type: 'leave', code: 0 } }
  const way = /^[1-9]$/.test(text) ? Number(text) - 1 : ways.length
  if (way >= ways.length) return { questions }
  return goOn({ ...firstQuestions, way, isBusy: true }, [], ways)
}

const back = (questions: Questions): Questions =>
  questions.answers.length === 0 ? firstQuestions : lastAgain(withoutProblem(questions))

/** The last answer is to be given anew. */
const lastAgain = (questions: Questions): Questions => ({
  ...questions,
  answers: questions.answers.slice(0, -1),
  editor: editorOf(questions.answers.at(-1) ?? ''),
})

const suggested = (asked: AskedFor, answers: readonly string[]): Editor =>
  editorOf(asked.suggest?.(answers) ?? '')

const editorOf = (text: string): Editor =>
  text === '' ? emptyEditor : edit(emptyEditor, { type: 'insert', text })

const withoutProblem = ({ problem: _, ...questions }: Questions): Questions => questions
