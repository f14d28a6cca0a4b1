/**
 * Has a command write a password: the first line of its stdout. What else it writes is shown nowhere, for a password may
 * be in it, and no error repeats the command.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { badRequest } from '../core/failure.ts'

/** How long a command may take, in milliseconds: a vault may want a finger on a key. */
const patience = 60_000

/** Longer than any password. */
const mostBytes = 64 * 1024

export interface CommandOptions {
  /** Whose password it is, for errors. */
  readonly session: string
  readonly timeLimit?: number
  readonly env?: NodeJS.ProcessEnv
}

/** Runs a list of words as they are, a text by the platform's shell. Throws a bad request that says what to look at. */
export async function passwordFromCommand(
  command: string | readonly string[],
  { session, timeLimit = patience, env = process.env }: CommandOptions,
): Promise<string> {
  const refuse = (problem: string) =>
    badRequest(`the password command of session ${session} ${problem}; what it wrote is not shown`)
  const [file = '', ...words] = typeof command === 'string' ? [command] : command
  const child = spawn(file, words, {
    ...{ env, shell: typeof command === 'string', windowsHide: true },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = await endOf(child, timeLimit)
  if ('error' in ended) throw refuse(`could not be started (${ended.error})`)
  if ('isLate' in ended) throw refuse(`did not end within ${timeLimit / 1000} seconds`)
  if (ended.code !== 0)
    throw refuse(`failed (${ended.code === null ? ended.signal : `exit code ${ended.code}`})`)
  const [password = ''] = ended.output.split(/\r?\n/, 1)
  if (password === '') throw refuse('wrote no password')
  return password
}

type Ended =
  | { readonly error: string }
  | { readonly isLate: true }
  | { readonly code: number | null; readonly signal: string | null; readonly output: string }

/** A command that is late is killed, and what it may have started is not waited for. */
function endOf(child: ChildProcess, timeLimit: number): Promise<Ended> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    let size = 0
    child.stdout?.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= mostBytes) chunks.push(chunk)
    })
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      child.stdout?.destroy()
      resolve({ isLate: true })
    }, timeLimit)
    child.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer)
      resolve({ error: error.code ?? 'it cannot run' })
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ code, signal, output: Buffer.concat(chunks).toString('utf8') })
    })
  })
}
