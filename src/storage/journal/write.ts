/**
 * Puts batches into the tables, each as one transaction: what is told to be kept is there as a whole. Knows which event
 * changes which row, and nothing of threads or readers.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { TaskEnd } from '../../core/event.ts'
import { badRequest } from '../../core/failure.ts'
import { type JobPlan, jobOf, numberOf, type TaskId } from '../../core/job.ts'
import { type Batch, type KeptEvent, type LineChunk, type PlanChunk, rowChunkLength } from './batch.ts'
import { inTransaction } from './transaction.ts'

export interface JournalWriter {
  /** Gives a number that no job had before. */
  reserveJob(resumes?: JobPlan['resumes']): number
  keepPlan(chunk: PlanChunk): void
  keep(batch: Batch): void
}

/** Writes as the run of that number, which begins when it is first asked for. */
export function journalWriter(database: DatabaseSync, run: () => number): JournalWriter {
  const put = prepare(database)

  let isDurable: boolean | undefined
  /** After a batch that could not be kept none is: there would be a gap. */
  let failure: { readonly error: unknown } | undefined

  /** SQLite, "PRAGMA synchronous": in WAL mode NORMAL survives the process, FULL the power failure too. */
  const beDurable = (wanted: boolean): void => {
    if (wanted === isDurable) return
    database.exec(`PRAGMA synchronous = ${wanted ? 'FULL' : 'NORMAL'}`)
    isDurable = wanted
  }

  const project = (event: KeptEvent): void => {
    switch (event.type) {
      case 'task started': {
        put.started.run(jobOf(event.task), numberOf(event.task), event.session, event.at)
        return
      }
      case 'task ended': {
        const { task, at, outcome, fate, rows, isCut } = event
        const end = [at, outcome, fate, rows, isCut ? 1 : 0, moreOf(event)] as const
        const { changes } = put.ended.run(...end, jobOf(task), numberOf(task))
        if (changes === 0) put.endedUnstarted.run(...end, jobOf(task), numberOf(task))
        return
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
        for (const task of event.tasks) put.settled.run(event.fate, jobOf(task), numberOf(task))
        break
      case 'result described':
      case 'rows arrived':
      case 'output arrived':
        return
      default:
    }
    putEvent(event)
  }

  const putEvent = (event: KeptEvent): void => {
    const { version: _, seq, at, type, ...body } = event
    const {
      session = null,
      job = null,
      task = null,
    } = body as {
      readonly session?: string | { readonly name: string }
      readonly job?: number
      readonly task?: TaskId
    }
    put.event.run(
      ...[run(), seq, at, type],
      typeof session === 'object' && session !== null ? session.name : session,
      task === null ? job : jobOf(task),
      task === null ? null : numberOf(task),
      type === 'job queued' ? '{}' : JSON.stringify(body),
    )
  }

  const putRows = (chunks: Batch['rows']): void => {
    for (let from = 0; from < chunks.length; from += rowChunkLength)
      put.rows.run(...chunks.slice(from, from + rowChunkLength))
  }

  const putLines = ({ job, task, first, count, lines }: LineChunk): void =>
    void put.lines.run(job, task, first, count, lines)

  const keepWhole = (batch: Batch): void => {
    beDurable(batch.isDurable)
    inTransaction(database, () => {
      putRows(batch.rows)
      for (const chunk of batch.lines) putLines(chunk)
      for (const event of JSON.parse(batch.events) as KeptEvent[]) project(event)
      for (const job of batch.endedJobs) put.jobEnded.run(job, job, job)
    })
  }

  return {
    reserveJob: (resumes) =>
      inTransaction(database, () => {
        if (resumes) refuseLate(resumes, put.lastResumed.get(resumes.job)?.['job'])
        return Number(put.reserve.run(run(), resumes?.job ?? null).lastInsertRowid)
      }),
    keepPlan: ({ job, first, tasks }) => inTransaction(database, () => void put.plan.run(job, first, tasks)),
    keep(batch) {
      if (failure) throw failure.error
      try {
        keepWhole(batch)
      } catch (error) {
        failure = { error }
        throw error
      }
    },
  }
}

/** Two programs that go on with the same job at once would run its tasks twice. */
function refuseLate({ job, after }: NonNullable<JobPlan['resumes']>, last: unknown): void {
  if ((last ?? 0) === after) return
  throw badRequest(`job ${job} was gone on with meanwhile, as job ${last}: look at that one first`)
}

/** What few ends have, as JSON; null where there is nothing. */
function moreOf({ error, warning, mayStillRun }: TaskEnd): string | null {
  if (error === undefined && warning === undefined && mayStillRun === undefined) return null
  return JSON.stringify({ error, warning, mayStillRun })
}

const prepare = (database: DatabaseSync) => ({
  reserve: database.prepare('INSERT INTO jobs (run, resumes) VALUES (?, ?)'),
  lastResumed: database.prepare('SELECT max(job) AS job FROM jobs WHERE resumes = ?'),
  plan: database.prepare('INSERT INTO plans (job, first, tasks) VALUES (?, ?, ?)'),
  queued: database.prepare('UPDATE jobs SET queued_at = ?, head = ?, task_count = ?, cap = ? WHERE job = ?'),
  capped: database.prepare('UPDATE jobs SET cap = ? WHERE job = ?'),
  stopped: database.prepare('UPDATE jobs SET stopped = ? WHERE job = ?'),
  jobEnded: database.prepare(`UPDATE jobs SET
    ended_at = (SELECT max(ended_at) FROM tasks WHERE job = ?),
    counts = (SELECT json_group_object(outcome, number) FROM
      (SELECT outcome, count(*) AS number FROM tasks WHERE job = ? GROUP BY outcome)) WHERE job = ?`),
  started: database.prepare('INSERT INTO tasks (job, task, session, started_at) VALUES (?, ?, ?, ?)'),
  ended:
    database.prepare(`UPDATE tasks SET ended_at = ?, outcome = ?, fate = ?, row_count = ?, is_cut = ?, more = ?
    WHERE job = ? AND task = ?`),
  endedUnstarted:
    database.prepare(`INSERT INTO tasks (ended_at, outcome, fate, row_count, is_cut, more, job, task)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`),
  settled: database.prepare('UPDATE tasks SET fate = ? WHERE job = ? AND task = ?'),
  rows: database.prepare(
    'INSERT INTO answers (job, task, result, first, count, columns, rows) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  lines: database.prepare('INSERT INTO outputs (job, task, first, count, lines) VALUES (?, ?, ?, ?, ?)'),
  event: database.prepare(
    'INSERT INTO events (run, seq, at, type, session, job, task, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  ),
})
