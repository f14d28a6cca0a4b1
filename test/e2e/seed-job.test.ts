/** The job this tool was made for, on the practice database: a pool of three over seven schemas. */
import { setTimeout as sleep } from 'node:timers/promises'
import oracledb from 'oracledb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TaskId } from '../../src/core/job.ts'
import { taskOf } from '../../src/core/state.ts'
import { type EngineBench, startEngineBench } from '../helpers/engine-bench.ts'
import { listSchedule } from '../helpers/list-schedule.ts'
import { planFor } from '../helpers/plans.ts'

const schemas = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
const pool = ['scott#1', 'scott#2', 'scott#3']

let bench: EngineBench
/** How many sessions of ours were active in V$SESSION, each time it was looked at. */
const samples: number[] = []

const spanOf = (task: TaskId): { start: number; end: number } => {
  const { phase } = taskOf(bench.state, task)
  if (phase.name !== 'ended' || phase.since === undefined) throw new Error(`${task} did not run`)
  return { start: phase.since, end: phase.at }
}

const spans = () => schemas.map((_, index) => spanOf(`1.${index + 1}`))

beforeAll(async () => {
  bench = await startEngineBench()
  await bench.addSessions('scott', ...pool)
  await bench.send({ type: 'open sessions', sessions: pool })
  const plan = planFor('begin &schema..task; end;', { mode: 'any', sessions: pool, cap: 3, kind: 'plsql' })
  const tasks = schemas.map((schema, index) => ({
    number: index + 1,
    parameters: { SCHEMA: schema },
    statement: `begin ${schema}.task; end;`,
    binds: {},
  }))
  expect(await bench.send({ type: 'submit job', plan: { ...plan, tasks } })).toEqual({
    type: 'queued',
    job: 1,
  })

  const watcher = await oracledb.getConnection({
    user: 'scott',
    password: 'tiger',
    connectString: bench.directConnectString,
  })
  while (bench.state.active.size > 0) {
    const { rows } = await watcher.execute<[string]>(
      `select count(*) from v$session where module = 'multisession' and status = 'ACTIVE' and action like '1.%'`,
    )
    samples.push(Number(rows?.[0]?.[0]))
    // Often enough to be sure, and not so often that the tasks wait for the processor.
    await sleep(10)
  }
  await watcher.close()
}, 60_000)

afterAll(() => bench.stop())

test('every task succeeds and leaves nothing pending', async () => {
  expect(await bench.ends(1)).toEqual(Array(7).fill('succeeded, none'))
})

test('never more than three sessions are active on the server, and three often are', () => {
  expect(samples.length).toBeGreaterThan(50)
  expect(Math.max(...samples)).toBe(3)
})

test('A, B and C start first; each of the others starts when one before it ends', () => {
  const [a, b, c, ...others] = spans()
  const first = [a, b, c].map((span) => span?.start ?? 0)
  for (const other of others) expect(other.start).toBeGreaterThanOrEqual(Math.max(...first))
  const order = bench.events.flatMap((event) =>
    event.type === 'task started' || event.type === 'task ended'
      ? [{ type: event.type, task: event.task }]
      : [],
  )
  const startOfD = order.findIndex((event) => event.type === 'task started' && event.task === '1.4')
  const firstEnd = order.findIndex((event) => event.type === 'task ended')
  expect(order.slice(0, 3).map((event) => event.task)).toEqual(['1.1', '1.2', '1.3'])
  expect(startOfD).toBe(firstEnd + 1)
})

test('the makespan is that of an ideal list schedule of the same durations in the same order', () => {
  const measured = spans()
  const makespan =
    Math.max(...measured.map((span) => span.end)) - Math.min(...measured.map((span) => span.start))
  const ideal = listSchedule(
    measured.map((span) => span.end - span.start),
    3,
  )
  const ratio = makespan / ideal
  console.log(`makespan ${makespan} ms, ideal ${ideal} ms, ratio ${ratio.toFixed(3)}`)
  expect(ratio).toBeLessThan(1.05)
})
