/** Numbers events for a journal, as the engine's log does. */
import type { Event, EventBody } from '../../../src/core/event.ts'
import type { JobPlan } from '../../../src/core/job.ts'
import { planFor } from '../../helpers/plans.ts'

/** Events in the order of the calls, a millisecond apart, after `start` (milliseconds since 1970). */
export function numbering(start = 1000): (...bodies: readonly EventBody[]) => Event[] {
  let seq = 0
  return (...bodies) =>
    bodies.map((body) => {
      seq++
      return { ...body, version: 1, seq, at: start + seq }
    })
}

export const identity = {
  ...{ user: 'A', databaseName: 'PRACTICE', serverVersion: '19.28.0.0.0' },
  ...{ sid: 7, serial: 8, instance: 1, audsid: 9 },
}

/** A session that is open, and a job for it. */
export const openWith = (job: number, plan: JobPlan = planFor('select 1 from dual')): EventBody[] => [
  ...plan.sessions.flatMap((name): EventBody[] => [
    { type: 'session added', session: { name, login: { user: name, connectString: 'practice' } } },
    { type: 'session opened', session: name, identity },
  ]),
  { type: 'job queued', job, plan },
]
