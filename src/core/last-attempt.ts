/** What a task has come to that waits for another attempt, if none is made: how its last one ended. Pure. */
import type { TaskEnd } from './event.ts'
import type { Failure } from './failure.ts'
import type { Fate } from './outcome.ts'

/** An attempt that has ended while its task goes on; `attempt` counts those that count, from 1. */
export interface LastAttempt {
  readonly attempt: number
  readonly error: Failure
  readonly fate: Fate
}

/** Whether anything was sent: what was put back into the queue was, and is no attempt. */
export const wasSent = ({ attempt, error }: LastAttempt): boolean => attempt > 0 || isBrokenOff(error)

/** The end of a task after its last attempt; `skipped` when nothing of it was ever sent. */
export function endAfter(last: LastAttempt): TaskEnd {
  const { attempt, error, fate } = last
  const outcome = isBrokenOff(error) ? 'cancelled' : wasSent(last) ? 'failed' : 'skipped'
  return { outcome, fate, rows: 0, isCut: false, error, ...(attempt > 1 ? { attempts: attempt } : {}) }
}

const isBrokenOff = ({ code }: Failure): boolean => code === 'call cancelled'
