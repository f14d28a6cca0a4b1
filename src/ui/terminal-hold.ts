/**
 * What the shell has of the terminal beside its screen: what is typed, and that no line wraps at the right edge by
 * itself. Let go before somebody else uses the terminal, and taken again afterwards.
 */

export interface TerminalHold {
  take(): void
  letGo(): void
}

/**
 * DECAWM, reset and set. Terminals and we do not always agree how wide a character is; a line that one of them finds too
 * long is cut at the edge then, and pushes no other line away.
 */
const wrapOff = '\x1b[?7l'
const wrapOn = '\x1b[?7h'

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

/** `wraps`: lines that scroll by wrap as ever. */
export function createTerminalHold(
  stdin: NodeJS.ReadStream,
  stdout: NodeJS.WriteStream,
  { wraps = false }: { readonly wraps?: boolean } = {},
): TerminalHold {
  const handle = (): Handle | undefined => (stdin as { readonly _handle?: Handle })._handle
  // Whatever ends the program, the terminal wraps again.
  const onExit = () => stdout.write(wrapOn)
  let isHeld = false
  let wasReading = false
  return {
    take() {
      if (isHeld) return
      isHeld = true
      if (!wraps) stdout.write(wrapOff)
      if (wasReading) setReading(handle(), true)
      wasReading = false
      process.once('exit', onExit)
    },
    letGo() {
      if (!isHeld) return
      isHeld = false
      process.off('exit', onExit)
      wasReading = handle()?.reading === true
      setReading(handle(), false)
      stdout.write(wrapOn)
    },
  }
}
