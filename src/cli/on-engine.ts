/**
 * An engine for as long as some work needs it: passwords and secrets gathered before, signals heeded meanwhile,
 * everything closed afterwards.
 */
import type { ScopeCap } from '../core/limits.ts'
import { passwordKey, type SessionSpec } from '../core/session.ts'
import type { Place, Settings } from '../core/settings.ts'
import type { Engine } from '../engine/door.ts'
import { askSecrets, type Questions } from './ask-secrets.ts'
import { exitStopped } from './exit-code.ts'
import { passwordFromCommand } from './password-command.ts'
import { gatherPasswords } from './passwords.ts'
import type { CliPorts } from './ports.ts'
import type { SecretVariables } from './secret-variables.ts'
import { gatherSecrets } from './secrets.ts'
import { engineSettings } from './settings.ts'
import { StoppedError, type StopWatch, watchStops } from './stop-watch.ts'

/** What an engine needs before it can work. */
export interface EngineNeeds {
  /** Whose journal keeps what happens. */
  readonly place: Place | 'nowhere'
  readonly sessions: readonly SessionSpec[]
  readonly variables: SecretVariables
  readonly settings: Settings
  /** Caps above those of jobs. */
  readonly caps: readonly ScopeCap[]
  /** Names of binds whose values are asked for. */
  readonly secrets?: readonly string[]
  /** Passwords had before, by login: they are not asked for again, and those had now are added. */
  readonly passwords?: Map<string, string>
}

export interface OnEngine {
  readonly engine: Engine
  readonly stop: StopWatch
  /** Values by the name of their bind. */
  readonly secrets: Readonly<Record<string, string>>
}

/**
 * Does `work` with an engine that knows the passwords of these sessions, and gives its exit code. Throws FailureError
 * when a password is missing, and what `work` throws; stopping before anything ran is an exit code of its own.
 */
export const onEngine = (
  needs: EngineNeeds,
  ports: CliPorts,
  work: (given: OnEngine) => Promise<number>,
): Promise<number> =>
  heedingStops(ports, async (stop) => {
    const { passwords, secrets } = await gather(needs, stop, ports)
    const engine = await ports.startEngine({
      place: needs.place,
      ...engineSettings(needs.settings),
      caps: needs.caps,
      password: async (login) => {
        const password = passwords.get(passwordKey(login))
        if (password === undefined) throw new Error(`no password was gathered for ${passwordKey(login)}`)
        return password
      },
    })
    return closingAfter(engine, stop, () => work({ engine, stop, secrets }))
  })

/** Does what a signal may stop before anything ran, and gives its exit code. */
export async function heedingStops(
  ports: Pick<CliPorts, 'signals' | 'stderr'>,
  work: (stop: StopWatch) => Promise<number>,
): Promise<number> {
  const stop = watchStops(ports.signals)
  try {
    return await work(stop)
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error
    ports.stderr.write('multisession: stopped before anything ran\n')
    return exitStopped
  } finally {
    stop.dispose()
  }
}

const gather = (
  { sessions, variables, secrets: names = [], passwords = new Map() }: EngineNeeds,
  stop: StopWatch,
  ports: CliPorts,
) =>
  askSecrets(ports, stop, async (questions: Questions) => {
    const missing = sessions.filter(({ login }) => !passwords.has(passwordKey(login)))
    const had = await gatherPasswords(missing, {
      variables,
      ask: questions.password,
      command: (command, session) => passwordFromCommand(command, { session, env: ports.env }),
      keychain: async (account) => (await ports.openKeychain()).get(account),
    })
    for (const [key, password] of had) passwords.set(key, password)
    return { passwords, secrets: await gatherSecrets(names, variables, questions.secret) }
  })

/** Does the work and closes the engine, unless the user has stopped before any work was done or will not wait. */
async function closingAfter<T>(engine: Engine, stop: StopWatch, work: () => Promise<T>): Promise<T> {
  try {
    const result = await work()
    await Promise.race([engine.close(), stop.third])
    return result
  } catch (error) {
    const closed = engine.close()
    // Nothing ran: a server that does not answer is not waited for.
    if (error instanceof StoppedError) closed.catch(() => {})
    else await Promise.race([closed, stop.third])
    throw error
  }
}
