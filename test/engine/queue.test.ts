import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parseCondition } from '../../src/core/repeat.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { newHome } from '../helpers/home.ts'
import { planFor } from '../helpers/plans.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('a', 'a', 'a2')
  await bench.addSessions('b', 'b')
})

afterAll(() => bench.stop())

afterEach(async () => {
  await bench.send({ type: 'resume queue' })
  await bench.send({ type: 'limit', scope: { kind: 'all' }, cap: 0 })
  await bench.send({ type: 'cancel all', reason: 'the test is over' })
  await bench.send({ type: 'end transactions', sessions: ['a', 'a2', 'b'], how: 'rollback' })
})

const sleep = 'begin dbms_session.sleep(20); end;'
const quick = 'select 1 from dual'
const waiting = (job: number) =>
  bench.state.jobs.get(job)?.tasks.filter(({ phase }) => phase.name === 'waiting').length

/** The jobs of a repetition, in their order. */
const roundsOf = (first: number) =>
  [...bench.state.jobs.values()].filter(
    ({ number, plan }) => number === first || plan.repeat?.round?.first === first,
  )

const lastWords = (first: number) =>
  vi.waitFor(() => {
    const words = roundsOf(first).at(-1)?.roundEnded?.last
    expect(words).toBeDefined()
    return words
  })

describe('while jobs run', () => {
  test('a paused queue starts nothing, goes on with what runs, and after resume all of it ends', async () => {
    const running = await bench.submit(sleep, { sessions: ['a'] })
    await bench.running(`${running}.1`)
    await bench.send({ type: 'pause queue' })
    const queued = await bench.submit(quick, { sessions: ['b'] })
    await bench.send({ type: 'cancel job', job: running, reason: 'enough' })
    expect(await bench.ends(running)).toEqual([expect.stringMatching(/^cancelled/)])
    expect(waiting(queued)).toBe(1)
    await bench.send({ type: 'resume queue' })
    expect(await bench.ends(queued)).toEqual(['succeeded, none'])
  })

  test('a cap over all holds for two jobs together, and lowering it stops nothing', async () => {
    const first = await bench.submit(sleep, { sessions: ['a', 'a2'] })
    await bench.running(`${first}.2`)
    await bench.send({ type: 'limit', scope: { kind: 'all' }, cap: 1 })
    const second = await bench.submit(quick, { sessions: ['b'] })
    expect(bench.state.jobs.get(first)?.running).toBe(2)
    expect(waiting(second)).toBe(1)
    await bench.send({ type: 'cancel task', task: `${first}.1` })
    await vi.waitFor(() => expect(bench.state.jobs.get(first)?.running).toBe(1))
    expect(waiting(second)).toBe(1)
    await bench.send({ type: 'cancel task', task: `${first}.2` })
    expect(await bench.ends(second)).toEqual(['succeeded, none'])
  })

  test('a cap of a database counts by the name that the server gives itself, whatever alias leads there', async () => {
    const login = { user: 'b', connectString: 'another_alias' }
    await bench.send({ type: 'add sessions', sessions: [{ name: 'elsewhere', login }] })
    await bench.send({ type: 'open sessions', sessions: ['a', 'elsewhere'] })
    const database = bench.state.sessions.get('a')?.identity?.databaseName ?? ''
    expect(database).not.toBe('')
    await bench.send({ type: 'limit', scope: { kind: 'database', database }, cap: 1 })
    const first = await bench.submit(sleep, { sessions: ['a'] })
    await bench.running(`${first}.1`)
    const second = await bench.submit(quick, { sessions: ['elsewhere'] })
    expect(waiting(second)).toBe(1)
    await bench.send({ type: 'limit', scope: { kind: 'database', database }, cap: 0 })
    expect(await bench.ends(second)).toEqual(['succeeded, none'])
  })

  test('all that runs and waits in one session is cancelled, and nothing else', async () => {
    const both = await bench.submit(sleep, { sessions: ['a', 'b'] })
    await bench.running(`${both}.1`)
    await bench.running(`${both}.2`)
    await bench.send({ type: 'cancel sessions', sessions: ['a'], reason: 'enough' })
    await vi.waitFor(() => expect(bench.end(`${both}.1`).outcome).toBe('cancelled'))
    expect(bench.state.jobs.get(both)?.running).toBe(1)
  })
})

