import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { parseHalt } from '../../src/core/halt.ts'
import { parseExpectation } from '../../src/core/signature.ts'
import { parseWaves } from '../../src/core/waves.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { type PlanPart, planFor } from '../helpers/plans.ts'

let bench: EngineBench

const schemas = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

beforeEach(async () => {
  bench = await startEngineBench()
  for (const schema of schemas) await bench.addSessions(schema, schema)
  await bench.addSessions('a', 'one', 'two')
  await bench.addSessions('scott', 'judge')
})

afterEach(() => bench.stop())

/** Statements that the server has begun since, as its own ledger says; `like` tells them from others. */
async function ranOnServer(like: string): Promise<number> {
  const job = await bench.submit(
    `select count(*) from practice_ledger where lower(sql_text) like '${like}' and sql_text not like '%practice_ledger%'`,
    { sessions: ['judge'] },
  )
  await bench.ends(job)
  const [[count] = []] = await bench.rowsOf(`${job}.1`)
  return Number(count)
}

describe('a halt', () => {
  const fails = `begin raise_application_error(-20007, 'on purpose'); end;`
  const sleeps = (seconds: number) => `begin dbms_session.sleep(${seconds}); end;`
  const succeeds = 'begin null; end;'

  const rule = (text: string): PlanPart => {
    const halt = parseHalt(text)
    return halt ? { halt } : {}
  }

  /** Each statement a task, on whichever of two sessions is free. */
  const queue = (statements: readonly string[], part: PlanPart) => {
    const plan = planFor(statements[0] ?? '', { mode: 'any', sessions: ['one', 'two'], ...part })
    const tasks = statements.map((statement, index) => ({
      ...{ number: index + 1, parameters: {}, statement, binds: {} },
    }))
    return bench.submit(statements[0] ?? '', { ...plan, tasks })
  }

  test('soon starts nothing more and lets what runs come to its end', async () => {
    const update = 'begin update flaky_calls set called = sysdate; end;'
    const lock = 'lock table flaky_calls in exclusive mode'
    await bench.ends(await bench.submit(lock, { sessions: ['a'] }))
    // It waits for the lock until the other has failed.
    const job = await queue([update, fails, succeeds, succeeds], rule('soon,fail=1'))
    await vi.waitFor(() => expect(bench.state.jobs.get(job)?.stopped).toBeDefined())
    expect(bench.state.jobs.get(job)?.stopped).toBe('halt soon,fail=1: 1 of 4 tasks failed')
    expect(bench.state.jobs.get(job)?.running).toBe(1)
    await bench.send({ type: 'end transactions', sessions: ['a'], how: 'rollback' })
    const [first, ...others] = await bench.ends(job)
    expect(first).toMatch(/^succeeded/)
    expect(others).toEqual(['failed, rolled back', ...twice('skipped, none')])
    expect(await ranOnServer('begin null%')).toBe(0)
  })

  test('now breaks off what runs as well', async () => {
    const job = await queue([sleeps(600), fails, succeeds], rule('now,fail=1%'))
    const [first, ...others] = await bench.ends(job)
    expect(first).toMatch(/^cancelled/)
    expect(others).toEqual(['failed, rolled back', 'skipped, none'])
    expect(await ranOnServer('begin null%')).toBe(0)
  })

  test('on success takes the first that succeeds and breaks off the other', async () => {
    const job = await queue([sleeps(600), succeeds, sleeps(600)], rule('now,success=1'))
    const [first, second, third] = await bench.ends(job)
    expect(first).toMatch(/^cancelled/)
    expect([second, third]).toEqual(['succeeded, none', 'skipped, none'])
  })

  test('counts a lost connection, after which nobody knows what ran, as failed', async () => {
    const job = await queue(['begin practice.drop_connection; end;', sleeps(0.2), succeeds], {
      ...{ ...rule('soon,fail=1'), cap: 1 },
    })
    const [first, ...others] = await bench.ends(job)
    expect(first).toMatch(/^unknown/)
    expect(others).toEqual(twice('skipped, none'))
  })

  test('leaves a job alone that fails less often', async () => {
    const job = await queue([fails, succeeds, succeeds, succeeds], rule('soon,fail=30%'))
    expect((await bench.ends(job)).filter((end) => end.startsWith('succeeded'))).toHaveLength(3)
    expect(bench.state.jobs.get(job)?.stopped).toBeUndefined()
  })
})

