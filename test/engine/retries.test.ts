import { join } from 'node:path'
import type { Connection } from 'oracledb'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { jobOf, type TaskId } from '../../src/core/job.ts'
import type { RetryPlan } from '../../src/core/retry.ts'
import { taskOf } from '../../src/core/state.ts'
import { oracledb } from '../../src/oracle/driver.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { type BenchOptions, type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { newHome } from '../helpers/home.ts'

let bench: EngineBench | undefined
const observers: Connection[] = []

async function start(options?: BenchOptions): Promise<EngineBench> {
  bench = await startEngineBench(options)
  await bench.addSessions('a', 'a', 'a2')
  return bench
}

async function observe(): Promise<Connection> {
  const connectString = bench?.directConnectString ?? ''
  const connection = await oracledb.getConnection({ user: 'a', password: 'tiger', connectString })
  observers.push(connection)
  return connection
}

afterEach(async () => {
  for (const observer of observers.splice(0)) await observer.close()
  await bench?.stop()
  bench = undefined
})

const retries = (part: Partial<RetryPlan> = {}): RetryPlan => ({ times: 1000, delay: 20, on: [], ...part })

const retryings = ({ events }: EngineBench, task: TaskId) =>
  events.flatMap((event) => (event.type === 'task retrying' && event.task === task ? [event] : []))

/** `[outcome, error, committed]` of each call that a task made, as the server saw it. */
async function callsOf(task: TaskId): Promise<unknown[]> {
  const { rows } = await (await observe()).execute(
    `select outcome, error, committed from practice_ledger where action = :1 and sql_text not like '%dbms_output%' order by seq`,
    [task],
  )
  return rows ?? []
}

const nowait = 'select empno from emp where empno = 7369 for update nowait'

describe('a task that met a lock (ORA-00054)', () => {
  test('is started again until the lock is free, and is one task that succeeded', async () => {
    const b = await start()
    const holder = await observe()
    await holder.execute('update emp set sal = sal where empno = 7369')
    const job = await b.submit(nowait, { sessions: ['a'], commit: true, retries: retries() })
    await vi.waitFor(() => expect(retryings(b, `${job}.1`).length).toBeGreaterThanOrEqual(3))
    await holder.rollback()
    expect(await b.ends(job)).toEqual(['succeeded, committed'])
    const tried = retryings(b, `${job}.1`)
    expect(tried.map(({ attempt }) => attempt)).toEqual(tried.map((_, index) => index + 1))
    expect(tried[0]?.error.oracle).toBe('ORA-00054')
    expect(b.end(`${job}.1`).attempts).toBe(tried.length + 1)
    const calls = await callsOf(`${job}.1`)
    expect(calls).toHaveLength(tried.length + 1)
    expect(calls.at(-1)).toEqual(['succeeded', null, 'committed'])
  })

  test('ends as its last attempt did when no more are allowed', async () => {
    const b = await start()
    const holder = await observe()
    await holder.execute('update emp set sal = sal where empno = 7369')
    const job = await b.submit(nowait, { sessions: ['a'], retries: retries({ times: 2 }) })
    expect(await b.ends(job)).toEqual(['failed, none'])
    expect(b.end(`${job}.1`)).toMatchObject({ attempts: 3, error: { oracle: 'ORA-00054' } })
    expect(await callsOf(`${job}.1`)).toHaveLength(3)
  })

  test('leaves its slot and its session to others while it waits for its next attempt', async () => {
    const b = await start()
    const holder = await observe()
    await holder.execute('update emp set sal = sal where empno = 7369')
    const job = await b.submit(nowait, { sessions: ['a'], cap: 1, retries: retries({ delay: 3_600_000 }) })
    await vi.waitFor(() => expect(retryings(b, `${job}.1`)).toHaveLength(1))
    expect(b.state.jobs.get(job)?.running).toBe(0)
    expect(taskOf(b.state, `${job}.1`).phase.name).toBe('waiting')
    expect(await b.ends(await b.submit('select 1 from dual', { sessions: ['a'] }))).toEqual([
      'succeeded, none',
    ])
    expect(b.state.active.has(job)).toBe(true)
    await b.send({ type: 'cancel task', task: `${job}.1` })
    expect(await b.ends(job)).toEqual(['failed, none'])
    expect(b.end(`${job}.1`).error?.oracle).toBe('ORA-00054')
    expect(await callsOf(`${job}.1`)).toHaveLength(1)
  })

  test('is not started again when its job is stopped', async () => {
    const b = await start()
    const holder = await observe()
    await holder.execute('update emp set sal = sal where empno = 7369')
    const job = await b.submit(nowait, { sessions: ['a'], count: 2, retries: retries({ delay: 3_600_000 }) })
    await vi.waitFor(() => expect(retryings(b, `${job}.2`)).toHaveLength(1))
    await b.send({ type: 'cancel job', job, reason: 'enough' })
    expect(await b.ends(job)).toEqual(['failed, none', 'failed, none'])
  })

  test('is never started again with work pending in its session', async () => {
    const b = await start()
    const holder = await observe()
    await holder.execute('update emp set sal = sal where empno = 7369')
    const before = await b.submit('update emp set sal = sal where empno = 7499', { sessions: ['a'] })
    expect(await b.ends(before)).toEqual(['succeeded, pending'])
    const job = await b.submit(nowait, { sessions: ['a'], retries: retries() })
    expect(await b.ends(job)).toEqual(['failed, none'])
    expect(retryings(b, `${job}.1`)).toEqual([])
  })
})

