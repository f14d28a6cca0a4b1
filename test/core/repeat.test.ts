import { describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/core/outcome.ts'
import { afterRound, parseCondition, type Repeat, repeatOf } from '../../src/core/repeat.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, logOfEvents, openSessions } from './log-of-events.ts'

interface Round {
  readonly outcomes?: readonly Outcome[]
  readonly rows?: readonly number[]
  readonly values?: readonly (string | undefined)[]
  readonly stopped?: string
}

/** What comes after a round of two tasks; events of the log are a millisecond apart. */
function after(repeat: Partial<Repeat>, { outcomes = [], rows = [], values = [], stopped }: Round = {}) {
  const log = logOfEvents()
  const plan = planOf({ sessions: ['a'], count: 2, repeat: { every: 5000, ...repeat } })
  log.add(...openSessions(['a']), { type: 'job queued', job: 1, plan })
  for (const [index, task] of (['1.1', '1.2'] as const).entries())
    log.add(
      { type: 'task started', task, session: 'a' },
      {
        ...{ type: 'task ended', task },
        ...endedWith({ outcome: outcomes[index] ?? 'succeeded', rows: rows[index] ?? 0 }),
      },
    )
  if (stopped !== undefined) log.add({ type: 'job stopped', job: 1, reason: stopped })
  const job = log.state.jobs.get(1)
  if (!job) throw new Error('no job')
  const [{ phase }] = job.tasks as [(typeof job.tasks)[number]]
  const startedAt = phase.name === 'ended' ? (phase.since ?? 0) : 0
  return {
    startedAt,
    next: (now = startedAt) => afterRound(job, now, (task) => values[Number(task.slice(2)) - 1]),
  }
}

describe('after a round', () => {
  test('another starts so long after the start of this one, and counts on', () => {
    const { next, startedAt } = after({})
    expect(next()).toMatchObject({
      goesOn: true,
      plan: { startAt: startedAt + 5000, repeat: { every: 5000, round: { first: 1, number: 2 } } },
    })
  })

  test('that took longer than that the next starts at once', () => {
    const { next, startedAt } = after({ round: { first: 1, number: 7 } })
    expect(next(startedAt + 60_000)).toMatchObject({
      plan: { startAt: startedAt + 60_000, repeat: { round: { first: 1, number: 8 } } },
    })
  })

  test.each<[string, Partial<Repeat>, Round, string | undefined]>([
    ['a failure ends it', {}, { outcomes: ['succeeded', 'failed'] }, '1.2 failed, in round 1'],
    ['a cancel ends it', {}, { outcomes: ['cancelled'] }, '1.1 cancelled, in round 1'],
    ['the number of rounds ends it', { times: 3, round: { first: 1, number: 3 } }, {}, '3 of 3 rounds'],
    ['before that number it goes on', { times: 3, round: { first: 1, number: 2 } }, {}, undefined],
    ['who stops the job stops the repetition', {}, { stopped: 'enough' }, 'enough'],
    [
      'rows that are so in every task end it',
      { until: parseCondition('rows=0', '') },
      {},
      'rows=0 in every task, in round 1',
    ],
    [
      'rows that are so in one only do not',
      { until: parseCondition('rows=0', '') },
      { rows: [0, 1] },
      undefined,
    ],
    [
      'a value in every task ends it',
      { until: parseCondition('value=DONE', '') },
      { values: ['DONE', 'DONE'] },
      'the first value is DONE in every task, in round 1',
    ],
    [
      'a value that one has not does not',
      { until: parseCondition('value=DONE', '') },
      { values: ['DONE', undefined] },
      undefined,
    ],
    [
      'failures go on where success is waited for',
      { until: parseCondition('succeeded', '') },
      { outcomes: ['failed', 'timed out'] },
      undefined,
    ],
    [
      'success ends it where it is waited for',
      { until: parseCondition('succeeded', '') },
      {},
      'every task has succeeded, in round 1',
    ],
    [
      'what nobody knows ends it always',
      { until: parseCondition('succeeded', '') },
      { outcomes: ['unknown'] },
      '1.1 unknown, in round 1',
    ],
  ])('%s', (_, repeat, round, reason) => {
    expect(after(repeat, round).next()).toMatchObject(
      reason === undefined ? { goesOn: true } : { goesOn: false, reason },
    )
  })

  test.each([
    ['rows=5', [4, 5, 6], [false, true, false]],
    ['rows!=5', [4, 5, 6], [true, false, true]],
    ['rows<5', [4, 5, 6], [true, false, false]],
    ['rows<=5', [4, 5, 6], [true, true, false]],
    ['rows>5', [4, 5, 6], [false, false, true]],
    ['rows >= 5', [4, 5, 6], [false, true, true]],
  ])('%s of %j rows is %j', (text, counts, holds) => {
    const ends = counts.map((count) => {
      const next = after({ until: parseCondition(text, '') }, { rows: [count, count] }).next()
      return next?.goesOn === false
    })
    expect(ends).toEqual(holds)
  })
})

test('nothing comes after a job that is not repeated', () => {
  const log = logOfEvents()
  log.add({ type: 'job queued', job: 1, plan: planOf({ sessions: ['a'], count: 0 }) })
  const job = log.state.jobs.get(1)
  expect(job && afterRound(job, 0, () => undefined)).toBeUndefined()
})

test.each([
  [{ every: '10ms' }, 'at least 100ms'],
  [{ every: 'soon' }, '30s, 5m'],
  [{ every: '5s', times: 'x' }, 'a number of rounds from 1, got "x"'],
  [{ every: '5s', until: 'rows~3' }, 'rows=0, rows>5'],
])('%j says what was expected', (parts, words) => {
  expect(() => repeatOf(parts, '--repeat')).toThrow(words)
})
