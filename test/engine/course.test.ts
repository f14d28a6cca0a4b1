/**
 * Halt rules and waves held to their rules: random jobs whose tasks end in random ways, some cancelled before their turn,
 * some waves confirmed by hand; and after each end what follows is compared with what the words of help say.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Event, TaskEnd } from '../../src/core/event.ts'
import type { HaltMoment, HaltRule } from '../../src/core/halt.ts'
import { nextStarts, waitingIn } from '../../src/core/schedule.ts'
import type { Share } from '../../src/core/share.ts'
import type { JobState } from '../../src/core/state.ts'
import { waveOf, waveSizes } from '../../src/core/waves.ts'
import { followCourse } from '../../src/engine/course.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { type PlanPart, planOf } from '../helpers/plans.ts'

const sessions = ['a', 'b', 'c']

const shareArbitrary: fc.Arbitrary<Share> = fc.oneof(
  fc.integer({ min: 1, max: 5 }).map((tasks) => ({ tasks })),
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
)

const endArbitrary: fc.Arbitrary<Partial<TaskEnd>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({ rows: 14 }) },
  { weight: 1, arbitrary: fc.constant({ rows: 13 }) },
  { weight: 1, arbitrary: fc.constant({ outcome: 'failed' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ outcome: 'unknown' as const }, { outcome: 'timed out' as const }),
  },
)

const stepArbitrary = fc.record({
  do: fc.constantFrom('end', 'end', 'end', 'end', 'skip', 'release'),
  pick: fc.nat(),
  end: endArbitrary,
})

type Step = typeof stepArbitrary extends fc.Arbitrary<infer T> ? T : never

const partArbitrary = fc.record({
  mode: fc.constantFrom('any' as const, 'each' as const),
  count: fc.integer({ min: 1, max: 12 }),
  cap: fc.integer({ min: 0, max: 2 }),
})

/** One job on three sessions, with the part of the engine that draws the conclusions. */
class Course {
  readonly log = logOfEvents()
  readonly job: JobState
  readonly stops: HaltMoment[] = []
  private heard = 0

  constructor(part: PlanPart) {
    this.log.add(...openSessions(sessions), {
      type: 'job queued',
      job: 1,
      plan: planOf({ sessions, ...part }),
    })
    const job = this.log.state.jobs.get(1)
    if (!job) throw new Error('no job')
    this.job = job
  }

  eventsOf<T extends Event['type']>(type: T): Extract<Event, { type: T }>[] {
    return this.log.events.filter((event): event is Extract<Event, { type: T }> => event.type === type)
  }

  take({ do: what, pick, end }: Step): void {
    const tasks = what === 'skip' ? waitingIn(this.job) : this.running()
    const task = tasks[pick % Math.max(1, tasks.length)]
    if (what === 'release') this.release()
    else if (task) this.end(task, what === 'skip' ? { outcome: 'skipped' } : end)
    this.goOn()
  }

  release(): void {
    if (this.job.held !== undefined) this.log.add({ type: 'job released', job: 1 })
  }

  /** Concludes and starts, as the engine does with each batch, until nothing new comes of it. */
  goOn(): void {
    const { log } = this
    while (this.heard < log.events.length) {
      const news = log.events.slice(this.heard)
      this.heard = log.events.length
      const record = (...bodies: Parameters<typeof log.add>) => void log.add(...bodies)
      const recordAll = (bodies: Iterable<Parameters<typeof log.add>[number]>) => record(...bodies)
      const parts = {
        ...{ state: log.state, record, recordAll, note: record },
        ...{ kept: async () => {}, listen: () => () => {} },
      }
      followCourse(news, parts, (job, reason, when) => this.stop(job, reason, when))
      for (const start of nextStarts(log.state)) log.add({ type: 'task started', ...start })
    }
  }

  finish(): void {
    for (let round = 0; this.log.state.active.size > 0; round++) {
      expect(round).toBeLessThan(400)
      this.release()
      this.goOn()
      const [task] = this.running()
      if (task) this.end(task, { rows: 14 })
      this.goOn()
    }
  }

  private running() {
    return this.job.tasks.filter(({ phase }) => phase.name === 'running').map(({ id }) => id)
  }

  private end(task: JobState['tasks'][number]['id'], end: Partial<TaskEnd>): void {
    this.log.add({ type: 'task ended', task, ...endedWith(end) })
  }

  private stop(job: JobState, reason: string, when: HaltMoment): void {
    this.stops.push(when)
    const waiting = waitingIn(job)
    this.log.add({ type: 'job stopped', job: job.number, reason })
    for (const task of waiting) this.end(task, { outcome: 'skipped' })
  }
}

