import type { Connection } from 'oracledb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type OracleConnection, openConnection } from '../../src/oracle/connection.ts'
import { oracledb } from '../../src/oracle/driver.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench
let dba: Connection

beforeEach(async () => {
  bench = await startEngineBench()
  const connectString = bench.directConnectString
  dba = await oracledb.getConnection({ user: 'system', password: 'tiger', connectString })
})

afterEach(async () => {
  await dba.close()
  await bench.stop()
})

const phaseOf = (session: string) => bench.state.sessions.get(session)?.phase

const limitTo = async (count: number | 'unlimited') => {
  await dba.execute(`create profile few limit sessions_per_user ${count}`)
  await dba.execute('alter user a profile few')
}

const eventsOf = (session: string) =>
  bench.events.flatMap((event) => ('session' in event && event.session === session ? [event.type] : []))

describe('a limit on sessions (ORA-02391)', () => {
  test('makes a session wait while others run, and it opens and runs when there is room', async () => {
    await limitTo(1)
    await bench.addSessions('a', 'a', 'a2')
    await bench.send({ type: 'open sessions', sessions: ['a'] })
    const long = await bench.submit('begin dbms_session.sleep(60); end;', { sessions: ['a'] })
    await bench.running(`${long}.1`)
    const job = await bench.submit('select user from dual', { sessions: ['a2'] })
    // More often than a session is tried of which nobody runs beside it.
    await vi.waitFor(() =>
      expect(eventsOf('a2').filter((type) => type === 'session waiting').length).toBeGreaterThan(4),
    )
    expect(phaseOf('a2')).not.toMatchObject({ name: 'refused' })
    expect(bench.state.jobs.get(job)?.tasks[0]?.phase.name).toBe('waiting')
    await dba.execute('alter profile few limit sessions_per_user unlimited')
    expect(await bench.ends(job)).toEqual(['succeeded, none'])
    await bench.send({ type: 'cancel job', job: long, reason: 'enough' })
    await bench.ends(long)
  })

  test('refuses a session when nothing else of ours runs, and its tasks say why', async () => {
    await limitTo(1)
    await bench.addSessions('a', 'a', 'a2')
    const job = await bench.submit('select user from dual', { sessions: ['a', 'a2'] })
    const ends = await bench.ends(job)
    expect([...ends].sort()).toEqual(['skipped, none', 'succeeded, none'])
    const skipped = bench.end(`${job}.${ends.indexOf('skipped, none') + 1}`)
    expect(skipped.error).toMatchObject({ code: 'too many sessions', oracle: 'ORA-02391' })
  })

  test('lets any session that is open do the work of one that waits', async () => {
    await limitTo(2)
    await bench.addSessions('a', 'a#1', 'a#2', 'a#3')
    const job = await bench.submit('select practice.wait(0.05) from dual', {
      ...{ mode: 'any', sessions: ['a#1', 'a#2', 'a#3'], count: 12 },
    })
    expect(await bench.ends(job)).toEqual(Array(12).fill('succeeded, none'))
  })
})

describe('a listener without a handler', () => {
  test.each([12516, 12519, 12520])('that says ORA-%i is asked again while others run', async (error) => {
    await bench.addSessions('scott', 'scott')
    await bench.addSessions('a', 'a')
    await bench.send({ type: 'open sessions', sessions: ['scott'] })
    const long = await bench.submit('begin dbms_session.sleep(60); end;', { sessions: ['scott'] })
    await bench.running(`${long}.1`)
    await dba.execute(`begin practice.listener('refuse', error => ${error}); end;`)
    const job = await bench.submit('select user from dual', { sessions: ['a'] })
    await vi.waitFor(() =>
      expect(phaseOf('a')).toMatchObject({ name: 'waiting', error: { code: 'too many sessions' } }),
    )
    await dba.execute(`begin practice.listener('normal'); end;`)
    expect(await bench.ends(job)).toEqual(['succeeded, none'])
    await bench.send({ type: 'cancel job', job: long, reason: 'enough' })
    await bench.ends(long)
  })
})

describe('a task whose session was lost, and meets the limit when it is opened again', () => {
  let opened: OracleConnection[]

  beforeEach(async () => {
    await bench.stop()
    opened = []
    // Nobody but the task itself notices the loss.
    bench = await startEngineBench({
      monitorPace: 3_600_000,
      async open(request) {
        const connection = await openConnection(request)
        opened.push(connection)
        return connection
      },
    })
    await dba.close()
    const connectString = bench.directConnectString
    dba = await oracledb.getConnection({ user: 'system', password: 'tiger', connectString })
  })

  test('waits for it, and runs once', async () => {
    await bench.addSessions('scott', 'scott')
    await bench.addSessions('a', 'a')
    await bench.send({ type: 'open sessions', sessions: ['scott', 'a'] })
    const long = await bench.submit('begin dbms_session.sleep(60); end;', { sessions: ['scott'] })
    await bench.running(`${long}.1`)
    await dba.execute(`begin practice.listener('refuse', error => 12519); end;`)
    const { sid } = bench.state.sessions.get('a')?.identity ?? {}
    const lost = opened.find(({ identity }) => identity.sid === sid)
    await dba.execute('begin practice.drop_connection(:sid); end;', { sid })
    await vi.waitFor(() => expect(lost?.isHealthy()).toBe(false))
    const job = await bench.submit('insert into flaky_calls values (sysdate)', {
      ...{ sessions: ['a'], commit: true },
    })
    await vi.waitFor(() => expect(eventsOf('a')).toContain('session waiting'))
    await dba.execute(`begin practice.listener('normal'); end;`)
    expect(await bench.ends(job)).toEqual(['succeeded, committed'])
    expect(bench.end(`${job}.1`).attempts).toBeUndefined()
    expect((await dba.execute('select count(*) from a.flaky_calls')).rows).toEqual([['1']])
    await bench.send({ type: 'cancel job', job: long, reason: 'enough' })
    await bench.ends(long)
  })
})
