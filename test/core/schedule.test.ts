import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type JobPlan, jobOf, type TaskId } from '../../src/core/job.ts'
import type { Fate, Outcome } from '../../src/core/outcome.ts'
import { nextStarts, sessionsToOpen, strandedTasks, waitingIn } from '../../src/core/schedule.ts'
import type { JobState, SessionState, State } from '../../src/core/state.ts'
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

// ---- properties -----------------------------------------------------------------------------------------------------

const sessionNames = ['s1', 's2', 's3', 's4', 's5']

const planArbitrary: fc.Arbitrary<JobPlan> = fc
  .record({
    mode: fc.constantFrom('any' as const, 'each' as const),
    kind: fc.constantFrom('query' as const, 'dml' as const, 'ddl' as const, 'plsql' as const),
    sessions: fc.subarray(sessionNames, { minLength: 1 }),
    count: fc.integer({ min: 1, max: 6 }),
    cap: fc.integer({ min: 0, max: 4 }),
    commit: fc.boolean(),
    settlesOthers: fc.boolean(),
  })
  .map(planOf)

const stepArbitrary = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('end' as const),
      pick: fc.nat(),
      fails: fc.boolean(),
      pends: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('submit' as const), plan: planArbitrary }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cap' as const),
      pick: fc.nat(),
      cap: fc.integer({ min: 0, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('skip' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), pick: fc.nat() }) },
)

type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

const pickFrom = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(1, items.length)]

const runningTasks = (state: State) =>
  [...state.jobs.values()].flatMap((job) => job.tasks.filter((task) => task.phase.name === 'running'))

/** What may start, by the rules as the design states them and by nothing cleverer than trying every pair. */
function mayStart(state: State, job: JobState, task: TaskId, session: SessionState): boolean {
  const plan = job.tasks.find((each) => each.id === task)
  if (plan?.phase.name !== 'waiting' || job.stopped !== undefined) return false
  if (session.phase.name !== 'idle' || !job.plan.sessions.includes(session.spec.name)) return false
  if (plan.plan.session !== undefined && plan.plan.session !== session.spec.name) return false
  if (job.cap !== 0 && runningTasks(state).filter((each) => each.job === job.number).length >= job.cap)
    return false
  const others = session.pending.some((pending) => jobOf(pending) !== job.number)
  if (!others) return true
  if (job.plan.mode === 'any') return false
  return job.plan.settlesOthers || !(job.plan.commit || job.plan.kind === 'ddl')
}

class Simulation {
  readonly log = logOfEvents()
  readonly started = new Set<TaskId>()
  jobs = 0

  constructor() {
    this.log.add(...openSessions(sessionNames))
  }

  take(step: Step): void {
    const { state } = this.log
    switch (step.do) {
      case 'submit':
        this.log.add({ type: 'job queued', job: ++this.jobs, plan: step.plan })
        break
      case 'end': {
        const task = pickFrom(runningTasks(state), step.pick)
        if (!task) break
        const outcome: Outcome = step.fails ? 'failed' : 'succeeded'
        const fate: Fate = step.pends ? 'pending' : 'none'
        this.log.add({ type: 'task ended', task: task.id, ...endedWith({ outcome, fate }) })
        break
      }
      case 'cap': {
        const job = pickFrom([...state.jobs.keys()], step.pick)
        if (job !== undefined) this.log.add({ type: 'cap changed', job, cap: step.cap })
        break
      }
      case 'lose':
        this.lose(pickFrom(sessionNames, step.pick) ?? 's1')
        break
      case 'settle': {
        const session = pickFrom(
          [...state.sessions.values()].filter((each) => each.pending.length > 0),
          step.pick,
        )
        if (session && session.phase.name === 'idle') this.settle(session)
        break
      }
      case 'skip': {
        const waiting = [...state.jobs.values()].flatMap((job) => waitingIn(job))
        const task = pickFrom(waiting, step.pick)
        if (task) this.log.add({ type: 'task ended', task, ...endedWith({ outcome: 'skipped' }) })
        break
      }
      case 'stop': {
        const job = pickFrom([...state.active], step.pick)
        if (job !== undefined) this.stop(job)
        break
      }
    }
  }

