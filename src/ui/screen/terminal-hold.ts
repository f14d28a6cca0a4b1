/**
 * What a screen has of its terminal: the alternate screen, what is typed, and that no line wraps at the right edge by
 * itself. Let go before somebody else uses the terminal, and taken again afterwards.
 */

export interface TerminalHold {
  take(): void
  letGo(): void
  /** Lets go, and leaves what is typed to others, while the work is done. */
  leaveTo(work: () => Promise<void>): Promise<void>
}

/**
 * The alternate screen (xterm, private mode 1049), and DECAWM, reset and set. Terminals and we do not always agree how
 * wide a character is; a line that one of them finds too long is cut at the edge then, and pushes no other line away.
 */
const takeScreen = '\x1b[?1049h\x1b[?7l'
const leaveScreen = '\x1b[?25h\x1b[?7h\x1b[?1049l'

/** The part of a stream that reads from the terminal: Node has no public way to leave what is typed to a child. */
interface Handle {
  /** Node's own mark: it neither starts twice nor waits for what nobody started. */
  reading: boolean
  readStart(): number
  readStop(): number
}

function setReading(handle: Handle | undefined, reading: boolean): void {
  if (handle === undefined || handle.reading === reading) return
  handle.reading = reading
  if (reading) handle.readStart()
  else handle.readStop()
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** `isWhole`: the whole terminal, not only its keyboard. */
export function createTerminalHold(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  { isWhole }: { readonly isWhole: boolean },
): TerminalHold {
  const handle = (): Handle | undefined => (stdin as { readonly _handle?: Handle })._handle
  // Whatever ends the program, the terminal is as it was.
  const onExit = () => stdout.write(leaveScreen)

  function take(): void {
    if (!isWhole) return
    stdin.setRawMode(true)
    stdout.write(takeScreen)
    process.once('exit', onExit)
  }

  function letGo(): void {
    if (!isWhole) return
    process.off('exit', onExit)
    stdout.write(leaveScreen)
  }

  return {
    take,
    letGo,
    async leaveTo(work) {
      // We are in the middle of reading the key that asked for this: reading begins anew right behind it.
      await nextTurn()
      letGo()
      const wasReading = handle()?.reading === true
      setReading(handle(), false)
      await work().finally(() => {
        take()
        setReading(handle(), wasReading)
      })
    },
  }
}
