import { afterEach, describe, expect, test, vi } from 'vitest'
import type { SessionSpec } from '../../src/core/session.ts'
import { type OracleConnection, openConnection } from '../../src/oracle/connection.ts'
import { oracledb } from '../../src/oracle/driver.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { type BenchOptions, type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench | undefined

const start = async (options?: BenchOptions): Promise<EngineBench> => {
  bench = await startEngineBench(options)
  return bench
}

afterEach(async () => {
  await bench?.stop()
  bench = undefined
})

describe('a connection that is lost', () => {
  test('while idle: it is noticed and told, and opened again for the next task', async () => {
    const { addSessions, submit, ends, proxy, state } = await start()
    await addSessions('scott', 'scott')
    await ends(await submit('select 1 from dual', { sessions: ['scott'] }))
    proxy.cut()
    await vi.waitFor(() => expect(state.sessions.get('scott')?.phase.name).toBe('lost'))
    expect(await ends(await submit('select 1 from dual', { sessions: ['scott'] }))).toEqual([
      'succeeded, none',
    ])
    expect(state.sessions.get('scott')?.phase.name).toBe('idle')
  })

  test('while idle, and nobody has looked: it is opened for one task after the other, never for two at once', async () => {
    const opened: OracleConnection[] = []
    const { addSessions, submit, ends, proxy, events } = await start({
      monitorPace: 3_600_000,
      open: async (request) => {
        const connection = await openConnection(request)
        opened.push(connection)
        return connection
      },
    })
    await addSessions('scott', 'scott')
    await ends(await submit('select 1 from dual', { sessions: ['scott'] }))
    proxy.cut()
    await vi.waitFor(() => expect(opened[0]?.isHealthy()).toBe(false))
    const job = await submit('begin dbms_session.sleep(0.1); end;', { sessions: ['scott'], count: 3 })
    expect(await ends(job)).toEqual(Array(3).fill('succeeded, none'))
    const running = new Set<string>()
    for (const event of events) {
      if (event.type === 'task ended' || event.type === 'task retrying') running.delete(event.task)
      if (event.type !== 'task started') continue
      running.add(event.task)
      expect([...running]).toEqual([event.task])
    }
    expect(opened).toHaveLength(2)
  })

  test.each([
    { statement: 'begin dbms_session.sleep(60); end;', commit: false, expected: 'unknown, in doubt' },
    { statement: 'begin dbms_session.sleep(60); end;', commit: true, expected: 'unknown, in doubt' },
    {
      statement: 'select count(*) from dual connect by level <= 1000000000',
      commit: false,
      expected: 'failed, none',
    },
  ])(
    'while a task runs: $statement with commit $commit ends $expected',
    async ({ statement, commit, expected }) => {
      const { addSessions, submit, ends, end, proxy, running } = await start()
      await addSessions('scott', 'scott')
      const job = await submit(statement, { sessions: ['scott'], commit })
      await running(`${job}.1`)
      proxy.cut()
      expect(await ends(job)).toEqual([expected])
      expect(end(`${job}.1`)).toMatchObject({
        error: { code: 'connection lost' },
        mayStillRun: expect.stringMatching(/^\d+,\d+,@1$/),
      })
      expect(await ends(await submit('select 1 from dual', { sessions: ['scott'] }))).toEqual([
        'succeeded, none',
      ])
    },
  )

  test('DML that waits for a lock when its connection goes is unknown, and its server rolls it back', async () => {
    const { addSessions, submit, ends, proxy, running, state } = await start()
    await addSessions('a', 'a', 'a2')
    await ends(await submit('update emp set sal = 1 where empno = 7369', { sessions: ['a'] }))
    const job = await submit('update emp set sal = 2 where empno = 7369', { sessions: ['a2'] })
    await running(`${job}.1`)
    proxy.cut()
    expect(await ends(job)).toEqual(['unknown, rolled back'])
    await vi.waitFor(() => expect(state.sessions.get('a')?.phase.name).toBe('lost'))
  })

  test('work that was pending in it is rolled back, and says so', async () => {
    const { addSessions, submit, ends, proxy, state } = await start()
    await addSessions('a', 'a')
    const job = await submit('update emp set sal = sal + 1', { sessions: ['a'] })
    expect(await ends(job)).toEqual(['succeeded, pending'])
    expect(state.sessions.get('a')?.pending).toEqual([`${job}.1`])
    proxy.cut()
    await vi.waitFor(async () => expect(await ends(job)).toEqual(['succeeded, rolled back']))
    expect(state.sessions.get('a')?.pending).toEqual([])
  })
})

