/**
 * What the journal has to know of this program's jobs while they run: which events must survive a power failure, and
 * with which a job has ended.
 */
import type { Event } from '../../core/event.ts'
import { jobOf } from '../../core/job.ts'
import type { Batch, KeptEvent } from './batch.ts'

export interface EventsToKeep extends Pick<Batch, 'events' | 'endedJobs'> {
  /** Whether one of them must survive a power failure. */
  readonly isDurable: boolean
}

export interface OpenJobs {
  /** Takes note of events, and gives what of them goes into a batch. */
  tell(events: readonly Event[]): EventsToKeep
}

export function openJobs(): OpenJobs {
  /** Tasks that have not ended, and whether the job only asks. */
  const open = new Map<number, { left: number; readonly isQuery: boolean }>()

  const mustSurvive = (event: Event): boolean => {
    switch (event.type) {
      case 'task started':
      case 'task ended':
      case 'task retrying':
        return open.get(jobOf(event.task))?.isQuery !== true
      case 'job queued':
        return event.plan.kind !== 'query'
      case 'job stopped':
      case 'cap changed':
        return open.get(event.job)?.isQuery !== true
      case 'transaction ending':
      case 'work settled':
        return true
      default:
        return false
    }
  }

  const endedWith = (event: Event): number | undefined => {
    if (event.type !== 'task ended') return undefined
    const number = jobOf(event.task)
    const job = open.get(number)
    if (!job || --job.left > 0) return undefined
    open.delete(number)
    return number
  }

  return {
    tell(events) {
      let isDurable = false
      const endedJobs: number[] = []
      const kept: KeptEvent[] = []
      for (const event of events) {
        if (event.type === 'job queued')
          open.set(event.job, { left: event.plan.tasks.length, isQuery: event.plan.kind === 'query' })
        isDurable ||= mustSurvive(event)
        const ended = endedWith(event)
        if (ended !== undefined) endedJobs.push(ended)
        const written = writtenForm(event)
        if (written) kept.push(written)
      }
      return { isDurable, events: kept, endedJobs }
    },
  }
}

/** What rows and lines tell by themselves is not written again, and what this program forgets is not. */
function writtenForm(event: Event): KeptEvent | undefined {
  switch (event.type) {
    case 'result described':
    case 'rows arrived':
    case 'output arrived':
    case 'job forgotten':
      return undefined
    case 'job queued': {
      const { tasks, ...plan } = event.plan
      return { ...event, plan, taskCount: tasks.length }
    }
    default:
      return event
  }
}
