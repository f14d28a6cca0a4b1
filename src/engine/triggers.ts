/** What an event may make possible: which of them ask for a new look at the queue. */
import type { Event } from '../core/event.ts'
import { jobOf } from '../core/job.ts'
import type { State } from '../core/state.ts'

/** Whether a session may be wanted, or have to be done without. */
export function changesWhereTasksMayRun({ type }: Event): boolean {
  switch (type) {
    case 'job queued':
    case 'session refused':
    case 'session lost':
    case 'session closed':
    case 'queue resumed':
    case 'job released':
    case 'wave ended':
    case 'job due':
    case 'task due':
    case 'earlier job ended':
      return true
    default:
      return false
  }
}

/** Whether it is the end of the last task of a job. */
export const endsAJob = (event: Event, state: State): boolean =>
  event.type === 'task ended' && !state.active.has(jobOf(event.task))

/** Whether a task may start that could not before. Rows and output let none, and are many. */
export function mayLetTasksStart({ type }: Event): boolean {
  switch (type) {
    case 'job queued':
    case 'cap changed':
    case 'cap set':
    case 'queue resumed':
    case 'job released':
    case 'wave ended':
    case 'job due':
    case 'earlier job ended':
    case 'session opened':
    case 'task ended':
    case 'task retrying':
    case 'task due':
    case 'work settled':
      return true
    default:
      return false
  }
}
