/**
 * `multisession run`: one job from its arguments to its exit code. The engine acts; this asks for passwords, submits,
 * writes what comes back, and settles what is open in the end.
 */
import { loginKey } from '../core/session.ts'
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
import { StoppedError, watchStops } from './stop-watch.ts'

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
    try {
      return await runJob({ engine, request, plan, sessions, stop, ports })
    } finally {
      await Promise.race([engine.close(), stop.third])
    }
  } catch (error) {
    if (!(error instanceof StoppedError)) throw error
    ports.stderr.write('multisession: stopped before anything ran\n')
    return exitStopped
  } finally {
    stop.dispose()
  }
}
