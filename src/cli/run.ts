/**
 * `multisession run`: one job from its arguments to its exit code. The engine acts; this asks for passwords, submits,
 * writes what comes back, and settles what is open in the end.
 */
import { loginKey } from '../core/session.ts'
import type { Engine } from '../engine/door.ts'
import { askPasswords } from './ask-passwords.ts'
import { planText } from './dry-run.ts'
import { exitStopped } from './exit-code.ts'
import { gatherPasswords, type PasswordVariables } from './passwords.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'
import { runJob } from './run-job.ts'
import { planRun } from './run-plan.ts'
import type { RunRequest } from './run-request.ts'
import { readStatement } from './statement-source.ts'
import { StoppedError, type StopWatch, watchStops } from './stop-watch.ts'

/** Runs a request; resolves with the exit code. Throws FailureError when nothing could run. */
export async function run(
  request: RunRequest,
  variables: PasswordVariables,
  ports: CliPorts,
): Promise<number> {
  const { plan, sessions } = planRun(request, await readStatement(request.source, ports.stdin))
  if (request.isDryRun) {
    await writeText(ports.stdout, planText(plan))
    return 0
  }
  const stop = watchStops(ports.signals)
  try {
    const passwords = await askPasswords(ports, stop, (ask) => gatherPasswords(sessions, variables, ask))
    const engine = await ports.startEngine({
      password: async (login) => {
        const password = passwords.get(loginKey(login))
        if (password === undefined) throw new Error(`no password was gathered for ${loginKey(login)}`)
        return password
      },
    })
    return await closingAfter(engine, stop, () => runJob({ engine, request, plan, sessions, stop, ports }))
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error
    ports.stderr.write('multisession: stopped before anything ran\n')
    return exitStopped
  } finally {
    stop.dispose()
  }
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
