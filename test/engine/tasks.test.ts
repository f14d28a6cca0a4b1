import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('scott', 'scott', 'other')
  await bench.addSessions('a', 'a')
  await bench.addSessions('b', 'b')
})

afterAll(() => bench.stop())

describe('what a session says of itself', () => {
  test('sid, serial#, instance and audsid are read when it opens', async () => {
    await bench.ends(await bench.submit('select 1 from dual', { sessions: ['scott'] }))
    const identity = bench.state.sessions.get('scott')?.identity
    expect(identity).toMatchObject({
      user: 'SCOTT',
      instance: 1,
      sid: expect.any(Number),
      serial: expect.any(Number),
      audsid: expect.any(Number),
    })
    expect(identity?.serverVersion).toMatch(/^\d+\.\d+/)
  })

  test('it is tagged with module multisession, and its action is the task', async () => {
    const job = await bench.submit(
      `select module, action from v$session where sid = sys_context('userenv', 'sid')`,
      { sessions: ['scott'] },
    )
    await bench.ends(job)
    expect(await bench.rowsOf(`${job}.1`)).toEqual([['multisession', `${job}.1`]])
  })
})

describe('what comes back', () => {
  test('a NUMBER is exact decimal text', async () => {
    const job = await bench.submit(
      'select 12345678901234567890123456789012345678 as n, 0.1 + 0.2 as m from dual',
    )
    await bench.ends(job)
    const [[large, sum] = []] = await bench.rowsOf(`${job}.1`)
    expect(large).toBe('12345678901234567890123456789012345678')
    expect(Number(sum)).toBe(0.3)
  })

  test('an answer with as many rows as the limit is not cut, one with more is', async () => {
    const limits = { rows: 10, bytes: undefined }
    const whole = await bench.submit('select level from dual connect by level <= 10', { limits })
    const cut = await bench.submit('select level from dual connect by level <= 11', { limits })
    await bench.ends(whole)
    await bench.ends(cut)
    expect(bench.end(`${whole}.1`)).toMatchObject({ rows: 10, isCut: false })
    expect(bench.end(`${cut}.1`)).toMatchObject({ rows: 10, isCut: true })
  })

  test('an answer is cut at its limit of bytes', async () => {
    const job = await bench.submit(`select rpad('x', 1000, 'x') from dual connect by level <= 500`, {
      limits: { rows: undefined, bytes: 100_000 },
    })
    await bench.ends(job)
    expect(bench.end(`${job}.1`)).toMatchObject({ rows: 100, isCut: true })
  })

  test('a long answer comes whole', async () => {
    const job = await bench.submit('select level as n from dual connect by level <= 5000', {
      limits: { rows: undefined, bytes: undefined },
    })
    await bench.ends(job)
    const rows = await bench.rowsOf(`${job}.1`)
    expect(rows.map(([n]) => Number(n))).toEqual(Array.from({ length: 5000 }, (_, index) => index + 1))
  })

  test('lines of DBMS_OUTPUT belong to the task that wrote them', async () => {
    const first = await bench.submit(`begin dbms_output.put_line('one'); dbms_output.put_line('two'); end;`)
    const second = await bench.submit(`begin dbms_output.put_line('three'); end;`)
    await bench.ends(first)
    await bench.ends(second)
    expect(await bench.engine.output(`${first}.1`, 0, 10)).toEqual(['one', 'two'])
    expect(await bench.engine.output(`${second}.1`, 0, 10)).toEqual(['three'])
  })

  test("a query that calls a function of the schema brings that function's output along", async () => {
    await bench.ends(
      await bench.submit(
        `create or replace function talk(n number) return number as begin dbms_output.put_line('talked ' || n); return n; end;`,
      ),
    )
    const job = await bench.submit('select talk(7) from dual')
    expect(await bench.ends(job)).toEqual(['succeeded, none'])
    expect(await bench.engine.output(`${job}.1`, 0, 10)).toEqual(['talked 7'])
  })

  test('what a cancelled block had written belongs to it, and not to the next task', async () => {
    const slow = await bench.submit(`begin dbms_output.put_line('begun'); dbms_session.sleep(60); end;`)
    await bench.running(`${slow}.1`)
    await vi.waitFor(async () => {
      const look = await bench.submit(
        `select count(*) from v$session where action = '${slow}.1' and status = 'ACTIVE'`,
        { sessions: ['b'] },
      )
      await bench.ends(look)
      expect(await bench.rowsOf(`${look}.1`)).toEqual([['1']])
    })
    await bench.send({ type: 'cancel task', task: `${slow}.1` })
    await bench.ends(slow)
    const next = await bench.submit(`begin dbms_output.put_line('next'); end;`)
    await bench.ends(next)
    expect(await bench.engine.output(`${slow}.1`, 0, 10)).toEqual(['begun'])
    expect(await bench.engine.output(`${next}.1`, 0, 10)).toEqual(['next'])
  })

  test('an error has its code, its text and its place', async () => {
    const job = await bench.submit('select * from nowhere')
    expect(await bench.ends(job)).toEqual(['failed, none'])
    expect(bench.end(`${job}.1`).error).toMatchObject({
      code: 'statement failed',
      oracle: 'ORA-00942',
      offset: 14,
    })
    expect(await bench.ends(await bench.submit('select 1 from dual'))).toEqual(['succeeded, none'])
  })

  test('DML tells how many rows it touched', async () => {
    const job = await bench.submit('update emp set sal = sal')
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
    expect(bench.end(`${job}.1`).rows).toBe(14)
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })
  })
})

