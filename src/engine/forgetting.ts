/**
 * Lets ended jobs be forgotten when many have ended after them. Which of them may be is reckoned in core; it is asked now
 * and then, and not with every task that ends.
 */
import type { Event, EventBody } from '../core/event.ts'
import { forgettableJobs } from '../core/forgettable.ts'
import { jobOf } from '../core/job.ts'
import type { State } from '../core/state.ts'

export interface Forgetting {
  /** What is forgotten after these events. */
  after(events: readonly Event[], state: State): EventBody[]
}

export interface ForgettingOptions {
  /** Tasks of ended jobs that are remembered; undefined: all. */
  readonly tasks: number | undefined
  /** Whether somebody still asks for a job that has ended. */
  readonly isNeeded: (job: number) => boolean
}

/** It is asked again when this part of the tasks that are remembered has ended. */
const partBetween = 0.1

export function watchForgetting({ tasks, isNeeded }: ForgettingOptions): Forgetting {
  /** Jobs that have ended and are remembered, in the order in which they did. */
  const ended = new Set<number>()
  let fresh = 0

  const hear = (event: Event, state: State): void => {
    if (event.type === 'task ended') {
      fresh++
      const job = jobOf(event.task)
      if (!state.active.has(job)) ended.add(job)
    } else if (event.type === 'job queued' && event.plan.tasks.length === 0) {
      fresh++
      ended.add(event.job)
    }
  }

  return {
    after(events, state) {
      if (tasks === undefined) return []
      for (const event of events) hear(event, state)
      if (fresh === 0 || fresh < tasks * partBetween) return []
      fresh = 0
      const jobs = forgettableJobs(state, [...ended], tasks).filter((job) => !isNeeded(job))
      for (const job of jobs) ended.delete(job)
      return jobs.map((job) => ({ type: 'job forgotten', job }))
    },
  }
}
