/**
 * `multisession resume` and `retry`: from a job of the journal to a new one with what of it is to be run again, in the
 * sessions that it named. A changed input is refused, with the difference.
 */
import { type AgainPlan, type JobChain, planAgain, recallChain } from '../../core/again.ts'
import { type Catalogue, emptyCatalogue, knownNames } from '../../core/catalogue.ts'
import {
  refuseChangedParameters,
  refuseChangedStatement,
  refuseChangedTarget,
} from '../../core/changed-input.ts'
import { badRequest } from '../../core/failure.ts'
import type { JobPlan } from '../../core/job.ts'
import type { SessionRecord } from '../../core/record.ts'
import { savedCaps } from '../../core/saved-caps.ts'
import { findSession, type SessionSpec } from '../../core/session.ts'
import { leftWords } from '../../results/again-words.ts'
import { leftBehind, leftBehindLine, lookAt } from '../../results/left-behind.ts'
import { countOf } from '../../results/measures.ts'
import { readCatalogue } from '../catalogue.ts'
import { refuseUnconfirmed } from '../confirmation.ts'
import { refuseUnaskable } from '../course-options.ts'
import { planText } from '../dry-run.ts'
import { mostCounted } from '../exit-code.ts'
import { onEngine } from '../on-engine.ts'
import { withParameters } from '../parameters.ts'
import type { CliPorts } from '../ports.ts'
import { practiceSessions } from '../practice-sessions.ts'
import { writeText } from '../result-output.ts'
import { runJob } from '../run-job.ts'
import { type SecretVariables, takeNamedVariables } from '../secret-variables.ts'
import { readSettings } from '../settings.ts'
import { readStatement } from '../statement-source.ts'
import type { AgainRequest } from './request.ts'
import { noSuchJob } from './use-history.ts'

/** Runs it; resolves with the exit code. Throws FailureError when nothing could run. */
export async function runAgain(
  request: AgainRequest,
  taken: SecretVariables,
  ports: CliPorts,
): Promise<number> {
  const recalled = await recall(request, ports)
  const { first } = recalled.chain
  const catalogue = request.place === 'practice' ? emptyCatalogue : await readCatalogue(ports)
  const text = request.source && (await readStatement(request.source, ports.stdin))
  if (request.isEdited && text === undefined)
    throw badRequest('--edited goes with a statement: as an argument in quotes, or with --file')
  if (text !== undefined && !request.isEdited) refuseChangedStatement(first.record, text)
  const edited = request.isEdited ? text : undefined
  if (request.parameters.length === 0) return goOn(request, recalled, { catalogue, taken, edited }, ports)
  const then = (recalled.sessions.get(first.record.number) ?? []).map(({ spec }) => spec)
  const known = knownThen(request.place === 'practice' ? practiceSessions : [], catalogue, then)
  const needs = {
    ...{ known, others: then, settings: await readSettings(ports), passwords: new Map<string, string>() },
    variables: takeNamedVariables(ports.env, known.sessions, taken),
  }
  return withParameters(request.parameters, needs, ports, async ({ parameters, variables }) => {
    refuseChangedParameters(first.job, parameters)
    const had = { taken: variables, passwords: needs.passwords, edited }
    return goOn(request, recalled, { catalogue, ...had }, ports)
  })
}

/** What a query for parameters may name: what is saved, the practice database's, and the sessions of then. */
function knownThen(
  practice: readonly SessionSpec[],
  { sessions, groups }: Catalogue,
  then: readonly SessionSpec[],
): Catalogue {
  const today = [...sessions, ...practice]
  return { sessions: [...today, ...then.filter(({ name }) => !findSession(name, today))], groups }
}

/** What the user's passwords are had from, and what is saved. */
interface Sources {
  readonly catalogue: Catalogue
  readonly taken: SecretVariables
  readonly passwords?: Map<string, string>
  /** The statement that takes the place of the one of then. */
  readonly edited: string | undefined
}

