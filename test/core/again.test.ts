import { describe, expect, test } from 'vitest'
import { planAgain, recallChain } from '../../src/core/again.ts'
import type { JobPlan } from '../../src/core/job.ts'
import type { Fate, Outcome } from '../../src/core/outcome.ts'
import { planJob } from '../../src/core/plan.ts'
import type { RecalledJob } from '../../src/core/recall.ts'
import type { History, JobOwner, JobRecord } from '../../src/core/record.ts'
import { newJob } from '../../src/core/state.ts'
import { planFor } from '../helpers/plans.ts'
import { endedWith } from './log-of-events.ts'

/** How a task ended; `waiting` and `running` are no ends. */
type End = 'waiting' | 'running' | 'never started' | readonly [Outcome, Fate]

interface JobPart {
  readonly number?: number
  readonly plan?: Partial<JobPlan>
  readonly owner?: JobOwner
  readonly endedAt?: number
  /** Numbers of the tasks in the first job. */
  readonly origins?: readonly number[]
}

function jobWith(ends: readonly End[], part: JobPart = {}): RecalledJob {
  const { number = 1, owner = { pid: 7, state: 'ended' }, origins = [] } = part
  const whole = { ...planFor('begin p; end;', { mode: 'any', count: ends.length }), ...part.plan }
  const tasks = whole.tasks.map((task, index) => {
    const origin = origins[index]
    return origin === undefined ? task : { ...task, origin }
  })
  const plan = { ...whole, tasks }
  const job = newJob(number, plan, 1)
  for (const [index, end] of ends.entries()) {
    const task = job.tasks[index]
    if (!task || end === 'waiting') continue
    if (end === 'running') task.phase = { name: 'running', session: 'a', since: 1 }
    else if (end === 'never started')
      task.phase = { name: 'ended', at: 2, end: endedWith({ outcome: 'skipped' }) }
    else {
      const [outcome, fate] = end
      task.phase = { name: 'ended', session: 'a', since: 1, at: 2, end: endedWith({ outcome, fate }) }
    }
  }
  const { tasks: _, ...head } = plan
  const record: JobRecord = {
    ...{ number, plan: head, taskCount: ends.length, queuedAt: 1, owner },
    ...{ running: 0, ended: {}, pending: 0, inDoubt: 0 },
    ...(part.endedAt === undefined ? {} : { endedAt: part.endedAt }),
  }
  return { record, job }
}

const origins = (plan: JobPlan | undefined) => plan?.tasks.map(({ origin }) => origin) ?? []

describe('resume', () => {
  test.each<readonly [string, End, 'runs' | 'leaves' | 'lists']>([
    ['a task that waits', 'waiting', 'runs'],
    ['a task that never started', 'never started', 'runs'],
    ['a task that succeeded with nothing to commit', ['succeeded', 'none'], 'leaves'],
    ['a task that was committed', ['succeeded', 'committed'], 'leaves'],
    ['a task whose work was rolled back', ['succeeded', 'rolled back'], 'runs'],
    ['a task that was cancelled', ['cancelled', 'none'], 'runs'],
    ['a task that was cancelled and may have committed', ['cancelled', 'in doubt'], 'lists'],
    ['a task that failed', ['failed', 'none'], 'leaves'],
    ['a task that timed out', ['timed out', 'none'], 'leaves'],
    ['a task that timed out and may have committed', ['timed out', 'in doubt'], 'lists'],
    ['a task that nobody knows the end of', ['unknown', 'in doubt'], 'lists'],
    ['a task without an answer whose work was rolled back for certain', ['unknown', 'rolled back'], 'runs'],
  ])('%s: %s', (_, end, what) => {
    const { plan, unknown, done, failed } = planAgain('resume', {
      first: jobWith([end]),
      later: [],
      after: 0,
    })
    expect(origins(plan)).toEqual(what === 'runs' ? [1] : [])
    expect(unknown).toHaveLength(what === 'lists' ? 1 : 0)
    expect(done + failed).toBe(what === 'leaves' ? 1 : 0)
  })

  test('needs no session but those of the tasks that it runs, in the order of their target', () => {
    const plan = planFor('begin p; end;', { sessions: ['a', 'b', 'c'] })
    const first = jobWith([['succeeded', 'none'], 'waiting', 'waiting'], { plan })
    expect(planAgain('resume', { first, later: [], after: 0 }).plan?.sessions).toEqual(['b', 'c'])
  })

  test('numbers its tasks anew, and each remembers what it was', () => {
    const first = jobWith([['succeeded', 'none'], 'waiting', ['succeeded', 'none'], 'waiting'])
    const { plan } = planAgain('resume', { first, later: [], after: 0 })
    expect(plan?.tasks.map(({ number, origin }) => [number, origin])).toEqual([
      [1, 2],
      [2, 4],
    ])
    expect(plan?.resumes).toEqual({ job: 1, after: 0 })
  })

  test('knows what was done by those that went on with the job before', () => {
    const first = jobWith(['waiting', 'waiting', 'waiting', 'waiting'])
    const second = jobWith([['succeeded', 'none'], ['unknown', 'in doubt'], 'never started'], {
      ...{ number: 2, origins: [1, 2, 3] },
    })
    const third = jobWith([['succeeded', 'none']], { number: 3, origins: [4] })
    const { plan, unknown } = planAgain('resume', { first, later: [second, third], after: 3 })
    expect(origins(plan)).toEqual([3])
    expect(unknown.map(({ id }) => id)).toEqual(['2.2'])
    expect(plan?.resumes).toEqual({ job: 1, after: 3 })
  })
})

