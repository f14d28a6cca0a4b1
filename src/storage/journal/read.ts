/**
 * Reads the journal back: jobs, tasks, rows and lines, as plain data. Changes nothing.
 */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { AnswerRow } from '../../core/answer.ts'
import type { AnswerColumn, TaskEnd } from '../../core/event.ts'
import type { PlanHead } from '../../core/job.ts'
import type { Fate, Outcome } from '../../core/outcome.ts'
import type { JobOwner, JobRecord, SessionRecord, TaskRecord } from '../../core/record.ts'
import type { SessionIdentity, SessionSpec } from '../../core/session.ts'
import { isAlive } from './owner.ts'
import { readPlanChunk, tasksPerChunk } from './plan-chunk.ts'

/** An answer's place: numbers of job, task and result. */
export interface AnswerPlace {
  readonly job: number
  readonly task: number
  readonly result: number
}

export interface JournalReader {
  /** Newest first, below `before` where it is given. */
  jobs(count: number, before?: number): JobRecord[]
  job(number: number): JobRecord | undefined
  tasks(job: number, first: number, count: number): TaskRecord[]
  continuations(job: number): number[]
  sessions(job: number): SessionRecord[]
  rows(place: AnswerPlace, offset: number, count: number): AnswerRow[]
  lines(job: number, task: number, offset: number, count: number): string[]
}

type Row = Readonly<Record<string, SQLOutputValue>>

/** Reads as the run of that number, if there is one, which tells its own jobs from those of others. */
export function journalReader(database: DatabaseSync, run: () => number | undefined): JournalReader {
  const ask = prepare(database)

  const jobOfRow = (row: Row): JobRecord => {
    const number = Number(row['job'])
    const endedAt = numberIn(row, 'ended_at')
    const stopped = textIn(row, 'stopped')
    const resumedBy = numberIn(ask.resumedBy.get(number) ?? {}, 'job')
    const unsettled = ask.unsettled.get(number) ?? {}
    return {
      number,
      plan: { ...(JSON.parse(String(row['head'])) as PlanHead), cap: Number(row['cap']) },
      taskCount: Number(row['task_count']),
      queuedAt: Number(row['queued_at']),
      ...(endedAt === undefined ? {} : { endedAt }),
      ...(stopped === undefined ? {} : { stopped }),
      owner: ownerOf(row, run()),
      running: endedAt === undefined ? Number(ask.running.get(number)?.['number'] ?? 0) : 0,
      ended: endedCounts(row, number),
      pending: Number(unsettled['pending'] ?? 0),
      inDoubt: Number(unsettled['in_doubt'] ?? 0),
      ...(resumedBy === undefined ? {} : { resumedBy }),
    }
  }

  const endedCounts = (row: Row, job: number): JobRecord['ended'] => {
    const counts = textIn(row, 'counts')
    if (counts !== undefined) return JSON.parse(counts) as JobRecord['ended']
    return Object.fromEntries(ask.counts.all(job).map((each) => [each['outcome'], Number(each['number'])]))
  }

  const answersIn = (
    job: number,
    first: number,
    last: number,
  ): Map<number, TaskRecord['results'][number][]> => {
    const answers = new Map<number, { columns: readonly AnswerColumn[]; count: number }[]>()
    for (const row of ask.answers.all(job, first, last)) {
      const ofTask = answers.get(Number(row['task'])) ?? []
      ofTask[Number(row['result'])] = {
        columns: JSON.parse(textIn(row, 'columns') ?? '[]') as AnswerColumn[],
        count: Number(row['number']),
      }
      answers.set(Number(row['task']), ofTask)
    }
    return answers
  }

  return {
    jobs: (count, before) => ask.jobs.all(before ?? Number.MAX_SAFE_INTEGER, count).map(jobOfRow),
    job(number) {
      const row = ask.job.get(number)
      return row && jobOfRow(row)
    },
    tasks(job, first, count) {
      const head = ask.job.get(job)
      if (!head) return []
      const last = first + count - 1
      const { statement } = JSON.parse(String(head['head'])) as PlanHead
      const rows = new Map(ask.tasks.all(job, first, last).map((row) => [Number(row['task']), row]))
      const answers = answersIn(job, first, last)
      const lines = new Map(
        ask.lineCounts.all(job, first, last).map((row) => [Number(row['task']), Number(row['number'])]),
      )
      return ask.plans
        .all(job, first - tasksPerChunk + 1, last)
        .flatMap((row) =>
          readPlanChunk({ first: Number(row['first']), tasks: String(row['tasks']) }, statement),
        )
        .filter(({ number }) => number >= first && number <= last)
        .map((plan) => ({
          plan,
          ...progressOf(rows.get(plan.number)),
          results: answers.get(plan.number) ?? [],
          outputCount: lines.get(plan.number) ?? 0,
        }))
    },
    continuations: (job) => ask.continuations.all(job).map((row) => Number(row['job'])),
    sessions: (job) =>
      ask.sessions.all(job).map((row) => {
        const identity = textIn(row, 'identity')
        return {
          spec: JSON.parse(String(row['spec'])) as SessionSpec,
          ...(identity === undefined ? {} : { identity: JSON.parse(identity) as SessionIdentity }),
        }
      }),
    rows: ({ job, task, result }, offset, count) =>
      windowOf<AnswerRow>(ask.rows.all(job, task, result, offset, offset + count), 'rows', offset, count),
    lines: (job, task, offset, count) =>
      windowOf<string>(ask.lines.all(job, task, offset, offset + count), 'lines', offset, count),
  }
}

