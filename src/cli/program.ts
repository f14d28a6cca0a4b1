/**
 * The program behind its arguments: carries out what they ask for and gives the exit code. Ends no process itself;
 * every error that reaches it becomes one line.
 */
import { badRequest, failureOf } from '../core/failure.ts'
import { readArguments, type Wish } from './arguments.ts'
import { readCatalogue, useCatalogue } from './catalogue.ts'
import { exitStopped, exitUnable } from './exit-code.ts'
import { failureLine } from './failure-line.ts'
import { startFirst } from './first-start.ts'
import { runAgain } from './history/run-again.ts'
import { useHistory } from './history/use-history.ts'
import { openSavedShell } from './open-shell.ts'
import type { CliPorts } from './ports.ts'
import { openPractice, servePractice } from './practice.ts'
import { writeText } from './result-output.ts'
import { run } from './run.ts'
import { type SecretVariables, takeSecretVariables } from './secret-variables.ts'
import { useSettings } from './settings.ts'

const nothingAsked =
  'nothing asked: try "multisession practice", save sessions and start it at a terminal, or see "multisession --help"'

/**
 * Runs the program on its arguments, without node and script; resolves with the exit code when everything written has
 * left. Never rejects. The process is to be ended with that code, for a connection may still linger.
 */
export async function runProgram(argv: readonly string[], ports: CliPorts): Promise<number> {
  const variables = takeSecretVariables(ports.env)
  // A terminal or a reader that has gone takes no more words; the work still wants its orderly end.
  ports.stderr.on('error', () => {})
  ports.stdout.on('error', () => {})
  try {
    const exitCode =
      argv.length === 0 ? await openAlone(variables, ports) : await obey(argv, variables, ports)
    // Who leaves at once does not wait for a reader that stands still.
    if (exitCode !== exitStopped) await writeText(ports.stderr, '')
    return exitCode
  } catch (error) {
    await writeText(ports.stderr, `multisession: ${failureLine(failureOf(error))}\n`)
    return exitUnable
  }
}

/** Without arguments, where somebody sits: the shell on what is saved, or ways to begin where nothing is. */
async function openAlone(variables: SecretVariables, ports: CliPorts): Promise<number> {
  if (!ports.stdin.isTTY || !ports.stdout.isTTY) throw badRequest(nothingAsked)
  const catalogue = await readCatalogue(ports)
  if (catalogue.sessions.length > 0) return openSavedShell(catalogue, variables, ports)
  const begun = await startFirst(ports)
  switch (begun.type) {
    case 'left':
      return begun.code
    case 'practice':
      return openPractice(ports)
    case 'saved':
      return openSavedShell(await readCatalogue(ports), variables, ports, begun)
  }
}

const obey = async (argv: readonly string[], variables: SecretVariables, ports: CliPorts): Promise<number> =>
  grant(readArguments(argv, ports.version, ports.stdout.columns || 100), variables, ports)

async function grant(wish: Wish, variables: SecretVariables, ports: CliPorts): Promise<number> {
  switch (wish.type) {
    case 'print':
      await writeText(ports.stdout, wish.text)
      return 0
    case 'run':
      return run(wish.request, variables, ports)
    case 'catalogue':
      return useCatalogue(wish.request, variables, ports)
    case 'history':
      return wish.request.type === 'again'
        ? runAgain(wish.request, variables, ports)
        : useHistory(wish.request, ports)
    case 'settings':
      return useSettings(wish.request, ports)
    case 'practice':
      return openPractice(ports)
    case 'serve practice':
      return servePractice(wish.port, ports)
  }
}