describe('each and any', () => {
  test('each runs once in every session, in the login of that session', async () => {
    const job = await bench.submit('select user from dual', { sessions: ['scott', 'a', 'b'] })
    await bench.ends(job)
    const users = await Promise.all([1, 2, 3].map((task) => bench.rowsOf(`${job}.${task}`)))
    expect(users).toEqual([[['SCOTT']], [['A']], [['B']]])
  })

  test('any gives each task to one session, under the cap', async () => {
    const job = await bench.submit('select user from dual', {
      mode: 'any',
      sessions: ['scott', 'a', 'b'],
      count: 12,
      cap: 2,
    })
    expect(await bench.ends(job)).toEqual(Array(12).fill('succeeded, none'))
    const running = new Set<string>()
    let most = 0
    for (const event of bench.events) {
      if (event.type === 'task started' && event.task.startsWith(`${job}.`))
        most = Math.max(most, running.add(event.task).size)
      if (event.type === 'task ended') running.delete(event.task)
    }
    expect(most).toBe(2)
  })

  test('a session runs one task at a time, in order', async () => {
    const jobs = [
      await bench.submit('select 1 from dual'),
      await bench.submit('select 2 from dual'),
      await bench.submit('select 3 from dual'),
    ]
    for (const job of jobs) await bench.ends(job)
    const order = bench.events
      .filter((event) => event.type === 'task started' || event.type === 'task ended')
      .filter((event) => jobs.includes(Number(event.task.split('.')[0])))
      .map((event) => `${event.type} ${event.task}`)
    expect(order).toEqual(jobs.flatMap((job) => [`task started ${job}.1`, `task ended ${job}.1`]))
  })
})

describe('rows that are passed on', () => {
  test('a task whose rows nobody reads waits, and goes on when they are read', async () => {
    const job = await bench.submit('select level as n from dual connect by level <= 20000', {
      results: 'pass',
      limits: { rows: undefined, bytes: undefined },
    })
    const address = { task: `${job}.1`, result: 0 } as const
    const result = () => bench.state.jobs.get(job)?.tasks[0]?.results[0]
    await vi.waitFor(() => expect(result()?.count).toBeGreaterThan(3000))
    expect(result()?.count).toBeLessThan(6000)
    let offset = 0
    await vi.waitFor(
      async () => {
        const window = await bench.engine.rows(address, offset, 1000)
        for (const [index, [n]] of window.rows.entries()) expect(Number(n)).toBe(offset + index + 1)
        offset += window.rows.length
        expect(window.isComplete).toBe(true)
      },
      { timeout: 10_000, interval: 0 },
    )
    expect(offset).toBe(20_000)
    expect(await bench.ends(job)).toEqual(['succeeded, none'])
  })
})

test('a reader that comes late gets the state and then the events after it', async () => {
  const late: number[] = []
  const { state, unsubscribe } = bench.engine.subscribe((events) =>
    late.push(...events.map((event) => event.seq)),
  )
  expect(state).toEqual(bench.state)
  await bench.ends(await bench.submit('select 1 from dual'))
  expect(late[0]).toBe(state.seq + 1)
  unsubscribe()
})
