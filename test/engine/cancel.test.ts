import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { TaskId } from '../../src/core/job.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('scott', 'scott#1', 'scott#2')
  await bench.addSessions('a', 'a')
})

afterAll(() => bench.stop())

const longSleep = 'begin dbms_session.sleep(60); end;'

const rungsOf = (task: TaskId, { events } = bench) =>
  events
    .filter((event) => event.type === 'cancel climbed' && event.task === task)
    .map((event) => (event.type === 'cancel climbed' ? event.rung : ''))

/** Until the server works on it: a call that has not arrived yet cannot be broken off. */
const activeOnServer = async (task: TaskId) => {
  await bench.running(task)
  await vi.waitFor(async () => {
    const watcher = await bench.submit(
      `select count(*) from v$session where action = '${task}' and status = 'ACTIVE'`,
      { sessions: ['a'] },
    )
    await bench.ends(watcher)
    expect(await bench.rowsOf(`${watcher}.1`)).toEqual([['1']])
  })
}

describe('cancelling', () => {
  test('a break ends a running block; its effect is unknown, for it may have committed', async () => {
    const job = await bench.submit(longSleep, { sessions: ['scott#1'] })
    await activeOnServer(`${job}.1`)
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    expect(await bench.ends(job)).toEqual(['cancelled, in doubt'])
    expect(rungsOf(`${job}.1`)).toEqual(['break'])
    expect(bench.end(`${job}.1`)).toMatchObject({ error: { oracle: 'ORA-01013' } })
  })

  test('a cancelled query leaves nothing', async () => {
    const job = await bench.submit('select count(*) from dual connect by level <= 1000000000', {
      sessions: ['scott#1'],
    })
    await activeOnServer(`${job}.1`)
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    expect(await bench.ends(job)).toEqual(['cancelled, none'])
  })

  test('the session is clean afterwards: its next call is not hit by an old break', async () => {
    for (let round = 0; round < 5; round++) {
      const slow = await bench.submit(longSleep, { sessions: ['scott#1'] })
      const next = await bench.submit('select 1 from dual', { sessions: ['scott#1'] })
      await bench.running(`${slow}.1`)
      await bench.send({ type: 'cancel task', task: `${slow}.1` })
      await bench.ends(slow)
      expect(await bench.ends(next)).toEqual(['succeeded, none'])
    }
    expect(bench.events.some((event) => event.type === 'session lost')).toBe(false)
  })

  test('cancelling a job skips what waits and breaks off what runs', async () => {
    const job = await bench.submit(longSleep, { mode: 'any', sessions: ['scott#1', 'scott#2'], count: 5 })
    await activeOnServer(`${job}.1`)
    await bench.running(`${job}.2`)
    await bench.send({ type: 'cancel job', job, reason: 'enough' })
    const ends = await bench.ends(job)
    expect(ends.slice(0, 2).every((end) => end.startsWith('cancelled'))).toBe(true)
    expect(ends.slice(2)).toEqual(['skipped, none', 'skipped, none', 'skipped, none'])
    expect(bench.state.jobs.get(job)?.stopped).toBe('enough')
  })

  test('cancelling everything stops every job', async () => {
    const jobs = [
      await bench.submit(longSleep, { sessions: ['scott#1'] }),
      await bench.submit(longSleep, { sessions: ['scott#2'] }),
    ]
    for (const job of jobs) await bench.running(`${job}.1`)
    await bench.send({ type: 'cancel all', reason: 'leaving' })
    for (const job of jobs) expect((await bench.ends(job))[0]).toMatch(/^cancelled/)
  })

  test('a waiting task that is cancelled never starts', async () => {
    const slow = await bench.submit(longSleep, { sessions: ['scott#1'] })
    const waiting = await bench.submit('select 1 from dual', { sessions: ['scott#1'] })
    await bench.running(`${slow}.1`)
    await bench.send({ type: 'cancel task', task: `${waiting}.1` })
    expect(await bench.ends(waiting)).toEqual(['skipped, none'])
    await bench.send({ type: 'cancel job', job: slow, reason: 'done' })
    await bench.ends(slow)
    expect(bench.events.some((event) => event.type === 'task started' && event.task === `${waiting}.1`)).toBe(
      false,
    )
  })

  test('changes that a cancelled statement left are told: pending', async () => {
    const before = await bench.submit('update emp set sal = sal + 1 where empno = 7369', { sessions: ['a'] })
    expect(await bench.ends(before)).toEqual(['succeeded, pending'])
    const slow = await bench.submit(longSleep, { sessions: ['a'] })
    await bench.running(`${slow}.1`)
    await bench.send({ type: 'cancel task', task: `${slow}.1` })
    expect(await bench.ends(slow)).toEqual(['cancelled, pending'])
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })
    expect(await bench.ends(before)).toEqual(['succeeded, rolled back'])
  })
})

describe('a break that nobody answers', () => {
  test('the connection is dropped, the row says that the call may still run and where, and the next task gets a new one', async () => {
    const bench = await startEngineBench({ grace: 100 })
    onTestFinished(() => bench.stop())
    await bench.addSessions('scott', 'scott#2')
    const job = await bench.submit(longSleep, { sessions: ['scott#2'] })
    await bench.running(`${job}.1`)
    const identity = bench.state.sessions.get('scott#2')?.identity
    bench.proxy.silence(true)
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    expect(await bench.ends(job)).toEqual(['unknown, in doubt'])
    bench.proxy.silence(false)
    // Whoever spoke into the silence, the monitor perhaps, would wait for an answer that never comes.
    bench.proxy.cut()
    expect(rungsOf(`${job}.1`, bench)).toEqual(['break', 'drop'])
    expect(bench.end(`${job}.1`).mayStillRun).toBe(`${identity?.sid},${identity?.serial},@1`)
    expect(bench.state.sessions.get('scott#2')?.phase.name).toBe('lost')
    expect(await bench.ends(await bench.submit('select 1 from dual', { sessions: ['scott#2'] }))).toEqual([
      'succeeded, none',
    ])
  })
})
