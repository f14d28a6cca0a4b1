/**
 * The queue held to its rules: random jobs, ends, losses and orders of the user, and after each of them what starts is
 * compared with what the design says, by trying every pair of a task and a session.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type JobPlan, jobOf, type TaskId } from '../../src/core/job.ts'
import type { CapScope } from '../../src/core/limits.ts'
import type { Fate, Outcome } from '../../src/core/outcome.ts'
import { isInVain } from '../../src/core/runnable.ts'
import { nextStarts, waitingIn } from '../../src/core/schedule.ts'
import type { JobState, SessionState, State } from '../../src/core/state.ts'
import { planOf } from '../helpers/plans.ts'
import { endedWith, logOfEvents, openSessions } from './log-of-events.ts'

const sessionNames = ['s1', 's2', 's3', 's4', 's5']

/** Two databases and two groups that overlap; `s5` is the second of `s`. */
const scopes: readonly CapScope[] = [
  { kind: 'all' },
  { kind: 'group', group: 'left', sessions: ['s1', 's2', 's3'] },
  { kind: 'group', group: 'right', sessions: ['s3', 's4', 's5'] },
  { kind: 'database', database: 'one' },
]

const databaseOf = (name: string): string => (name < 's3' ? 'ONE' : 'TWO')

const planArbitrary = fc.record({
  mode: fc.constantFrom('any' as const, 'each' as const),
  kind: fc.constantFrom('query' as const, 'dml' as const, 'ddl' as const, 'plsql' as const),
  sessions: fc.subarray(sessionNames, { minLength: 1 }),
  count: fc.integer({ min: 1, max: 6 }),
  cap: fc.integer({ min: 0, max: 4 }),
  commit: fc.boolean(),
  settlesOthers: fc.boolean(),
  priority: fc.integer({ min: 0, max: 2 }),
  /** The job so many before it. */
  afterPick: fc.option(fc.integer({ min: 1, max: 3 })),
  afterHow: fc.constantFrom('succeeded' as const, 'ended' as const),
  startAt: fc.constantFrom(undefined, undefined, 4_000_000_000_000),
})

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
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('limit' as const),
      scope: fc.constantFrom(...scopes),
      cap: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hold' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('due' as const), pick: fc.nat() }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      pick: fc.nat(),
      priority: fc.integer({ min: 0, max: 2 }),
      order: fc.integer({ min: -5, max: 5 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), pick: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('settle' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('skip' as const), pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('stop' as const), pick: fc.nat() }) },
)

type Submitted = typeof planArbitrary extends fc.Arbitrary<infer T> ? T : never

type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

const pickFrom = <T>(items: readonly T[], pick: number): T | undefined =>
  items[pick % Math.max(1, items.length)]

const runningTasks = (state: State) =>
  [...state.jobs.values()].flatMap((job) => job.tasks.filter((task) => task.phase.name === 'running'))

/** Whether nobody and nothing keeps a job from running, as the design says it. */
function mayRun(state: State, job: JobState): boolean {
  if (job.stopped !== undefined || state.isPaused || job.held !== undefined || !job.isDue) return false
  const before = job.plan.after && state.jobs.get(job.plan.after.job)
  return before === undefined || before.tasks.every(({ phase }) => phase.name === 'ended')
}

function isIn(scope: CapScope, session: SessionState): boolean {
  switch (scope.kind) {
    case 'all':
      return true
    case 'group':
      return scope.sessions.includes(session.spec.name)
    case 'session':
      return session.spec.name.split('#')[0] === scope.session || session.spec.name === scope.session
    case 'database':
      return session.identity?.databaseName.toLowerCase() === scope.database.toLowerCase()
  }
}

const runningIn = (state: State, scope: CapScope): number =>
  [...state.sessions.values()].filter((each) => each.phase.name === 'busy' && isIn(scope, each)).length

