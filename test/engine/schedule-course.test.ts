/**
 * Schedule, halts, waves and retries together, as the engine puts them together: random jobs and orders of the user, and
 * after each of them what starts, halts and waits is compared with a queue of lists.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { EventBody } from '../../src/core/event.ts'
import { type JobPlan, jobOf, type TaskId } from '../../src/core/job.ts'
import type { CapScope } from '../../src/core/limits.ts'
import type { Outcome } from '../../src/core/outcome.ts'
import { nextStarts, waitingIn } from '../../src/core/schedule.ts'
import type { Share } from '../../src/core/share.ts'
import { followCourse } from '../../src/engine/course.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planOf } from '../helpers/plans.ts'
import { type NaiveJob, NaiveQueue } from './naive-queue.ts'

const names = ['s#1', 's#2', 's#3', 't', 'u']
const databaseOf = (name: string): string => (name < 't' ? 'ONE' : 'TWO')
const scopes: readonly CapScope[] = [
  { kind: 'all' },
  { kind: 'session', session: 's' },
  { kind: 'group', group: 'left', sessions: ['s#1', 't'] },
  { kind: 'group', group: 'right', sessions: ['s#3', 't', 'u'] },
  { kind: 'database', database: 'ONE' },
]

const share: fc.Arbitrary<Share> = fc.oneof(
  fc.integer({ min: 1, max: 4 }).map((tasks) => ({ tasks })),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
)

const plan = fc
  .record(
    {
      mode: fc.constantFrom('any' as const, 'each' as const),
      kind: fc.constantFrom('query' as const, 'dml' as const, 'ddl' as const),
      sessions: fc.subarray(names, { minLength: 1 }),
      count: fc.integer({ min: 1, max: 8 }),
      cap: fc.integer({ min: 0, max: 3 }),
      commit: fc.boolean(),
      settlesOthers: fc.boolean(),
      priority: fc.integer({ min: 0, max: 2 }),
      halt: fc.record({
        when: fc.constantFrom('soon' as const, 'now' as const),
        cause: fc.constantFrom('fail' as const, 'success' as const, 'done' as const),
        share,
      }),
      waves: fc.array(share, { minLength: 1, maxLength: 3 }),
    },
    { requiredKeys: ['mode', 'kind', 'sessions', 'count', 'cap', 'commit', 'settlesOthers', 'priority'] },
  )
  .map((part) => planOf(part as Partial<JobPlan>))

const outcome = fc.constantFrom<Outcome[]>(
  'succeeded',
  'succeeded',
  'failed',
  'timed out',
  'unknown',
  'cancelled',
)
const cap = fc.integer({ min: 0, max: 3 })
const pick = fc.nat()

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('end' as const), pick, outcome, pends: fc.boolean() }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('submit' as const), plan }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('try again' as const, 'due' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cap' as const), pick, cap }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('limit' as const), scope: fc.constantFrom(...scopes), cap }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('pause' as const, 'hold' as const, 'release' as const),
      pick,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('order' as const), pick, priority: cap }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('skip' as const, 'lose' as const, 'open' as const, 'settle' as const),
      pick,
    }),
  },
)

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const pickFrom = <T>(items: readonly T[], number: number): T | undefined =>
  items[number % Math.max(1, items.length)]

class Run {
  readonly log = logOfEvents()
  readonly naive = new NaiveQueue(names.map((name) => ({ name, database: databaseOf(name) })))
  readonly attempts = new Map<TaskId, number>()
  private heard = 0
  private decided = 0
  /** The queue is paused. */
  private isPaused = false

  constructor() {
    for (const name of names) {
      const [added, opened] = openSessions([name])
      if (added) this.add(added)
      if (opened?.type === 'session opened')
        this.add({ ...opened, identity: { ...opened.identity, databaseName: databaseOf(name) } })
    }
  }

  take(step: Step): void {
    switch (step.do) {
      case 'submit':
        this.add({ type: 'job queued', job: this.naive.jobs.length + 1, plan: step.plan })
        break
      case 'end': {
        const task = pickFrom(this.naive.running(), step.pick)
        const fate = step.pends && step.outcome === 'succeeded' ? 'pending' : 'none'
        if (task) this.end(task.id, { outcome: step.outcome, fate })
        break
      }
      case 'try again': {
        const task = pickFrom(this.naive.running(), step.pick)
        if (task && !this.isStopped(task.id)) this.tryAgain(task.id)
        break
      }
      case 'due': {
        const task = pickFrom(this.tasks('put off'), step.pick)
        if (task) this.add({ type: 'task due', task: task.id })
        break
      }
      case 'skip': {
        const task = pickFrom([...this.tasks('waiting'), ...this.tasks('put off')], step.pick)
        if (task) this.end(task.id, { outcome: 'skipped' })
        break
      }
      case 'cap': {
        const job = pickFrom(this.open(), step.pick)
        if (job) this.add({ type: 'cap changed', job: job.number, cap: step.cap })
        break
      }
      case 'limit':
        this.add({ type: 'cap set', scope: step.scope, cap: step.cap })
        break
      case 'pause':
        this.isPaused = !this.isPaused
        this.add({ type: this.isPaused ? 'queue paused' : 'queue resumed' })
        break
      case 'hold': {
        const job = pickFrom(this.open(), step.pick)
        if (job) this.add({ type: 'job held', job: job.number, reason: 'test' })
        break
      }
      case 'release': {
        const job = pickFrom(
          this.open().filter(({ isHeld }) => isHeld),
          step.pick,
        )
        if (job) this.add({ type: 'job released', job: job.number })
        break
      }
      case 'order': {
        const job = pickFrom(this.open(), step.pick)
        if (!job) break
        this.add({ type: 'priority changed', job: job.number, priority: step.priority })
        this.add({ type: 'job moved', job: job.number, order: (step.pick % 20) - 5.5 })
        break
      }
      case 'lose':
        this.lose(pickFrom(names, step.pick) ?? 't')
        break
      case 'open': {
        const lost = pickFrom(
          this.naive.sessions.filter(({ isOpen }) => !isOpen),
          step.pick,
        )
        if (lost) this.reopen(lost.name)
        break
      }
      case 'settle':
        for (const { name } of this.naive.sessions) this.settle(name)
    }
    this.decide()
  }

  /** What keeps tasks back is taken away until all have ended; a wave that is asked about is confirmed. */
  finish(): void {
    if (this.isPaused) this.add({ type: 'queue resumed' })
    for (let round = 0; this.open().length > 0; round++) {
      expect(round).toBeLessThan(500)
      for (const job of this.open()) if (job.isHeld) this.add({ type: 'job released', job: job.number })
      for (const { id } of this.tasks('put off')) this.add({ type: 'task due', task: id })
      for (const { name, isOpen } of this.naive.sessions) if (!isOpen) this.reopen(name)
      for (const { name } of this.naive.sessions) this.settle(name)
      this.decide()
      for (const { id } of this.naive.running()) this.end(id, {})
      this.decide()
    }
    expect(this.log.state.active.size).toBe(0)
    for (const { running } of [...this.log.state.jobs.values(), ...this.log.state.limits.values()])
      expect(running).toBe(0)
  }

  /** As the engine does with every batch: the course first, then whatever may start, until nothing new comes of it. */
  private decide(): void {
    const { log } = this
    while (this.decided < log.events.length) {
      const news = log.events.slice(this.decided)
      this.decided = log.events.length
      const record = (...bodies: EventBody[]) => this.add(...bodies)
      const recordAll = (bodies: Iterable<EventBody>) => record(...bodies)
      const parts = {
        state: log.state,
        record,
        recordAll,
        note: record,
        kept: async () => {},
        listen: () => () => {},
      }
      followCourse(news, parts, ({ number }, reason) => this.stop(number, reason))
      this.checkHalts()
      for (const start of nextStarts(log.state)) {
        this.checkStart(start.task, start.session)
        this.add({ type: 'task started', ...start })
      }
    }
    for (const job of this.naive.jobs)
      for (const task of job.tasks)
        expect([task.id, this.naive.placeFor(job, task)?.name]).toEqual([task.id, undefined])
  }

  private checkStart(id: TaskId, name: string): void {
    const { naive } = this
    const chosen = naive.job(jobOf(id))
    const task = chosen.tasks.find((each) => each.id === id)
    expect([id, name, task && naive.mayStart(chosen, task, naive.session(name))]).toEqual([id, name, true])
    const rank = ({ number, priority, order }: NaiveJob) => [
      ...[-priority, naive.running().filter((each) => each.id.startsWith(`${number}.`)).length, order],
    ]
    for (const job of naive.jobs) {
      if (job === chosen || !job.tasks.some((each) => naive.placeFor(job, each))) continue
      const [mine, others] = [rank(chosen), rank(job)]
      const at = mine.findIndex((each, index) => each !== others[index])
      expect([id, job.number, (mine[at] ?? 0) <= (others[at] ?? 0)]).toEqual([id, job.number, true])
    }
  }

  /** A halt comes with the end that brings its number, and for no other reason. */
  private checkHalts(): void {
    for (const job of this.naive.jobs) {
      if (job.tasks.every(({ phase }) => phase === 'ended') && !job.isStopped) continue
      expect([job.number, job.isStopped]).toEqual([job.number, this.naive.hasToHalt(job)])
    }
  }

  private add(...bodies: EventBody[]): void {
    this.log.add(...bodies)
    for (const event of this.log.events.slice(this.heard)) this.naive.hear(event)
    this.heard = this.log.events.length
  }

  private open(): NaiveJob[] {
    return this.naive.jobs.filter(({ tasks }) => tasks.some(({ phase }) => phase !== 'ended'))
  }

  private tasks(phase: 'waiting' | 'put off') {
    return this.naive.jobs.flatMap(({ tasks }) => tasks.filter((task) => task.phase === phase))
  }

  private end(task: TaskId, end: Parameters<typeof endedWith>[0]): void {
    this.add({ type: 'task ended', task, ...endedWith(end) })
  }

  /** Of a job that is stopped nothing is tried again. */
  private isStopped(task: TaskId): boolean {
    return this.naive.job(jobOf(task)).isStopped
  }

  private tryAgain(task: TaskId): void {
    const attempt = (this.attempts.get(task) ?? 0) + 1
    this.attempts.set(task, attempt)
    const error = { code: 'statement failed', message: 'ORA-00054', oracle: 'ORA-00054' } as const
    this.add({ type: 'task retrying', task, attempt, dueAt: 0, error, fate: 'none' })
  }

  private stop(job: number, reason: string): void {
    const state = this.log.state.jobs.get(job)
    const waiting = state ? waitingIn(state) : []
    this.add({ type: 'job stopped', job, reason })
    for (const task of waiting) this.end(task, { outcome: 'skipped' })
  }

  private lose(name: string): void {
    const session = this.naive.session(name)
    if (!session.isOpen) return
    const running = this.naive.running().find((task) => task.session === name)
    const error = { code: 'connection lost', message: 'gone' } as const
    this.add({ type: 'session lost', session: name, error })
    if (running && this.log.events.length % 2 === 0 && !this.isStopped(running.id)) this.tryAgain(running.id)
    else if (running) this.end(running.id, { outcome: 'unknown', fate: 'in doubt' })
    this.settle(name)
  }

  private reopen(name: string): void {
    const identity = { user: 'S', databaseName: databaseOf(name), serverVersion: '19.28.0.0.0' }
    this.add({ type: 'session opened', session: name, identity })
  }

  private settle(session: string): void {
    const { pending } = this.naive.session(session)
    if (pending.length === 0) return
    this.add({ type: 'work settled', session, tasks: [...pending], fate: 'rolled back' })
  }
}

/** The third wave has nothing left when its turn comes: the fourth begins at once, before a job that was queued later. */
const emptiedWave: Step[] = [
  {
    do: 'submit',
    plan: planOf({ mode: 'each', sessions: ['t', 'u'], count: 4, waves: [{ tasks: 1 }] }),
  },
  { do: 'skip', pick: 1 },
  { do: 'submit', plan: planOf({ mode: 'any', sessions: ['u'], count: 2 }) },
  { do: 'end', pick: 0, outcome: 'succeeded', pends: false },
]

describe('jobs with caps, priorities, waves, halts and retries', () => {
  test('in thousands of random runs start what may start and nothing else, in turn, and halt when they should', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 45 }), (steps) => {
        const run = new Run()
        for (const each of steps) run.take(each)
        run.finish()
      }),
      { numRuns: 1500, examples: [[emptiedWave]] },
    )
  })
})
