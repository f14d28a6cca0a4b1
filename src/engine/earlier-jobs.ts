/** Tells when a job of another program, or of one that has ended, has come to its end: somebody waits for it here. */
import { badRequest } from '../core/failure.ts'
import type { History, JobRecord } from '../core/record.ts'

export interface EarlierJobs {
  /** `job` waits for the end of `after`. */
  watch(job: number, after: number): void
  /** Throws a bad request when the journal knows no such job. */
  require(after: number): Promise<void>
  stop(): void
}

/** `pace`: milliseconds between looks into the journal. */
export function watchEarlierJobs(
  history: History,
  pace: number,
  tell: (job: number, hasSucceeded: boolean) => void,
): EarlierJobs {
  const waiting = new Map<number, number>()
  let timer: NodeJS.Timeout | undefined

  const look = async (): Promise<void> => {
    for (const [job, after] of waiting) {
      const record = await history.job(after).catch(() => undefined)
      if (record === undefined || !hasEnded(record)) continue
      waiting.delete(job)
      tell(job, (record.ended.succeeded ?? 0) === record.taskCount)
    }
  }

  const lookAgain = (): void => {
    timer ??= setTimeout(async () => {
      await look()
      timer = undefined
      if (waiting.size > 0) lookAgain()
    }, pace)
  }

  return {
    watch(job, after) {
      waiting.set(job, after)
      void look().then(() => {
        if (waiting.size > 0) lookAgain()
      })
    },
    async require(after) {
      if ((await history.job(after)) === undefined)
        throw badRequest(`there is no job ${after} to come after: jobs lists them`)
    },
    stop() {
      waiting.clear()
      clearTimeout(timer)
    },
  }
}

/** What a dead program left open will never end by itself. */
const hasEnded = ({ endedAt, owner }: JobRecord): boolean => endedAt !== undefined || owner.state === 'ended'
