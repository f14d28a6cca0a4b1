/**
 * An engine for as long as some work needs it: passwords gathered before, signals heeded meanwhile, everything closed
 * afterwards.
 */
import { loginKey, type SessionSpec } from '../core/session.ts'
import type { Engine } from '../engine/door.ts'
import { askPasswords } from './ask-passwords.ts'
import { exitStopped } from './exit-code.ts'
import { gatherPasswords, type PasswordVariables } from './passwords.ts'
import type { CliPorts, JournalName } from './ports.ts'
import { StoppedError, type StopWatch, watchStops } from './stop-watch.ts'

/**
 * Does `work` with an engine that knows the passwords of these sessions, and gives its exit code. Throws FailureError
 * when a password is missing, and what `work` throws; stopping before anything ran is an exit code of its own.
 */
export async function onEngine(
  journal: JournalName,
  sessions: readonly SessionSpec[],
  variables: PasswordVariables,
  ports: CliPorts,
  work: (engine: Engine, stop: StopWatch) => Promise<number>,
): Promise<number> {
  const stop = watchStops(ports.signals)
  try {
    const engine = await startEngineFor(journal, sessions, variables, stop, ports)
    return await closingAfter(engine, stop, () => work(engine, stop))
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error
    ports.stderr.write('multisession: stopped before anything ran\n')
    return exitStopped
  } finally {
    stop.dispose()
  }
}

async function startEngineFor(
  journal: JournalName,
  sessions: readonly SessionSpec[],
  variables: PasswordVariables,
  stop: StopWatch,
  ports: CliPorts,
): Promise<Engine> {
  const passwords = await askPasswords(ports, stop, (ask) => gatherPasswords(sessions, variables, ask))
  return ports.startEngine({
    journal,
    password: async (login) => {
      const password = passwords.get(loginKey(login))
      if (password === undefined) throw new Error(`no password was gathered for ${loginKey(login)}`)
      return password
    },
  })
}

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
