/** Leaves what is typed to somebody else who reads from the same terminal. */

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

/** Reads nothing from the terminal while the work is done. */
export async function leaveKeyboardTo(stdin: NodeJS.ReadStream, work: () => Promise<void>): Promise<void> {
  // We may be in the middle of reading the key that asked for this: reading begins anew right behind it.
  await nextTurn()
  const { _handle: handle } = stdin as { readonly _handle?: Handle }
  const wasReading = handle?.reading === true
  setReading(handle, false)
  await work().finally(() => setReading(handle, wasReading))
}