describe('retry', () => {
  test('runs what failed, and nothing else', () => {
    const first = jobWith([
      ['failed', 'none'],
      ['failed', 'rolled back'],
      ['timed out', 'rolled back'],
      ['failed', 'in doubt'],
      ['succeeded', 'none'],
      'waiting',
      ['timed out', 'committed'],
    ])
    const { plan, unknown } = planAgain('retry', { first, later: [], after: 0 })
    expect(origins(plan)).toEqual([1, 2, 3])
    expect(unknown.map(({ id }) => id)).toEqual(['1.4'])
  })

  test('does not run what an earlier retry has mended', () => {
    const first = jobWith([
      ['failed', 'none'],
      ['failed', 'none'],
    ])
    const second = jobWith(
      [
        ['succeeded', 'none'],
        ['failed', 'none'],
      ],
      { number: 2, origins: [1, 2] },
    )
    const { plan } = planAgain('retry', { first, later: [second], after: 2 })
    expect(origins(plan)).toEqual([2])
  })
})

describe('retry of what is unknown', () => {
  test('runs what was sent and may have taken effect, and nothing else', () => {
    const first = jobWith([
      ['failed', 'none'],
      ['failed', 'in doubt'],
      ['unknown', 'in doubt'],
      ['unknown', 'rolled back'],
      ['succeeded', 'none'],
      'waiting',
    ])
    const { plan, unknown } = planAgain('retry unknown', { first, later: [], after: 0 })
    expect(origins(plan)).toEqual([2, 3])
    expect(unknown).toEqual([])
  })
})

describe('an edited statement', () => {
  const first = jobWith(
    [
      ['failed', 'none'],
      ['failed', 'none'],
    ],
    {
      plan: planJob(
        {
          ...{
            text: 'select 1/&n from nowhere where m = :m',
            target: 'a',
            mode: 'each',
            cap: 0,
            commit: false,
          },
          ...{
            limits: { rows: 1, bytes: 1 },
            results: 'keep',
            whenSelfBlocked: 'hold',
            settlesOthers: false,
          },
          parameters: [
            { name: 'N', values: ['1', '2'] },
            { name: 'M', values: ['x'] },
          ],
        },
        { sessions: ['a'], groups: new Map() },
      ),
    },
  )
  const edit = (text: string) => planAgain('retry', { first, later: [], after: 0 }, text).plan

  test('runs for the same rows of parameters in the same sessions', () => {
    expect(edit('delete from t where n = &n and m = :m')).toMatchObject({
      ...{ statement: 'delete from t where n = &n and m = :m', kind: 'dml', resumes: { job: 1 } },
      tasks: [
        { origin: 1, session: 'a', statement: 'delete from t where n = 1 and m = :m', binds: { M: 'x' } },
        { origin: 2, session: 'a', statement: 'delete from t where n = 2 and m = :m', binds: { M: 'x' } },
      ],
    })
  })

  test.each([
    ['select &n from dual', 'the statement uses no &m or :m'],
    ['select &n + :m + :more from dual', 'no value for :more'],
    ['select &n from dual where m = :m; select 1 from dual', 'expected one statement'],
    ['', 'got nothing'],
  ])('"%s" is refused', (text, words) => {
    expect(() => edit(text)).toThrow(words)
  })
})

describe('is refused', () => {
  test('while another program still runs the job, or one that went on with it', () => {
    const running = { owner: { pid: 77, state: 'another program' } } as const
    const first = jobWith(['running'], running)
    expect(() => planAgain('resume', { first, later: [], after: 0 })).toThrow(
      'job 1 still runs in process 77',
    )
    const later = [jobWith(['running'], { ...running, number: 2, origins: [1] })]
    expect(() => planAgain('retry', { first: jobWith(['waiting']), later, after: 2 })).toThrow(
      'job 2 still runs in process 77',
    )
  })

  test('for a statement that sets a password, which was not kept', () => {
    const first = jobWith(['waiting'], { plan: { hasMaskedText: true } })
    expect(() => planAgain('resume', { first, later: [], after: 0 })).toThrow(
      'sets a password, which was not kept',
    )
  })
})

test('a job that went on with another leads back to it', async () => {
  const first = jobWith(['waiting', 'waiting'])
  const second = jobWith([['succeeded', 'none']], {
    ...{ number: 5, origins: [1], plan: { resumes: { job: 1, after: 0 } } },
  })
  const jobs = new Map([first, second].map((each) => [each.record.number, each]))
  const history: History = {
    jobs: async () => [],
    job: async (number) => jobs.get(number)?.record,
    tasks: async (number) =>
      jobs.get(number)?.job.tasks.map(({ plan, phase }) => ({
        ...{ plan, results: [], outputCount: 0 },
        ...(phase.name === 'ended' ? { session: 'a', startedAt: 1, endedAt: phase.at, end: phase.end } : {}),
      })) ?? [],
    // Job 9 was given a number and never queued.
    continuations: async () => [5, 9],
    sessions: async () => [],
  }
  const chain = await recallChain(history, 5)
  expect(chain?.first.record.number).toBe(1)
  expect(chain?.later.map(({ record }) => record.number)).toEqual([5])
  expect(chain?.after).toBe(9)
  expect(origins(chain && planAgain('resume', chain).plan)).toEqual([2])
})