describe('waves', () => {
  test('in random runs no task starts before all of the waves before it have ended, every wave ends once and in order, and all are run', () => {
    fc.assert(
      fc.property(
        ...[partArbitrary, fc.array(shareArbitrary, { minLength: 1, maxLength: 4 })],
        fc.array(stepArbitrary, { maxLength: 60 }),
        (part, waves, steps) => {
          const course = new Course({ ...part, waves })
          const sizes = waveSizes(waves, course.job.tasks.length)
          for (const step of steps) course.take(step)
          course.finish()
          const { tasks } = course.job
          const ended = new Set<string>()
          for (const event of course.log.events) {
            if (event.type === 'task ended') ended.add(event.task)
            if (event.type !== 'task started') continue
            const number = Number(event.task.slice(2))
            const before = tasks.filter(({ plan }) => waveOf(sizes, plan.number) < waveOf(sizes, number))
            expect(before.every(({ id }) => ended.has(id))).toBe(true)
          }
          expect(ended.size).toBe(tasks.length)
          const last = waveOf(sizes, tasks.length)
          const numbers = course.eventsOf('wave ended').map(({ wave }) => wave)
          expect(numbers).toEqual(numbers.map((_, index) => index + 1))
          // A job may end while it is held for a wave, when all that waits is cancelled: those waves never began.
          if (!course.job.waves?.isAsked) expect(numbers).toHaveLength(last)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('in random runs a job is held after the first wave, and after a later one just when a task of it gave what nobody confirmed', () => {
    fc.assert(
      fc.property(
        ...[partArbitrary, fc.array(shareArbitrary, { minLength: 1, maxLength: 4 })],
        fc.array(stepArbitrary, { maxLength: 60 }),
        (part, waves, steps) => {
          const course = new Course({ ...part, waves })
          for (const step of steps) course.take(step)
          course.finish()
          const count = waveOf(waveSizes(waves, course.job.tasks.length), course.job.tasks.length)
          // All that was confirmed: whatever a wave gave that the job was held for, for it was released.
          const confirmed = new Set<string>()
          const held = new Map(course.eventsOf('job held').map(({ wave, reason }) => [wave, reason]))
          for (const { wave, signature } of course.eventsOf('wave ended')) {
            const given = signature.map(({ outcome, rows }) => `${outcome} ${rows}`)
            const isNew = given.some((each) => !confirmed.has(each))
            expect([wave, held.has(wave)]).toEqual([wave, wave < count && isNew])
            for (const each of given) confirmed.add(each)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('whose tasks give what was expected beforehand need nobody', () => {
    const expected = [{ outcome: 'succeeded' as const, rows: 14 }]
    const course = new Course({ count: 7, waves: [{ tasks: 1 }, { tasks: 5 }], expected })
    course.goOn()
    while (course.log.state.active.size > 0)
      course.take({ do: 'end', pick: 0, end: { rows: 14, fate: 'committed' } })
    expect(course.eventsOf('job held')).toEqual([])
  })

  test('that are cancelled before their turn end as well, and are asked about', () => {
    const course = new Course({ count: 4, waves: [{ tasks: 1 }] })
    course.goOn()
    for (let waiting = 0; waiting < 2; waiting++) course.take({ do: 'skip', pick: 0, end: {} })
    course.take({ do: 'end', pick: 0, end: {} })
    expect(course.job.held).toBe('wave 1 of 4: 1 task: succeeded, 0 rows')
    course.take({ do: 'release', pick: 0, end: {} })
    expect(course.job.held).toMatch(
      /^wave 2 of 4: not as confirmed: 1\.2: skipped, 0 rows \(expected: succeeded/,
    )
    course.take({ do: 'release', pick: 0, end: {} })
    expect(course.job.held).toBeUndefined()
    expect(course.job.tasks[3]?.phase.name).toBe('running')
  })

  test('are confirmed by whoever releases the job, not by who released it from a hold of their own', () => {
    const course = new Course({ count: 4, waves: [{ tasks: 1 }] })
    course.goOn()
    course.log.add({ type: 'job held', job: 1, reason: 'by hand' }, { type: 'job released', job: 1 })
    expect(course.job.waves?.expected).toBeUndefined()
    course.take({ do: 'end', pick: 0, end: {} })
    expect(course.job.waves?.isAsked).toBe(true)
    course.log.add({ type: 'job held', job: 1, reason: 'by hand' }, { type: 'job released', job: 1 })
    expect(course.job.waves?.expected).toEqual([{ outcome: 'succeeded', rows: 0, error: 'none' }])
  })
})

describe('a halt', () => {
  const counted: Readonly<Record<HaltRule['cause'], readonly string[]>> = {
    fail: ['failed', 'timed out', 'unknown'],
    success: ['succeeded'],
    done: ['succeeded', 'failed', 'timed out', 'unknown', 'cancelled'],
  }

  test('in random runs comes at its number, never before it and never twice, and nothing starts after it', () => {
    fc.assert(
      fc.property(
        ...[partArbitrary, shareArbitrary],
        fc.constantFrom('soon' as const, 'now' as const),
        fc.constantFrom('fail' as const, 'success' as const, 'done' as const),
        fc.array(stepArbitrary, { maxLength: 60 }),
        (part, share, when, cause, steps) => {
          const course = new Course({ ...part, halt: { when, cause, share } })
          for (const step of steps) course.take(step)
          course.finish()
          const total = course.job.tasks.length
          const limit = 'tasks' in share ? share.tasks : Math.max(1, Math.ceil((share.percent * total) / 100))
          let count = 0
          let ended = 0
          let isStopped = false
          for (const event of course.log.events) {
            if (event.type === 'job stopped') {
              expect(isStopped).toBe(false)
              expect(count).toBe(limit)
              isStopped = true
            } else if (event.type === 'task started') expect(isStopped).toBe(false)
            else if (event.type === 'task ended') {
              // Ends are told one by one here, so the rule must have answered the one before.
              if (!isStopped) expect(count).toBeLessThan(limit)
              ended++
              if (counted[cause].includes(event.outcome)) count++
            }
          }
          expect(ended).toBe(total)
          expect(course.stops).toEqual(isStopped ? [when] : [])
        },
      ),
      { numRuns: 500 },
    )
  })
})
