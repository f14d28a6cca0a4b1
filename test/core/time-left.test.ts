import { describe, expect, test } from 'vitest'
import type { JobState, TaskPhase } from '../../src/core/state.ts'
import { timeLeft } from '../../src/core/time-left.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, logOfEvents } from './log-of-events.ts'

const ran = (since: number, at: number): TaskPhase => ({
  ...{ name: 'ended', session: 'a', since, at },
  end: endedWith({}),
})
const runs = (since: number): TaskPhase => ({ name: 'running', session: 'a', since })
const waits: TaskPhase = { name: 'waiting' }
const skipped: TaskPhase = { name: 'ended', at: 0, end: endedWith({ outcome: 'skipped' }) }

function jobWith(phases: readonly TaskPhase[], cap: number, sessions: readonly string[]): JobState {
  const log = logOfEvents()
  log.add({ type: 'job queued', job: 1, plan: planOf({ count: phases.length, cap, sessions }) })
  const job = log.state.jobs.get(1)
  if (!job) throw new Error('no job')
  for (const [index, task] of job.tasks.entries()) task.phase = phases[index] ?? waits
  return job
}

describe('the time left', () => {
  test('is unknown before a task has finished', () => {
    expect(timeLeft(jobWith([runs(0), waits], 0, ['a']), 500)).toBeUndefined()
    expect(timeLeft(jobWith([skipped, waits], 0, ['a']), 500)).toBeUndefined()
  })

  test('shares the waiting tasks among the sessions', () => {
    const phases = [ran(0, 100), ran(0, 300), waits, waits, waits, waits]
    expect(timeLeft(jobWith(phases, 0, ['a', 'b']), 300)).toBe(400)
  })

  test('never counts more slots than the cap', () => {
    expect(timeLeft(jobWith([ran(0, 100), waits, waits], 1, ['a', 'b']), 100)).toBe(200)
  })

  test('counts what running tasks have done already, and no less than nothing', () => {
    expect(timeLeft(jobWith([ran(0, 100), runs(100)], 0, ['a']), 160)).toBe(40)
    expect(timeLeft(jobWith([ran(0, 100), runs(100)], 0, ['a']), 900)).toBe(0)
  })

  test('is at least the rest of the task that runs longest', () => {
    expect(timeLeft(jobWith([ran(0, 100), runs(100), runs(190)], 0, ['a', 'b', 'c']), 200)).toBe(90)
  })
})
