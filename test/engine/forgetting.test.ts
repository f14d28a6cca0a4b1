import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { leastJobs } from '../../src/core/forgettable.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { type BenchOptions, type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { newHome } from '../helpers/home.ts'

let bench: EngineBench

afterEach(async () => bench.stop())

const start = async (options: BenchOptions = {}) => {
  bench = await startEngineBench(options)
  await bench.addSessions('a', 'a')
  await bench.addSessions('b', 'b')
}

const journal = async () =>
  openJournal({ path: join(newHome(), 'own.journal'), program: '1.2.3', retention: {} })

/** So many jobs of two tasks, one after the other; the number of the first. */
async function runJobs(count: number): Promise<number> {
  const jobs: number[] = []
  for (let each = 0; each < count; each++) {
    jobs.push(await bench.submit('select 1 from dual', { sessions: ['b'], count: 2 }))
    await bench.ends(jobs.at(-1) ?? 0)
  }
  return jobs[0] ?? 0
}

const forgotten = (job: number) => vi.waitFor(() => expect(bench.state.jobs.has(job)).toBe(false))

describe('jobs that ended long ago', () => {
  test('are forgotten, count on, and are in the journal with their rows', async () => {
    await start({ remembered: 4, storage: await journal() })
    const first = await runJobs(leastJobs + 3)
    await forgotten(first + 2)
    expect(bench.state.jobs.size).toBe(leastJobs)
    expect(bench.state.forgotten).toMatchObject({
      jobs: 3,
      unsuccessful: 0,
      ended: new Map([['succeeded', 6]]),
    })
    expect(await bench.engine.history.job(first)).toMatchObject({ taskCount: 2, ended: { succeeded: 2 } })
    expect(await bench.rowsOf(`${first}.2`)).toEqual([['1']])
  })

  test('are all remembered unless somebody says how many', async () => {
    await start()
    await runJobs(leastJobs + 5)
    expect(bench.state.jobs.size).toBe(leastJobs + 5)
    expect(bench.events.some(({ type }) => type === 'job forgotten')).toBe(false)
  })

  test('take along what was kept of them in memory alone', async () => {
    await start({ remembered: 4 })
    const first = await runJobs(leastJobs + 1)
    await forgotten(first)
    await expect(bench.rowsOf(`${first}.1`)).rejects.toThrow('has no answer')
    expect(await bench.rowsOf(`${first + 1}.1`)).toEqual([['1']])
  })

  test('can be come after, and are told of as ended', async () => {
    await start({ remembered: 4, storage: await journal() })
    const first = await runJobs(leastJobs + 1)
    await forgotten(first)
    const later = await bench.submit('select 2 from dual', {
      ...{ sessions: ['b'], after: { job: first, if: 'succeeded' } },
    })
    expect(await bench.ends(later)).toEqual(['succeeded, none'])
    const cap = await bench.send({ type: 'set cap', job: first, cap: 1 })
    expect(cap).toMatchObject({ type: 'refused', failure: { message: `job ${first} has ended` } })
    const cancel = await bench.send({ type: 'cancel task', task: `${first}.1` })
    expect(cancel).toMatchObject({ type: 'refused', failure: { message: `there is no task ${first}.1` } })
  })
})

describe('a job that has ended is remembered', () => {
  test('while its work is pending, and can be committed', async () => {
    await start({ remembered: 4 })
    const job = await bench.submit('update emp set sal = sal', { sessions: ['a'] })
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
    await runJobs(leastJobs + 3)
    await vi.waitFor(() => expect(bench.state.forgotten.jobs).toBe(3))
    expect(bench.state.jobs.has(job)).toBe(true)
    expect(await bench.send({ type: 'end transactions', sessions: ['a'], how: 'commit', job })).toEqual({
      type: 'done',
    })
    await runJobs(1)
    await forgotten(job)
  })

  test('while another comes after it', async () => {
    await start({ remembered: 4 })
    const first = await runJobs(1)
    const later = await bench.submit('select 2 from dual', {
      ...{ sessions: ['b'], after: { job: first, if: 'succeeded' }, startAt: Date.now() + 3_600_000 },
    })
    await runJobs(leastJobs + 2)
    await vi.waitFor(() => expect(bench.state.forgotten.jobs).toBe(2))
    expect(bench.state.jobs.has(first)).toBe(true)
    await bench.send({ type: 'cancel job', job: later, reason: 'enough' })
    await runJobs(1)
    await forgotten(first)
  })
})

test('a repeated job goes on while its old rounds are forgotten', async () => {
  await start({ remembered: 2 })
  const rounds = leastJobs + 4
  const first = await bench.submit('select 1 from dual', {
    ...{ sessions: ['b'], repeat: { every: 100, times: rounds } },
  })
  const last = first + rounds - 1
  await vi.waitFor(() =>
    expect(bench.state.jobs.get(last)?.roundEnded).toEqual({ last: `${rounds} of ${rounds} rounds` }),
  )
  await forgotten(first)
  expect(bench.state.jobs.size).toBeLessThan(rounds)
})

test('the time of a job that was cancelled and forgotten comes, and nothing happens', async () => {
  await start({ remembered: 2 })
  const startAt = Date.now() + 1_500
  const job = await bench.submit('select 1 from dual', { sessions: ['b'], startAt })
  await bench.send({ type: 'cancel job', job, reason: 'enough' })
  await runJobs(leastJobs + 1)
  await forgotten(job)
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(startAt + 50))
  const next = await runJobs(1)
  expect(bench.state.jobs.has(next)).toBe(true)
})