describe('a deadlock (ORA-00060)', () => {
  test('is survived: the loser is run again, and both have taken effect once', async () => {
    const b = await start()
    const block = `begin
      update emp set sal = sal + 1 where empno = :first;
      dbms_session.sleep(0.2);
      update emp set sal = sal + 1 where empno = :second;
    end;`
    const task = { parameters: {}, statement: block }
    const job = await b.submit(block, {
      ...{ mode: 'any', sessions: ['a', 'a2'], commit: true, retries: retries() },
      tasks: [
        { ...task, number: 1, binds: { first: '7369', second: '7499' } },
        { ...task, number: 2, binds: { first: '7499', second: '7369' } },
      ],
    })
    expect(await b.ends(job)).toEqual(['succeeded, committed', 'succeeded, committed'])
    const errors = b.events.flatMap((event) => (event.type === 'task retrying' ? [event.error.oracle] : []))
    expect(errors.length).toBeGreaterThan(0)
    expect(new Set(errors)).toEqual(new Set(['ORA-00060']))
    const { rows } = await (await observe()).execute(
      'select empno, sal from emp where empno in (7369, 7499) order by 1',
    )
    expect(rows).toEqual([
      ['7369', '802'],
      ['7499', '1602'],
    ])
  })
})

describe('a lost connection', () => {
  test('a query is run again in a new one, and its answer has each row once, in the journal too', async () => {
    const journal = await openJournal({ path: join(newHome(), 'own.journal'), program: '1' })
    const b = await start({ storage: journal })
    await b.ends(await b.submit('begin practice.drop_during_fetch(1500); end;', { sessions: ['a'] }))
    const job = await b.submit('select level as n from dual connect by level <= 3000', {
      ...{ sessions: ['a'], retries: retries(), limits: { rows: undefined, bytes: undefined } },
    })
    expect(await b.ends(job)).toEqual(['succeeded, none'])
    expect(retryings(b, `${job}.1`).map(({ error }) => error.code)).toEqual(['connection lost'])
    const numbers = (await b.rowsOf(`${job}.1`)).map(([n]) => Number(n))
    expect(numbers).toEqual(Array.from({ length: 3000 }, (_, index) => index + 1))
    const [kept] = await b.engine.history.tasks(job, 1, 1)
    expect(kept).toMatchObject({ end: { outcome: 'succeeded', attempts: 2 }, results: [{ count: 3000 }] })
    expect(await b.engine.history.job(job)).toMatchObject({ ended: { succeeded: 1 }, running: 0 })
  })

  test('a query whose session cannot be opened again has failed as it did', async () => {
    const b = await start()
    await b.ends(await b.submit('begin practice.drop_during_fetch(1500); end;', { sessions: ['a'] }))
    const dba = await observe()
    await dba.execute(`begin practice.listener('refuse', error => 12514); end;`)
    const job = await b.submit('select level as n from dual connect by level <= 3000', {
      ...{ sessions: ['a'], retries: retries(), limits: { rows: undefined, bytes: undefined } },
    })
    expect(await b.ends(job)).toEqual(['failed, none'])
    expect(b.end(`${job}.1`).error?.code).toBe('connection lost')
    expect(retryings(b, `${job}.1`)).toHaveLength(1)
    await dba.execute(`begin practice.listener('normal'); end;`)
  })

  test('a query whose rows were passed on is not run again: they would come twice', async () => {
    const b = await start()
    await b.ends(await b.submit('begin practice.drop_during_fetch(1500); end;', { sessions: ['a'] }))
    const job = await b.submit('select level as n from dual connect by level <= 3000', {
      ...{
        sessions: ['a'],
        retries: retries(),
        results: 'pass',
        limits: { rows: undefined, bytes: undefined },
      },
    })
    expect(await b.ends(job)).toEqual(['failed, none'])
    expect(retryings(b, `${job}.1`)).toEqual([])
  })

  test.each([
    ['before', 'rolled back'],
    ['after', 'committed'],
  ])('a commit that lost it %s taking effect is unknown and never run again', async (moment, committed) => {
    const b = await start()
    await b.ends(await b.submit(`begin practice.drop_during_commit('${moment}'); end;`, { sessions: ['a'] }))
    const job = await b.submit('update emp set sal = sal + 1 where empno = 7369', {
      ...{ sessions: ['a'], commit: true, retries: retries({ on: ['ORA-03113'] }) },
    })
    expect(await b.ends(job)).toEqual(['unknown, in doubt'])
    expect(retryings(b, `${job}.1`)).toEqual([])
    const calls = await callsOf(`${job}.1`)
    expect(calls).toHaveLength(1)
    expect(calls[0]).toEqual(['lost', moment === 'before' ? '3113' : null, committed])
  })
})

