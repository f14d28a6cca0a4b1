/**
 * What the live part shows beyond the state, gathered from the events as they come: never by looking through all tasks.
 */
import type { Key } from '../../core/apply.ts'
import type { Event } from '../../core/event.ts'
import type { TaskId } from '../../core/job.ts'
import type { State } from '../../core/state.ts'
import { createEventLog, type EventLog } from './event-log.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createLists, type Lists } from './lists.ts'
import { createPace, type Pace } from './pace.ts'

export interface Course {
  readonly lists: Lists
  readonly log: EventLog
  readonly lanes: Lanes
  readonly pace: Pace
  /** The task that started last. */
  lastStarted(): TaskId | undefined
  /** An event has been folded into the state, and touched these. */
  heed(event: Event, keys: readonly Key[]): void
}

/** The course of things from now on; `heed` must hear of every event folded into the state. */
export function createCourse(state: State): Course {
  const lists = createLists(state)
  const log = createEventLog(state)
  const lanes = createLanes(state)
  const pace = createPace(state)
  let lastStarted: TaskId | undefined
  return {
    lists,
    log,
    lanes,
    pace,
    lastStarted: () => lastStarted,
    heed(event, keys) {
      if (event.type === 'task started') lastStarted = event.task
      log.heed(event)
      lanes.heed(event)
      pace.heed(event)
      lists.heed(keys)
    },
  }
}