describe('a login that is refused', () => {
  test('a wrong password is tried once, however many sessions share the login; each says why', async () => {
    const { addSessions, submit, ends, end, proxy, state } = await start({ password: 'lion' })
    await addSessions('scott', 's1', 's2', 's3', 's4')
    const job = await submit('select 1 from dual', { sessions: ['s1', 's2', 's3', 's4'] })
    expect(await ends(job)).toEqual(Array(4).fill('skipped, none'))
    expect(proxy.accepted).toBe(1)
    expect(end(`${job}.4`).error).toMatchObject({ code: 'wrong password', oracle: 'ORA-01017' })
    expect(state.sessions.get('s3')?.phase.name).toBe('refused')
  })

  test('a later job does not try it again; asking for the sessions does, once', async () => {
    const { addSessions, submit, ends, send, proxy } = await start({ password: 'lion' })
    await addSessions('scott', 's1', 's2')
    await ends(await submit('select 1 from dual', { sessions: ['s1', 's2'] }))
    await ends(await submit('select 1 from dual', { sessions: ['s1', 's2'] }))
    expect(proxy.accepted).toBe(1)
    await send({ type: 'open sessions', sessions: ['s1', 's2'] })
    expect(proxy.accepted).toBe(2)
  })

  test('others in the target run all the same', async () => {
    const { addSessions, submit, ends } = await start()
    await addSessions('nobody', 'n')
    await addSessions('a', 'a')
    expect(await ends(await submit('select 1 from dual', { sessions: ['n', 'a'] }))).toEqual([
      'skipped, none',
      'succeeded, none',
    ])
    expect(
      await ends(await submit('select 1 from dual', { mode: 'any', sessions: ['n', 'a'], count: 3 })),
    ).toEqual(Array(3).fill('succeeded, none'))
  })

  test('the password is in no event', async () => {
    const { addSessions, submit, ends, events } = await start({ password: 'hippopotamus' })
    await addSessions('scott', 's1')
    await ends(await submit('select 1 from dual', { sessions: ['s1'] }))
    expect(JSON.stringify(events)).not.toContain('hippopotamus')
  })
})

describe('a session that is closed', () => {
  test('while it opens stays closed, and nothing of it is left on the server', async () => {
    const { addSessions, directConnectString, send, state } = await start()
    const connection = await oracledb.getConnection({
      ...{ user: 'scott', password: 'tiger', connectString: directConnectString },
    })
    await connection.execute(`begin practice.listener('late', milliseconds => 200); end;`)
    await addSessions('a', 'a')
    const opening = send({ type: 'open sessions', sessions: ['a'] })
    await vi.waitFor(() => expect(state.sessions.get('a')?.phase.name).toBe('opening'))
    expect(await send({ type: 'close sessions', sessions: ['a'] })).toEqual({ type: 'done' })
    await opening
    expect(state.sessions.get('a')?.phase.name).toBe('closed')
    await vi.waitFor(async () =>
      expect((await connection.execute(`select count(*) from v$session where username = 'A'`)).rows).toEqual([
        ['0'],
      ]),
    )
    await connection.close()
  })

  test('takes no task while it says goodbye: the next one runs in a new connection', async () => {
    const { addSessions, submit, ends, send, events } = await start()
    await addSessions('a', 'a')
    await ends(await submit('update emp set sal = sal where empno = 7369', { sessions: ['a'] }))
    const closing = send({ type: 'close sessions', sessions: ['a'] })
    const job = await submit('select 1 from dual', { sessions: ['a'] })
    await closing
    expect(await ends(job)).toEqual(['succeeded, none'])
    const starts = events.filter(({ type }) => type === 'task started' || type === 'session closed')
    expect(starts.map(({ type }) => type)).toEqual(['task started', 'session closed', 'task started'])
    expect(events.filter(({ type }) => type === 'session lost' || type === 'task retrying')).toEqual([])
  })
})

test('closing the engine cancels what runs, rolls back what is open and closes every session', async () => {
  const { addSessions, submit, ends, running, engine, state } = await start()
  await addSessions('a', 'a', 'a2')
  const pending = await submit('update emp set sal = sal + 1', { sessions: ['a'] })
  await ends(pending)
  const slow = await submit('begin dbms_session.sleep(60); end;', { sessions: ['a2'] })
  await running(`${slow}.1`)
  await engine.close()
  expect((await ends(slow))[0]).toMatch(/^cancelled/)
  expect(await ends(pending)).toEqual(['succeeded, rolled back'])
  expect([...state.sessions.values()].map((session) => session.phase.name)).toEqual(['closed', 'closed'])
})

