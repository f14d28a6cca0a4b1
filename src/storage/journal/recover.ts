/**
 * Judges what a program left behind that ended without telling: its running tasks got no answer, its open work was
 * rolled back by the servers, and a commit that was under way is in doubt. Nothing is guessed, and nothing of a program
 * that is alive is touched.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { TaskEnd } from '../../core/event.ts'
import type { PlanHead } from '../../core/job.ts'
import { type CallFacts, type Fate, judge } from '../../core/outcome.ts'
import { type SessionIdentity, serverAddress } from '../../core/session.ts'
import { isAlive } from './owner.ts'
import { inTransaction } from './transaction.ts'

/** Judges every run whose owner is dead. `now` in milliseconds since 1970. */
export function recoverDeadRuns(database: DatabaseSync, now: number): void {
  const open = database.prepare('SELECT run, pid, process_start, boot FROM runs WHERE ended_at IS NULL')
  const isDead = (row: Record<string, unknown>): boolean =>
    !isAlive({
      pid: Number(row['pid']),
      processStart: String(row['process_start']),
      boot: String(row['boot']),
    })
  if (!open.all().some(isDead)) return
  inTransaction(database, () => {
    // Asked again inside: another program may have been faster.
    for (const row of open.all().filter(isDead)) recoverRun(database, Number(row['run']), now)
  })
}

interface LeftRunning {
  readonly job: number
  readonly task: number
  readonly session: string
  readonly head: string
  readonly identity: string | null
}

function recoverRun(database: DatabaseSync, run: number, now: number): void {
  const running = database.prepare(leftRunning).all(run) as unknown as LeftRunning[]
  const settle = database.prepare(settlePending)
  const end = database.prepare(
    'UPDATE tasks SET ended_at = ?, outcome = ?, fate = ?, row_count = 0, is_cut = 0, more = ? WHERE job = ? AND task = ?',
  )
  for (const session of sessionsInCommit(database, run)) settle.run('in doubt', run, session)
  for (const { job, task, session, head, identity } of running) {
    const { kind, commit } = JSON.parse(head) as PlanHead
    const { outcome, fate, earlier } = judge({ ...lostCall, kind, commit: commit && kind !== 'query' })
    const more = { error: programEnded, mayStillRun: addressOf(identity) } satisfies Partial<TaskEnd>
    end.run(now, outcome, fate, JSON.stringify(more), job, task)
    settle.run(earlier ?? 'rolled back', run, session)
  }
  database.prepare(settlePendingOfRun).run('rolled back' satisfies Fate, run)
  database.prepare(countEnded).run(run)
  database.prepare('UPDATE runs SET ended_at = ? WHERE run = ?').run(now, run)
}

const programEnded = {
  code: 'connection lost',
  message: 'the program that ran it ended before the answer came',
} as const

/** A call that nobody saw the end of; its session had a transaction open, for all that is known. */
const lostCall: Omit<CallFacts, 'kind' | 'commit'> = {
  wasOpen: true,
  isOpen: false,
  rows: 0,
  end: { how: 'lost', byUs: false, failure: programEnded },
}

const addressOf = (identity: string | null): string =>
  (identity === null ? undefined : serverAddress(JSON.parse(identity) as SessionIdentity)) ?? '?'

/** Sessions for which a commit was under way that nobody heard of again. */
function sessionsInCommit(database: DatabaseSync, run: number): string[] {
  const rows = database
    .prepare(
      `SELECT session, body FROM events AS ending WHERE run = ? AND type = 'transaction ending' AND NOT EXISTS (
        SELECT 1 FROM events AS later WHERE later.run = ending.run AND later.seq > ending.seq
          AND later.session = ending.session AND later.type IN ('work settled', 'session lost', 'session closed'))`,
    )
    .all(run)
  return rows
    .filter(({ body }) => (JSON.parse(String(body)) as { readonly how: string }).how === 'commit')
    .map(({ session }) => String(session))
}

const leftRunning = `SELECT tasks.job, tasks.task, tasks.session, jobs.head,
    (SELECT json_extract(body, '$.identity') FROM events WHERE events.run = jobs.run
      AND events.type = 'session opened' AND events.session = tasks.session ORDER BY seq DESC LIMIT 1) AS identity
  FROM jobs JOIN tasks USING (job) WHERE jobs.run = ? AND started_at IS NOT NULL AND tasks.ended_at IS NULL`

const settlePending = `UPDATE tasks SET fate = ? WHERE fate = 'pending'
  AND job IN (SELECT job FROM jobs WHERE run = ?) AND session = ?`

const settlePendingOfRun = `UPDATE tasks SET fate = ? WHERE fate = 'pending' AND job IN (SELECT job FROM jobs WHERE run = ?)`

const countEnded = `UPDATE jobs SET
    ended_at = (SELECT max(ended_at) FROM tasks WHERE tasks.job = jobs.job),
    counts = (SELECT json_group_object(outcome, number) FROM
      (SELECT outcome, count(*) AS number FROM tasks WHERE tasks.job = jobs.job GROUP BY outcome))
  WHERE run = ? AND ended_at IS NULL
    AND task_count = (SELECT count(*) FROM tasks WHERE tasks.job = jobs.job AND outcome IS NOT NULL)`
