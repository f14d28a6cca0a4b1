/** `multisession practice`: the shell on the practice database, its job without a terminal, or the database alone. */
import { emptyCatalogue } from '../core/catalogue.ts'
import { badRequest } from '../core/failure.ts'
import { savedCaps } from '../core/saved-caps.ts'
import { openShellOn } from './open-shell.ts'
import type { CliPorts } from './ports.ts'
import { practicePassword, practiceSessions } from './practice-sessions.ts'
import { run } from './run.ts'
import { planRun } from './run-plan.ts'
import { seedRequest, seedStatement } from './seed-job.ts'
import { readSettings } from './settings.ts'

/** Opens the shell with the seed's job queued; where nobody can type, runs that job and prints what came of it. */
export async function openPractice(ports: CliPorts): Promise<number> {
  if (!ports.stdin.isTTY || !ports.stdout.isTTY) return run(seedRequest, new Map(), ports)
  const { plan } = planRun(seedRequest, seedStatement)
  const password = () => Promise.resolve(practicePassword)
  const settings = await readSettings(ports)
  const caps = savedCaps(emptyCatalogue, settings)
  const world = { sessions: practiceSessions, groups: new Map(), job: plan, passwords: { password }, caps }
  return openShellOn({ place: 'practice', ...world }, settings, ports)
}

/** Serves the practice database until a signal asks to stop. Throws a bad request when the port is not to be had. */
export async function servePractice(port: number, ports: CliPorts): Promise<number> {
  try {
    await ports.servePractice(port)
    return 0
  } catch (error) {
    throw badRequest(
      `cannot serve on port ${port}: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
