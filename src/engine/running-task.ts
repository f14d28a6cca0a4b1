/**
 * One task from start to end: the call with the cancel ladder beside it, and at the end outcome and fate. It decides
 * nothing about which task runs when.
 */
import { jobOf, type TaskId } from '../core/job.ts'
import { judge, type Verdict } from '../core/outcome.ts'
import { keepsResults, type SessionName, type SessionSpec } from '../core/session.ts'
import type { JobState, TaskState } from '../core/state.ts'
import { needsOutputDrain } from '../language/kind.ts'
import type { CallReport, CallRequest } from '../oracle/call.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Storage } from '../storage/door.ts'
import { CancelLadder } from './cancel-ladder.ts'
import type { Connections } from './connections.ts'
import type { HiddenCalls } from './hidden-calls.ts'
import type { EventLog } from './log.ts'
import { eventsOfEnd, neverSent } from './task-end.ts'
import { TaskSink } from './task-sink.ts'

/** What a running task needs of the engine. */
export interface TaskSurroundings {
  readonly log: EventLog
  readonly storage: Storage
  readonly connections: Connections
  readonly hidden: HiddenCalls
  /** How long an unanswered break is waited for, in milliseconds. */
  readonly grace: number
  /** Hears when the task's end has been recorded, or cannot be. */
  readonly hasEnded: (task: TaskId) => void
  /** Hears the first value of a task's first answer. */
  readonly keepFirst: (job: JobState, task: TaskId, value: string | null) => void
}

export class RunningTask {
  /** Settles when the task's end has been recorded. */
  readonly ended: Promise<void>
  private readonly job: JobState
  private readonly task: TaskState
  private readonly session: SessionName
  private readonly around: TaskSurroundings
  private readonly ladder: CancelLadder

  /** Runs a task whose start has been recorded, in its session. */
  constructor(job: JobState, task: TaskState, session: SessionName, around: TaskSurroundings) {
    this.job = job
    this.task = task
    this.session = session
    this.around = around
    this.ladder = new CancelLadder(around.grace, (rung) =>
      around.log.record({ type: 'cancel climbed', task: task.id, rung }),
    )
    this.ended = this.runToEnd()
  }

  /** Starts the cancel ladder; a second time it does nothing. */
  cancel(): void {
    this.around.storage.abandon(this.task.id)
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
    const { connections, log, storage } = this.around
    const { kind, commit, results } = this.job.plan
    // Nothing is sent before it is kept that it was.
    await log.kept()
    const ping = connections.rested(this.session)
    if (ping) await ping
    const connection = connections.healthy(this.session) ?? (await this.reopen())
    if (!connection) {
      const phase = log.state.sessions.get(this.session)?.phase
      const error = phase?.name === 'refused' || phase?.name === 'lost' ? phase.error : undefined
      return log.record(neverSent(this.task.id, 'skipped', error))
    }
    if (this.ladder.isClimbing) return log.record(neverSent(this.task.id, 'cancelled'))
    const isJournaled = keepsResults(this.spec())
    const first = (value: string | null) => this.around.keepFirst(this.job, this.task.id, value)
    const sink = new TaskSink(this.task.id, results, { storage, log, isJournaled, first })
    const call = connection.call(this.request(), sink)
    this.ladder.callBegan(connection, call)
    let report = await call
    this.ladder.callEnded()
    if (this.ladder.isClimbing) report = await this.afterBreak(connection, report, sink)
    const rows = report.rowsAffected ?? sink.rowCount
    let verdict = judge({ ...report, kind, commit: commit && kind !== 'query', rows })
    if (commit && verdict.outcome !== 'succeeded' && verdict.fate === 'pending' && this.ownsTransaction())
      verdict = await rollBack(connection, verdict)
    if (this.spec()?.readOnly) verdict = await endReading(connection, verdict)
    this.conclude(connection, report, verdict, rows)
  }

  /** A session whose connection died while nobody looked: told, and opened again. */
  private async reopen(): Promise<OracleConnection | undefined> {
    const { connections } = this.around
    connections.alive(this.session)
    await connections.open(this.session)
    return connections.healthy(this.session)
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
    if (end.how === 'lost') return { ...report, end: { ...end, byUs: this.ladder.hasDropped } }
    await connection.settle((lines) => sink.output(lines))
    return { ...report, isOpen: connection.isTransactionOpen() }
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

  private conclude(connection: OracleConnection, report: CallReport, verdict: Verdict, rows: number): void {
    const { log, connections } = this.around
    const isLost = !connection.isHealthy()
    if (isLost) connections.forget(this.session)
    const ended = {
      report: this.around.hidden.reportOf(this.job.number, this.task.plan, report),
      rows,
      verdict,
      isLost,
      identity: connection.identity,
      earlier: [...this.earlier()],
    }
    log.record(...eventsOfEnd({ task: this.task.id, session: this.session, ...ended }))
  }
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
