/**
 * One task from start to end: the call with the cancel ladder beside it, and at the end outcome and fate. It decides
 * nothing about which task runs when.
 */
import type { EventBody } from '../core/event.ts'
import type { Failure } from '../core/failure.ts'
import { jobOf, type TaskId } from '../core/job.ts'
import { endAfter, wasSent } from '../core/last-attempt.ts'
import { judge, judgeLate, type Verdict } from '../core/outcome.ts'
import { mayRetry } from '../core/retry.ts'
import { keepsResults, type Login, type SessionName, type SessionSpec } from '../core/session.ts'
import type { JobState, TaskState } from '../core/state.ts'
import { needsOutputDrain } from '../language/kind.ts'
import type { CallReport, CallRequest } from '../oracle/call.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Storage } from '../storage/door.ts'
import { reachBeside } from './beside.ts'
import { CancelLadder } from './cancel-ladder.ts'
import { type Connections, lossOf, lostWhileIdle } from './connections.ts'
import type { HiddenCalls } from './hidden-calls.ts'
import type { EventLog } from './log.ts'
import type { SecondSessions } from './second-sessions.ts'
import { type EndedCall, eventsOfAttempt, eventsOfEnd, neverSent } from './task-end.ts'
import { TaskSink } from './task-sink.ts'
import type { TimeLimits } from './time-limits.ts'

/** What a running task needs of the engine. */
export interface TaskSurroundings {
  readonly log: EventLog
  readonly storage: Storage
  readonly connections: Connections
  readonly hidden: HiddenCalls
  readonly seconds: SecondSessions
  readonly timeLimits: TimeLimits
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** How long each rung of a cancel may stay unanswered, in milliseconds. */
  readonly grace: number
  /** Hears when the task's end has been recorded, or cannot be. */
  readonly hasEnded: (task: TaskId) => void
  /** Hears the first value of a task's first answer. */
  readonly keepFirst: (job: JobState, task: TaskId, value: string | null) => void
}

/** Milliseconds that a second session has for its answer at least. */
const leastPatience = 3000

export class RunningTask {
  /** Settles when the task's end has been recorded. */
  readonly ended: Promise<void>
  private readonly job: JobState
  private readonly task: TaskState
  private readonly session: SessionName
  private readonly around: TaskSurroundings
  private readonly ladder: CancelLadder
  /** It was broken off to wait in the queue, and not in the server. */
  private isPutBack = false
  /** Over which time limit it was when it was cancelled for that. */
  private late: string | undefined

  /** Runs a task whose start has been recorded, in its session. */
  constructor(job: JobState, task: TaskState, session: SessionName, around: TaskSurroundings) {
    this.job = job
    this.task = task
    this.session = session
    this.around = around
    this.ladder = new CancelLadder({
      grace: around.grace,
      tell: (rung, why) =>
        around.log.record({
          ...{ type: 'cancel climbed', task: task.id, rung },
          ...(why === undefined ? {} : { why }),
        }),
      beside: ({ identity }) => {
        const { grace, seconds } = around
        // However little a rung may take: a second session may have to be opened first.
        const patience = Math.max(grace, leastPatience)
        return reachBeside({ login: this.login(), identity, seconds, patience })
      },
    })
    this.ended = this.runToEnd()
  }

  /** Starts the cancel ladder; a second time it does nothing. `late`: it is over its time limit, in words. */
  cancel(late?: string): void {
    this.around.storage.abandon(this.task.id)
    this.isPutBack = false
    if (!this.ladder.isClimbing) this.late = late
    this.ladder.climb(late)
  }

  /** Breaks the task off so that it waits again, where nothing can come of a call that is broken off. */
  putBack(): void {
    const { kind, commit } = this.job.plan
    const isRolledBackByBreak = (kind === 'dml' || kind === 'query for update') && !commit
    if (!isRolledBackByBreak || this.earlier().length > 0 || this.ladder.isClimbing) return
    this.isPutBack = true
    this.ladder.climb()
  }

