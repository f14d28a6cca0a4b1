/**
 * Forgets old jobs, so that the journal does not grow for ever: whole jobs, the oldest first, never one that a living
 * program runs, and never one whose work a person still has to decide on.
 */
import type { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../door.ts'
import { inTransaction } from './transaction.ts'

/** Answers how many jobs were forgotten. `now` in milliseconds since 1970. */
export function cleanJournal(database: DatabaseSync, { days, megabytes }: Retention, now: number): number {
  let count = 0
  if (days !== undefined) count += forgetBefore(database, now - days * 86_400_000)
  if (megabytes !== undefined) count += shrinkTo(database, megabytes * 1_000_000)
  if (count > 0) database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  return count
}

const forgettable = `SELECT job FROM jobs JOIN runs USING (run) WHERE runs.ended_at IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.job = jobs.job
    AND (fate IN ('pending', 'in doubt') OR outcome = 'unknown'))`

function forgetBefore(database: DatabaseSync, time: number): number {
  const old = database.prepare(`${forgettable} AND coalesce(queued_at, runs.started_at) < ? ORDER BY job`)
  return forget(
    database,
    old.all(time).map(({ job }) => Number(job)),
  )
}

/** Jobs forgotten at a time while the journal is too large. */
const atATime = 20

function shrinkTo(database: DatabaseSync, bytes: number): number {
  const oldest = database.prepare(`${forgettable} ORDER BY job LIMIT ${atATime}`)
  let count = 0
  while (usedBytes(database) > bytes) {
    const jobs = oldest.all().map(({ job }) => Number(job))
    if (jobs.length === 0) break
    count += forget(database, jobs)
  }
  return count
}

/** Pages in use; what is free is used again for what comes. */
function usedBytes(database: DatabaseSync): number {
  const pragma = (name: string): number => Number(database.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0)
  return (pragma('page_count') - pragma('freelist_count')) * pragma('page_size')
}

function forget(database: DatabaseSync, jobs: readonly number[]): number {
  for (const job of jobs) {
    inTransaction(database, () => {
      for (const table of ['answers', 'outputs', 'plans', 'tasks', 'events', 'jobs'])
        database.prepare(`DELETE FROM ${table} WHERE job = ?`).run(job)
    })
  }
  inTransaction(database, () => {
    const empty = 'SELECT run FROM runs WHERE ended_at IS NOT NULL AND run NOT IN (SELECT run FROM jobs)'
    database.exec(`DELETE FROM events WHERE run IN (${empty}); DELETE FROM runs WHERE run IN (${empty})`)
  })
  return jobs.length
}
