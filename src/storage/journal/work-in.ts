/**
 * Works batches that were written down into the tables that are read: many at once, for that is cheaper. Whoever does it,
 * this program or another, a batch is worked in once, and in order.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { TaskEnd } from '../../core/event.ts'
import { jobOf, numberOf, type TaskId } from '../../core/job.ts'
import { endAfter } from '../../core/last-attempt.ts'
import type { Fate } from '../../core/outcome.ts'
import type { Batch, KeptEvent, LineChunk, RowChunk } from './batch.ts'
import { inTransaction } from './transaction.ts'

/** Works in the oldest batches, `limit` at most; answers how many there were. */
export type WorkIn = (limit: number) => number

/** Of a task what some batches tell. */
interface TaskNews {
  readonly job: number
  readonly task: number
  readonly started?: { readonly session: string; readonly at: number }
  end?: { readonly at: number; readonly end: TaskEnd }
}

export function workerIn(database: DatabaseSync): WorkIn {
  const put = prepare(database)

  /** Start and end of a task mostly come close together, and are then written as one row. */
  let news = new Map<TaskId, TaskNews>()

  const writeNews = (): void => {
    for (const { job, task, started, end } of news.values()) {
      if (started) put.task.run(job, task, started.session, started.at, ...endColumns(end))
      else if (put.ended.run(...endColumns(end), job, task).changes === 0)
        put.task.run(job, task, null, null, ...endColumns(end))
    }
    news = new Map()
  }

  const settle = (task: TaskId, fate: Fate): void => {
    const known = news.get(task)
    if (known?.end) known.end = { ...known.end, end: { ...known.end.end, fate } }
    else put.settled.run(fate, jobOf(task), numberOf(task))
  }

  const workInEvent = (event: KeptEvent, run: number): void => {
    switch (event.type) {
      case 'task started': {
        const { task, session, at } = event
        news.set(task, { job: jobOf(task), task: numberOf(task), started: { session, at } })
        return
      }
      case 'task ended': {
        const { task, at } = event
        const known = news.get(task) ?? { job: jobOf(task), task: numberOf(task) }
        news.set(task, { ...known, end: { at, end: event } })
        return
      }
      // Worth a look while it runs, and nothing afterwards.
      case 'task progress':
        return
      case 'task retrying': {
        // Should this be all that is ever heard of it, it has ended as its last attempt did.
        const { task, at } = event
        const known = news.get(task) ?? { job: jobOf(task), task: numberOf(task) }
        news.set(task, { ...known, end: { at, end: endAfter(event) } })
        put.noRows.run(jobOf(task), numberOf(task))
        put.noLines.run(jobOf(task), numberOf(task))
        break
      }
      case 'job queued': {
        const { plan, taskCount, at, job } = event
        put.queued.run(at, JSON.stringify(plan), taskCount, plan.cap, job)
        break
      }
      case 'cap changed':
        put.capped.run(event.cap, event.job)
        break
      case 'job stopped':
        put.stopped.run(event.reason, event.job)
        break
      case 'work settled':
        for (const task of event.tasks) settle(task, event.fate)
        break
      default:
    }
    put.event.run(run, ...eventColumns(event))
  }

  const workInBatch = ({ rows, lines, events, endedJobs }: Batch, run: number): void => {
    for (const chunk of rows) put.rows.run(...rowColumns(chunk))
    for (const chunk of lines) put.lines.run(...lineColumns(chunk))
    for (const event of events) workInEvent(event, run)
    if (endedJobs.length > 0) writeNews()
    for (const job of endedJobs) put.jobEnded.run(job, job, job)
  }

  return (limit) =>
    inTransaction(database, () => {
      const batches = put.oldest.all(limit)
      const last = batches.at(-1)
      if (!last) return 0
      for (const { run, body } of batches) workInBatch(JSON.parse(String(body)) as Batch, Number(run))
      writeNews()
      put.done.run(last['batch'] ?? null)
      return batches.length
    })
}

