/**
 * The rungs above the break, against sessions that are deaf on purpose. What really became of them is asked of the server:
 * `practice_ledger` and `v$session`.
 */
import type { Connection } from 'oracledb'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TaskId } from '../../src/core/job.ts'
import type { SessionIdentity } from '../../src/core/session.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { oracledb } from '../../src/oracle/driver.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { type HeldGraces, heldGrace, holdGraces } from '../helpers/held-graces.ts'

let bench: EngineBench
let graces: HeldGraces
let observer: Connection

const connectDirectly = (user: string) =>
  oracledb.getConnection({ user, password: 'tiger', connectString: bench.directConnectString })

beforeEach(async () => {
  graces = holdGraces()
  bench = await startEngineBench({ grace: heldGrace })
  await bench.addSessions('scott', 'scott')
  await bench.addSessions('a', 'a')
  await bench.send({ type: 'open sessions', sessions: ['scott', 'a'] })
  observer = await connectDirectly('scott')
})

afterEach(async () => {
  await observer.close()
  await bench.stop()
  graces.release()
})

const climbs = (task: TaskId) =>
  bench.events.flatMap((event) => (event.type === 'cancel climbed' && event.task === task ? [event] : []))

const rungsOf = (task: TaskId) => climbs(task).map(({ rung }) => rung)

const rowsOf = async (sql: string, binds: unknown[] = []) =>
  (await observer.execute<unknown[]>(sql, binds as never)).rows ?? []

const activeOnServer = (action: string) =>
  vi.waitFor(
    async () =>
      expect(
        await rowsOf(`select count(*) from v$session where action = :1 and status = 'ACTIVE'`, [action]),
      ).toEqual([['1']]),
    { timeout: 10_000 },
  )

/**
 * Starts a statement in one session, waits until the server works on it, and cancels it; as many rungs as that stay
 * unanswered for their grace.
 */
async function cancelled(
  statement: string,
  session: string,
  unanswered: number,
): Promise<{ task: TaskId; end: string }> {
  const job = await bench.submit(statement, { sessions: [session] })
  await bench.running(`${job}.1`)
  await activeOnServer(`${job}.1`)
  await bench.send({ type: 'cancel task', task: `${job}.1` })
  for (let rung = 1; rung <= unanswered; rung++) await graces.end()
  const [end = ''] = await bench.ends(job)
  return { task: `${job}.1`, end }
}

const sleeping = 'begin dbms_session.sleep(60); end;'
const deafTo = (what: string) => `begin practice.ignore_break(60, '${what}'); end;`

const addressOf = (session: string): string => {
  const { sid, serial } = bench.state.sessions.get(session)?.identity ?? {}
  return `${sid},${serial},@1`
}

const isThere = async (address: string): Promise<boolean> => {
  const [sid, serial] = address.split(',').map(Number)
  return (await rowsOf('select 1 from v$session where sid = :1 and serial# = :2', [sid, serial])).length > 0
}

