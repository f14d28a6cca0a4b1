import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apply } from '../../src/core/apply.ts'
import type { Event, EventBody } from '../../src/core/event.ts'
import type { TaskId } from '../../src/core/job.ts'
import { nextStarts } from '../../src/core/schedule.ts'
import { emptyState, endedCount, type State, taskOf, waitingCount } from '../../src/core/state.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, type LogOfEvents, logOfEvents, openSessions } from './log-of-events.ts'

describe('the fold', () => {
  test('touches exactly what an event is about', () => {
    const log = logOfEvents()
    log.add(...openSessions(['a']))
    expect(log.add({ type: 'job queued', job: 1, plan: planOf({}) })).toEqual(['job:1'])
    expect(log.add({ type: 'task started', task: '1.1', session: 'a' })).toEqual([
      'task:1.1',
      'job:1',
      'session:a',
    ])
    expect(log.add({ type: 'rows arrived', task: '1.1', result: 0, count: 1 })).toEqual(['task:1.1'])
    expect(log.add({ type: 'task ended', task: '1.1', ...endedWith({}) })).toEqual([
      'task:1.1',
      'job:1',
      'session:a',
    ])
  })

  test('refuses an event out of order, and one of a newer vocabulary', () => {
    const event: Event = { type: 'session closed', session: 'a', version: 1, seq: 2, at: 0 }
    expect(() => apply(emptyState(), event)).toThrow('does not follow')
    expect(() => apply(emptyState(), { ...event, seq: 1, version: 2 })).toThrow('newer')
  })

  test('a task that is tried again waits in its place once its delay is over; its slot and session are free meanwhile', () => {
    const log = logOfEvents()
    log.add(
      ...openSessions(['a']),
      { type: 'job queued', job: 1, plan: planOf({ count: 2, cap: 1, sessions: ['a'] }) },
      { type: 'task started', task: '1.1', session: 'a' },
      { type: 'rows arrived', task: '1.1', result: 0, count: 1 },
    )
    const error = { code: 'statement failed', message: 'ORA-00060', oracle: 'ORA-00060' } as const
    log.add({ type: 'task retrying', task: '1.1', attempt: 1, dueAt: 5000, error, fate: 'none' })
    const job = log.state.jobs.get(1)
    expect(job).toMatchObject({ running: 0 })
    expect(job && waitingCount(job)).toBe(2)
    expect(log.state.sessions.get('a')?.phase.name).toBe('idle')
    expect(taskOf(log.state, '1.1')).toMatchObject({
      results: [],
      outputCount: 0,
      retry: { attempt: 1, error },
    })
    expect(nextStarts(log.state)).toEqual([{ task: '1.2', session: 'a' }])
    log.add({ type: 'task due', task: '1.1' })
    expect(nextStarts(log.state)).toEqual([{ task: '1.1', session: 'a' }])
    log.add(
      { type: 'task started', task: '1.1', session: 'a' },
      { type: 'task ended', task: '1.1', ...endedWith({ attempts: 2 }) },
    )
    expect(taskOf(log.state, '1.1')).toMatchObject({ phase: { name: 'ended', end: { attempts: 2 } } })
    expect(nextStarts(log.state)).toEqual([{ task: '1.2', session: 'a' }])
  })

  test('a session that was lost while its task ran stays lost when the task has ended', () => {
    const log = logOfEvents()
    log.add(
      ...openSessions(['a']),
      { type: 'job queued', job: 1, plan: planOf({}) },
      { type: 'task started', task: '1.1', session: 'a' },
    )
    log.add({ type: 'session lost', session: 'a', error: { code: 'connection lost', message: 'gone' } })
    log.add({ type: 'task ended', task: '1.1', ...endedWith({ outcome: 'unknown', fate: 'in doubt' }) })
    expect(log.state.sessions.get('a')?.phase.name).toBe('lost')
  })

  test('a succeeded task whose work was pending when its session died is rolled back', () => {
    const log = logOfEvents()
    log.add(
      ...openSessions(['a']),
      { type: 'job queued', job: 1, plan: planOf({ kind: 'dml' }) },
      { type: 'task started', task: '1.1', session: 'a' },
    )
    log.add({ type: 'task ended', task: '1.1', ...endedWith({ fate: 'pending', rows: 1 }) })
    log.add({ type: 'work settled', session: 'a', tasks: ['1.1'], fate: 'rolled back' })
    expect(taskOf(log.state, '1.1').phase).toMatchObject({
      name: 'ended',
      end: { outcome: 'succeeded', fate: 'rolled back' },
    })
    expect(log.state.sessions.get('a')?.pending).toEqual([])
  })
})

// ---- against a naive fold -------------------------------------------------------------------------------------------

