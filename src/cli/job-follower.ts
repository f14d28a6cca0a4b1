/**
 * Follows the jobs of a run from the outside, one after the other where it is repeated: folds the engine's events as every reader does, and hands them on.
 */
import { apply } from '../core/apply.ts'
import type { Event } from '../core/event.ts'
import { endedCount, type JobState, type State } from '../core/state.ts'
import type { Engine } from '../engine/door.ts'

export interface Follower {
  /** What is so after every event handed on. */
  readonly state: State
  /** Resolves with the next job whose tasks have all ended; undefined when none follows the last one. */
  next(): Promise<JobState | undefined>
  /** Resolves when all tasks of that job have ended. */
  endOf(job: number): Promise<void>
  /** From now on calls back with every event, folded in already. */
  onEvent(listener: (event: Event) => void): void
  stop(): void
}

/** Subscribes to the engine; to be called before the job is submitted. */
export function followJob(engine: Engine): Follower {
  const listeners: ((event: Event) => void)[] = []
  let told: JobState | undefined
  let changed = Promise.withResolvers<void>()
  const subscription = engine.subscribe((events) => {
    const { state } = subscription
    for (const event of events) {
      apply(state, event)
      for (const listener of listeners) listener(event)
    }
    changed.resolve()
    changed = Promise.withResolvers()
  })
  return {
    state: subscription.state,
    async next() {
      for (;;) {
        const job = latestJob(subscription.state)
        if (job && job !== told && endedCount(job) === job.tasks.length) {
          told = job
          return job
        }
        if (told !== undefined && !goesOn(told)) return undefined
        await changed.promise
      }
    },
    async endOf(number) {
      while (subscription.state.active.has(number)) await changed.promise
    },
    onEvent(listener) {
      listeners.push(listener)
    },
    stop: () => subscription.unsubscribe(),
  }
}

/** The job that runs, or ran last: a round of a repetition is a job of its own. */
export function latestJob({ jobs }: State): JobState | undefined {
  let latest: JobState | undefined
  for (const job of jobs.values()) latest = job
  return latest
}

const goesOn = ({ roundEnded }: JobState): boolean =>
  roundEnded !== undefined && roundEnded.last === undefined