describe('a cancel climbs as far as it must, and no further', () => {
  test.each<[string, string, string[], string]>([
    ['a call that hears a break', sleeping, ['break'], 'cancelled, in doubt'],
    ['one deaf to a break', deafTo('break'), ['break', 'cancel sql'], 'cancelled, in doubt'],
    ['one deaf to a cancel too', deafTo('cancel'), ['break', 'cancel sql', 'kill'], 'unknown, in doubt'],
  ])('%s', async (_, statement, rungs, end) => {
    const address = addressOf('scott')
    const ended = await cancelled(statement, 'scott', rungs.length - 1)
    expect(ended.end).toBe(end)
    expect(rungsOf(ended.task)).toEqual(rungs)
    expect(bench.end(ended.task).mayStillRun).toBeUndefined()
    const outcomes = await rowsOf(
      'select outcome from practice_ledger where action = :1 and outcome is null',
      [ended.task],
    )
    expect(outcomes).toEqual([])
    if (rungs.includes('kill')) await vi.waitFor(async () => expect(await isThere(address)).toBe(false))
    expect(await bench.ends(await bench.submit('select 1 from dual', { sessions: ['scott'] }))).toEqual([
      'succeeded, none',
    ])
  })

  test('one deaf even to a kill is dropped; the row says that it is marked, where, and that it may still run', async () => {
    const { task, end } = await cancelled(deafTo('kill'), 'scott', 3)
    expect(end).toBe('unknown, in doubt')
    expect(rungsOf(task)).toEqual(['break', 'cancel sql', 'kill', 'drop'])
    const { mayStillRun, notKilled } = bench.end(task)
    expect(notKilled).toBe('marked for kill')
    expect(mayStillRun).toBe(addressOf('scott'))
    expect(await isThere(mayStillRun ?? '')).toBe(true)
  })

  test('many deaf sessions of a login are all ended, and no second session of it stays', async () => {
    await bench.addSessions('scott', 's1', 's2', 's3')
    const sessions = ['scott', 's1', 's2', 's3']
    const job = await bench.submit(deafTo('cancel'), { sessions })
    for (const number of [1, 2, 3, 4]) await activeOnServer(`${job}.${number}`)
    await bench.send({ type: 'cancel job', job, reason: 'enough' })
    for (let rung = 1; rung <= 2; rung++) await graces.end(sessions.length)
    expect(await bench.ends(job)).toEqual(Array(4).fill('unknown, in doubt'))
    for (const number of [1, 2, 3, 4])
      expect(rungsOf(`${job}.${number}`)).toEqual(['break', 'cancel sql', 'kill'])
    await vi.waitFor(async () =>
      expect(
        await rowsOf(`select count(*) from v$session where module = 'multisession' and status = 'ACTIVE'`),
      ).toEqual([['0']]),
    )
  })
})

describe('what became of the work', () => {
  test('a killed query is cancelled and leaves nothing', async () => {
    await observer.execute(
      `create function deaf return number as begin practice.ignore_break(60, 'cancel'); return 1; end;`,
    )
    const { task, end } = await cancelled('select deaf from dual', 'scott', 2)
    expect(rungsOf(task).at(-1)).toBe('kill')
    expect(end).toBe('cancelled, none')
    expect(bench.end(task).error?.oracle).toBe('ORA-00028')
  })

  test('a killed update is rolled back, and the server says so too', async () => {
    await observer.execute(
      `create function deaf return number as begin practice.ignore_break(60, 'cancel'); return 1; end;`,
    )
    const { task, end } = await cancelled('update emp set sal = deaf', 'scott', 2)
    expect(rungsOf(task).at(-1)).toBe('kill')
    expect(end).toBe('unknown, rolled back')
    const [[committed] = []] = await rowsOf('select committed from practice_ledger where action = :1', [task])
    expect(committed).not.toBe('committed')
    expect(await rowsOf('select count(*) from emp where sal = 1')).toEqual([['0']])
  })

  test('work that was pending in a killed session is rolled back, and says so', async () => {
    const before = await bench.submit('update emp set sal = 1 where empno = 7369', { sessions: ['scott'] })
    expect(await bench.ends(before)).toEqual(['succeeded, pending'])
    await observer.execute(
      `create function deaf return number as begin practice.ignore_break(60, 'cancel'); return 1; end;`,
    )
    await cancelled('select deaf from dual', 'scott', 2)
    expect(await bench.ends(before)).toEqual(['succeeded, rolled back'])
  })
})

describe('a login that may not alter system', () => {
  test('goes from the grace straight to the drop, and the row says why and where the call may still run', async () => {
    const { task, end } = await cancelled(deafTo('break'), 'a', 1)
    expect(end).toBe('unknown, in doubt')
    expect(climbs(task).map(({ rung, why }) => [rung, why])).toEqual([
      ['break', undefined],
      ['drop', 'A may not alter system'],
    ])
    expect(bench.end(task)).toMatchObject({
      mayStillRun: addressOf('a'),
      notKilled: 'A may not alter system',
    })
    expect(await isThere(addressOf('a'))).toBe(true)
  })
})