/** What is so, found by searching the whole log for each question. */
function naive(events: readonly Event[]) {
  const last = <T extends Event['type']>(type: T, where: (event: Extract<Event, { type: T }>) => boolean) =>
    events.findLast(
      (event): event is Extract<Event, { type: T }> =>
        event.type === type && where(event as Extract<Event, { type: T }>),
    )
  const jobs = events.filter((event) => event.type === 'job queued')
  const tasks = jobs.flatMap(({ job, plan }) => plan.tasks.map((task): TaskId => `${job}.${task.number}`))
  const taskPhase = (task: TaskId): string => {
    const end = last('task ended', (event) => event.task === task)
    if (end) {
      const settled = events.findLast(
        (event) => event.type === 'work settled' && event.seq > end.seq && event.tasks.includes(task),
      )
      return `${end.outcome}, ${settled?.type === 'work settled' ? settled.fate : end.fate}`
    }
    return last('task started', (event) => event.task === task) ? 'running' : 'waiting'
  }
  const pendingOf = (session: string) =>
    tasks.filter((task) => {
      const started = last('task started', (event) => event.task === task)
      const end = last('task ended', (event) => event.task === task)
      if (started?.session !== session || end?.fate !== 'pending') return false
      return !events.some(
        (event) => event.type === 'work settled' && event.seq > end.seq && event.tasks.includes(task),
      )
    })
  return {
    tasks: tasks.map((task) => [task, taskPhase(task)]),
    pending: (session: string) => pendingOf(session).toSorted(),
    cap: (job: number) =>
      last('cap changed', (event) => event.job === job)?.cap ??
      jobs.find((event) => event.job === job)?.plan.cap,
  }
}

const seen = (state: State) =>
  [...state.jobs.values()].flatMap((job) =>
    job.tasks.map(({ id, phase }) => [
      id,
      phase.name === 'ended' ? `${phase.end.outcome}, ${phase.end.fate}` : phase.name,
    ]),
  )

/** A log of events that could have happened: each step picks what is possible at that moment. */
function grow(log: LogOfEvents, picks: readonly number[]): void {
  for (const pick of picks) {
    const possible = possibleEvents(log.state)
    const body = possible[pick % possible.length]
    if (body) log.add(body)
  }
}

function possibleEvents(state: State): EventBody[] {
  const tasks = [...state.jobs.values()].flatMap((job) => job.tasks)
  const idle = [...state.sessions.values()].filter((session) => session.phase.name === 'idle')
  return [
    ...(state.jobs.size < 3
      ? [
          {
            type: 'job queued' as const,
            job: state.jobs.size + 1,
            plan: planOf({ sessions: ['a', 'b'], count: 3, kind: 'dml' }),
          },
        ]
      : []),
    ...tasks
      .filter((task) => task.phase.name === 'waiting')
      .flatMap((task) =>
        idle.map((session) => ({ type: 'task started' as const, task: task.id, session: session.spec.name })),
      ),
    ...tasks
      .filter((task) => task.phase.name === 'running')
      .flatMap((task) => [
        { type: 'task ended' as const, task: task.id, ...endedWith({ fate: 'pending', rows: 1 }) },
        { type: 'task ended' as const, task: task.id, ...endedWith({ outcome: 'failed' }) },
        { type: 'rows arrived' as const, task: task.id, result: 0, count: 5 },
      ]),
    ...idle
      .filter((session) => session.pending.length > 0)
      .map((session) => ({
        type: 'work settled' as const,
        session: session.spec.name,
        tasks: [...session.pending],
        fate: 'committed' as const,
      })),
    ...[...state.jobs.keys()].map((job) => ({ type: 'cap changed' as const, job, cap: state.seq % 4 })),
  ]
}

test('the fold agrees with a search through the whole log', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 60 }), (picks) => {
      const log = logOfEvents()
      log.add(...openSessions(['a', 'b']))
      grow(log, picks)
      const expected = naive(log.events)
      expect(seen(log.state)).toEqual(expected.tasks)
      for (const name of ['a', 'b'])
        expect((log.state.sessions.get(name)?.pending ?? []).toSorted()).toEqual(expected.pending(name))
      for (const [number, job] of log.state.jobs) {
        expect(job.cap).toBe(expected.cap(number))
        const phases = expected.tasks
          .filter(([task]) => task?.startsWith(`${number}.`))
          .map(([, phase]) => phase)
        expect(job.running).toBe(phases.filter((phase) => phase === 'running').length)
        expect(waitingCount(job)).toBe(phases.filter((phase) => phase === 'waiting').length)
        expect(endedCount(job)).toBe(phases.length - job.running - waitingCount(job))
        expect(log.state.active.has(number)).toBe(endedCount(job) < job.tasks.length)
      }
    }),
    { numRuns: 500 },
  )
})

test('a late reader who takes a snapshot and then the events after it sees what an early one sees', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 40 }), fc.nat(), (picks, cut) => {
      const log = logOfEvents()
      log.add(...openSessions(['a', 'b']))
      const before = picks.slice(0, cut % (picks.length + 1))
      grow(log, before)
      const late = structuredClone(log.state)
      const known = log.events.length
      grow(log, picks.slice(before.length))
      for (const event of log.events.slice(known)) apply(late, event)
      expect(late).toEqual(log.state)
    }),
  )
})
