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

export interface EarlierJobsParts {
  readonly history: History
  /** Milliseconds between looks into the journal. */
  readonly pace: number
  /** Whether a job still waits: it may have been cancelled. */
  readonly isWaiting: (job: number) => boolean
  readonly tell: (job: number, hasSucceeded: boolean) => void
}

export function watchEarlierJobs({ history, pace, isWaiting, tell }: EarlierJobsParts): EarlierJobs {
  const waiting = new Map<number, number>()
  let timer: NodeJS.Timeout | undefined

  const look = async (): Promise<void> => {
    for (const [job, after] of waiting) {
      const record = await history.job(after).catch(() => undefined)
      if (!isWaiting(job)) waiting.delete(job)
      else if (record !== undefined && hasEnded(record)) {
        waiting.delete(job)
        tell(job, (record.ended.succeeded ?? 0) === record.taskCount)
      }
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
