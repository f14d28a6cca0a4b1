import oracledb from 'oracledb'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Event } from '../../src/core/event.ts'
import { taskOf } from '../../src/core/state.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench
let other: oracledb.Connection
const asked: string[] = []

beforeAll(async () => {
  bench = await startEngineBench({
    async open(request) {
      const connection = await openConnection(request)
      return {
        ...connection,
        ask(sql, binds) {
          asked.push(sql)
          return connection.ask(sql, binds)
        },
      }
    },
  })
  await bench.addSessions('a', 'a', 'a2', 'a3')
  const connectString = bench.directConnectString
  const system = await oracledb.getConnection({ user: 'system', password: 'tiger', connectString })
  await system.execute('create user poor identified by tiger')
  await system.execute('grant create session to poor')
  await system.close()
  await bench.addSessions('poor', 'poor')
  other = await oracledb.getConnection({ user: 'a', password: 'tiger', connectString })
})

afterAll(async () => {
  await other.close()
  await bench.stop()
})

afterEach(async () => {
  await other.rollback()
  await bench.send({ type: 'cancel all', reason: 'the test is over' })
  for (const job of bench.state.jobs.keys()) await bench.ends(job)
  await bench.send({ type: 'end transactions', sessions: ['a', 'a2', 'a3'], how: 'rollback' })
})

const raise = 'update emp set sal = sal + 1 where empno = 7369'

const told = <T extends Event['type']>(type: T) =>
  bench.events.filter((event): event is Extract<Event, { type: T }> => event.type === type)

describe('a running task', () => {
  test('tells how far it is, as its server counts', async () => {
    const job = await bench.submit(
      `declare rindex pls_integer := dbms_application_info.set_session_longops_nohint; slno pls_integer;
       begin
         dbms_application_info.set_session_longops(
           rindex => rindex, slno => slno, op_name => 'counting', sofar => 3, totalwork => 4, units => 'steps');
         dbms_session.sleep(60);
       end;`,
      { sessions: ['a'] },
    )
    await vi.waitFor(() =>
      expect(taskOf(bench.state, `${job}.1`).progress).toMatchObject({
        ...{ operation: 'counting', soFar: 3, totalWork: 4 },
      }),
    )
    const count = told('task progress').length
    const looks = asked.length
    await vi.waitFor(() => expect(asked.length).toBeGreaterThan(looks + 6))
    expect(told('task progress')).toHaveLength(count)
  })

  test('tells the user whom it waits for and on what, and when it goes on', async () => {
    await other.execute(raise)
    const job = await bench.submit(raise, { sessions: ['a'] })
    const task = () => taskOf(bench.state, `${job}.1`)
    await vi.waitFor(() => expect(task().blockedBy?.user).toBe('A'))
    expect(task().blockedBy?.session).toBeUndefined()
    await vi.waitFor(() => expect(task().progress?.wait?.event).toMatch(/^enq: TX/))
    await other.rollback()
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
  })

  test('that waits for a busy session of ours names it', async () => {
    const holder = await bench.submit(`begin ${raise}; dbms_session.sleep(60); end;`, { sessions: ['a'] })
    await vi.waitFor(async () => {
      const { rows } = await other.execute<[number]>('select count(*) from v$transaction')
      expect(Number(rows?.[0]?.[0])).toBe(1)
    })
    const waiter = await bench.submit(raise, { sessions: ['a2'] })
    await vi.waitFor(() => expect(taskOf(bench.state, `${waiter}.1`).blockedBy?.session).toBe('a'))
    expect(bench.state.jobs.get(waiter)?.held).toBeUndefined()
    expect(holder).toBeLessThan(waiter)
  })

  test('of a login that may not look is left alone after one look, and that is said once', async () => {
    const job = await bench.submit('begin dbms_session.sleep(60); end;', { sessions: ['poor'] })
    await vi.waitFor(() => expect(told('waits unseen')).toMatchObject([{ user: 'poor' }]))
    const looks = asked.filter((sql) => /v\$session_longops/.test(sql)).length
    const refused = asked.filter((sql) => /v\$session\b(?!_)/.test(sql)).length
    await vi.waitFor(() =>
      expect(asked.filter((sql) => /v\$session_longops/.test(sql)).length).toBeGreaterThan(looks + 2),
    )
    expect(asked.filter((sql) => /v\$session\b(?!_)/.test(sql))).toHaveLength(refused)
    expect(told('waits unseen')).toHaveLength(1)
    expect(taskOf(bench.state, `${job}.1`).phase.name).toBe('running')
  })
})

test('while nothing runs, nobody is asked', async () => {
  const looks = asked.length
  const before = bench.events.length
  const job = await bench.submit('select 1 from dual', { sessions: ['a3'] })
  await bench.ends(job)
  expect(bench.events.length).toBeGreaterThan(before)
  expect(asked.slice(looks).filter((sql) => /gv?\$session/.test(sql))).toEqual([])
})
