/**
 * The first screen on the terminal: offers the ways, asks what they want to know, and has them done. It leaves the
 * terminal as it was.
 */
import { failureOf } from '../../core/failure.ts'
import type { Size } from '../frame/layout.ts'
import { themeFor } from '../frame/theme.ts'
import type { Keystroke } from '../screen/keystroke.ts'
import { openScreen } from '../screen/open-screen.ts'
import { terminalSize } from '../screen/terminal-size.ts'
import { stopSignals } from '../stop-signals.ts'
import { drawQuestions } from './draw-questions.ts'
import { askedNow, type Effect, firstQuestions, goOn, insert, press, refuse, type Step } from './questions.ts'
import type { Way } from './way.ts'

export interface FirstStartOptions {
  readonly ways: readonly Way[]
  /** The terminal; the process's own unless a test brings another. */
  readonly stdin?: NodeJS.ReadStream
  readonly stdout?: NodeJS.WriteStream
}

/** The way that was taken and is done, or the exit code of who left. */
export type FirstChoice =
  | { readonly type: 'way'; readonly way: number }
  | { readonly type: 'left'; readonly code: number }

/** Resolves with what was chosen, once the terminal is free again. Needs a terminal on both streams. */
export async function openFirstStart({
  ways,
  stdin = process.stdin,
  stdout = process.stdout,
}: FirstStartOptions): Promise<FirstChoice> {
  const theme = themeFor(process.env, process.platform)
  const chosen = Promise.withResolvers<FirstChoice>()
  const readers = new Set<(isAnew: boolean) => void>()
  let size: Size = terminalSize(stdout)
  let questions = firstQuestions
  let frame = drawQuestions(questions, ways, size, theme)
  /** Typed while an answer was looked at: it is for the questions that follow. */
  let waiting: (Keystroke | { readonly pasted: string })[] = []

  function draw(): void {
    frame = drawQuestions(questions, ways, size, theme)
    for (const reader of readers) reader(false)
  }

  function take({ questions: next, effect }: Step): void {
    questions = next
    if (effect) void carryOut(effect)
    draw()
  }

  async function carryOut(effect: Effect): Promise<void> {
    const { way = 0 } = questions
    try {
      if (effect.type === 'leave') chosen.resolve({ type: 'left', code: effect.code })
      else if (effect.type === 'do') {
        await ways[way]?.done(effect.answers)
        chosen.resolve({ type: 'way', way })
      } else {
        await askedNow(questions, ways)?.check(effect.answers)
        take(goOn(questions, effect.answers, ways))
      }
    } catch (error) {
      take({ questions: refuse(questions, failureOf(error).message, ways) })
    }
    takeWaiting()
  }

  function takeWaiting(): void {
    while (!questions.isBusy) {
      const [next, ...rest] = waiting
      if (next === undefined) return
      waiting = rest
      take('pasted' in next ? { questions: insert(questions, next.pasted) } : press(questions, next, ways))
    }
  }

  const onScreen = {
    store: {
      frame: () => frame,
      resize(to: Size) {
        size = to
        draw()
      },
      subscribe(reader: (isAnew: boolean) => void) {
        readers.add(reader)
        return () => readers.delete(reader)
      },
    },
    press(strokes: readonly Keystroke[]) {
      for (const stroke of strokes)
        if (stroke.key === 'ctrl-c') take(press(questions, stroke, ways))
        else waiting.push(stroke)
      takeWaiting()
    },
    paste(text: string) {
      waiting.push({ pasted: text })
      takeWaiting()
    },
  }
  const stop = () => chosen.resolve({ type: 'left', code: 130 })
  for (const signal of stopSignals) process.on(signal, stop)
  const screen = openScreen(onScreen, { stdin, stdout })
  screen.isReady.catch(chosen.reject)
  return chosen.promise.finally(async () => {
    for (const signal of stopSignals) process.off(signal, stop)
    await screen.close()
  })
}
