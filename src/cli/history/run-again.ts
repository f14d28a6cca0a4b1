/**
 * `multisession resume` and `retry`: from a job of the journal to a new one with what of it is to be run again, in the
 * sessions that it named. A changed input is refused, with the difference.
 */
import { type AgainPlan, type JobChain, planAgain, recallChain } from '../../core/again.ts'
import { badRequest } from '../../core/failure.ts'
import type { JobPlan } from '../../core/job.ts'
import type { SessionRecord } from '../../core/record.ts'
import type { SessionSpec } from '../../core/session.ts'
import type { TaskState } from '../../core/state.ts'
import { countOf, formatCount } from '../../results/measures.ts'
import { readCatalogue } from '../catalogue.ts'
import { planText } from '../dry-run.ts'
import { mostCounted } from '../exit-code.ts'
import { onEngine } from '../on-engine.ts'
import type { PasswordVariables } from '../passwords.ts'
import type { CliPorts } from '../ports.ts'
import { writeText } from '../result-output.ts'
import { runJob } from '../run-job.ts'
import { readStatement } from '../statement-source.ts'
import { refuseChangedStatement, refuseChangedTarget } from './changed-input.ts'
import { type LeftBehind, leftBehindLine, lookAt } from './left-behind.ts'
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
  const inFirst = sessions.get(chain.first.record.number) ?? []
  await refuseChangedInput(request, chain, inFirst, ports)
  ports.stderr.write(`${accountLine(request, chain, again)}\n`)
  const plan = again.plan && asAsked(again.plan, request)
  const left = again.unknown.map((task) => leftBehind(task, chain, sessions))
  if (request.isDryRun) {
    for (const each of left) ports.stderr.write(`${leftBehindLine(each)}\n`)
    if (plan) await writeText(ports.stdout, planText(plan))
    return 0
  }
  const specs = plan ? sessionsOf(plan, inFirst) : []
  const all = distinct([...specs, ...left.flatMap(({ session }) => (session ? [session.spec] : []))])
  if (all.length === 0) return 0
  return onEngine(request.journal, all, variables, ports, async (engine, stop) => {
    for (const line of await stop.unlessStopped(lookAt(left, engine))) ports.stderr.write(`${line}\n`)
    if (!plan) return Math.min(left.length, mostCounted + 1)
    const how = {
      format: request.format,
      ending: plan.commit ? 'commit' : undefined,
      joblog: undefined,
    } as const
    return runJob({ engine, request: how, plan, sessions: specs, stop, ports })
  })
}

type SessionsByJob = ReadonlyMap<number, readonly SessionRecord[]>

async function recall(
  { journal, job }: AgainRequest,
  ports: CliPorts,
): Promise<{ readonly chain: JobChain; readonly sessions: SessionsByJob }> {
  const port = await ports.openHistory(journal)
  try {
    const chain = await recallChain(port.history, job)
    if (!chain) throw noSuchJob(job, (await port.history.jobs(1))[0])
    const sessions = new Map<number, readonly SessionRecord[]>()
    for (const { record } of [chain.first, ...chain.later])
      sessions.set(record.number, await port.history.sessions(record.number))
    return { chain, sessions }
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

function leftBehind(task: TaskState, { first }: JobChain, sessions: SessionsByJob): LeftBehind {
  const name = task.phase.name === 'waiting' ? undefined : task.phase.session
  const session = sessions.get(task.job)?.find(({ spec }) => spec.name === name)
  return { task, parameters: first.job.plan.parameters, session }
}

const distinct = (specs: readonly SessionSpec[]): SessionSpec[] => [
  ...new Map(specs.map((spec) => [spec.name, spec])).values(),
]

/** What is run and what is left: `job 3: 2 tasks to run, 5 are done, 1 a person has to look at`. */
function accountLine({ how }: AgainRequest, { first }: JobChain, again: AgainPlan): string {
  const { number } = first.record
  const count = again.plan?.tasks.length ?? 0
  const unknown = again.unknown.length
  const parts = [
    count === 0 ? 'nothing to run' : `${countOf(count, 'task')} to run`,
    ...(again.done > 0 ? [`${formatCount(again.done)} done`] : []),
    ...(how === 'resume' && again.failed > 0
      ? [`${formatCount(again.failed)} failed: "retry ${number}" runs them`]
      : []),
    ...(unknown > 0
      ? [`${formatCount(unknown)} unknown: look whether they took effect, they are not run again`]
      : []),
  ]
  return `job ${number}: ${parts.join(', ')}`
}
