/**
 * A terminal in memory: what is typed arrives on its stdin as from a keyboard, what is written to its stdout is
 * obeyed by a real terminal emulator, whose screen can be read.
 */
import { PassThrough, Writable } from 'node:stream'
import xterm from '@xterm/headless'
import { expect, vi } from 'vitest'

export interface FakeTerminal {
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Sends bytes as one chunk, as fast typing and unbracketed pastes arrive. */
  send(chunk: string | Buffer): void
  resize(columns: number, rows: number): void
  lines(): string[]
  /** Waits until the screen shows it. */
  shows(what: RegExp): Promise<void>
  cursor(): { x: number; y: number }
  isAlternate(): boolean
  /** All that was written since the last call. */
  takeWritten(): string
}

export function openFakeTerminal(columns = 80, rows = 24): FakeTerminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const keyboard = Object.assign(new PassThrough(), {
    ...{ isTTY: true, isRaw: false, setRawMode: () => keyboard, ref: () => keyboard, unref: () => keyboard },
  })
  let written = ''
  const screen = Object.assign(
    new Writable({
      decodeStrings: false,
      write(chunk: string, _encoding, done) {
        written += chunk
        // A terminal's line discipline turns a line feed into carriage return and line feed.
        emulator.write(String(chunk).replace(/\r?\n/g, '\r\n'), done)
      },
    }),
    { isTTY: true, columns, rows },
  )
  const lines = () => {
    const { active } = emulator.buffer
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    )
  }
  return {
    stdin: keyboard as unknown as NodeJS.ReadStream,
    stdout: screen as unknown as NodeJS.WriteStream,
    send: (chunk) => keyboard.write(chunk),
    resize(toColumns, toRows) {
      emulator.resize(toColumns, toRows)
      Object.assign(screen, { columns: toColumns, rows: toRows }).emit('resize')
    },
    lines,
    async shows(what) {
      await vi.waitFor(() => expect(lines().join('\n')).toMatch(what), { timeout: 10_000, interval: 10 })
    },
    cursor: () => ({ x: emulator.buffer.active.cursorX, y: emulator.buffer.active.cursorY }),
    isAlternate: () => emulator.buffer.active.type === 'alternate',
    takeWritten() {
      const taken = written
      written = ''
      return taken
    },
  }
}
