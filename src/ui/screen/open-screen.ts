/**
 * A whole terminal: it shows the frames of a store as they change, and somebody hears its keyboard. All that it shows
 * was made elsewhere. The keyboard comes after the first frame, for it is what takes long to load.
 */
import type { Frame } from '../frame/draw-frame.ts'
import type { Size } from '../frame/layout.ts'
import type { Suspend } from '../outside.ts'
import { askBackground } from './background.ts'
import type { Hearer, Keyboard, Streams } from './keyboard.tsx'
import { leaveKeyboardTo } from './leave-keyboard.ts'
import { type Picture, paint } from './paint.ts'
import { createTerminalHold } from './terminal-hold.ts'
import { terminalSize } from './terminal-size.ts'

/** Whatever stands on the screen: lines to show, and somebody who hears the keyboard. */
export interface OnScreen extends Hearer {
  readonly store: {
    frame(): Pick<Frame, 'lines' | 'cursor'>
    resize(size: Size): void
    subscribe(reader: (isAnew: boolean) => void): () => void
  }
  /** Is told once it is there. */
  onScreen?(suspend: Suspend): void
}

export interface TerminalScreen {
  /** Resolves once keys are heard. */
  readonly isReady: Promise<void>
  /** Leaves the terminal as it was. */
  close(): Promise<void>
}

/** CUP: the upper left corner. */
const home = '\x1b[H'

/** Takes the terminal and shows what is there at once. */
export function openScreen(shown: OnScreen, streams: Streams): TerminalScreen {
  const { store } = shown
  const { stdin, stdout } = streams
  const hold = createTerminalHold(streams)
  let painted: Picture | undefined
  let isAway = false

  function show(): void {
    if (isAway) return
    const picture = { columns: terminalSize(stdout).columns, ...store.frame() }
    const changes = paint(painted, picture)
    painted = picture
    if (changes !== '') stdout.write(changes)
  }

  /** Somebody else may have written there. */
  function showAnew(): void {
    painted = undefined
    show()
  }

  function resize(): void {
    painted = undefined
    store.resize(terminalSize(stdout))
    show()
  }

  const leaveTo =
    (keyboard: Keyboard): Suspend =>
    async (work) => {
      isAway = true
      try {
        await keyboard.suspend(() =>
          leaveKeyboardTo(stdin, async () => {
            hold.letGo()
            await work().finally(hold.take)
          }),
        )
      } finally {
        isAway = false
        showAnew()
      }
    }

  hold.take()
  show()
  if (shown.background) stdout.write(askBackground)
  const unsubscribe = store.subscribe((isAnew) => (isAnew ? showAnew() : show()))
  const keyboard = import('./keyboard.tsx').then(({ openKeyboard }) => {
    // Ink begins with a line feed where the cursor stands, which must not scroll the screen.
    stdout.write(home)
    return openKeyboard(shown, streams)
  })
  const isReady = keyboard.then((opened) => {
    // Ink hears of a new size first: what it does to the screen is painted over.
    stdout.on('resize', resize)
    resize()
    shown.onScreen?.(leaveTo(opened))
  })
  return {
    isReady,
    async close() {
      unsubscribe()
      try {
        await isReady
        stdout.off('resize', resize)
        await (await keyboard).close()
      } finally {
        hold.letGo()
      }
    },
  }
}