/** What may start, by the rules as the design states them and by nothing cleverer than trying every pair. */
function mayStart(state: State, job: JobState, task: TaskId, session: SessionState): boolean {
  const plan = job.tasks.find((each) => each.id === task)
  if (plan?.phase.name !== 'waiting' || !mayRun(state, job)) return false
  if (session.phase.name !== 'idle' || !job.plan.sessions.includes(session.spec.name)) return false
  if (plan.plan.session !== undefined && plan.plan.session !== session.spec.name) return false
  if (job.cap !== 0 && runningTasks(state).filter((each) => each.job === job.number).length >= job.cap)
    return false
  for (const { scope, cap } of state.limits.values()) {
    if (cap !== 0 && isIn(scope, session) && runningIn(state, scope) >= cap) return false
  }
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
    for (const name of sessionNames) {
      const [added, opened] = openSessions([name])
      if (added) this.log.add(added)
      if (opened?.type === 'session opened')
        this.log.add({ ...opened, identity: { ...opened.identity, databaseName: databaseOf(name) } })
    }
  }

  take(step: Step): void {
    const { state } = this.log
    switch (step.do) {
      case 'submit':
        this.submit(step.plan)
        break
      case 'limit':
        this.log.add({ type: 'cap set', scope: step.scope, cap: step.cap })
        break
      case 'pause':
        this.log.add({ type: state.isPaused ? 'queue resumed' : 'queue paused' })
        break
      case 'hold': {
        const job = state.jobs.get(pickFrom([...state.active], step.pick) ?? 0)
        if (!job) break
        if (job.held === undefined) this.log.add({ type: 'job held', job: job.number, reason: 'test' })
        else this.log.add({ type: 'job released', job: job.number })
        break
      }
      case 'due': {
        const late = [...state.jobs.values()].filter(({ isDue }) => !isDue)
        const job = pickFrom(late, step.pick)
        if (job) this.log.add({ type: 'job due', job: job.number })
        break
      }
      case 'order': {
        const job = pickFrom([...state.active], step.pick)
        if (job === undefined) break
        this.log.add({ type: 'priority changed', job, priority: step.priority })
        this.log.add({ type: 'job moved', job, order: step.order })
        break
      }
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
      this.checkTurn(job)
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
      this.letGo()
      for (const name of sessionNames) {
        const session = state.sessions.get(name)
        if (session?.phase.name !== 'lost') continue
        const identity = { user: 'S', databaseName: databaseOf(name), serverVersion: '19.28.0.0.0' }
        this.log.add({ type: 'session opened', session: name, identity })
      }
      this.startAndCheck()
      for (const task of runningTasks(state))
        this.log.add({ type: 'task ended', task: task.id, ...endedWith({}) })
      for (const session of state.sessions.values()) if (session.pending.length > 0) this.settle(session)
    }
  }

  /** No job that could start a task now should have gone before this one. */
  private checkTurn(chosen: JobState): void {
    const { state } = this.log
    for (const job of state.jobs.values()) {
      if (job === chosen || !this.couldStart(job)) continue
      const before =
        job.priority !== chosen.priority
          ? job.priority > chosen.priority
          : job.running !== chosen.running
            ? job.running < chosen.running
            : job.order < chosen.order
      expect([job.number, chosen.number, before]).toEqual([job.number, chosen.number, false])
    }
  }

  private couldStart(job: JobState): boolean {
    const { state } = this.log
    return waitingIn(job).some((task) =>
      [...state.sessions.values()].some((session) => mayStart(state, job, task, session)),
    )
  }

  private submit({ afterPick, afterHow, startAt, ...part }: Submitted): void {
    const before = afterPick === null ? 0 : this.jobs + 1 - afterPick
    const plan = planOf({
      ...part,
      ...(startAt === undefined ? {} : { startAt }),
      ...(before > 0 ? { after: { job: before, if: afterHow } } : {}),
    } satisfies Partial<JobPlan> & { count: number })
    this.log.add({ type: 'job queued', job: ++this.jobs, plan })
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

  /** Whatever somebody keeps from starting may start, and what came after in vain is given up. */
  private letGo(): void {
    const { state } = this.log
    if (state.isPaused) this.log.add({ type: 'queue resumed' })
    for (const job of state.jobs.values()) {
      if (job.held !== undefined) this.log.add({ type: 'job released', job: job.number })
      if (!job.isDue) this.log.add({ type: 'job due', job: job.number })
      if (state.active.has(job.number) && isInVain(job, state)) this.stop(job.number)
    }
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

test('in thousands of random runs no cap is passed, every slot goes to whose turn it is, none is left idle, nothing starts twice or is forgotten', () => {
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