async function goOn(
  request: AgainRequest,
  { chain, sessions }: Recalled,
  { catalogue, taken, edited, passwords = new Map() }: Sources,
  ports: CliPorts,
): Promise<number> {
  const again = planAgain(request.how, chain, edited)
  refuseMiscounted(request, again)
  const then = sessions.get(chain.first.record.number) ?? []
  if (!request.isAsItWas && request.place === 'saved')
    refuseChangedTarget(chain.first.record, then, {
      known: knownNames(catalogue),
      sessions: catalogue.sessions,
    })
  const plan = again.plan && asAsked(again.plan, request)
  const specs = plan ? sessionsOf(plan, then, catalogue) : []
  const left = again.unknown.map((task) => leftBehind(task, chain.first.job.plan.parameters, sessions))
  ports.stderr.write(`${accountLine(request, chain, again)}\n`)
  if (request.isDryRun) {
    for (const each of left) ports.stderr.write(`${leftBehindLine(each)}\n`)
    if (plan) await writeText(ports.stdout, planText(plan, specs))
    return 0
  }
  if (plan) refuseUnconfirmed(plan, specs, request.confirmed)
  if (plan) refuseUnaskable(plan, undefined, ports)
  const all = distinct([...specs, ...left.flatMap(({ session }) => (session ? [session.spec] : []))])
  if (all.length === 0) return 0
  const variables = takeNamedVariables(ports.env, all, taken)
  const settings = await readSettings(ports)
  const needs = {
    place: request.place,
    sessions: all,
    variables,
    settings,
    passwords,
    caps: savedCaps(catalogue, settings),
  }
  const secrets = plan?.secrets ?? []
  return onEngine({ ...needs, secrets }, ports, async (given) => {
    const lines = await given.stop.unlessStopped(lookAt(left, given.engine.findOnServer))
    for (const line of lines) ports.stderr.write(`${line}\n`)
    if (!plan) return Math.min(left.length, mostCounted + 1)
    return runJob({ ...given, request: asRun(request, plan), plan, sessions: specs, ports })
  })
}

/** Throws a bad request unless the user knows how many tasks may take effect a second time. */
function refuseMiscounted({ unknown, job }: AgainRequest, { plan }: AgainPlan): void {
  const count = plan?.tasks.length ?? 0
  if (unknown === undefined || unknown === count) return
  throw badRequest(
    `--unknown ${unknown} is not the number of tasks of job ${job} of which nobody knows whether they took effect: ` +
      `"multisession resume ${job} --dry-run" lists them; nothing was run`,
  )
}

/** As `run` would be asked. */
const asRun = ({ format, confirmed }: AgainRequest, { commit }: JobPlan) => ({
  ...{ format, confirmed, joblog: undefined },
  ending: commit ? ('commit' as const) : undefined,
})

type SessionsByJob = ReadonlyMap<number, readonly SessionRecord[]>

/** What the journal knows of a job. */
interface Recalled {
  readonly chain: JobChain
  readonly sessions: SessionsByJob
}

async function recall({ place, job }: AgainRequest, ports: CliPorts): Promise<Recalled> {
  const port = await ports.openHistory(place)
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

function asAsked(plan: JobPlan, { cap, format, expected }: AgainRequest): JobPlan {
  if (expected && plan.waves === undefined) throw badRequest('--confirm: this job does not go in waves')
  return {
    ...{ ...plan, cap: cap ?? plan.cap, results: format === 'table' ? 'keep' : 'pass' },
    ...(expected && { expected }),
  }
}

/**
 * The sessions of the tasks that run again: others need not be opened. Their logins are those of then, which are today's
 * unless the user said so; protection and passwords follow the session as it is saved.
 */
function sessionsOf(plan: JobPlan, then: readonly SessionRecord[], { sessions }: Catalogue): SessionSpec[] {
  const isAny = plan.mode === 'any'
  const wanted = new Set(plan.tasks.flatMap(({ session }) => (isAny ? plan.sessions : [session ?? ''])))
  return [...wanted].map((name) => {
    const before = then.find((each) => each.spec.name === name)?.spec
    if (!before)
      throw badRequest(`the journal does not know session ${name} any more: queue the statement anew`)
    return { ...(findSession(name, sessions) ?? before), login: before.login }
  })
}

const distinct = (specs: readonly SessionSpec[]): SessionSpec[] => [
  ...new Map(specs.map((spec) => [spec.name, spec])).values(),
]

/** What is run and what is left: `job 3: 2 tasks to run, 5 are done, 1 a person has to look at`. */
function accountLine({ how }: AgainRequest, { first }: JobChain, again: AgainPlan): string {
  const { number } = first.record
  const count = again.plan?.tasks.length ?? 0
  const run = count === 0 ? 'nothing to run' : `${countOf(count, 'task')} to run`
  return `job ${number}: ${[run, ...leftWords(how, number, again)].join(', ')}`
}
