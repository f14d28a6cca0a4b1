/**
 * Follows the one job of a run from the outside: folds the engine's events as every reader does, and hands them on.
 */
import { apply } from '../core/apply.ts'
import type { Event } from '../core/event.ts'
import { endedCount, type JobState, type State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'

export interface Follower {
  /** What is so after every event handed on. */
  readonly state: State
  /** Resolves when a job is there and all its tasks have ended. */
  readonly ended: Promise<JobState>
  /** From now on calls back with every event, folded in already. */
  onEvent(listener: (event: Event) => void): void
  stop(): void
}

/** Subscribes to the engine; to be called before the job is submitted. */
export function followJob(engine: Engine): Follower {
  const listeners: ((event: Event) => void)[] = []
  const ended = Promise.withResolvers<JobState>()
  const subscription = engine.subscribe((events) => {
    const { state } = subscription
    for (const event of events) {
      apply(state, event)
      for (const listener of listeners) listener(event)
    }
    const [job] = state.jobs.values()
    if (job && endedCount(job) === job.tasks.length) ended.resolve(job)
  })
  return {
    state: subscription.state,
    ended: ended.promise,
    onEvent(listener) {
      listeners.push(listener)
    },
    stop: () => subscription.unsubscribe(),
  }
}
