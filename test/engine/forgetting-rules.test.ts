/** When it is asked what may be forgotten, and that whoever waited for a job which is gone waits no more. */
import { expect, onTestFinished, test, vi } from 'vitest'
import { leastJobs } from '../../src/core/forgettable.ts'
import { type Forgetting, watchForgetting } from '../../src/engine/forgetting.ts'
import { watchRetries } from '../../src/engine/retries.ts'
import { endedWith, type LogOfEvents, logOfEvents } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'

/** A job of one task comes and ends; answers what is forgotten then. */
function endJob(job: number, log: LogOfEvents, forgetting: Forgetting): number[] {
  log.add({ type: 'job queued', job, plan: planOf({}) })
  log.add({ type: 'task ended', task: `${job}.1`, ...endedWith({}) })
  const events = forgetting.after(log.events.slice(-2), log.state)
  log.add(...events)
  return events.flatMap((event) => (event.type === 'job forgotten' ? [event.job] : []))
}

test('it is looked for jobs to forget only when a tenth of what is remembered has ended since', () => {
  const log = logOfEvents()
  const asked: number[] = []
  const isNeeded = (job: number): boolean => asked.push(job) > 0
  const forgetting = watchForgetting({ tasks: 20, isNeeded })
  for (let job = 1; job <= 60; job++) expect(endJob(job, log, forgetting)).toEqual([])
  // After 22, 24, 26 ... 60 tasks.
  expect(asked.filter((job) => job === 1)).toHaveLength(20)
})

test('a job that somebody still asks for is remembered as long', () => {
  const log = logOfEvents()
  const needed = new Set([1])
  const forgetting = watchForgetting({ tasks: 1, isNeeded: (job) => needed.has(job) })
  for (let job = 1; job <= leastJobs + 1; job++) expect(endJob(job, log, forgetting)).toEqual([])
  expect(endJob(leastJobs + 2, log, forgetting)).toEqual([2])
  needed.clear()
  expect(endJob(leastJobs + 3, log, forgetting)).toEqual([1, 3])
})

test('a task whose attempt failed is not waited for any more when its job was cancelled and forgotten', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const log = logOfEvents()
  const told: string[] = []
  const retries = watchRetries(log.state, (task) => told.push(task))
  const error = { code: 'statement failed', message: 'ORA-00060' } as const
  log.add(
    { type: 'session added', session: { name: 'a', login: { user: 'a', connectString: 'x' } } },
    { type: 'job queued', job: 1, plan: planOf({}) },
    { type: 'task started', task: '1.1', session: 'a' },
    { type: 'task retrying', task: '1.1', attempt: 1, dueAt: 60_000, error, fate: 'none' },
  )
  for (const event of log.events) retries.heed(event)
  log.add(
    { type: 'task ended', task: '1.1', ...endedWith({ outcome: 'cancelled' }) },
    { type: 'job forgotten', job: 1 },
  )
  vi.runAllTimers()
  expect(told).toEqual([])
})