describe('a session that is set up when it opens', () => {
  const login = { user: 'a', connectString: 'practice' }
  const opened = async (part: Partial<SessionSpec>) => {
    const started = await start()
    await started.send({ type: 'add sessions', sessions: [{ name: 'it', login, ...part }] })
    await started.send({ type: 'open sessions', sessions: ['it'] })
    return { ...started, phase: () => started.state.sessions.get('it')?.phase }
  }

  test('is so after it was lost and opened again, too', async () => {
    const { submit, ends, rowsOf, proxy, phase } = await opened({
      schema: 'b',
      init: ["alter session set nls_date_format = 'YYYY'"],
    })
    const ask = async () => {
      const text = `select sys_context('userenv', 'current_schema') || to_char(date '2020-05-05') from dual`
      const job = await submit(text, { sessions: ['it'] })
      await ends(job)
      return (await rowsOf(`${job}.1`))[0]?.[0]
    }
    expect(await ask()).toBe('B2020')
    proxy.cut()
    await vi.waitFor(() => expect(phase()?.name).toBe('lost'))
    expect(await ask()).toBe('B2020')
  })

  test.each([
    [{ schema: 'nobody' }, /schema nobody: ORA-01435/],
    [{ init: ['select 1 from dual', 'select 1 from nowhere'] }, /init statement 2: ORA-00942/],
    [{ init: ['update emp set sal = sal'] }, /leave a transaction open/],
  ])('by %j is refused when that fails, and its connection closed', async (part, message) => {
    const { phase, addSessions, submit, ends, rowsOf } = await opened(part)
    expect(phase()).toMatchObject({ name: 'refused', error: { message: expect.stringMatching(message) } })
    await addSessions('scott', 'scott')
    const gone = async () => {
      const job = await submit(`select count(*) from v$session where username = 'A'`, { sessions: ['scott'] })
      await ends(job)
      expect((await rowsOf(`${job}.1`))[0]?.[0]).toBe('0')
    }
    await vi.waitFor(gone)
  })
})

describe('logins of one proxy', () => {
  test('try a wrong password once among them', async () => {
    const { send, state } = await start({ password: 'wrong' })
    const sessions = ['app[a]', 'app[b]', 'app'].map((user) => ({
      name: user,
      login: { user: user.replace('app', 'scott'), connectString: 'practice' },
    }))
    await send({ type: 'add sessions', sessions })
    await send({ type: 'open sessions', sessions: sessions.map(({ name }) => name) })
    for (const { name } of sessions)
      expect(state.sessions.get(name)?.phase).toMatchObject({ error: { code: 'wrong password' } })
  })

  test('of which one is not allowed leave the others alone', async () => {
    const { send, state, addSessions, submit, ends } = await start()
    await addSessions('system', 'system')
    const grant = await submit('alter user a grant connect through scott', { sessions: ['system'] })
    expect(await ends(grant)).toEqual(['succeeded, committed'])
    const sessions = ['scott[b]', 'scott[a]'].map((user) => ({
      name: user,
      login: { user, connectString: 'practice' },
    }))
    await send({ type: 'add sessions', sessions })
    await send({ type: 'open sessions', sessions: sessions.map(({ name }) => name) })
    expect(state.sessions.get('scott[b]')?.phase).toMatchObject({ name: 'refused' })
    expect(state.sessions.get('scott[a]')).toMatchObject({ phase: { name: 'idle' }, identity: { user: 'A' } })
  })
})

test('what a session discards, or a protected one does not keep, can be read but is never journaled', async () => {
  const uses: string[] = []
  const storage = openMemoryStorage()
  const { send, submit, ends, rowsOf } = await start({
    storage: {
      ...storage,
      openResult(address, columns, use) {
        uses.push(use)
        return storage.openResult(address, columns, use)
      },
    },
  })
  const login = { user: 'a', connectString: 'practice' }
  const sessions = [
    { name: 'mute', login, results: 'discard' },
    { name: 'live', login, protected: true },
    { name: 'loud', login, protected: true, results: 'keep' },
    { name: 'plain', login },
  ] as const
  await send({ type: 'add sessions', sessions })
  for (const { name } of sessions) {
    const job = await submit('select * from emp', { sessions: [name] })
    expect(await ends(job)).toEqual(['succeeded, none'])
    expect(await rowsOf(`${job}.1`)).toHaveLength(14)
  }
  expect(uses).toEqual(['hold', 'hold', 'keep', 'keep'])
})
