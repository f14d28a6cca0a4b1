import { expect, test } from 'vitest'
import { apply } from '../../src/core/apply.ts'
import { isForgotten } from '../../src/core/forgotten.ts'
import { findTask, taskOf } from '../../src/core/state.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, logOfEvents, openSessions } from './log-of-events.ts'

/** Job 1 with one that succeeded and one that failed, job 2 that succeeded, job 4 that was skipped, job 5 that waits. */
function day() {
  const log = logOfEvents()
  log.add(...openSessions(['a', 'b']))
  const run = (task: `${number}.${number}`, session: string, part: Parameters<typeof endedWith>[0] = {}) =>
    log.add(
      { type: 'task started', task, session },
      { type: 'task ended', task, ...endedWith({ rows: 1, ...part }) },
    )
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: 2 }) })
  run('1.1', 'a')
  run('1.2', 'b', { outcome: 'failed', mayStillRun: '12,345,@1' })
  log.add({ type: 'job queued', job: 2, plan: planOf({}) })
  run('2.1', 'a')
  log.add({ type: 'job queued', job: 4, plan: planOf({}) })
  log.add({ type: 'task ended', task: '4.1', ...endedWith({ outcome: 'skipped' }) })
  log.add({ type: 'job queued', job: 5, plan: planOf({}) })
  return log
}

test('a job that is forgotten is gone, and counts as it did', () => {
  const log = day()
  expect(log.add({ type: 'job forgotten', job: 1 })).toEqual(['job:1', 'session:b'])
  log.add({ type: 'job forgotten', job: 4 })
  expect([...log.state.jobs.keys()]).toEqual([2, 5])
  expect(log.state.forgotten).toMatchObject({ jobs: 2, unsuccessful: 1 })
  expect(Object.fromEntries(log.state.forgotten.ended)).toEqual({ succeeded: 1, failed: 1, skipped: 1 })
  expect(log.state.forgotten.stillRunning).toEqual([{ task: '1.2', as: '12,345,@1' }])
})

test('a session does not name a task of it as its last one, and keeps one of another job', () => {
  const log = day()
  log.add({ type: 'job forgotten', job: 1 })
  expect(log.state.sessions.get('b')?.lastTask).toBeUndefined()
  expect(log.state.sessions.get('a')?.lastTask).toBe('2.1')
})

test('its tasks are found no more, and everything else goes on', () => {
  const log = day()
  log.add({ type: 'job forgotten', job: 1 })
  expect(findTask(log.state, '1.1')).toBeUndefined()
  expect(() => taskOf(log.state, '1.1')).toThrow('no task 1.1')
  log.add({ type: 'task started', task: '5.1', session: 'b' })
  expect(taskOf(log.state, '5.1').phase.name).toBe('running')
})

test('it is known which numbers were forgotten, and which are there or never were', () => {
  const log = day()
  expect(isForgotten(log.state, 1)).toBe(false)
  log.add({ type: 'job forgotten', job: 1 }, { type: 'job forgotten', job: 4 })
  expect([0, 1, 2, 4, 5, 6].filter((number) => isForgotten(log.state, number))).toEqual([1, 4])
})

test('a late reader who takes a snapshot after that sees what an early one sees', () => {
  const log = day()
  log.add({ type: 'job forgotten', job: 1 })
  const late = structuredClone(log.state)
  const known = log.events.length
  log.add({ type: 'job forgotten', job: 2 }, { type: 'task started', task: '5.1', session: 'a' })
  for (const event of log.events.slice(known)) apply(late, event)
  expect(late).toEqual(log.state)
})
