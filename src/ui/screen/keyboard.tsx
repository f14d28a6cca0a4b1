/**
 * The keyboard of a terminal, and the way to leave the terminal to somebody else: Ink reads the one and knows the
 * other. It has nothing to draw here.
 */
import { render, useApp, useInput, usePaste } from 'ink'
import { useEffect, useMemo } from 'react'
import { createReplyReader } from './background.ts'
import { cleanPaste, type Keystroke, keystrokesOf } from './keystroke.ts'

export interface Hearer {
  /** All keys of one chunk, in the order they were pressed. */
  press(strokes: readonly Keystroke[]): void
  paste(text: string): void
  /** The terminal has told whether its background is light. Absent: it is not asked. */
  background?(isLight: boolean): void
}

export interface Keyboard {
  /** Leaves the keyboard to somebody else while the work is done. */
  suspend(work: () => Promise<void>): Promise<void>
  close(): Promise<void>
}

export interface Streams {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
}

/** Hears what is typed from now on; what was typed before waits in the terminal until then. */
export async function openKeyboard(hearer: Hearer, streams: Streams): Promise<Keyboard> {
  const ready = Promise.withResolvers<Keyboard['suspend']>()
  const app = render(<Keys hearer={hearer} onReady={ready.resolve} />, {
    ...{ ...streams, exitOnCtrlC: false, patchConsole: false },
    // Whoever opens a screen has seen a terminal; a variable named CI does not change that.
    interactive: true,
  })
  return {
    suspend: await ready.promise,
    async close() {
      app.unmount()
      await app.waitUntilExit()
    },
  }
}

interface KeysProps {
  readonly hearer: Hearer
  readonly onReady: (suspend: Keyboard['suspend']) => void
}

function Keys({ hearer, onReady }: KeysProps) {
  const { suspendTerminal } = useApp()
  const replies = useMemo(() => createReplyReader((isLight) => hearer.background?.(isLight)), [hearer])
  useInput((input, key) => hearer.press(replies.take(keystrokesOf(input, key))))
  usePaste((text) => hearer.paste(cleanPaste(text)))
  useEffect(() => onReady((work) => suspendTerminal(work)), [onReady, suspendTerminal])
  return null
}
