import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { planFor } from '../helpers/plans.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('a', 'a', 'a2')
})

afterAll(() => bench.stop())

afterEach(async () => {
  await bench.send({ type: 'cancel all', reason: 'the test is over' })
  await bench.send({ type: 'end transactions', sessions: ['a', 'a2'], how: 'rollback' })
})

const raise = 'update emp set sal = sal + 1 where empno = 7369'
const salary = async (session: string): Promise<number> => {
  const job = await bench.submit('select sal from emp where empno = 7369', { sessions: [session] })
  await bench.ends(job)
  return Number((await bench.rowsOf(`${job}.1`))[0]?.[0])
}

describe('nothing commits unasked', () => {
  test('DML is pending, seen by its own session alone', async () => {
    const before = await salary('a2')
    expect(await bench.ends(await bench.submit(raise))).toEqual(['succeeded, pending'])
    expect(await salary('a')).toBe(before + 1)
    expect(await salary('a2')).toBe(before)
  })

  test('with commit a statement commits in its own round trip', async () => {
    const before = await salary('a2')
    expect(await bench.ends(await bench.submit(raise, { commit: true }))).toEqual(['succeeded, committed'])
    expect(await salary('a2')).toBe(before + 1)
  })

  test('with commit, a block that fails is rolled back before its session takes another task', async () => {
    const before = await salary('a2')
    const job = await bench.submit(
      `begin update emp set sal = sal + 100 where empno = 7369; raise_application_error(-20001, 'no'); end;`,
      { commit: true },
    )
    expect(await bench.ends(job)).toEqual(['failed, rolled back'])
    expect(await salary('a')).toBe(before)
  })

  test('update, look and commit are three jobs in one transaction', async () => {
    const before = await salary('a2')
    const update = await bench.submit(raise)
    await bench.ends(update)
    expect(await salary('a')).toBe(before + 1)
    expect(bench.state.sessions.get('a')?.pending).toEqual([`${update}.1`])
    expect(await bench.ends(await bench.submit('commit'))).toEqual(['succeeded, none'])
    expect(await bench.ends(update)).toEqual(['succeeded, committed'])
    expect(await salary('a2')).toBe(before + 1)
  })

  test('rollback as a command settles what was pending', async () => {
    const job = await bench.submit(raise)
    await bench.ends(job)
    expect(await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })).toEqual({
      type: 'done',
    })
    expect(await bench.ends(job)).toEqual(['succeeded, rolled back'])
  })

  test('commit as a command settles what was pending', async () => {
    const before = await salary('a2')
    const job = await bench.submit(raise)
    await bench.ends(job)
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'commit' })
    expect(await bench.ends(job)).toEqual(['succeeded, committed'])
    expect(await salary('a2')).toBe(before + 1)
  })

  test.each(['as a command', 'as a statement'])(
    'commit %s leaves in doubt what was broken off in the same transaction: nobody knows whether it is part of it',
    async (how) => {
      const update = await bench.submit(raise)
      await bench.ends(update)
      const job = await bench.submit('begin update emp set sal = 0; dbms_session.sleep(60); end;')
      await bench.running(`${job}.1`)
      await bench.send({ type: 'cancel task', task: `${job}.1` })
      expect(await bench.ends(job)).toEqual(['cancelled, pending'])
      if (how === 'as a statement') await bench.ends(await bench.submit('commit'))
      else await bench.send({ type: 'end transactions', sessions: ['a'], how: 'commit', settlesOthers: true })
      expect([await bench.ends(update), await bench.ends(job)]).toEqual([
        ['succeeded, committed'],
        ['cancelled, in doubt'],
      ])
      expect(await salary('a2')).toBeGreaterThan(0)
    },
  )
})

describe('ending the work of one job', () => {
  test('names the work of others in the same transaction, and ends it only when that was agreed to', async () => {
    const first = await bench.submit(raise)
    await bench.ends(first)
    const second = await bench.submit(raise, { sessions: ['a', 'a2'] })
    // a2 would wait for the row that a holds.
    await bench.running(`${second}.2`)
    await bench.send({ type: 'cancel task', task: `${second}.2` })
    await bench.ends(second)
    const command = { type: 'end transactions', sessions: ['a'], how: 'rollback', job: second } as const
    expect(await bench.send(command)).toEqual({
      type: 'needs consent',
      others: [{ session: 'a', tasks: [`${first}.1`] }],
    })
    expect(bench.state.sessions.get('a')?.pending).toHaveLength(2)
    expect(await bench.send({ ...command, settlesOthers: true })).toEqual({ type: 'done' })
    expect(await bench.ends(first)).toEqual(['succeeded, rolled back'])
  })
})

