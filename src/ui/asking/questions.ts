/** Questions to the user and what comes of the answers: agreement, numbers, passwords, Ctrl-C. */
import type { Conversation } from '../conversation.ts'
import { isEmpty } from '../prompt/editor.ts'
import type { Typing } from '../prompt/typing.ts'
import type { Store } from '../store.ts'
import type { Agreement } from '../view.ts'
import { releaseQuestion } from './held-jobs.ts'
import { cancelQuestion, quitQuestion } from './leaving.ts'
import type { PasswordAsker } from './password-asker.ts'

export interface Questions {
  agree(): void
  decline(): void
  /** A digit of the number that is asked for. */
  digit(digit: string): void
  /** Takes back the last digit, or the last character of a password. */
  erase(): void
  /** Ctrl-C: takes back what is nearest, or asks whether what runs is to be cancelled. */
  interrupt(): void
  /** Whether a job that is held may go on. */
  askToRelease(): void
  /** Leaves, after a question where something would be lost. */
  quit(): void
}

export interface QuestionsParts {
  readonly store: Store
  readonly conversation: Conversation
  readonly asker: PasswordAsker
  readonly typing: Pick<Typing, 'edit'>
  readonly leave: (code: number) => void
  /** Runs commands, one a line. */
  readonly runLines: (lines: string) => void
}

/** Digits of the greatest number of sessions that anybody types. */
const mostDigits = 7

export function createQuestions(parts: QuestionsParts): Questions {
  const { store, conversation, asker, typing, leave, runLines } = parts
  const { state, view, change } = store

  function typeNumber(edit: (typed: string) => string): void {
    const { question } = view()
    if (!question?.number) return
    const number = { ...question.number, typed: edit(question.number.typed) }
    change({ question: { ...question, number } })
  }

  function agree(): void {
    const { agreement, number } = view().question ?? {}
    change({ question: undefined })
    if (number && number.typed !== String(number.expected)) {
      const typed = number.typed === '' ? 'no number was typed' : `${number.typed} is not their number`
      conversation.say(`nothing was run: ${typed}`, 'bad')
    } else if (agreement) carryOut(agreement)
  }

  function carryOut(agreement: Agreement): void {
    switch (agreement.type) {
      case 'quit':
        leave(0)
        break
      case 'password':
        asker.answer()
        break
      case 'run':
        runLines(agreement.lines)
        break
      case 'submit':
        void conversation.submit(agreement.plan, agreement.confirmed, agreement.given)
        break
      case 'overwrite':
        void conversation.overwrite(agreement.path, agreement.content)
        break
      case 'send':
        void conversation.send(agreement.command, agreement.done)
        break
    }
  }

  return {
    agree,
    decline() {
      if (view().question?.isSecret) asker.refuse()
      change({ question: undefined })
    },
    digit: (digit) => typeNumber((typed) => (typed + digit).slice(0, mostDigits)),
    erase() {
      if (view().question?.isSecret) asker.erase()
      else typeNumber((typed) => typed.slice(0, -1))
    },
    interrupt() {
      const { question, editor, selected } = view()
      if (question?.isInterrupt) agree()
      else if (question) change({ question: undefined })
      else if (!isEmpty(editor)) typing.edit({ type: 'clear' })
      else {
        const asked = cancelQuestion(state, selected)
        if (asked) change({ question: asked })
        else conversation.say('nothing runs; quit or Ctrl-D leaves')
      }
    },
    askToRelease() {
      const question = releaseQuestion(state, view().selected)
      if (question) change({ question })
      else conversation.say('no job is held')
    },
    quit() {
      const question = quitQuestion(state)
      if (question) change({ question })
      else leave(0)
    },
  }
}
