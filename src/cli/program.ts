/**
 * The program behind its arguments: carries out what they ask for and gives the exit code. Ends no process itself;
 * every error that reaches it becomes one line.
 */
import { badRequest, failureOf } from '../core/failure.ts'
import { readArguments, type Wish } from './arguments.ts'
import { exitUnable } from './exit-code.ts'
import { failureLine } from './failure-line.ts'
import { type PasswordVariables, takePasswordVariables } from './passwords.ts'
import type { CliPorts, Output } from './ports.ts'
import { openPractice, servePractice } from './practice.ts'
import { run } from './run.ts'

const nothingAsked =
  'saved sessions come later; try "multisession practice", or see "multisession run --help"'

/**
 * Runs the program on its arguments, without node and script; resolves with the exit code when everything written has
 * left. Never rejects. The process is to be ended with that code, for a connection may still linger.
 */
export async function runProgram(argv: readonly string[], ports: CliPorts): Promise<number> {
  const variables = takePasswordVariables(ports.env)
  // A terminal that has gone takes no more words; the work still wants its orderly end.
  ports.stderr.on('error', () => {})
  try {
    if (argv.length === 0) throw badRequest(nothingAsked)
    const wish = readArguments(argv, ports.version, ports.stdout.columns ?? 100)
    return await grant(wish, variables, ports)
  } catch (error) {
    ports.stderr.write(`multisession: ${failureLine(failureOf(error))}\n`)
    return exitUnable
  } finally {
    await Promise.all([flushed(ports.stdout), flushed(ports.stderr)])
  }
}

async function grant(wish: Wish, variables: PasswordVariables, ports: CliPorts): Promise<number> {
  switch (wish.type) {
    case 'print':
      ports.stdout.write(wish.text)
      return 0
    case 'run':
      return run(wish.request, variables, ports)
    case 'practice':
      return openPractice(ports)
    case 'serve practice':
      return servePractice(wish.port, ports)
  }
}

/** Resolves when what was written has left, or cannot leave any more. */
const flushed = (stream: Output): Promise<void> =>
  stream.destroyed || stream.errored
    ? Promise.resolve()
    : new Promise((resolve) => stream.write('', () => resolve()))
