/**
 * `multisession run`: from the request to the plan of its job; what the plan needs is opened, run and closed elsewhere.
 */
import { emptyCatalogue, knownNames } from '../core/catalogue.ts'
import { savedCaps, withCaps } from '../core/saved-caps.ts'
import { findSession } from '../core/session.ts'
import { numberIn } from '../core/settings.ts'
import { resolveTarget } from '../core/target.ts'
import { readCatalogue } from './catalogue.ts'
import { refuseUnconfirmed } from './confirmation.ts'
import { refuseUnaskable } from './course-options.ts'
import { planText } from './dry-run.ts'
import { onEngine } from './on-engine.ts'
import { withParameters } from './parameters.ts'
import type { CliPorts } from './ports.ts'
import { writeText } from './result-output.ts'
import { runJob } from './run-job.ts'
import { planRun, sessionsFor } from './run-plan.ts'
import type { RunRequest } from './run-request.ts'
import { type SecretVariables, takeNamedVariables } from './secret-variables.ts'
import { readSettings } from './settings.ts'
import { readStatement } from './statement-source.ts'

/** Runs a request; resolves with the exit code. Throws FailureError when nothing could run. */
export async function run(request: RunRequest, taken: SecretVariables, ports: CliPorts): Promise<number> {
  if (!request.isDryRun) refuseUnaskable(request.course, request.ending, ports)
  const text = await readStatement(request.source, ports.stdin)
  const saved = request.usesSaved ? await readCatalogue(ports) : emptyCatalogue
  const settings = await readSettings(ports)
  const known = sessionsFor(request, saved)
  const passwords = new Map<string, string>()
  const others = resolveTarget(request.target, knownNames(known)).sessions.flatMap(
    (name) => findSession(name, known.sessions) ?? [],
  )
  return withParameters(
    request.parameters,
    { known, others, settings, passwords, variables: takeNamedVariables(ports.env, saved.sessions, taken) },
    ports,
    async ({ parameters, variables }) => {
      const asked = { ...request, parameters }
      const tableRows = numberIn(settings, 'row-limit')
      const { plan, sessions, caps: named } = planRun(asked, text, { saved, tableRows })
      if (request.isDryRun) {
        await writeText(ports.stdout, planText(plan, sessions))
        return 0
      }
      refuseUnconfirmed(plan, sessions, request.confirmed)
      const place = request.usesSaved ? 'saved' : 'practice'
      const { secrets } = request
      const caps = withCaps(savedCaps(saved, settings), named)
      return onEngine({ place, sessions, variables, settings, secrets, passwords, caps }, ports, (given) =>
        runJob({ ...given, request, plan, sessions, ports }),
      )
    },
  )
}
