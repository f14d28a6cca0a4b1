/**
 * `multisession run`: from the request to the plan of its job; what the plan needs is opened, run and closed elsewhere.
 */
import { emptyCatalogue } from '../core/catalogue.ts'
import { readCatalogue } from './catalogue.ts'
import { planText } from './dry-run.ts'
import { onEngine } from './on-engine.ts'
import type { PasswordVariables } from './passwords.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'
import { runJob } from './run-job.ts'
import { planRun } from './run-plan.ts'
import type { RunRequest } from './run-request.ts'
import { readStatement } from './statement-source.ts'

/** Runs a request; resolves with the exit code. Throws FailureError when nothing could run. */
export async function run(
  request: RunRequest,
  variables: PasswordVariables,
  ports: CliPorts,
): Promise<number> {
  const text = await readStatement(request.source, ports.stdin)
  const saved = request.usesSaved ? await readCatalogue(ports) : emptyCatalogue
  const { plan, sessions } = planRun(request, text, saved)
  if (request.isDryRun) {
    await writeText(ports.stdout, planText(plan))
    return 0
  }
  const journal = request.usesSaved ? 'own' : 'practice'
  return onEngine(journal, sessions, variables, ports, (engine, stop) =>
    runJob({ engine, request, plan, sessions, stop, ports }),
  )
}