type EndColumns = [number | null, string | null, string | null, number | null, number | null, string | null]

function endColumns(ended: TaskNews['end']): EndColumns {
  if (!ended) return [null, null, null, null, null, null]
  const { outcome, fate, rows, isCut } = ended.end
  return [ended.at, outcome, fate, rows, isCut ? 1 : 0, moreOf(ended.end)]
}

/** What few ends have, as JSON; null where there is nothing. */
function moreOf({ error, warning, mayStillRun, notKilled, attempts }: TaskEnd): string | null {
  if (error === undefined && warning === undefined && mayStillRun === undefined && attempts === undefined)
    return null
  return JSON.stringify({ error, warning, mayStillRun, notKilled, attempts })
}

const rowColumns = ({ job, task, result, first, columns, rows }: RowChunk) =>
  [
    ...[job, task, result, first, rows.length],
    columns === null ? null : JSON.stringify(columns),
    JSON.stringify(rows),
  ] as const

const lineColumns = ({ job, task, first, lines }: LineChunk) =>
  [job, task, first, lines.length, JSON.stringify(lines)] as const

function eventColumns(event: KeptEvent) {
  const { version: _, seq, at, type, ...body } = event
  const about = body as {
    readonly session?: string | { readonly name: string }
    readonly job?: number
    readonly task?: TaskId
  }
  const session = typeof about.session === 'object' ? about.session.name : (about.session ?? null)
  const job = about.task === undefined ? (about.job ?? null) : jobOf(about.task)
  const task = about.task === undefined ? null : numberOf(about.task)
  return [seq, at, type, session, job, task, type === 'job queued' ? '{}' : JSON.stringify(body)] as const
}

const prepare = (database: DatabaseSync) => ({
  oldest: database.prepare('SELECT batch, run, body FROM batches ORDER BY batch LIMIT ?'),
  done: database.prepare('DELETE FROM batches WHERE batch <= ?'),
  queued: database.prepare('UPDATE jobs SET queued_at = ?, head = ?, task_count = ?, cap = ? WHERE job = ?'),
  capped: database.prepare('UPDATE jobs SET cap = ? WHERE job = ?'),
  stopped: database.prepare('UPDATE jobs SET stopped = ? WHERE job = ?'),
  jobEnded: database.prepare(`UPDATE jobs SET
    ended_at = (SELECT max(ended_at) FROM tasks WHERE job = ?),
    counts = (SELECT json_group_object(outcome, number) FROM
      (SELECT outcome, count(*) AS number FROM tasks WHERE job = ? GROUP BY outcome)) WHERE job = ?`),
  task: database.prepare(`INSERT INTO tasks
    (job, task, session, started_at, ended_at, outcome, fate, row_count, is_cut, more)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (job, task) DO UPDATE SET session = excluded.session, started_at = excluded.started_at,
      ended_at = excluded.ended_at, outcome = excluded.outcome, fate = excluded.fate,
      row_count = excluded.row_count, is_cut = excluded.is_cut, more = excluded.more`),
  ended: database.prepare(`UPDATE tasks SET
    ended_at = ?, outcome = ?, fate = ?, row_count = ?, is_cut = ?, more = ? WHERE job = ? AND task = ?`),
  settled: database.prepare('UPDATE tasks SET fate = ? WHERE job = ? AND task = ?'),
  rows: database.prepare(
    'INSERT INTO answers (job, task, result, first, count, columns, rows) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  noRows: database.prepare('DELETE FROM answers WHERE job = ? AND task = ?'),
  noLines: database.prepare('DELETE FROM outputs WHERE job = ? AND task = ?'),
  lines: database.prepare('INSERT INTO outputs (job, task, first, count, lines) VALUES (?, ?, ?, ?, ?)'),
  event: database.prepare(
    'INSERT INTO events (run, seq, at, type, session, job, task, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ),
})
