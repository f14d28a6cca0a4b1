/**
 * The built program on a pseudo-terminal, its output obeyed by a terminal emulator: what a user at a keyboard does and
 * sees.
 */
import { spawn } from '@lydell/node-pty'
import xterm from '@xterm/headless'
import { expect, vi } from 'vitest'
import { newHome } from '../helpers/home.ts'
import { program } from './built-program.ts'

export interface ShellTerminal {
  /** Sends text and control characters as a keyboard does. */
  type(text: string): void
  screen(): string
  /** The window has another size from now on. */
  resize(columns: number, rows: number): void
  /** All that was sent to the terminal so far. */
  written(): string
  /** Waits until the screen shows it. */
  shows(what: RegExp): Promise<void>
  isAlternate(): boolean
  /** Tells the program that its terminal is gone. */
  hangUp(): void
  readonly exitCode: Promise<number>
  /** Ends the program if it still runs. */
  stop(): Promise<void>
}

/** A directory for settings of a test's own, and the environment that makes the program use it. */
export const settingsIn = (home: string) => ({ MULTISESSION_HOME: home })

/** Starts the program in a terminal of that size. */
export function startShell(
  argv: readonly string[],
  columns: number,
  rows: number,
  own: Readonly<Record<string, string>>,
): ShellTerminal {
  return startInTerminal(process.execPath, [program, ...argv], columns, rows, own)
}

/** Starts a shell of the system, in which `$multisession` starts the program. */
export const startBash = (
  columns: number,
  rows: number,
  own: Readonly<Record<string, string>>,
): ShellTerminal =>
  startInTerminal('bash', ['--norc', '--noprofile', '-i'], columns, rows, {
    ...{ PS1: 'bash> ', PROMPT_COMMAND: '', HISTFILE: '' },
    ...{ multisession: `${process.execPath} ${program}`, ...own },
  })

function startInTerminal(
  file: string,
  args: readonly string[],
  columns: number,
  rows: number,
  own: Readonly<Record<string, string>>,
): ShellTerminal {
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true })
  const { CI: _, ...env } = process.env
  const child = spawn(file, [...args], {
    ...{ cols: columns, rows, name: 'xterm-256color' },
    env: { ...env, MULTISESSION_HOME: newHome(), LC_ALL: 'C.UTF-8', ...own },
  })
  let written = ''
  child.onData((data) => {
    written += data
    emulator.write(data)
  })
  let hasEnded = false
  const exitCode = new Promise<number>((resolve) => {
    child.onExit(({ exitCode: code }) => {
      hasEnded = true
      resolve(code)
    })
  })
  const screen = () => {
    const { active } = emulator.buffer
    return Array.from(
      { length: emulator.rows },
      (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '',
    ).join('\n')
  }
  return {
    type: (text) => child.write(text),
    screen,
    resize(toColumns, toRows) {
      emulator.resize(toColumns, toRows)
      child.resize(toColumns, toRows)
    },
    written: () => written,
    async shows(what) {
      await vi.waitFor(() => expect(screen()).toMatch(what), { timeout: 20_000, interval: 20 })
    },
    isAlternate: () => emulator.buffer.active.type === 'alternate',
    hangUp: () => child.kill('SIGHUP'),
    exitCode,
    async stop() {
      if (!hasEnded) child.kill('SIGKILL')
      await exitCode
    },
  }
}
