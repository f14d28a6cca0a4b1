/**
 * The program in a process of its own, as a user starts it: with pipes and no terminal, or at a terminal.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { spawn as spawnAtTerminal } from '@lydell/node-pty'
import { newHome } from '../helpers/home.ts'
import { program } from './built-program.ts'

export interface Finished {
  readonly stdout: string
  readonly stderr: string
  readonly exitCode: number | null
}

export interface ProgramProcess {
  readonly child: ChildProcess
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves when the process has ended and all it wrote has been read. */
  readonly finished: Promise<Finished>
}

/** Starts the program with pipes, in a session of its own: it has no terminal to ask at, whoever runs the test. */
export function startProgram(
  argv: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): ProgramProcess {
  const child = spawn(process.execPath, [program, ...argv], {
    env: { ...process.env, MULTISESSION_HOME: newHome(), ...options.env },
    detached: true,
  })
  const written = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk) => {
    written.stdout += String(chunk)
  })
  child.stderr.on('data', (chunk) => {
    written.stderr += String(chunk)
  })
  // A program that ends without reading its input is no error of the test.
  child.stdin.on('error', () => {})
  child.stdin.end(options.input ?? '')
  return {
    child,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    finished: new Promise((resolve) => {
      child.on('close', (exitCode) => resolve({ ...written, exitCode }))
    }),
  }
}

/** Runs the program with pipes to its end. */
export const runToEnd = (
  argv: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Finished> => startProgram(argv, options).finished

export interface TerminalProcess {
  /** Everything that came to the terminal so far, control sequences included. */
  readonly screen: () => string
  type(text: string): void
  readonly exitCode: Promise<number>
}

/** Starts the program at a terminal of 100 columns. */
export function startAtTerminal(argv: readonly string[], env: Record<string, string> = {}): TerminalProcess {
  const terminal = spawnAtTerminal(process.execPath, [program, ...argv], {
    ...{ name: 'xterm-256color', cols: 100, rows: 30 },
    env: { ...process.env, MULTISESSION_HOME: newHome(), ...env },
  })
  let screen = ''
  terminal.onData((data) => {
    screen += data
  })
  return {
    screen: () => screen,
    type: (text) => terminal.write(text),
    exitCode: new Promise((resolve) => {
      terminal.onExit(({ exitCode }) => resolve(exitCode))
    }),
  }
}
