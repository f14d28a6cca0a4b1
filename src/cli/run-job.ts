/**
 * A planned job on an engine: opens its sessions, follows it to its end, and turns what became of it into results,
 * words and an exit code.
 */
import { badRequest, FailureError } from '../core/failure.ts'
import type { JobPlan } from '../core/job.ts'
import { type SessionSpec, serverAddress } from '../core/session.ts'
import type { JobState, State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import { nameList } from '../results/headings.ts'
import { summaryLines } from '../results/summary.ts'
import { exitCodeOf, exitStopped, exitUnable } from './exit-code.ts'
import { type Follower, followJob } from './job-follower.ts'
import { openSessions, sendOrThrow } from './open-sessions.ts'
import type { CliPorts, Output, StopSignal } from './ports.ts'
import { openReport, type ProgressReport } from './progress.ts'
import { nameOf } from './progress-lines.ts'
import { openResultWriter } from './result-formats.ts'
import { writeTo } from './result-output.ts'
import type { RunRequest } from './run-request.ts'
import { rollBackOpenWork, roomForNames } from './settle-work.ts'
import type { StopWatch } from './stop-watch.ts'
import { taskLabel } from './task-label.ts'

export interface JobRun {
  readonly engine: Engine
  readonly request: RunRequest
  readonly plan: JobPlan
  readonly sessions: readonly SessionSpec[]
  readonly stop: StopWatch
  readonly ports: CliPorts
}

/** Runs the job; resolves with the exit code. Throws StoppedError and FailureError when nothing ran. */
export async function runJob(run: JobRun): Promise<number> {
  const follower = followJob(run.engine)
  const report = openReport(run.ports, follower.state)
  try {
    if (!(await openAndTell(run, follower.state, report))) return exitUnable
    const end = runToEnd(run, follower, report)
    const left = run.stop.third.then(() => tellWhatIsLeft(follower.state, report))
    return await Promise.race([end, left])
  } finally {
    report.end()
    follower.stop()
  }
}

/** Opens the sessions; false when none could be. */
async function openAndTell(
  { engine, sessions, stop }: JobRun,
  state: State,
  report: ProgressReport,
): Promise<boolean> {
  const { count, refusals } = await stop.unlessStopped(openSessions(engine, state, sessions))
  for (const refusal of refusals) report.note(`multisession: ${refusal}`)
  if (count > 0 && refusals.length > 0) report.note(`going on with ${count} of ${sessions.length} sessions`)
  return count > 0
}

async function runToEnd(
  { engine, request, plan, stop, ports }: JobRun,
  { state, ended, onEvent }: Follower,
  report: ProgressReport,
): Promise<number> {
  const output = writeTo(ports.stdout, report.hide)
  const writer = openResultWriter(request.format, {
    ...{ engine, state, output, note: report.note },
    width: ports.stdout.isTTY ? ports.stdout.columns : undefined,
  })
  onEvent((event) => {
    report.tell(event)
    writer.tell(event)
  })
  await sendOrThrow(engine, { type: 'submit job', plan })

  let failure: unknown
  const cancel = (reason: string) => {
    void engine.send({ type: 'cancel all', reason })
  }
  const fail = (error: unknown) => {
    failure ??= error
    cancel('the results could not be written')
  }
  writer.failed.catch(fail)
  output.gone.then(() => {
    report.mute()
    cancel('nobody reads the results any more')
  }, fail)
  stop.first.then((signal) => {
    report.stopping()
    cancel(`stopped by ${nameOfSignal(signal)}`)
  })
  stop.second.then(() =>
    report.note(`still waiting for ${runningNames(state) || 'the last answers'}; once more leaves at once`),
  )

  const job = await ended
  const settled = await rollBackOpenWork(engine, state, request.ending)
  if (failure === undefined) await writer.finish(job).catch(fail)
  report.end()
  for (const line of [
    ...summaryOf(job, ports.stderr),
    ...settled,
    ...(stop.isStopped ? [finishedLine(job, state)] : []),
  ])
    ports.stderr.write(`${line}\n`)
  if (failure !== undefined) throw asFailure(failure)
  return stop.isStopped ? exitStopped : exitCodeOf(job, request.ending)
}

/** What a user who stopped a run wants to know: which of it is done. */
function finishedLine(job: JobState, state: State): string {
  const names = job.tasks.flatMap(({ id, phase }) =>
    phase.name === 'ended' && phase.end.outcome === 'succeeded' ? [nameOf(state, id)] : [],
  )
  return `stopped; finished before: ${nameList(names, roomForNames) || 'nothing'}`
}

function summaryOf(job: JobState, { isTTY, columns }: Output): string[] {
  const lastEnd = Math.max(
    ...job.tasks.map(({ phase }) => (phase.name === 'ended' ? phase.at : job.queuedAt)),
  )
  return summaryLines(job, {
    labelOf: (task) => taskLabel(job.plan, task.plan),
    elapsedMs: lastEnd - job.queuedAt,
    ...(isTTY && columns !== undefined && { width: columns }),
  })
}

/** A third Ctrl-C waits for nobody; what the servers still do is said, as far as it is known. */
function tellWhatIsLeft(state: State, report: ProgressReport): number {
  const left = [...state.sessions.values()].flatMap(({ phase, identity }) => {
    if (phase.name !== 'busy') return []
    const address = identity && serverAddress(identity)
    return [address === undefined ? nameOf(state, phase.task) : `${nameOf(state, phase.task)} (${address})`]
  })
  report.note(`left at once; may still run on the server: ${nameList(left, roomForNames)}`)
  return exitStopped
}

const runningNames = (state: State): string =>
  nameList(
    [...state.sessions.values()].flatMap(({ phase }) =>
      phase.name === 'busy' ? [nameOf(state, phase.task)] : [],
    ),
    roomForNames,
  )

const nameOfSignal = (signal: StopSignal): string => (signal === 'SIGINT' ? 'Ctrl-C' : signal)

const asFailure = (error: unknown): Error =>
  error instanceof FailureError
    ? error
    : badRequest(`the results are incomplete: ${error instanceof Error ? error.message : String(error)}`)
