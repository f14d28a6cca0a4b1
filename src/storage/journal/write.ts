/**
 * Writes down what must not be lost: a batch as the text it came in, in one go. Working it into the tables can wait until
 * there is time, or until somebody reads.
 */
import type { DatabaseSync } from 'node:sqlite'
import { badRequest } from '../../core/failure.ts'
import type { JobPlan } from '../../core/job.ts'
import type { PlanChunk } from './batch.ts'
import { inTransaction } from './transaction.ts'

export interface JournalWriter {
  /** Gives a number that no job had before. Throws a bad request when the job it goes on with was gone on with meanwhile. */
  reserveJob(resumes?: JobPlan['resumes']): number
  keepPlan(chunk: PlanChunk): void
  /** `batch` is a `Batch` as JSON; `isDurable`: it must survive a power failure, not only the death of the process. */
  keep(batch: string, isDurable: boolean): void
}

/** Writes as the run of that number, which begins when it is first asked for. */
export function journalWriter(database: DatabaseSync, run: () => number): JournalWriter {
  const put = {
    reserve: database.prepare('INSERT INTO jobs (run, resumes) VALUES (?, ?)'),
    plan: database.prepare('INSERT INTO plans (job, first, tasks) VALUES (?, ?, ?)'),
    batch: database.prepare('INSERT INTO batches (run, body) VALUES (?, ?)'),
  }
  const lastResumed = database.prepare('SELECT max(job) AS job FROM jobs WHERE resumes = ?')
  let wasDurable: boolean | undefined
  /** After a batch that could not be kept none is: there would be a gap. */
  let failure: { readonly error: unknown } | undefined

  /** SQLite, "PRAGMA synchronous": in WAL mode NORMAL survives the process, FULL the power failure too. */
  const beDurable = (isDurable: boolean): void => {
    if (isDurable === wasDurable) return
    database.exec(`PRAGMA synchronous = ${isDurable ? 'FULL' : 'NORMAL'}`)
    wasDurable = isDurable
  }

  return {
    reserveJob: (resumes) =>
      inTransaction(database, () => {
        if (resumes) refuseLate(resumes, lastResumed.get(resumes.job)?.['job'])
        return Number(put.reserve.run(run(), resumes?.job ?? null).lastInsertRowid)
      }),
    keepPlan: ({ job, first, tasks }) => void put.plan.run(job, first, tasks),
    keep(batch, isDurable) {
      if (failure) throw failure.error
      try {
        beDurable(isDurable)
        put.batch.run(run(), batch)
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
