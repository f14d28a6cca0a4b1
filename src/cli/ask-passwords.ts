/** Lets passwords be asked for at the terminal, where there is one, for as long as they are gathered. */
import { badRequest } from '../core/failure.ts'
import { visible } from '../core/visible.ts'
import type { AskPassword } from './passwords.ts'
import type { CliPorts } from './ports.ts'
import { askSecret, openTerminal, type Terminal } from './secret-prompt.ts'
import { StoppedError, type StopWatch } from './stop-watch.ts'

/**
 * Gathers with a way to ask; the terminal is opened at the first question and given back afterwards. Rejects with
 * StoppedError when the user stops instead of answering.
 */
export async function askPasswords<T>(
  { stdin, stderr }: Pick<CliPorts, 'stdin' | 'stderr'>,
  stop: StopWatch,
  gather: (ask: AskPassword) => Promise<T>,
): Promise<T> {
  let terminal: Terminal | undefined
  const ask: AskPassword = async (login) => {
    terminal ??= openTerminal(stdin, stderr)
    if (terminal === undefined) return undefined
    const question = `Password for ${visible(login)}: `
    const answer = await askSecret(terminal, question, () => stop.stop('SIGINT'))
    if (stop.isStopped) throw new StoppedError('stopped')
    if (answer === undefined || answer === '') throw badRequest(`no password was given for ${login}`)
    return answer
  }
  try {
    return await stop.unlessStopped(gather(ask))
  } finally {
    terminal?.close()
  }
}