describe('an error that the user names', () => {
  test('is retried: a task that fails the first time it is called succeeds', async () => {
    const b = await start()
    const job = await b.submit('begin flaky_task; end;', {
      ...{ sessions: ['a'], retries: retries({ on: ['ORA-20001'] }) },
    })
    expect(await b.ends(job)).toEqual(['succeeded, none'])
    expect(b.end(`${job}.1`).attempts).toBe(2)
    expect(await b.engine.output(`${job}.1`, 0, 10)).toEqual(['flaky_task A: done'])
  })

  test('is not retried by others, nor when nobody named it', async () => {
    const b = await start()
    const job = await b.submit('begin flaky_task; end;', { sessions: ['a'], retries: retries() })
    expect(await b.ends(job)).toEqual(['failed, rolled back'])
    expect(b.events.some((event) => event.type === 'task retrying' && jobOf(event.task) === job)).toBe(false)
  })
})

test('a wrong password is tried once, whatever is to be retried', async () => {
  const b = await start({ password: 'lion' })
  const job = await b.submit('select 1 from dual', {
    ...{ sessions: ['a', 'a2'], retries: retries({ delay: 0, on: ['ORA-01017'] }) },
  })
  expect(await b.ends(job)).toEqual(['skipped, none', 'skipped, none'])
  expect(b.proxy.accepted).toBe(1)
})
