/**
 * `multisession resume` and `retry`: from a job of the journal to a new one with what of it is to be run again, in the
 * sessions that it named. A changed input is refused, with the difference.
 */
import { type AgainPlan, type JobChain, planAgain, recallChain } from '../../core/again.ts'
import { badRequest } from '../../core/failure.ts'
import type { JobPlan } from '../../core/job.ts'
import type { SessionRecord } from '../../core/record.ts'
import type { SessionSpec } from '../../core/session.ts'
import { visible } from '../../core/visible.ts'
import { endWords, stillRunsWords } from '../../core/words.ts'
import { countOf } from '../../results/measures.ts'
import { readCatalogue } from '../catalogue.ts'
import { planText } from '../dry-run.ts'
import { onEngine } from '../on-engine.ts'
import type { PasswordVariables } from '../passwords.ts'
import type { CliPorts } from '../ports.ts'
import { writeText } from '../result-output.ts'
import { runJob } from '../run-job.ts'
import { readStatement } from '../statement-source.ts'
import { taskLabel } from '../task-label.ts'
import { refuseChangedStatement, refuseChangedTarget } from './changed-input.ts'
import type { AgainRequest } from './request.ts'
import { noSuchJob } from './use-history.ts'

/** Runs it; resolves with the exit code. Throws FailureError when nothing could run. */
export async function runAgain(
  request: AgainRequest,
  variables: PasswordVariables,
  ports: CliPorts,
): Promise<number> {
  const { chain, sessions } = await recall(request, ports)
  const again = planAgain(request.how, chain)
  await refuseChangedInput(request, chain, sessions, ports)
  for (const line of accountOf(request, chain, again)) ports.stderr.write(`${line}\n`)
  if (!again.plan) return again.unknown.length > 0 ? Math.min(again.unknown.length, 101) : 0
  const plan = asAsked(again.plan, request)
  if (request.isDryRun) {
    await writeText(ports.stdout, planText(plan))
    return 0
  }
  const specs = sessionsOf(plan, sessions)
  return onEngine(request.journal, specs, variables, ports, (engine, stop) => {
    const ending = plan.commit ? 'commit' : undefined
    const how = { format: request.format, ending, joblog: undefined } as const
    return runJob({ engine, request: how, plan, sessions: specs, stop, ports })
  })
}

async function recall(
  { journal, job }: AgainRequest,
  ports: CliPorts,
): Promise<{ readonly chain: JobChain; readonly sessions: readonly SessionRecord[] }> {
  const port = await ports.openHistory(journal)
  try {
    const chain = await recallChain(port.history, job)
    if (!chain) throw noSuchJob(job, (await port.history.jobs(1))[0])
    return { chain, sessions: await port.history.sessions(chain.first.record.number) }
  } finally {
    await port.close()
  }
}

async function refuseChangedInput(
  request: AgainRequest,
  { first }: JobChain,
  sessions: readonly SessionRecord[],
  ports: CliPorts,
): Promise<void> {
  if (request.source) refuseChangedStatement(first.record, await readStatement(request.source, ports.stdin))
  if (request.isAsItWas || request.journal === 'practice') return
  refuseChangedTarget(first.record, sessions, await readCatalogue(ports))
}

function asAsked(plan: JobPlan, { cap, format }: AgainRequest): JobPlan {
  return { ...plan, cap: cap ?? plan.cap, results: format === 'table' ? 'keep' : 'pass' }
}

/** The sessions of the tasks that run again: others need not be opened. */
function sessionsOf(plan: JobPlan, sessions: readonly SessionRecord[]): SessionSpec[] {
  const wanted = new Set(
    plan.tasks.flatMap(({ session }) => (session === undefined ? plan.sessions : [session])),
  )
  const specs = sessions.map(({ spec }) => spec).filter(({ name }) => wanted.has(name))
  if (specs.length < wanted.size)
    throw badRequest('the journal does not know all sessions of that job any more: queue it anew')
  return specs
}

/** What is run and what is left, and what a person has to look at. Safe to show. */
function accountOf({ how }: AgainRequest, { first }: JobChain, again: AgainPlan): string[] {
  const { number } = first.record
  const count = again.plan?.tasks.length ?? 0
  const left = [
    ...(again.done > 0 ? [`${again.done} are done`] : []),
    ...(how === 'resume' && again.failed > 0 ? [`${again.failed} failed: "retry ${number}" runs them`] : []),
    ...(again.unknown.length > 0 ? [`${again.unknown.length} a person has to look at`] : []),
  ]
  const what = count === 0 ? 'nothing to run' : `${countOf(count, 'task')} to run`
  return [
    `job ${number}: ${[what, ...left].join(', ')}`,
    ...again.unknown.map(({ id, plan, phase }) => {
      const end = phase.name === 'ended' ? phase.end : undefined
      const words = end ? [endWords(end), stillRunsWords(end)].filter(Boolean).join(', ') : phase.name
      return `  ${id} ${visible(taskLabel(first.job.plan, plan))}: ${words}`
    }),
  ]
}
