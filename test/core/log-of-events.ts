/** Builds events for tests of the fold: numbers them in order and folds them into a state. */
import { apply, type Key } from '../../src/core/apply.ts'
import type { Event, EventBody, TaskEnd } from '../../src/core/event.ts'
import type { JobPlan, TaskPlan } from '../../src/core/job.ts'
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

/** A plan with what the test does not name filled in: `any` has `count` tasks, `each` one for each session. */
export function planOf(part: Partial<JobPlan> & { readonly count?: number }): JobPlan {
  const { count = 1, ...given } = part
  const sessions = given.sessions ?? ['a']
  const mode = given.mode ?? 'any'
  const task = (number: number, session?: string): TaskPlan => ({
    number,
    parameters: {},
    statement: 'select 1 from dual',
    binds: {},
    ...(session === undefined ? {} : { session }),
  })
  const tasks =
    mode === 'any'
      ? Array.from({ length: count }, (_, index) => task(index + 1))
      : Array.from({ length: count }, (_, row) => row).flatMap((row) =>
          sessions.map((session, index) => task(row * sessions.length + index + 1, session)),
        )
  return {
    statement: 'select 1 from dual',
    kind: 'query',
    mode,
    target: sessions.join(','),
    sessions,
    parameters: [],
    tasks,
    cap: 0,
    commit: false,
    limits: { rows: undefined, bytes: undefined },
    results: 'keep',
    whenSelfBlocked: 'wait',
    settlesOthers: false,
    ...given,
  }
}

export const endedWith = (part: Partial<TaskEnd>): TaskEnd => ({
  outcome: 'succeeded',
  fate: 'none',
  rows: 0,
  isCut: false,
  ...part,
})