describe('work of another job', () => {
  test.each([
    { statement: 'update emp set comm = 1 where empno = 7499', commit: true },
    { statement: 'create table never_made (n number)', commit: false },
  ])('would be committed along by $statement: that says so and asks first', async ({ statement, commit }) => {
    const job = await bench.submit(raise)
    await bench.ends(job)
    expect(await bench.send({ type: 'submit job', plan: planFor(statement, { commit }) })).toEqual({
      type: 'needs consent',
      others: [{ session: 'a', tasks: [`${job}.1`] }],
    })
  })

  test('is committed along once somebody agreed', async () => {
    const job = await bench.submit(raise)
    await bench.ends(job)
    const other = await bench.submit('update emp set comm = 1 where empno = 7499', {
      commit: true,
      settlesOthers: true,
    })
    expect(await bench.ends(other)).toEqual(['succeeded, committed'])
    expect(await bench.ends(job)).toEqual(['succeeded, committed'])
  })

  test('keeps any away from its session', async () => {
    await bench.ends(await bench.submit(raise))
    const job = await bench.submit('select 1 from dual', { mode: 'any', sessions: ['a', 'a2'], count: 4 })
    await bench.ends(job)
    const used = bench.events.flatMap((event) =>
      event.type === 'task started' && event.task.startsWith(`${job}.`) ? [event.session] : [],
    )
    expect(new Set(used)).toEqual(new Set(['a2']))
  })
})

describe('a task that waits for one of our own idle sessions', () => {
  test('is put back into the queue, its job held for that session, and runs when the work there is settled', async () => {
    const holder = await bench.submit(raise, { sessions: ['a'] })
    await bench.ends(holder)
    const job = await bench.submit(raise, { sessions: ['a2'] })
    await vi.waitFor(() => {
      expect(bench.state.jobs.get(job)).toMatchObject({
        running: 0,
        held: `${job}.1 waits for a, which is ours and idle with uncommitted work of ${holder}.1: commit or roll back there`,
      })
    })
    expect(bench.state.sessions.get('a2')).toMatchObject({ phase: { name: 'idle' }, pending: [] })
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
    expect(bench.end(`${job}.1`)).not.toHaveProperty('attempts')
  })

  test('that could have done something goes on waiting, and nothing further of its job starts', async () => {
    const holder = await bench.submit(raise, { sessions: ['a'] })
    await bench.ends(holder)
    const block = 'begin update emp set sal = sal + 1 where empno = 7369; end;'
    const job = await bench.submit(block, { sessions: ['a2'], count: 2 })
    await vi.waitFor(() => expect(bench.state.jobs.get(job)?.held).toContain(`${job}.1 waits for a`))
    expect(bench.state.jobs.get(job)?.running).toBe(1)
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })
    expect(await bench.ends(job)).toEqual(['succeeded, pending', 'succeeded, pending'])
  })

  test('that was put back is cancelled as one that was rolled back', async () => {
    await bench.ends(await bench.submit(raise, { sessions: ['a'] }))
    const job = await bench.submit(raise, { sessions: ['a2'] })
    await vi.waitFor(() => expect(bench.state.jobs.get(job)).toMatchObject({ running: 0, heldFor: 'a' }))
    await bench.send({ type: 'cancel job', job, reason: 'enough' })
    expect(await bench.ends(job)).toEqual(['cancelled, rolled back'])
  })

  test('stops the job that was told to stop, instead of waiting for ever', async () => {
    const holder = await bench.submit(raise, { sessions: ['a'] })
    await bench.ends(holder)
    const job = await bench.submit(raise, { sessions: ['a2'], whenSelfBlocked: 'stop' })
    expect(await bench.ends(job)).toEqual([expect.stringMatching(/^cancelled/)])
    expect(bench.state.jobs.get(job)?.stopped).toContain(
      `waits for a, which is ours and idle with uncommitted work of ${holder}.1`,
    )
  })
})
