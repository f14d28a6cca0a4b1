/**
 * A planned job on an engine: opens its sessions, follows it to its end, and turns what became of it into results,
 * words and an exit code.
 */
import type { JobPlan } from '../core/job.ts'
import type { SessionSpec } from '../core/session.ts'
import { type JobState, type State, taskOf } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'
import { askAtTerminal } from './ask-at-terminal.ts'
import { finishedLine, incompleteLine, leftLine, runningNames, summaryOf } from './closing-words.ts'
import { watchForEarlyEnd } from './early-end.ts'
import { exitCodeOf, exitStopped, exitUnable } from './exit-code.ts'
import { failureLine } from './failure-line.ts'
import { heedWaves } from './heed-waves.ts'
import { type Follower, followJob } from './job-follower.ts'
import { openJoblog } from './joblog-file.ts'
import { openSessions, sendOrThrow } from './open-sessions.ts'
import { heedPauses } from './pause-signal.ts'
import type { CliPorts } from './ports.ts'
import { openReport, type ProgressReport } from './progress.ts'
import { openResultWriter } from './result-formats.ts'
import { writeTo } from './result-output.ts'
import type { RunRequest } from './run-request.ts'
import { settleOpenWork } from './settle-work.ts'
import type { StopWatch } from './stop-watch.ts'

export interface JobRun {
  readonly engine: Engine
  readonly request: Pick<RunRequest, 'format' | 'ending' | 'joblog' | 'confirmed'>
  readonly plan: JobPlan
  readonly sessions: readonly SessionSpec[]
  readonly stop: StopWatch
  /** Values of secret binds, by name. */
  readonly secrets: Readonly<Record<string, string>>
  readonly ports: CliPorts
}

/** Runs the job; resolves with the exit code. Throws StoppedError and FailureError when nothing ran. */
export async function runJob(run: JobRun): Promise<number> {
  const { stop } = run
  const follower = followJob(run.engine)
  const { state } = follower
  const report = openReport(run.ports, state)
  stop.second.then(() => {
    const names = runningNames(state) || 'a server, or for the reader of the results'
    report.note(`still waiting for ${names}; once more leaves at once`)
  })
  let unheed = () => {}
  try {
    if (!(await openAndTell(run, state, report))) return exitUnable
    const left = stop.third.then(() => {
      report.note(leftLine(state))
      return exitStopped
    })
    const broken = run.engine.failed.then((failure) => {
      report.note(`multisession: ${failureLine(failure)}`)
      return exitUnable
    })
    const joblog = run.request.joblog === undefined ? undefined : await openJoblog(run.request.joblog)
    follower.onEvent((event) => {
      if (event.type === 'task ended') joblog?.tell(taskOf(state, event.task))
    })
    heedWaves({ ...run, follower, report })
    unheed = heedPauses({ ...run, state, report })
    const code = await Promise.race([runToEnd(run, follower, report), left, broken])
    await joblog?.close()
    return code
  } finally {
    unheed()
    report.end()
    follower.stop()
  }
}

/** Opens the sessions and says which did not; false when none did. */
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
  { engine, request, plan, secrets, stop, ports }: JobRun,
  { state, next, onEvent }: Follower,
  report: ProgressReport,
): Promise<number> {
  const output = writeTo(ports.stdout, ports.stdout.isTTY ? report.hide : undefined)
  const writer = openResultWriter(request.format, {
    ...{ engine, state, output, note: report.note },
    width: ports.stdout.isTTY ? ports.stdout.columns : undefined,
  })
  onEvent((event) => {
    report.tell(event)
    writer.tell(event)
  })
  const { confirmed } = request
  await sendOrThrow(engine, {
    ...{ type: 'submit job', plan, secrets },
    ...(confirmed !== undefined && { confirmed }),
  })
  const early = watchForEarlyEnd({ engine, writer, output, stop, report })
  const ask = async (question: string) =>
    (await askAtTerminal(question, { stop, report, ports, withdrawn: stop.first })) ?? false
  let job: JobState | undefined
  for (let ended = await next(); ended !== undefined; ended = await next()) {
    job = ended
    const isAsked = request.ending === 'ask'
    // Whoever is asked has to see first what came back.
    if (isAsked && early.failure === undefined) await writer.finish(job).catch(early.fail)
    const settled = await settleOpenWork(job, { engine, state, ending: request.ending, ask })
    if (!isAsked && early.failure === undefined) await writer.finish(job).catch(early.fail)
    report.hide()
    for (const line of [...summaryOf(job, ports.stderr), ...settled]) report.note(line)
  }
  if (job === undefined) throw new Error('no job ended')
  if (early.failure === undefined) await writer.close().catch(early.fail)
  report.end()
  if (stop.isStopped) report.note(finishedLine(job, state))
  if (early.failure !== undefined) report.note(`multisession: ${incompleteLine(early.failure)}`)
  if (stop.isStopped) return exitStopped
  return early.failure === undefined ? exitCodeOf(job, request.ending) : exitUnable
}
