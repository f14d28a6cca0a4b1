/** `multisession practice`: the shell on the practice database, its job without a terminal, or the database alone. */
import { badRequest } from '../core/failure.ts'
import type { CliPorts } from './ports.ts'
import { practicePassword, practiceSessions } from './practice-sessions.ts'
import { writeText } from './result-output.ts'
import { run } from './run.ts'
import { planRun } from './run-plan.ts'
import { seedRequest, seedStatement } from './seed-job.ts'
import { watchStops } from './stop-watch.ts'

/** Opens the shell with the seed's job queued; where nobody can type, runs that job and prints what came of it. */
export async function openPractice(ports: CliPorts): Promise<number> {
  if (!ports.stdin.isTTY || !ports.stdout.isTTY) return run(seedRequest, new Map(), ports)
  const { plan } = planRun(seedRequest, seedStatement)
  const engine = await ports.startEngine({ password: () => Promise.resolve(practicePassword) })
  return ports.openShell({ engine, sessions: practiceSessions, job: plan })
}

/** Serves the practice database until a signal asks to stop; its connect string is the one line on stdout. */
export async function servePractice(port: number, ports: CliPorts): Promise<number> {
  const stop = watchStops(ports.signals)
  try {
    const served = await ports.servePractice(port).catch((error: unknown) => {
      throw badRequest(
        `cannot serve on port ${port}: ${error instanceof Error ? error.message : String(error)}`,
      )
    })
    await writeText(ports.stdout, `${served.connectString}\n`)
    await stop.first
    await served.stop()
    return 0
  } finally {
    stop.dispose()
  }
}