describe('what the login or the server does not know', () => {
  /** Sessions whose server says other things of them than the practice database would. */
  async function restart(change: (identity: SessionIdentity) => SessionIdentity): Promise<void> {
    await observer.close()
    await bench.stop()
    bench = await startEngineBench({
      grace: heldGrace,
      async open(request) {
        const connection = await openConnection(request)
        return { ...connection, identity: change(connection.identity) }
      },
    })
    await bench.addSessions('scott', 'scott')
    observer = await connectDirectly('scott')
  }

  test('a server older than 18c cannot cancel a statement: the kill follows the break', async () => {
    await restart((identity) => ({ ...identity, serverVersion: '12.2.0.1.0' }))
    const { task, end } = await cancelled(deafTo('break'), 'scott', 1)
    expect(end).toBe('unknown, in doubt')
    expect(rungsOf(task)).toEqual(['break', 'kill'])
  })

  test('a login that may not read v$session kills nothing, and the row says so', async () => {
    await restart(({ serial: _, logonTime: __, module: ___, ...identity }) => identity)
    const { task } = await cancelled(deafTo('break'), 'scott', 1)
    expect(rungsOf(task)).toEqual(['break', 'drop'])
    expect(bench.end(task)).toMatchObject({ mayStillRun: '?', notKilled: 'SCOTT may not read v$session' })
  })

  test.each(['logonTime', 'user', 'serial'] as const)(
    'a session of the same sid whose %s is another is never touched',
    async (part) => {
      const other = { logonTime: '2000-01-01 00:00:00', user: 'B', serial: 1 }[part]
      await restart((identity) => ({ ...identity, [part]: other }))
      const { task } = await cancelled(deafTo('break'), 'scott', 1)
      expect(rungsOf(task)).toEqual(['break', 'drop'])
      expect(
        await rowsOf('select count(*) from practice_ledger where action = :1 and outcome is null', [task]),
      ).toEqual([['1']])
    },
  )
})

describe('a session that is not ours any more', () => {
  test('a stranger that was given the sid of a session that ended is left alone', async () => {
    const job = await bench.submit('begin dbms_session.sleep(0.3); end;', { sessions: ['scott'] })
    await bench.running(`${job}.1`)
    await activeOnServer(`${job}.1`)
    const address = addressOf('scott')
    const [sid] = address.split(',')
    bench.proxy.loseServer()
    await vi.waitFor(async () => expect(await isThere(address)).toBe(false), { timeout: 10_000 })
    const strangers: Connection[] = []
    const isTaken = async () =>
      (await rowsOf('select 1 from v$session where sid = :1', [Number(sid)])).length > 0
    while (!(await isTaken())) strangers.push(await connectDirectly('scott'))
    const stranger = strangers.at(-1)
    if (!stranger) throw new Error(`sid ${sid} was taken by somebody else`)
    stranger.module = 'multisession'
    stranger.action = 'stranger'
    const working = stranger.execute('begin practice.ignore_break(2); end;')
    await activeOnServer('stranger')
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    await graces.end()
    expect(await bench.ends(job)).toEqual(['unknown, in doubt'])
    expect(rungsOf(`${job}.1`)).toEqual(['break', 'drop'])
    expect(bench.end(`${job}.1`).mayStillRun).toBeUndefined()
    await working
    expect(await rowsOf(`select outcome from practice_ledger where action = 'stranger'`)).toContainEqual([
      'succeeded',
    ])
    for (const each of strangers) await each.close()
    // Whoever still speaks to the server that is lost would say goodbye to it for seconds.
    bench.proxy.cut()
  })

  test('one that calls itself otherwise now is not killed, and the row says so', async () => {
    const { task } = await cancelled(
      `begin dbms_application_info.set_module('payroll', 'x'); practice.ignore_break(60); end;`.replace(
        "'x'",
        "sys_context('userenv', 'action')",
      ),
      'scott',
      1,
    )
    expect(rungsOf(task)).toEqual(['break', 'drop'])
    expect(bench.end(task).notKilled).toBe('its module is "payroll" now, not "multisession"')
  })
})
