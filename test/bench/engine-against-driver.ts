/**
 * The engine against a bare loop on the driver, over the same connections and in turns, so that noise hits both:
 * statements per second, and rows per second.
 */
import oracledb from 'oracledb'
import { streamRows } from '../../src/cli/row-stream.ts'
import { apply } from '../../src/core/apply.ts'
import type { JobPlan } from '../../src/core/job.ts'
import type { Engine } from '../../src/engine/door.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { adoptConnection } from '../../src/oracle/connection.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { planFor } from '../helpers/plans.ts'
import { median } from './figures.ts'

export interface Ratio {
  readonly name: string
  readonly bare: number
  readonly engine: number
  /** Engine over bare, the median of the rounds' own ratios. */
  readonly ratio: number
}

type Run = ReturnType<typeof runnerOn>

const rounds = 5
/** A small question to a small table, and the least there is to ask: where the engine's own work weighs most. */
const smallQueries = {
  'select count(*), sum(amount) from a.orders': 2000,
  'select 1 from dual': 3000,
} as const
const rowsPerRound = 60_000

/** Measures over `width` connections, each in one session. */
export async function measureEngine(connectString: string, width: number): Promise<Ratio[]> {
  const login = { user: 'scott', password: 'tiger', connectString }
  const connections = await Promise.all(Array.from({ length: width }, () => oracledb.getConnection(login)))
  const sessions = connections.map((_, index) => `s${index + 1}`)
  const free = [...connections]
  const engine = createEngine({
    storage: openMemoryStorage(),
    open: () => adoptConnection(free.shift() as oracledb.Connection),
    resolve: async (string) => string,
    password: async () => 'tiger',
  })
  await engine.send({
    type: 'add sessions',
    sessions: sessions.map((name) => ({ name, login: { user: 'scott', connectString } })),
  })
  await engine.send({ type: 'open sessions', sessions })
  const run = runnerOn(engine)
  try {
    return [
      ...(await compareStatements(connections, run, sessions)),
      await compare(`rows per second, ${width} connections`, rowsPerRound * width, {
        bare: async () => {
          await Promise.all(connections.map(bareRows))
        },
        engine: () => engineRows(run, sessions),
      }),
    ]
  } finally {
    await engine.close()
  }
}

async function compareStatements(
  connections: readonly oracledb.Connection[],
  run: Run,
  sessions: readonly string[],
): Promise<Ratio[]> {
  const ratios: Ratio[] = []
  for (const [statement, count] of Object.entries(smallQueries)) {
    ratios.push(
      await compare(`statements per second, ${connections.length} connections: ${statement}`, count, {
        bare: () => bareStatements(connections, statement, count),
        engine: async () => {
          await run(planFor(statement, { mode: 'any', sessions, count }))
        },
      }),
    )
  }
  return ratios
}

async function compare(
  name: string,
  units: number,
  ways: { bare: () => Promise<void>; engine: () => Promise<void> },
): Promise<Ratio> {
  const bare: number[] = []
  const engine: number[] = []
  await ways.bare()
  await ways.engine()
  for (let round = 0; round < rounds; round++) {
    bare.push(units / (await secondsOf(ways.bare)))
    engine.push(units / (await secondsOf(ways.engine)))
  }
  const ratios = engine.map((each, round) => each / (bare[round] ?? each))
  return { name, bare: median(bare), engine: median(engine), ratio: median(ratios) }
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

/** The least that any program does: each connection takes the next statement, and has its answer in one round trip. */
async function bareStatements(
  connections: readonly oracledb.Connection[],
  statement: string,
  count: number,
): Promise<void> {
  let left = count
  await Promise.all(
    connections.map(async (connection) => {
      while (left-- > 0) await connection.execute(statement, [], { prefetchRows: 101 })
    }),
  )
}

const manyRows = `select level as id, 'name ' || level as name, level * 1.25 as amount from dual connect by level <= ${rowsPerRound}`

/** Exact numbers, as ours are: NUMBER as text. */
async function bareRows(connection: oracledb.Connection): Promise<void> {
  const { resultSet } = await connection.execute<unknown[]>(manyRows, [], {
    resultSet: true,
    fetchArraySize: 1000,
    prefetchRows: 1000,
    fetchTypeHandler: ({ dbType }) =>
      dbType === oracledb.DB_TYPE_NUMBER ? { type: oracledb.STRING } : undefined,
  })
  if (!resultSet) throw new Error('no result set')
  let count = 0
  for (;;) {
    const rows = await resultSet.getRows(1000)
    count += rows.length
    if (rows.length < 1000) break
  }
  await resultSet.close()
  if (count !== rowsPerRound) throw new Error(`${count} rows`)
}

async function engineRows(run: Run, sessions: readonly string[]): Promise<void> {
  const plan = planFor(manyRows, { sessions, results: 'pass', limits: { rows: undefined, bytes: undefined } })
  const count = await run(plan)
  if (count !== rowsPerRound * sessions.length) throw new Error(`${count} rows`)
}

/** Runs one job after the other on an engine, and reads their passed rows as the command line does. */
function runnerOn(engine: Engine) {
  let current:
    | { rows: number; left: number; readonly isPassed: boolean; readonly ended: () => void }
    | undefined
  const { state } = engine.subscribe((events) => {
    for (const event of events) {
      apply(state, event)
      if (current?.isPassed) rows.tell(event)
      if (current && event.type === 'task ended' && --current.left === 0) current.ended()
    }
  })
  const rows = streamRows(engine, state, async (batch) => {
    if (current) current.rows += batch.rows.length
  })
  /** Answers how many rows were read. */
  return async (plan: JobPlan): Promise<number> => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const mine = { rows: 0, left: plan.tasks.length, isPassed: plan.results === 'pass', ended: resolve }
    current = mine
    const reply = await engine.send({ type: 'submit job', plan })
    if (reply.type !== 'queued') throw new Error(JSON.stringify(reply))
    await promise
    for (const task of plan.tasks) await rows.finished(`${reply.job}.${task.number}`)
    return mine.rows
  }
}
