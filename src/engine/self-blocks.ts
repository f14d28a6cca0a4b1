/**
 * A task that waits for a session of ours which is idle would wait for ever: only its user can end the work it waits
 * for. Its job stops, or is held until that work is settled; what can be put back into the queue without doubt does not
 * hang in the meantime.
 */
import type { Event } from '../core/event.ts'
import { jobOf, type TaskId } from '../core/job.ts'
import type { JobState } from '../core/state.ts'
import type { EventLog } from './log.ts'
import type { SelfBlock } from './monitor.ts'

export interface SelfBlocks {
  /** To be told whenever one is seen. */
  seen(block: SelfBlock): void
  /** Hears what happens, for what is waited for may be settled by it. */
  heed(events: readonly Event[]): void
}

export interface SelfBlockParts {
  readonly log: EventLog
  readonly stopJob: (job: JobState, reason: string) => void
  /** Breaks a task off and lets it wait again, if that is possible without doubt. */
  readonly putBack: (task: TaskId) => void
}

export function watchSelfBlocks({ log, stopJob, putBack }: SelfBlockParts): SelfBlocks {
  const { state } = log

  return {
    seen({ task, by }) {
      const job = state.jobs.get(jobOf(task))
      if (!job || job.stopped !== undefined) return
      const holders = state.sessions.get(by)?.pending.join(', ')
      const reason = `${task} waits for ${by}, which is ours and idle with uncommitted work${holders ? ` of ${holders}` : ''}`
      if (job.plan.whenSelfBlocked === 'stop') {
        stopJob(job, `${reason}: it would wait for ever`)
        return
      }
      if (job.held === undefined)
        log.record({ type: 'job held', job: job.number, by, reason: `${reason}: commit or roll back there` })
      putBack(task)
    },
    heed(events) {
      if (!events.some(mayFree)) return
      for (const number of state.active) {
        const job = state.jobs.get(number)
        const by = job?.heldFor
        if (by !== undefined && !isHolding(by)) log.record({ type: 'job released', job: number })
      }
    },
  }

  function isHolding(name: string): boolean {
    const session = state.sessions.get(name)
    return session !== undefined && session.pending.length > 0
  }
}

const mayFree = ({ type }: Event): boolean => type === 'work settled'
