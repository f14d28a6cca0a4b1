/**
 * One task from start to end: the call, its rows and output into storage, the cancel ladder beside it, and at the end
 * outcome and fate. It decides nothing about which task runs when.
 */
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn, EventBody, TaskEnd } from '../core/event.ts'
import type { Failure } from '../core/failure.ts'
import { jobOf } from '../core/job.ts'
import { judge, type Verdict } from '../core/outcome.ts'
import { type SessionName, serverAddress } from '../core/session.ts'
import type { JobState, TaskState } from '../core/state.ts'
import { needsOutputDrain } from '../language/kind.ts'
import type { CallReport, CallSink } from '../oracle/call.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Storage } from '../storage/door.ts'
import { CancelLadder } from './cancel-ladder.ts'
import type { Connections } from './connections.ts'
import type { EventLog } from './log.ts'

/** What a running task needs of the engine. */
export interface TaskSurroundings {
  readonly log: EventLog
  readonly storage: Storage
  readonly connections: Connections
  /** How long an unanswered break is waited for, in milliseconds. */
  readonly grace: number
}

export interface RunningTask {
  /** Starts the cancel ladder; a second time it does nothing. */
  cancel(): void
  /** Settles when the task's end has been told. */
  readonly ended: Promise<void>
}

/** Runs a task whose start has been told, in its session. */
export function runTask(
  job: JobState,
  task: TaskState,
  session: SessionName,
  around: TaskSurroundings,
): RunningTask {
  const ladder = new CancelLadder(around.grace, (rung) =>
    around.log.emit({ type: 'cancel climbed', task: task.id, rung }),
  )
  const ended = run(job, task, session, around, ladder)
  return {
    cancel() {
      around.storage.abandon(task.id)
      ladder.climb()
    },
    ended,
  }
}

async function run(
  job: JobState,
  task: TaskState,
  session: SessionName,
  around: TaskSurroundings,
  ladder: CancelLadder,
) {
  const { connections, log } = around
  const connection = connections.healthy(session) ?? (await reopen(session, connections))
  if (!connection) {
    const phase = log.state.sessions.get(session)?.phase
    const error = phase?.name === 'refused' || phase?.name === 'lost' ? phase.error : undefined
    return log.emit({ type: 'task ended', task: task.id, ...neverSent('skipped', error) })
  }
  if (ladder.isClimbing) return log.emit({ type: 'task ended', task: task.id, ...neverSent('cancelled') })
  const report = await call(job, task, connection, around, ladder)
  await log.emit(...(await conclude(job, task, session, connection, report, around)))
}

/** A session whose connection died while nobody looked: told, and opened again. */
async function reopen(session: SessionName, connections: Connections): Promise<OracleConnection | undefined> {
  await connections.alive(session)
  await connections.open(session)
  return connections.healthy(session)
}

async function call(
  job: JobState,
  task: TaskState,
  connection: OracleConnection,
  { storage, log }: TaskSurroundings,
  ladder: CancelLadder,
): Promise<TaskReport> {
  const { kind, commit, limits } = job.plan
  const sink = sinkOf(job, task, storage, log)
  const running = connection.call(
    {
      statement: task.plan.statement,
      binds: task.plan.binds,
      commit: commit && kind !== 'query',
      drainsOutput: drainsOutput(job),
      limits,
      action: task.id,
    },
    sink,
  )
  const report = await ladder.beside(connection, running)
  const rows = report.rowsAffected ?? sink.rowCount()
  if (!ladder.isClimbing) return { ...report, rows }
  if (report.end.how === 'lost') return { ...(ladder.hasDropped ? droppedByUs(report) : report), rows }
  // A break can hit the call after the one it was meant for, and only the transaction flag tells what it did.
  await connection.settle(sink.output)
  return { ...report, rows, isOpen: connection.isTransactionOpen() }
}

/** A call's end, with the rows of its answers or those that DML touched. */
type TaskReport = CallReport & { readonly rows: number }

const drainers = new WeakMap<JobState, boolean>()

/** Read from the job's text once: values that are substituted are names and literals, and so never calls. */
function drainsOutput(job: JobState): boolean {
  const known = drainers.get(job)
  if (known !== undefined) return known
  const drains = needsOutputDrain(job.plan.statement, job.plan.kind)
  drainers.set(job, drains)
  return drains
}

const droppedByUs = (report: CallReport): CallReport =>
  report.end.how === 'lost' ? { ...report, end: { ...report.end, byUs: true } } : report