describe('a job that comes after another', () => {
  test('runs when that has succeeded', async () => {
    const first = await bench.submit(sleep, { sessions: ['a'] })
    const after = await bench.submit(quick, { sessions: ['b'], after: { job: first, if: 'ended' } })
    await bench.running(`${first}.1`)
    expect(waiting(after)).toBe(1)
    await bench.send({ type: 'cancel job', job: first, reason: 'enough' })
    expect(await bench.ends(after)).toEqual(['succeeded, none'])
  })

  test('is skipped when that did not, with the reason', async () => {
    const first = await bench.submit('select 1/0 from dual', { sessions: ['a'] })
    const after = await bench.submit(quick, { sessions: ['b'], after: { job: first, if: 'succeeded' } })
    expect(await bench.ends(after)).toEqual(['skipped, none'])
    expect(bench.state.jobs.get(after)?.stopped).toBe(`job ${first}, which it came after, did not succeed`)
  })

  test('that nobody knows is refused', async () => {
    const plan = planFor(quick, { after: { job: 4711, if: 'ended' } })
    expect(await bench.send({ type: 'submit job', plan })).toMatchObject({
      failure: { message: 'there is no job 4711 to come after: jobs lists them' },
    })
  })

  test('may come after a job of another program, and starts when that has ended', async () => {
    const path = join(newHome(), 'shared.journal')
    const one = await startEngineBench({ storage: await openJournal({ path, program: '1' }) })
    const other = await startEngineBench({ storage: await openJournal({ path, program: '2' }) })
    try {
      await one.addSessions('a', 'a')
      await other.addSessions('a', 'a')
      const first = await one.submit(sleep)
      await one.running(`${first}.1`)
      const after = await other.submit(quick, { after: { job: first, if: 'ended' } })
      const ifSucceeded = await other.submit(quick, { after: { job: first, if: 'succeeded' } })
      await one.send({ type: 'cancel job', job: first, reason: 'enough' })
      expect(await other.ends(after)).toEqual(['succeeded, none'])
      expect(await other.ends(ifSucceeded)).toEqual(['skipped, none'])
      const started = other.events.find(({ type }) => type === 'task started')?.at ?? 0
      const ended = one.events.find(({ type }) => type === 'task ended')?.at ?? Infinity
      expect(started).toBeGreaterThanOrEqual(ended)
    } finally {
      await one.stop()
      await other.stop()
    }
  })
})

describe('a repeated job', () => {
  test('runs as often as asked, each round a job of its own that names the first', async () => {
    const first = await bench.submit(quick, { repeat: { every: 100, times: 3 } })
    expect(await lastWords(first)).toBe('3 of 3 rounds')
    expect(roundsOf(first).map(({ plan }) => plan.repeat?.round?.number)).toEqual([undefined, 2, 3])
    for (const { number } of roundsOf(first)) expect(await bench.ends(number)).toEqual(['succeeded, none'])
  })

  test('ends when what it waits for is so', async () => {
    await bench.ends(await bench.submit('create table watched (n number)', { sessions: ['a'] }))
    const first = await bench.submit('select n from a.watched', {
      repeat: { every: 100, until: parseCondition('rows=2', '') },
    })
    await vi.waitFor(() => expect(roundsOf(first).length).toBeGreaterThan(1))
    await bench.ends(
      await bench.submit('insert into watched select level from dual connect by level <= 2', {
        sessions: ['a2'],
        commit: true,
      }),
    )
    expect(await lastWords(first)).toMatch(/^rows=2 in every task, in round \d+$/)
  })

  test('ends when the first value is the one it waits for', async () => {
    await bench.ends(await bench.submit('create table noted (n number)', { sessions: ['a'] }))
    const first = await bench.submit(
      `select case when count(*) > 2 then 'DONE' else 'not yet' end from noted`,
      { repeat: { every: 100, until: parseCondition('value=DONE', ''), times: 50 } },
    )
    await vi.waitFor(() => expect(roundsOf(first).length).toBeGreaterThan(1))
    for (let time = 0; time < 3; time++)
      await bench.ends(await bench.submit('insert into noted values (1)', { sessions: ['a2'], commit: true }))
    expect(await lastWords(first)).toMatch(/^the first value is DONE/)
  })

  test('ends with a failure, and with the cancel of a round that waits', async () => {
    const failing = await bench.submit('select 1/0 from dual', { repeat: { every: 100 } })
    expect(await lastWords(failing)).toBe(`${failing}.1 failed, in round 1`)
    const waitingRound = await bench.submit(quick, { repeat: { every: 3_600_000 } })
    const next = await vi.waitFor(() => {
      const round = roundsOf(waitingRound)[1]
      if (round === undefined) throw new Error('no second round yet')
      return round.number
    })
    await bench.send({ type: 'cancel job', job: next, reason: 'enough' })
    expect(await bench.ends(next)).toEqual(['skipped, none'])
    expect(await lastWords(waitingRound)).toBe('enough')
  })

  test('must hold nothing that is not kept', async () => {
    const plan = planFor(`alter user a identified by "x"`, { repeat: { every: 1000 } })
    expect(await bench.send({ type: 'submit job', plan })).toMatchObject({
      failure: { message: expect.stringContaining('is not repeated') },
    })
  })
})
