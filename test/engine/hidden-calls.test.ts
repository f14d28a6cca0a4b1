import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type JobRequest, planJob } from '../../src/core/plan.ts'
import { taskOf } from '../../src/core/state.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'

let bench: EngineBench

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('scott', 'scott')
})

afterAll(() => bench.stop())

const plan = (text: string, part: Partial<JobRequest> = {}) =>
  planJob(
    {
      ...{ text, target: 'scott', mode: 'each', cap: 0, parameters: [], commit: false },
      ...{
        limits: { rows: 10, bytes: undefined },
        results: 'keep',
        whenSelfBlocked: 'hold',
        settlesOthers: false,
      },
      ...part,
    },
    { sessions: ['scott'], groups: new Map() },
  )

async function run(text: string, part: Partial<JobRequest> = {}, secrets?: Record<string, string>) {
  const reply = await bench.send({
    ...{ type: 'submit job', plan: plan(text, part) },
    ...(secrets === undefined ? {} : { secrets }),
  })
  if (reply.type !== 'queued') throw new Error(JSON.stringify(reply))
  const ends = await bench.ends(reply.job)
  return { job: reply.job, ends, phase: taskOf(bench.state, `${reply.job}.1`).phase }
}

/** Everything that any reader, and any journal, gets to see. */
const told = () => JSON.stringify(bench.events)

describe('a password that a statement sets', () => {
  test('is sent, and stands in no event', async () => {
    const made = await run('alter user scott identified by "s3cret-one"')
    expect(made.ends).toEqual(['succeeded, committed'])
    expect(told()).toContain('alter user scott identified by ***')
    expect(told()).not.toContain('s3cret')
    expect(bench.state.jobs.get(made.job)?.plan.hasMaskedText).toBe(true)
    expect((await run('alter user scott identified by another_s3cret replace "s3cret-one"')).ends).toEqual([
      'succeeded, committed',
    ])
    expect(told()).not.toContain('s3cret')
  })

  test('that is a parameter is masked there too, task by task', async () => {
    const parameters = [
      { name: 'WHO', values: ['scott'] },
      { name: 'PW', values: ['s3cret_two', 's3cret_three'] },
    ]
    const { ends } = await run('alter user &who identified by &pw', { parameters })
    expect(ends).toEqual(['succeeded, committed', 'succeeded, committed'])
    expect(told()).toMatch(/"WHO":"scott","PW":"\*\*\*"/)
    expect(told()).not.toContain('s3cret')
  })

  test('is not repeated by the error of the server', async () => {
    const { phase } = await run('alter user scott identified by "s3cret three" s3cret_four')
    expect(phase).toMatchObject({ end: { outcome: 'failed' } })
    const { phase: block } = await run(
      `begin raise_application_error(-20001, 'no: identified by "s3cret-five"'); end;`,
    )
    expect(block).toMatchObject({ end: { error: { message: expect.stringContaining('no: identified by') } } })
    expect(told()).not.toMatch(/s3cret three|s3cret-five/)
  })
})

describe('a secret', () => {
  const text =
    "begin if :pw <> 's3' || 'cret-six' then raise_application_error(-20001, 'other'); end if; end;"

  test('is bound, and stands in no event', async () => {
    const { ends, job } = await run(text, { secrets: ['PW'] }, { PW: 's3cret-six' })
    expect(ends).toEqual(['succeeded, none'])
    expect(bench.state.jobs.get(job)?.plan.secrets).toEqual(['PW'])
    expect(told()).not.toContain('s3cret-six')
  })

  test('stands beside parameters', async () => {
    const { ends } = await run(
      'select 1 from dual where :pw = :other',
      { secrets: ['PW'], parameters: [{ name: 'OTHER', values: ['s3', 's4'] }] },
      { PW: 's3' },
    )
    expect(ends).toEqual(['succeeded, none', 'succeeded, none'])
  })

  test('is masked in an error that repeats it', async () => {
    const { phase } = await run(
      "begin raise_application_error(-20001, 'bad value ' || :pw); end;",
      { secrets: ['PW'] },
      { PW: 's3cret-seven' },
    )
    expect(phase).toMatchObject({ end: { error: { message: expect.stringContaining('bad value ***') } } })
    expect(told()).not.toContain('s3cret-seven')
  })

  test('without a value is refused: a job cannot be run again without asking for it', async () => {
    expect(await bench.send({ type: 'submit job', plan: plan(text, { secrets: ['PW'] }) })).toEqual({
      type: 'refused',
      failure: { code: 'bad request', message: 'no value for the secret :pw, which is not kept' },
    })
  })
})
