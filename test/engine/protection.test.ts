import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { SessionSpec } from '../../src/core/session.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { planFor } from '../helpers/plans.ts'

let bench: EngineBench

const spec = (name: string, user: string, part: Partial<SessionSpec> = {}): SessionSpec => ({
  name,
  login: { user, connectString: 'practice' },
  ...part,
})

beforeAll(async () => {
  bench = await startEngineBench()
  const sessions = [
    spec('free', 'a'),
    spec('live#1', 'b', { protected: true }),
    spec('live#2', 'b', { protected: true }),
    spec('look', 'a', { readOnly: true }),
    spec('look too', 'a', { readOnly: true, protected: true }),
  ]
  await bench.send({ type: 'add sessions', sessions })
})

afterAll(() => bench.stop())

/** What the server was sent of a text. */
async function sent(text: string): Promise<number> {
  const job = await bench.submit(
    `select count(*) from practice_ledger where sql_text like '%${text}%' and sql_text not like '%ledger%'`,
    { sessions: ['free'] },
  )
  await bench.ends(job)
  return Number((await bench.rowsOf(`${job}.1`))[0]?.[0])
}

const all = ['free', 'live#1', 'live#2']
const needs = (...sessions: string[]) => ({
  type: 'needs consent',
  others: [],
  protected: { count: sessions.length, sessions },
})

describe('a protected session', () => {
  test.each([
    'update emp set comm = 17',
    'select * from emp for update',
    'begin null; end;',
    'create table t17 (n number)',
    'commit',
    'rollback',
    'with x as (select 1 from dual) delete from emp',
  ])('asks for the number of sessions before %s, whatever target names it', async (statement) => {
    const plan = planFor(statement, { sessions: all })
    for (const confirmed of [undefined, 0, 1, 3])
      expect(
        await bench.send({ type: 'submit job', plan, ...(confirmed === undefined ? {} : { confirmed }) }),
      ).toEqual(needs('live#1', 'live#2'))
    const any = planFor(statement, { sessions: ['live#2'], mode: 'any' })
    expect(await bench.send({ type: 'submit job', plan: any, confirmed: 2 })).toEqual(needs('live#2'))
    expect(await sent('17')).toBe(0)
  })

  test('takes a plain query unasked', async () => {
    expect(await bench.ends(await bench.submit('select 1 from dual', { sessions: all }))).toHaveLength(3)
  })

  test('takes the statement once its number is named, and asks again before commit and rollback', async () => {
    const plan = planFor('update emp set comm = 18', { sessions: ['live#1'] })
    const reply = await bench.send({ type: 'submit job', plan, confirmed: 1 })
    const job = reply.type === 'queued' ? reply.job : 0
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
    for (const how of ['commit', 'rollback'] as const)
      expect(await bench.send({ type: 'end transactions', sessions: all, how })).toEqual(
        needs('live#1', 'live#2'),
      )
    const end = { type: 'end transactions', sessions: ['live#1'], how: 'rollback' } as const
    expect(await bench.send({ ...end, confirmed: 2 })).toEqual(needs('live#1'))
    expect(await bench.ends(job)).toEqual(['succeeded, pending'])
    expect(await bench.send({ ...end, confirmed: 1 })).toEqual({ type: 'done' })
    expect(await bench.ends(job)).toEqual(['succeeded, rolled back'])
  })
})

describe('a read-only session', () => {
  test.each([
    ['delete from emp where empno = 19', /session look is read only, and the statement changes/],
    ['with x as (select 1 from dual) delete from emp where empno = 19', /holds DELETE/],
    ['select 19 from emp for update', /FOR UPDATE/],
    ['explain plan for select 19 from dual', /changes or locks data/],
    ['call x19()', /PL\/SQL/],
    ['begin x19; end;', /PL\/SQL/],
    ['lock table emp in share mode', /changes or locks/],
    ['alter session set current_schema = b', /changes the session/],
    ['create table t19 (n number)', /dictionary/],
    ['commit', /ends a transaction/],
  ])('is never sent %s', async (statement, reason) => {
    const before = await sent('19')
    for (const mode of ['each', 'any'] as const)
      expect(
        await bench.send({
          type: 'submit job',
          plan: planFor(statement, { sessions: ['free', 'look'], mode }),
        }),
      ).toEqual({ type: 'refused', failure: { code: 'bad request', message: expect.stringMatching(reason) } })
    expect(await sent('19')).toBe(before)
  })

  test('is not deceived by a value that makes another statement of a query', async () => {
    const plan = planFor('select empno from emp for &x', { sessions: ['look'] })
    const tasks = plan.tasks.map((task) => ({ ...task, statement: 'select empno from emp for update' }))
    expect(await bench.send({ type: 'submit job', plan: { ...plan, tasks } })).toMatchObject({
      type: 'refused',
    })
  })

  test('is refused before anybody is asked about its protection', async () => {
    const plan = planFor('update emp set comm = 1', { sessions: ['look too'] })
    expect(await bench.send({ type: 'submit job', plan })).toMatchObject({ type: 'refused' })
  })

  test('rolls back after each query, before it takes another task', async () => {
    const job = await bench.submit('select 20 from dual', { sessions: ['look'], count: 2 })
    expect(await bench.ends(job)).toEqual(['succeeded, none', 'succeeded, none'])
    const ledger = await bench.submit(
      `select sql_text from practice_ledger where sid = ${bench.state.sessions.get('look')?.identity?.sid} order by seq`,
      { sessions: ['free'] },
    )
    await bench.ends(ledger)
    const texts = (await bench.rowsOf(`${ledger}.1`)).map(([text]) => text)
    expect(texts.slice(texts.indexOf('select 20 from dual'))).toEqual([
      ...['select 20 from dual', 'rollback', 'select 20 from dual', 'rollback'],
    ])
    expect(bench.state.sessions.get('look')?.pending).toEqual([])
  })

  test('leaves a query that was cancelled, or failed, without work', async () => {
    const failed = await bench.submit('select 1 / 0 from dual', { sessions: ['look'] })
    expect(await bench.ends(failed)).toEqual(['failed, none'])
    const job = await bench.submit('select practice.wait(60) from dual', { sessions: ['look'] })
    await bench.running(`${job}.1`)
    await bench.send({ type: 'cancel task', task: `${job}.1` })
    expect(await bench.ends(job)).toEqual(['cancelled, none'])
    expect(await bench.ends(await bench.submit('select 1 from dual', { sessions: ['look'] }))).toEqual([
      'succeeded, none',
    ])
  })
})
