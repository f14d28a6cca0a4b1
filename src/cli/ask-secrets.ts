/** Lets passwords and secrets be asked for at the terminal, where there is one, for as long as they are gathered. */
import { badRequest } from '../core/failure.ts'
import { visible } from '../core/visible.ts'
import type { AskPassword, CliPorts } from './ports.ts'
import { askSecret, openTerminal, type Terminal } from './secret-prompt.ts'
import type { AskSecret } from './secrets.ts'
import { StoppedError, type StopWatch } from './stop-watch.ts'

export interface Questions {
  readonly password: AskPassword
  /** A password that is to be kept, asked for twice. */
  readonly newPassword: AskPassword
  readonly secret: AskSecret
}

/**
 * Gathers with a way to ask; the terminal is opened at the first question and given back afterwards. Rejects with
 * StoppedError when the user stops instead of answering.
 */
export async function askSecrets<T>(
  { stdin, stderr }: Pick<CliPorts, 'stdin' | 'stderr'>,
  stop: StopWatch,
  gather: (questions: Questions) => Promise<T>,
): Promise<T> {
  let terminal: Terminal | undefined
  const ask = async (question: string, missing: string): Promise<string | undefined> => {
    terminal ??= openTerminal(stdin, stderr)
    if (terminal === undefined) return undefined
    const answer = await askSecret(terminal, `${visible(question)}: `, () => stop.stop('SIGINT'))
    if (stop.isStopped) throw new StoppedError('stopped')
    if (answer === undefined || answer === '') throw badRequest(missing)
    return answer
  }
  const password: AskPassword = (login) => ask(`Password for ${login}`, `no password was given for ${login}`)
  try {
    return await stop.unlessStopped(
      gather({
        password,
        async newPassword(login) {
          const first = await password(login)
          if (first !== undefined && first !== (await ask('Once more', 'it was not given once more')))
            throw badRequest('the two are not the same: nothing was kept')
          return first
        },
        secret: (name) =>
          ask(`Value for :${name.toLowerCase()}`, `no value was given for :${name.toLowerCase()}`),
      }),
    )
  } finally {
    terminal?.close()
  }
}