  /** Never rejects: that nothing can be kept any more is told by the log. */
  private async runToEnd(): Promise<void> {
    try {
      await this.run()
    } catch {
      // Nothing was sent, or its end cannot be kept: whoever opens the journal next judges it.
    }
    this.around.hasEnded(this.task.id)
  }

  private async run(): Promise<void> {
    const { connections, log, storage, timeLimits } = this.around
    const { kind, commit, results, timeout } = this.job.plan
    // Nothing is sent before it is kept that it was.
    await log.kept()
    const ping = connections.rested(this.session)
    if (ping) await ping
    const connection = connections.healthy(this.session)
    if (!connection) return this.giveBack()
    if (this.ladder.isClimbing) return log.record(this.unsent('cancelled'))
    const isJournaled = keepsResults(this.spec())
    const first = (value: string | null) => this.around.keepFirst(this.job, this.task.id, value)
    const sink = new TaskSink(this.task.id, results, { storage, log, isJournaled, first })
    const call = connection.call(this.request(), sink)
    this.ladder.callBegan(connection, call)
    timeLimits.callBegan(this.task.id, timeout)
    let report = await call
    timeLimits.callEnded(this.task.id)
    this.ladder.callEnded()
    if (this.ladder.isClimbing) report = await this.afterBreak(connection, report, sink)
    const rows = report.rowsAffected ?? sink.rowCount
    const judged = this.late === undefined ? judge : judgeLate
    let verdict = judged({ ...report, kind, commit: commit && kind !== 'query', rows })
    if (commit && verdict.outcome !== 'succeeded' && verdict.fate === 'pending' && this.ownsTransaction())
      verdict = await rollBack(connection, verdict)
    if (this.spec()?.readOnly) verdict = await endReading(connection, verdict)
    this.conclude(connection, { report, verdict, rows, hasPassedRows: sink.hasPassed })
  }

  /**
   * A session whose connection died while nobody looked: told, and left to whoever opens it for its next task, which may
   * be this one. It is never opened under a task that has it, for then another would be started in it beside this.
   */
  private giveBack(): void {
    const { connections, log } = this.around
    connections.forget(this.session)
    const loss = lossOf(log.state, this.session, lostWhileIdle)
    if (this.ladder.isClimbing) log.record(...loss, this.unsent('cancelled'))
    else if (this.job.stopped !== undefined) log.record(...loss, this.unsent('skipped', lostWhileIdle))
    else log.record(...loss, this.notYet(lostWhileIdle))
  }

  /** Nothing was sent now; what an attempt before came to stands. */
  private unsent(outcome: 'skipped' | 'cancelled', error?: Failure): EventBody {
    const { id, retry } = this.task
    return retry && wasSent(retry)
      ? { type: 'task ended', task: id, ...endAfter(retry) }
      : neverSent(id, outcome, error)
  }

  /** Nothing was sent, and nothing speaks against sending it when the session is open again. */
  private notYet(error: Failure): EventBody {
    const { attempt = 0, fate = 'none', error: before = error } = this.task.retry ?? {}
    const dueAt = this.around.now()
    return { type: 'task retrying', task: this.task.id, attempt, dueAt, error: before, fate }
  }

  private request(): CallRequest {
    const { statement, binds } = this.around.hidden.callOf(this.job.number, this.task.plan)
    const { kind, commit, limits } = this.job.plan
    return {
      statement,
      binds,
      commit: commit && kind !== 'query',
      drainsOutput: drainsOutput(this.job),
      limits,
      action: this.task.id,
    }
  }

  /** A break can hit the call after the one it was meant for, and only the transaction flag tells what it did. */
  private async afterBreak(
    connection: OracleConnection,
    report: CallReport,
    sink: TaskSink,
  ): Promise<CallReport> {
    const { end } = report
    await this.ladder.rest()
    if (end.how === 'lost') return { ...report, end: { ...end, byUs: this.ladder.hasEndedSession } }
    await connection.settle((lines) => sink.output(lines))
    return { ...report, isOpen: connection.isTransactionOpen() }
  }