/** Everything that the end of a call means, as events that go into the log together. */
async function conclude(
  job: JobState,
  task: TaskState,
  session: SessionName,
  connection: OracleConnection,
  report: TaskReport,
  { log, connections }: TaskSurroundings,
): Promise<EventBody[]> {
  const { kind, commit } = job.plan
  const earlier = [...(log.state.sessions.get(session)?.pending ?? [])]
  let verdict = judge({ kind, commit: commit && kind !== 'query', ...report })
  if (
    commit &&
    verdict.outcome !== 'succeeded' &&
    verdict.fate === 'pending' &&
    earlier.every((id) => jobOf(id) === job.number)
  ) {
    verdict = await rollBack(connection, verdict)
  }
  const isLost = !connection.isHealthy()
  // Its server rolls back what is pending in a session that is gone.
  if (isLost && verdict.fate === 'pending') verdict = { ...verdict, fate: 'rolled back' }
  const settled = verdict.earlier ?? (isLost ? 'rolled back' : undefined)
  const events: EventBody[] = []
  if (isLost) {
    connections.forget(session)
    events.push({ type: 'session lost', session, error: lossIn(report) })
  }
  events.push({ type: 'task ended', task: task.id, ...endOf(report, verdict, connection) })
  if (settled && earlier.length > 0)
    events.push({ type: 'work settled', session, tasks: earlier, fate: settled })
  return events
}

async function rollBack(connection: OracleConnection, verdict: Verdict): Promise<Verdict> {
  try {
    await connection.rollback()
  } catch {
    // A connection that cannot roll back is dropped: its server does.
    connection.drop()
  }
  return { ...verdict, fate: 'rolled back', earlier: 'rolled back' }
}

function endOf(report: TaskReport, verdict: Verdict, connection: OracleConnection): TaskEnd {
  const { end } = report
  const failure: Failure | undefined =
    end.how === 'refused' || end.how === 'lost'
      ? end.failure
      : end.how === 'broken off'
        ? brokenOff
        : undefined
  return {
    outcome: verdict.outcome,
    fate: verdict.fate,
    rows: report.rows,
    isCut: report.isCut,
    ...(failure === undefined ? {} : { error: failure }),
    ...(report.warning === undefined ? {} : { warning: report.warning }),
    // A server that said goodbye with an ORA error has ended the call; a silent one may still be at it.
    ...(end.how === 'lost' && !end.failure.oracle?.startsWith('ORA-')
      ? { mayStillRun: serverAddress(connection.identity) ?? '?' }
      : {}),
  }
}

const brokenOff: Failure = {
  code: 'call cancelled',
  message: 'ORA-01013: user requested cancel of current operation',
  oracle: 'ORA-01013',
}

const lossIn = ({ end }: CallReport): Failure =>
  end.how === 'lost'
    ? end.failure
    : { code: 'connection lost', message: 'the connection was lost after the call' }

const neverSent = (outcome: 'skipped' | 'cancelled', error?: Failure): TaskEnd => ({
  outcome,
  fate: 'none',
  rows: 0,
  isCut: false,
  ...(error === undefined ? {} : { error }),
})

/** Rows and lines go to storage first; then it is told that they are there. */
function sinkOf(
  job: JobState,
  task: TaskState,
  storage: Storage,
  log: EventLog,
): CallSink & { rowCount(): number } {
  const counts: number[] = []
  let lines = 0
  return {
    rowCount: () => counts.reduce((sum, count) => sum + count, 0),
    describe(result: number, columns: readonly AnswerColumn[]) {
      storage.openResult({ task: task.id, result }, job.plan.results)
      log.note({ type: 'result described', task: task.id, result, columns })
    },
    async rows(result: number, rows: readonly AnswerRow[]) {
      const address = { task: task.id, result }
      const count = (counts[result] ?? 0) + rows.length
      counts[result] = count
      await storage.appendRows(address, rows)
      const arrived: EventBody = { type: 'rows arrived', task: task.id, result, count }
      if (job.plan.results === 'keep') return log.note(arrived)
      await log.emit(arrived)
      await storage.drained(address)
    },
    complete(result: number) {
      storage.completeResult({ task: task.id, result })
    },
    async output(fresh: readonly string[]) {
      lines += fresh.length
      await storage.appendOutput(task.id, fresh)
      log.note({ type: 'output arrived', task: task.id, count: lines, last: fresh.at(-1) ?? '' })
    },
  }
}
