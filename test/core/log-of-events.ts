/** Builds events for tests of the fold: numbers them in order and folds them into a state. */
import { apply, type Key } from '../../src/core/apply.ts'
import type { Event, EventBody, TaskEnd } from '../../src/core/event.ts'
import { emptyState, type State } from '../../src/core/state.ts'

export interface LogOfEvents {
  readonly state: State
  readonly events: readonly Event[]
  add(...bodies: EventBody[]): Key[]
}

export function logOfEvents(): LogOfEvents {
  const state = emptyState()
  const events: Event[] = []
  return {
    state,
    events,
    add: (...bodies) =>
      bodies.flatMap((body) => {
        const event: Event = { ...body, version: 1, seq: events.length + 1, at: 1000 + events.length }
        events.push(event)
        return apply(state, event)
      }),
  }
}

/** Sessions that are open and idle. */
export const openSessions = (names: readonly string[]): EventBody[] =>
  names.flatMap((name): EventBody[] => [
    { type: 'session added', session: { name, login: { user: name, connectString: 'practice' } } },
    {
      type: 'session opened',
      session: name,
      identity: { user: name, databaseName: 'PRACTICE', serverVersion: '23.26.0.0.0' },
    },
  ])

export const endedWith = (part: Partial<TaskEnd>): TaskEnd => ({
  outcome: 'succeeded',
  fate: 'none',
  rows: 0,
  isCut: false,
  ...part,
})