  /** Starts what may start and holds every rule to it, one start after the other. */
  startAndCheck(): void {
    const { state } = this.log
    for (const start of nextStarts(state)) {
      const job = state.jobs.get(jobOf(start.task))
      const session = state.sessions.get(start.session)
      if (!job || !session) throw new Error('a start names what does not exist')
      expect(this.started.has(start.task)).toBe(false)
      expect(mayStart(state, job, start.task, session)).toBe(true)
      this.started.add(start.task)
      this.log.add({ type: 'task started', ...start })
    }
    this.checkNothingIdle()
    this.checkSessions()
  }

  /** Ends, settles and reopens until nothing is left to do. */
  finish(): void {
    const { state } = this.log
    for (let round = 0; state.active.size > 0; round++) {
      expect(round).toBeLessThan(1000)
      for (const name of sessionNames) {
        const session = state.sessions.get(name)
        if (session?.phase.name === 'lost')
          this.log.add({ type: 'session opened', session: name, identity: someIdentity })
      }
      this.startAndCheck()
      for (const task of runningTasks(state))
        this.log.add({ type: 'task ended', task: task.id, ...endedWith({}) })
      for (const session of state.sessions.values()) if (session.pending.length > 0) this.settle(session)
    }
  }

  private checkNothingIdle(): void {
    const { state } = this.log
    for (const job of state.jobs.values()) {
      for (const task of waitingIn(job)) {
        for (const session of state.sessions.values()) expect(mayStart(state, job, task, session)).toBe(false)
      }
    }
  }

  private checkSessions(): void {
    const { state } = this.log
    const busy = runningTasks(state).map((task) => (task.phase.name === 'running' ? task.phase.session : ''))
    expect(new Set(busy).size).toBe(busy.length)
    for (const job of state.jobs.values())
      expect(job.running).toBe(runningTasks(state).filter((t) => t.job === job.number).length)
  }

  private lose(name: string): void {
    const session = this.log.state.sessions.get(name)
    if (!session || session.phase.name === 'lost') return
    const { phase } = session
    this.log.add({ type: 'session lost', session: name, error: { code: 'connection lost', message: 'gone' } })
    if (phase.name === 'busy')
      this.log.add({
        type: 'task ended',
        task: phase.task,
        ...endedWith({ outcome: 'unknown', fate: 'in doubt' }),
      })
    if (session.pending.length > 0) this.settle(session)
  }

  private settle(session: SessionState): void {
    this.log.add({
      type: 'work settled',
      session: session.spec.name,
      tasks: [...session.pending],
      fate: 'rolled back',
    })
  }

  private stop(number: number): void {
    const job = this.log.state.jobs.get(number)
    if (!job || job.stopped !== undefined) return
    const waiting = waitingIn(job)
    this.log.add({ type: 'job stopped', job: number, reason: 'test' })
    for (const task of waiting)
      this.log.add({ type: 'task ended', task, ...endedWith({ outcome: 'skipped' }) })
  }
}

const someIdentity = { user: 'S', databaseName: 'PRACTICE', serverVersion: '23.26.0.0.0' }

test('in thousands of random runs no rule is broken, no slot is left idle, nothing starts twice or is forgotten', () => {
  fc.assert(
    fc.property(fc.array(stepArbitrary, { maxLength: 40 }), (steps) => {
      const simulation = new Simulation()
      for (const step of steps) {
        simulation.take(step)
        simulation.startAndCheck()
      }
      simulation.finish()
      for (const job of simulation.log.state.jobs.values()) {
        expect(job.tasks.every((task) => task.phase.name === 'ended')).toBe(true)
        expect([...job.ended.values()].reduce((sum, count) => sum + count, 0)).toBe(job.tasks.length)
      }
    }),
    { numRuns: 2000 },
  )
})
