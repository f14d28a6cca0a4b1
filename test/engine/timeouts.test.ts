import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TaskId } from '../../src/core/job.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { type HeldGraces, heldGrace, holdGraces } from '../helpers/held-graces.ts'

let bench: EngineBench
let graces: HeldGraces

beforeAll(async () => {
  bench = await startEngineBench({ grace: heldGrace })
  await bench.addSessions('scott', 'scott', 'other')
})

afterAll(() => bench.stop())

beforeEach(() => {
  graces = holdGraces()
})

afterEach(() => graces.release())

const timeout = { milliseconds: 200 }
const sleeping = 'begin dbms_session.sleep(60); end;'

const climbsOf = (task: TaskId) =>
  bench.events.flatMap((event) => (event.type === 'cancel climbed' && event.task === task ? [event] : []))

describe('a task over its time limit', () => {
  test.each<[string, string, string, string[]]>([
    ['a query leaves nothing', 'select practice.wait(60) from dual', 'timed out, none', ['break']],
    ['a block may have committed', sleeping, 'timed out, in doubt', ['break']],
    [
      'one deaf to a break and to a cancel is killed',
      `begin practice.ignore_break(60, 'cancel'); end;`,
      'timed out, in doubt',
      ['break', 'cancel sql', 'kill'],
    ],
  ])('climbs the same ladder: %s', async (_, statement, end, rungs) => {
    const job = await bench.submit(statement, { sessions: ['scott'], timeout })
    for (const _ of rungs.slice(1)) await graces.end()
    expect(await bench.ends(job)).toEqual([end])
    const climbs = climbsOf(`${job}.1`)
    expect(climbs.map(({ rung }) => rung)).toEqual(rungs)
    expect(climbs[0]?.why).toBe('over its time limit of 200ms')
    expect(bench.end(`${job}.1`).error?.message).toMatch(/^over its time limit of 200ms: /)
  })

  test('tells of changes that it left pending', async () => {
    const before = await bench.submit('update emp set sal = sal + 1', { sessions: ['scott'] })
    expect(await bench.ends(before)).toEqual(['succeeded, pending'])
    const late = await bench.submit(sleeping, { sessions: ['scott'], timeout })
    expect(await bench.ends(late)).toEqual(['timed out, pending'])
    await bench.send({ type: 'end transactions', sessions: ['scott'], how: 'rollback' })
    expect(await bench.ends(before)).toEqual(['succeeded, rolled back'])
  })

  test('is over it though each of its round trips is quick', async () => {
    await bench.ends(await bench.submit('begin practice.slow_rows(2); end;', { sessions: ['scott'] }))
    const job = await bench.submit('select level from dual connect by level <= 100000', {
      ...{
        sessions: ['scott'],
        timeout: { milliseconds: 1500 },
        limits: { rows: undefined, bytes: undefined },
      },
    })
    expect(await bench.ends(job)).toEqual(['timed out, none'])
    expect(bench.state.jobs.get(job)?.tasks[0]?.results[0]?.count).toBeGreaterThan(0)
    await bench.ends(await bench.submit('begin practice.slow_rows(0); end;', { sessions: ['scott'] }))
  })

  test('that a user cancels before is cancelled, not timed out', async () => {
    const job = await bench.submit(sleeping, { sessions: ['scott'], timeout: { milliseconds: 60_000 } })
    await bench.running(`${job}.1`)
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    expect((await bench.ends(job))[0]).toMatch(/^cancelled/)
  })
})

describe('a task within its time limit', () => {
  test('ends as it would without, and its session is not broken off afterwards', async () => {
    const job = await bench.submit('select 1 from dual', {
      ...{ mode: 'any', sessions: ['scott'], count: 20, timeout: { milliseconds: 60_000 } },
    })
    expect(await bench.ends(job)).toEqual(Array(20).fill('succeeded, none'))
    expect(
      bench.events.some((event) => event.type === 'cancel climbed' && event.task.startsWith(`${job}.`)),
    ).toBe(false)
  })

  test('does not count the time that it waits for its turn', async () => {
    const slow = await bench.submit('select practice.wait(2.2) from dual', { sessions: ['scott'] })
    const next = await bench.submit('select 1 from dual', {
      sessions: ['scott'],
      timeout: { milliseconds: 2000 },
    })
    expect(await bench.ends(slow)).toEqual(['succeeded, none'])
    expect(await bench.ends(next)).toEqual(['succeeded, none'])
  })
})

describe('a limit that is a share of the usual time', () => {
  const waits = (...seconds: string[]) => ({
    mode: 'any' as const,
    timeout: { percent: 200 },
    tasks: seconds.map((n, index) => ({
      ...{ number: index + 1, parameters: { N: n }, binds: { n } },
      statement: 'select practice.wait(to_number(:n)) from dual',
    })),
  })

  test('counts once three tasks have succeeded, for one that runs already too', async () => {
    const job = await bench.submit('select practice.wait(to_number(:n)) from dual', {
      ...waits('60', '0.01', '0.01', '0.01'),
      sessions: ['scott', 'other'],
    })
    await vi.waitFor(() => expect(bench.state.jobs.get(job)?.ended.get('succeeded')).toBe(3))
    expect(await bench.ends(job)).toEqual(['timed out, none', ...Array(3).fill('succeeded, none')])
    expect(climbsOf(`${job}.1`)[0]?.why).toBe('over its time limit of 200% of the median, 1s')
  })

  test('does not count before', async () => {
    const job = await bench.submit('select practice.wait(to_number(:n)) from dual', {
      ...waits('0.01', '0.01', '1.5'),
      sessions: ['scott'],
    })
    expect(await bench.ends(job)).toEqual(Array(3).fill('succeeded, none'))
  })
})