function ownerOf(row: Row, run: number | undefined): JobOwner {
  const pid = Number(row['pid'])
  if (Number(row['run']) === run) return { pid, state: 'this program' }
  if (row['run_ended'] !== null) return { pid, state: 'ended' }
  const owner = { pid, processStart: String(row['process_start']), boot: String(row['boot']) }
  return { pid, state: isAlive(owner) ? 'another program' : 'ended' }
}

/** Where and when a task ran, and how it ended; nothing for one that waits. */
function progressOf(row: Row | undefined): Pick<TaskRecord, 'session' | 'startedAt' | 'endedAt' | 'end'> {
  if (row === undefined) return {}
  const session = textIn(row, 'session')
  const startedAt = numberIn(row, 'started_at')
  const endedAt = numberIn(row, 'ended_at')
  return {
    ...(session === undefined ? {} : { session }),
    ...(startedAt === undefined ? {} : { startedAt }),
    ...(endedAt === undefined ? {} : { endedAt, end: endOf(row) }),
  }
}

const endOf = (row: Row): TaskEnd => ({
  outcome: row['outcome'] as Outcome,
  fate: row['fate'] as Fate,
  rows: Number(row['row_count']),
  isCut: row['is_cut'] === 1,
  ...(JSON.parse(textIn(row, 'more') ?? '{}') as Partial<TaskEnd>),
})

/** The part of some chunks that a window shows. */
function windowOf<T>(chunks: readonly Row[], column: string, offset: number, count: number): T[] {
  const found: T[] = []
  for (const chunk of chunks) {
    const from = Math.max(0, offset - Number(chunk['first']))
    const items = JSON.parse(String(chunk[column])) as T[]
    found.push(...items.slice(from, from + count - found.length))
  }
  return found
}

const textIn = (row: Row, column: string): string | undefined =>
  typeof row[column] === 'string' ? row[column] : undefined

const numberIn = (row: Row, column: string): number | undefined =>
  typeof row[column] === 'number' ? row[column] : undefined

const jobColumns = `SELECT jobs.*, runs.pid, runs.process_start, runs.boot, runs.ended_at AS run_ended
  FROM jobs JOIN runs USING (run) WHERE head IS NOT NULL`

const prepare = (database: DatabaseSync) => ({
  jobs: database.prepare(`${jobColumns} AND job < ? ORDER BY job DESC LIMIT ?`),
  job: database.prepare(`${jobColumns} AND job = ?`),
  resumedBy: database.prepare('SELECT max(job) AS job FROM jobs WHERE resumes = ?'),
  continuations: database.prepare('SELECT job FROM jobs WHERE resumes = ? ORDER BY job'),
  running: database.prepare(
    'SELECT count(*) AS number FROM tasks WHERE job = ? AND started_at IS NOT NULL AND ended_at IS NULL',
  ),
  counts: database.prepare(
    'SELECT outcome, count(*) AS number FROM tasks WHERE job = ? AND outcome IS NOT NULL GROUP BY outcome',
  ),
  unsettled: database.prepare(`SELECT sum(fate = 'pending') AS pending, sum(fate = 'in doubt') AS in_doubt
    FROM tasks WHERE job = ? AND (fate IN ('pending', 'in doubt') OR outcome = 'unknown')`),
  plans: database.prepare('SELECT * FROM plans WHERE job = ? AND first BETWEEN ? AND ? ORDER BY first'),
  tasks: database.prepare('SELECT * FROM tasks WHERE job = ? AND task BETWEEN ? AND ?'),
  answers: database.prepare(`SELECT task, result, max(columns) AS columns, sum(count) AS number FROM answers
    WHERE job = ? AND task BETWEEN ? AND ? GROUP BY task, result`),
  lineCounts: database.prepare(`SELECT task, sum(count) AS number FROM outputs
    WHERE job = ? AND task BETWEEN ? AND ? GROUP BY task`),
  sessions: database.prepare(`SELECT json_extract(added.body, '$.session') AS spec,
      (SELECT json_extract(opened.body, '$.identity') FROM events AS opened
        WHERE opened.run = added.run AND opened.type = 'session opened' AND opened.session = added.session
        ORDER BY opened.seq DESC LIMIT 1) AS identity
    FROM jobs JOIN events AS added ON added.run = jobs.run AND added.type = 'session added'
      JOIN json_each(jobs.head, '$.sessions') AS named ON named.value = added.session
    WHERE jobs.job = ? ORDER BY named.key`),
  rows: database.prepare(`SELECT first, rows FROM answers
    WHERE job = ? AND task = ? AND result = ? AND first + count > ? AND first < ? ORDER BY first`),
  lines: database.prepare(`SELECT first, lines FROM outputs
    WHERE job = ? AND task = ? AND first + count > ? AND first < ? ORDER BY first`),
})
