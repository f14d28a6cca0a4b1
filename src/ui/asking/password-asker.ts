/**
 * Asks for passwords in the shell, one after the other, without showing them. What is typed stands here alone: neither
 * the view nor the frame ever holds it.
 */
import { badRequest } from '../../core/failure.ts'
import type { Question } from '../view.ts'

export interface PasswordAsker {
  /** Resolves with what the user types. Throws a bad request when none is given. */
  ask(login: string): Promise<string>
  /** The question that waits for its turn on the screen; undefined: none does. */
  question(): Question | undefined
  type(text: string): void
  erase(): void
  /** The user has typed all of it. */
  answer(): void
  /** The user gives none. */
  refuse(): void
  /** Nobody will answer any more. */
  refuseAll(): void
}

interface Waiting {
  readonly login: string
  readonly answered: PromiseWithResolvers<string>
}

/** `onAsked` is told when there is a question. */
export function createPasswordAsker(onAsked: () => void): PasswordAsker {
  let waiting: readonly Waiting[] = []
  let typed: readonly string[] = []

  const next = (): Waiting | undefined => {
    const [first, ...others] = waiting
    waiting = others
    typed = []
    return first
  }

  const refuse = (): void => {
    const asked = next()
    asked?.answered.reject(badRequest(`no password was given for ${asked.login}`))
  }

  return {
    ask(login) {
      const answered = Promise.withResolvers<string>()
      waiting = [...waiting, { login, answered }]
      onAsked()
      return answered.promise
    },
    question() {
      const [first] = waiting
      if (first === undefined) return undefined
      return {
        text: `Password for ${first.login}, which is not shown (Enter; Esc gives none):`,
        ...{ agreement: { type: 'password' }, isInterrupt: false, isSecret: true },
      }
    },
    type(text) {
      // A line break at the end of what was pasted belongs to no password.
      typed = [...typed, ...text.replace(/[\r\n]+$/, '')]
    },
    erase() {
      typed = typed.slice(0, -1)
    },
    answer() {
      const password = typed.join('')
      if (password === '') refuse()
      else next()?.answered.resolve(password)
    },
    refuse,
    refuseAll() {
      while (waiting.length > 0) refuse()
    },
  }
}
