import { describe, expect, test } from 'vitest'
import { nextStarts, sessionsToOpen, strandedTasks } from '../../src/core/schedule.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, type LogOfEvents, logOfEvents, openSessions } from './log-of-events.ts'

const startAll = (log: LogOfEvents): string[] => {
  const starts = nextStarts(log.state)
  log.add(...starts.map((start) => ({ type: 'task started' as const, ...start })))
  return starts.map(({ task, session }) => `${task} ${session}`)
}

describe('the seed: a pool of three over seven schemas', () => {
  test('A, B and C start first, and D starts when the first of them ends', () => {
    const log = logOfEvents()
    log.add(...openSessions(['scott#1', 'scott#2', 'scott#3']))
    log.add({
      type: 'job queued',
      job: 1,
      plan: planOf({ sessions: ['scott#1', 'scott#2', 'scott#3'], count: 7, cap: 3 }),
    })
    expect(startAll(log)).toEqual(['1.1 scott#1', '1.2 scott#2', '1.3 scott#3'])
    expect(startAll(log)).toEqual([])
    log.add({ type: 'task ended', task: '1.2', ...endedWith({}) })
    expect(startAll(log)).toEqual(['1.4 scott#2'])
  })

  test('a cap of two over three sessions runs two', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a', 'b', 'c']))
    log.add({ type: 'job queued', job: 1, plan: planOf({ mode: 'each', sessions: ['a', 'b', 'c'], cap: 2 }) })
    expect(startAll(log)).toEqual(['1.1 a', '1.2 b'])
  })

  test('raising the cap lets more start, lowering it stops nothing', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a', 'b', 'c']))
    log.add({ type: 'job queued', job: 1, plan: planOf({ sessions: ['a', 'b', 'c'], count: 9, cap: 1 }) })
    startAll(log)
    log.add({ type: 'cap changed', job: 1, cap: 3 })
    expect(startAll(log)).toHaveLength(2)
    log.add({ type: 'cap changed', job: 1, cap: 1 })
    expect(log.state.jobs.get(1)?.running).toBe(3)
    log.add({ type: 'task ended', task: '1.1', ...endedWith({}) })
    expect(startAll(log)).toEqual([])
  })
})

describe('the transaction that a session holds', () => {
  const holding = (): LogOfEvents => {
    const log = logOfEvents()
    log.add(...openSessions(['a', 'b']))
    log.add({ type: 'job queued', job: 1, plan: planOf({ kind: 'dml', mode: 'each', sessions: ['a'] }) })
    startAll(log)
    log.add({ type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending', rows: 1 }) })
    return log
  }

  test('any never picks a session that holds pending work of another job', () => {
    const log = holding()
    log.add({ type: 'job queued', job: 2, plan: planOf({ sessions: ['a', 'b'], count: 4 }) })
    expect(startAll(log)).toEqual(['2.1 b'])
  })

  test('each runs inside that transaction', () => {
    const log = holding()
    log.add({ type: 'job queued', job: 2, plan: planOf({ mode: 'each', sessions: ['a', 'b'] }) })
    expect(startAll(log)).toEqual(['2.1 a', '2.2 b'])
  })

  test.each([
    { kind: 'dml' as const, commit: true },
    { kind: 'ddl' as const, commit: false },
  ])(
    'a job that would commit work of another job along waits ($kind, commit $commit)',
    ({ kind, commit }) => {
      const log = holding()
      log.add({
        type: 'job queued',
        job: 2,
        plan: planOf({ kind, commit, mode: 'each', sessions: ['a', 'b'] }),
      })
      expect(startAll(log)).toEqual(['2.2 b'])
      log.add({ type: 'work settled', session: 'a', tasks: ['1.1'], fate: 'committed' })
      expect(startAll(log)).toEqual(['2.1 a'])
    },
  )

  test('a job that was allowed to settle the work of others runs', () => {
    const log = holding()
    log.add({
      type: 'job queued',
      job: 2,
      plan: planOf({ kind: 'ddl', settlesOthers: true, mode: 'each', sessions: ['a'] }),
    })
    expect(startAll(log)).toEqual(['2.1 a'])
  })

  test('commit and rollback are statements that may run there', () => {
    const log = holding()
    log.add({ type: 'job queued', job: 2, plan: planOf({ kind: 'commit', mode: 'each', sessions: ['a'] }) })
    expect(startAll(log)).toEqual(['2.1 a'])
  })

  test('no task starts in a session whose transaction is being ended', () => {
    const log = holding()
    log.add({ type: 'transaction ending', session: 'a', how: 'commit' })
    log.add({ type: 'job queued', job: 2, plan: planOf({ mode: 'each', sessions: ['a'] }) })
    expect(startAll(log)).toEqual([])
    log.add({ type: 'work settled', session: 'a', tasks: ['1.1'], fate: 'committed' })
    expect(startAll(log)).toEqual(['2.1 a'])
  })
})

describe('sessions that are not open', () => {
  test('a lost session is opened again when a task waits for it', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a', 'b']))
    log.add({ type: 'session lost', session: 'a', error: { code: 'connection lost', message: 'gone' } })
    expect(sessionsToOpen(log.state)).toEqual([])
    log.add({ type: 'job queued', job: 1, plan: planOf({ mode: 'each', sessions: ['a', 'b'] }) })
    expect(sessionsToOpen(log.state)).toEqual(['a'])
    expect(startAll(log)).toEqual(['1.2 b'])
  })

  test('a task whose only session was refused is stranded, others are not', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a', 'b']))
    log.add({ type: 'session refused', session: 'a', error: { code: 'wrong password', message: 'no' } })
    log.add({ type: 'job queued', job: 1, plan: planOf({ mode: 'each', sessions: ['a', 'b'] }) })
    log.add({ type: 'job queued', job: 2, plan: planOf({ mode: 'any', sessions: ['a', 'b'], count: 2 }) })
    expect(strandedTasks(log.state)).toEqual(['1.1'])
    log.add({ type: 'session refused', session: 'b', error: { code: 'wrong password', message: 'no' } })
    expect(strandedTasks(log.state)).toEqual(['1.1', '1.2', '2.1', '2.2'])
  })
})
