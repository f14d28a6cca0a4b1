import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventBody } from '../../src/core/event.ts'
import { forgettableJobs, leastJobs } from '../../src/core/forgettable.ts'
import type { JobPlan } from '../../src/core/job.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, type LogOfEvents, logOfEvents, openSessions } from './log-of-events.ts'

const numbersTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1)

/** Jobs 1, 2, 3 ... with so many tasks each, all of which were cancelled before they started. */
function endedJobs(counts: readonly number[], part: Partial<JobPlan> = {}): LogOfEvents {
  const log = logOfEvents()
  log.add(...openSessions(['a', 'b']))
  for (const [index, count] of counts.entries()) log.add(...endedJob(index + 1, count, part))
  return log
}

const endedJob = (job: number, count: number, part: Partial<JobPlan> = {}): EventBody[] => [
  { type: 'job queued', job, plan: planOf({ ...part, count }) },
  ...numbersTo(count).map(
    (task): EventBody => ({
      type: 'task ended',
      task: `${job}.${task}`,
      ...endedWith({ outcome: 'skipped' }),
    }),
  ),
]

const twentyOfTen = Array.from({ length: 20 }, () => 10)

describe('ended jobs are forgotten', () => {
  test.each([
    ['none while all hold fewer tasks than are remembered', twentyOfTen, 1_000, []],
    ['while those that ended later hold tasks enough', twentyOfTen, 150, [1, 2, 3, 4, 5]],
    ['not when one task is missing', twentyOfTen, 191, []],
    ['never the newest ten, however many tasks they have', twentyOfTen, 0, numbersTo(10)],
    ['a large one when small ones after it hold enough', [1_000, ...twentyOfTen], 190, [1, 2]],
    ['all before a large one', [...twentyOfTen, 1_000, ...Array(10).fill(1)], 1_000, numbersTo(20)],
    ['none of few', [5_000, 5_000, 5_000], 10, []],
    ['jobs of no task too', Array(30).fill(0), 0, numbersTo(20)],
  ])('%s', (_, counts, tasks, expected) => {
    const { state } = endedJobs(counts)
    expect(forgettableJobs(state, numbersTo(counts.length), tasks)).toEqual(expected)
  })

  test('in the order in which they ended, not in that of their numbers', () => {
    const { state } = endedJobs(twentyOfTen)
    const ended = [...numbersTo(20).slice(2), 1, 2]
    expect(forgettableJobs(state, ended, 150)).toEqual([3, 4, 5, 6, 7])
  })
})

describe('an ended job is remembered', () => {
  const forgotten = (log: LogOfEvents) => forgettableJobs(log.state, numbersTo(20), 150)

  test('while its work is pending in a session', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a']))
    log.add({ type: 'job queued', job: 1, plan: planOf({ kind: 'dml', count: 10 }) })
    for (const task of numbersTo(10))
      log.add(
        { type: 'task started', task: `1.${task}`, session: 'a' },
        { type: 'task ended', task: `1.${task}`, ...endedWith({ fate: task === 4 ? 'pending' : 'none' }) },
      )
    for (const job of numbersTo(20).slice(1)) log.add(...endedJob(job, 10))
    expect(forgotten(log)).toEqual([2, 3, 4, 5])
    log.add({ type: 'work settled', session: 'a', tasks: ['1.4'], fate: 'committed' })
    expect(forgotten(log)).toEqual([1, 2, 3, 4, 5])
  })

  test('while a job that has not ended comes after it', () => {
    const log = endedJobs(twentyOfTen)
    log.add({ type: 'job queued', job: 21, plan: planOf({ after: { job: 2, if: 'succeeded' } }) })
    expect(forgotten(log)).toEqual([1, 3, 4, 5])
    log.add({ type: 'task ended', task: '21.1', ...endedWith({ outcome: 'skipped' }) })
    expect(forgotten(log)).toEqual([1, 2, 3, 4, 5])
  })

  test('until its repetition has gone on', () => {
    const log = endedJobs(twentyOfTen, { repeat: { every: 1_000 } })
    log.add({ type: 'round ended', job: 2 }, { type: 'round ended', job: 4, last: '4 of 4 rounds' })
    expect(forgotten(log)).toEqual([2, 4])
  })
})

test('whatever happened, exactly those go that nothing needs and that enough ended after', () => {
  const job = fc.record({ count: fc.nat({ max: 12 }), isPending: fc.boolean(), isAwaited: fc.boolean() })
  fc.assert(
    fc.property(fc.array(job, { maxLength: 40 }), fc.nat({ max: 120 }), (jobs, tasks) => {
      const log = logOfEvents()
      log.add(...openSessions(['a']))
      for (const [index, { count, isPending, isAwaited }] of jobs.entries()) {
        const number = index + 1
        log.add({ type: 'job queued', job: number, plan: planOf({ count, kind: 'dml' }) })
        for (const task of numbersTo(count)) {
          const id = `${number}.${task}` as const
          log.add({ type: 'task started', task: id, session: 'a' })
          log.add({ type: 'task ended', task: id, ...endedWith({ fate: isPending ? 'pending' : 'none' }) })
        }
        if (isAwaited)
          log.add({
            ...{ type: 'job queued', job: 1_000 + number },
            plan: planOf({ after: { job: number, if: 'ended' } }),
          })
      }
      const expected = jobs.flatMap(({ count, isPending, isAwaited }, index) => {
        const later = jobs.slice(index + 1)
        const held = later.reduce((sum, each) => sum + each.count, 0)
        const isNeeded = isAwaited || (isPending && count > 0)
        return !isNeeded && later.length >= leastJobs && held >= tasks ? [index + 1] : []
      })
      expect(forgettableJobs(log.state, numbersTo(jobs.length), tasks)).toEqual(expected)
    }),
  )
})