describe('waves', () => {
  const emp = 'select * from emp'
  const inWaves = { sessions: schemas, waves: parseWaves('1,5,20%') }

  const held = (job: number) =>
    vi.waitFor(() => {
      const reason = bench.state.jobs.get(job)?.held
      expect(reason).toBeDefined()
      return reason
    })

  const release = async (job: number) =>
    expect(await bench.send({ type: 'release jobs', jobs: [job] })).toEqual({ type: 'done' })

  test('hold after the first; nothing of the others has run, and not even a session of theirs is open', async () => {
    const job = await bench.submit(emp, inWaves)
    expect(await held(job)).toBe('wave 1 of 3: 1 task: succeeded, 14 rows')
    expect(await ranOnServer('select * from emp%')).toBe(1)
    expect(schemas.map((name) => bench.state.sessions.get(name)?.phase.name)).toEqual([
      'idle',
      ...Array.from({ length: 6 }, () => 'closed'),
    ])
    await bench.send({ type: 'cancel job', job, reason: 'enough' })
    expect(await bench.ends(job)).toEqual([
      'succeeded, none',
      ...Array.from({ length: 6 }, () => 'skipped, none'),
    ])
    expect(await ranOnServer('select * from emp%')).toBe(1)
  })

  test('find the schema that has drifted: the second holds the job and names it, and g is not touched before somebody says so', async () => {
    const job = await bench.submit(emp, inWaves)
    await held(job)
    await release(job)
    await vi.waitFor(() => expect(bench.state.jobs.get(job)?.waves?.current).toBe(3))
    expect(await held(job)).toBe(
      `wave 2 of 3: not as confirmed: ${job}.6 f: succeeded, 13 rows (expected: succeeded, 14 rows)`,
    )
    expect(await ranOnServer('select * from emp%')).toBe(6)
    await release(job)
    expect(await bench.ends(job)).toEqual(Array.from({ length: 7 }, () => 'succeeded, none'))
  })

  test('go on by themselves while each task gives what the first gave, an error too', async () => {
    const job = await bench.submit('begin flaky_task; end;', {
      sessions: ['a', 'b', 'c'],
      waves: parseWaves('1'),
    })
    expect(await held(job)).toMatch(/^wave 1 of 3: 1 task: failed, 0 rows, ORA-20001$/)
    await release(job)
    await bench.ends(job)
    expect(bench.events.flatMap((event) => (event.type === 'job held' ? event.wave : []))).toEqual([1])
  })

  test('hold the job where a task fails that others did not, and go on once somebody takes that for granted', async () => {
    await bench.ends(await bench.submit('begin flaky_task; end;', { sessions: ['a', 'b'] }))
    const job = await bench.submit('begin flaky_task; end;', {
      ...{ sessions: ['a', 'b', 'c', 'd', 'e'], waves: parseWaves('1') },
      expected: [parseExpectation('outcome=succeeded')],
    })
    expect(await held(job)).toMatch(
      /^wave 3 of 5: not as confirmed: \d+\.3 c: failed, 0 rows, ORA-20001 \(expected: succeeded\)$/,
    )
    expect(await ranOnServer('begin flaky_task%')).toBe(5)
    await release(job)
    expect((await bench.ends(job)).map((end) => end.split(',')[0])).toEqual([
      ...twice('succeeded'),
      ...['failed', 'failed', 'failed'],
    ])
  })

  test('need no confirmation of what was expected beforehand', async () => {
    const expected = [parseExpectation('rows=14,outcome=succeeded')]
    const job = await bench.submit(emp, { sessions: ['a', 'b', 'c'], waves: parseWaves('1'), expected })
    expect(await bench.ends(job)).toEqual(['succeeded, none', ...twice('succeeded, none')])
    expect(bench.events.filter(({ type }) => type === 'wave ended')).toHaveLength(3)
    expect(bench.events.filter(({ type }) => type === 'job held')).toEqual([])
  })

  test('that do not give what was expected beforehand hold the job, the first one too', async () => {
    const expected = [parseExpectation('rows=14')]
    const job = await bench.submit(emp, { sessions: ['f', 'a'], waves: parseWaves('1'), expected })
    expect(await held(job)).toBe(
      `wave 1 of 2: not as confirmed: ${job}.1 f: succeeded, 13 rows (expected: 14 rows)`,
    )
  })

  test('are not asked about when a task brings about a halt', async () => {
    const halt = parseHalt('soon,fail=1')
    const job = await bench.submit('select * from nowhere', { ...inWaves, ...(halt && { halt }) })
    expect(await bench.ends(job)).toEqual([
      'failed, none',
      ...Array.from({ length: 6 }, () => 'skipped, none'),
    ])
    expect(bench.events.some(({ type }) => type === 'job held')).toBe(false)
  })

  test('are told with what they gave, numbers and all, the last one too', async () => {
    const job = await bench.submit(emp, { sessions: ['a', 'f'], waves: parseWaves('1') })
    await held(job)
    await release(job)
    await bench.ends(job)
    expect(bench.events.filter(({ type }) => type === 'wave ended')).toMatchObject([
      { wave: 1, signature: [{ tasks: 1, outcome: 'succeeded', rows: 14, error: 'none' }] },
      { wave: 2, difference: `${job}.2 f: succeeded, 13 rows (expected: succeeded, 14 rows)` },
    ])
  })
})

const twice = (text: string): string[] => [text, text]