  private login(): Login {
    const spec = this.spec()
    if (!spec) throw new Error(`no session ${this.session}`)
    return spec.login
  }

  private spec(): SessionSpec | undefined {
    return this.around.log.state.sessions.get(this.session)?.spec
  }

  /** Whether all that is pending in the session is this job's. */
  private ownsTransaction(): boolean {
    return this.earlier().every((task) => jobOf(task) === this.job.number)
  }

  /** Tasks whose work was pending in the session before this one's. */
  private earlier(): readonly TaskId[] {
    return this.around.log.state.sessions.get(this.session)?.pending ?? []
  }

  private conclude(connection: OracleConnection, { report, verdict, rows, hasPassedRows }: Judged): void {
    const { log, connections, storage } = this.around
    const isLost = !connection.isHealthy()
    if (isLost) connections.forget(this.session)
    const attempt = (this.task.retry?.attempt ?? 0) + 1
    const ended = {
      ...{ task: this.task.id, session: this.session, attempt },
      report: this.around.hidden.reportOf(this.job.number, this.task.plan, report),
      rows,
      verdict,
      isLost,
      identity: connection.identity,
      left: this.ladder.left,
      late: this.late,
      earlier: [...this.earlier()],
    }
    if (this.isPutBack && hasLeftNothing(verdict) && this.job.stopped === undefined) {
      storage.forget(this.task.id)
      log.record(...eventsOfAttempt(ended, attempt - 1, this.around.now()))
      return
    }
    if (!this.mayTryAgain(ended, hasPassedRows)) {
      log.record(...eventsOfEnd(ended, log.state))
      return
    }
    storage.forget(this.task.id)
    log.record(...eventsOfAttempt(ended, attempt, this.around.now() + (this.job.plan.retries?.delay ?? 0)))
  }

  private mayTryAgain({ attempt, verdict, report, earlier }: EndedCall, hasPassedRows: boolean): boolean {
    if (this.ladder.isClimbing || this.job.stopped !== undefined) return false
    const failure = 'failure' in report.end ? report.end.failure : undefined
    const hasPendingWork = earlier.length > 0
    return mayRetry(this.job.plan.retries, { attempt, verdict, failure, hasPendingWork, hasPassedRows })
  }
}

/** A call that was broken off and rolled back for certain. */
const hasLeftNothing = ({ outcome, fate }: Verdict): boolean =>
  outcome === 'cancelled' && (fate === 'none' || fate === 'rolled back')

/** How a call ended, and what that means. */
interface Judged {
  readonly report: CallReport
  readonly verdict: Verdict
  readonly rows: number
  readonly hasPassedRows: boolean
}

/** Whatever a query has begun in a read-only session ends with its task. */
async function endReading(connection: OracleConnection, verdict: Verdict): Promise<Verdict> {
  if (!connection.isHealthy()) return verdict
  await rollBack(connection, verdict)
  return { ...verdict, fate: 'none' }
}

const drainers = new WeakMap<JobState, boolean>()

/** Read from the job's text once: values that are substituted are names and literals, and so never calls. */
function drainsOutput(job: JobState): boolean {
  const known = drainers.get(job)
  if (known !== undefined) return known
  const drains = needsOutputDrain(job.plan.statement, job.plan.kind)
  drainers.set(job, drains)
  return drains
}

/** With commit, whatever did not succeed is rolled back before its session takes another task. */
async function rollBack(connection: OracleConnection, verdict: Verdict): Promise<Verdict> {
  try {
    await connection.rollback()
  } catch {
    // A connection that cannot roll back is dropped: its server does.
    connection.drop()
  }
  return { ...verdict, fate: 'rolled back', earlier: 'rolled back' }
}
