/**
 * Asks for a password at the terminal without showing it. The terminal is the one in front of the user, even when
 * stdin and stderr lead elsewhere.
 */
import { closeSync, openSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { ReadStream, WriteStream } from 'node:tty'
import type { Input, Output } from './ports.ts'

export interface Terminal {
  readonly input: Input
  readonly output: Output
  close(): void
}

/** The terminal of this process, or undefined where it has none. Windows has no `/dev/tty`: there it is stdin. */
export function openTerminal(stdin: Input, stderr: Output): Terminal | undefined {
  return (
    openDeviceTerminal() ??
    (stdin.isTTY && stderr.isTTY ? { input: stdin, output: stderr, close() {} } : undefined)
  )
}

function openDeviceTerminal(): Terminal | undefined {
  const opened: number[] = []
  try {
    opened.push(openSync('/dev/tty', 'r'))
    opened.push(openSync('/dev/tty', 'w'))
    const [reading, writing] = opened
    if (reading === undefined || writing === undefined) return undefined
    const input = new ReadStream(reading)
    const output = new WriteStream(writing)
    return {
      input,
      output,
      close() {
        input.destroy()
        output.destroy()
      },
    }
  } catch {
    for (const descriptor of opened) closeSync(descriptor)
    return undefined
  }
}

/**
 * Writes the question and reads a line that is not echoed. undefined when the user ended the input instead;
 * `onInterrupt` is called for Ctrl-C, which is no signal while keys are read one by one.
 */
export function askSecret(
  terminal: Terminal,
  question: string,
  onInterrupt: () => void,
): Promise<string | undefined> {
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const reader = createInterface({ input: terminal.input, output: silence, terminal: true, historySize: 0 })
  terminal.output.write(question)
  return new Promise((resolve) => {
    reader.once('line', (line) => {
      resolve(line)
      reader.close()
    })
    reader.once('SIGINT', () => {
      onInterrupt()
      reader.close()
    })
    reader.once('close', () => {
      terminal.output.write('\n')
      resolve(undefined)
    })
  })
}
