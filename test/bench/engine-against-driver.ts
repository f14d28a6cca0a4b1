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

const rounds = 15
/**
 * From a small report down to the least there is to ask, where the engine's own work weighs most. `count` runs a round;
 * before the rounds each way runs warm, for a JavaScript engine takes tens of thousands of calls to be at its best.
 */
const questions = [
  {
    name: 'a join with sums',
    statement: `select d.dname, count(*), sum(o.amount) from a.dept d join a.emp e on e.deptno = d.deptno
      cross join a.orders o group by d.dname order by d.dname`,
    ...{ count: 200, warmUp: 400 },
  },
  {
    name: 'sums of a small table',
    statement: 'select count(*), sum(amount) from a.orders',
    ...{ count: 800, warmUp: 8000 },
  },
  { name: 'select 1 from dual', statement: 'select 1 from dual', count: 2000, warmUp: 30_000 },
] as const
const rowsPerRound = 20_000

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
  try {
    return [
      // Rows first: a reader begins with a snapshot, which grows with the tasks before it.
      await compare(`rows per second, ${over(width)}`, rowsPerRound * width, {
        bare: async () => {
          await Promise.all(connections.map(bareRows))
        },
        engine: () => engineRows(engine, sessions),
      }),
      ...(await compareStatements(connections, engine, sessions)),
    ]
  } finally {
    await engine.close()
  }
}

const over = (width: number): string => (width === 1 ? 'one connection' : `${width} connections`)

async function compareStatements(
  connections: readonly oracledb.Connection[],
  engine: Engine,
  sessions: readonly string[],
): Promise<Ratio[]> {
  const endings = new TaskEndings(engine)
  const ratios: Ratio[] = []
  for (const { name, statement, count, warmUp } of questions) {
    const run = {
      bare: (times: number) => bareStatements(connections, statement, times),
      engine: (times: number) =>
        runToEnd(engine, endings, planFor(statement, { mode: 'any', sessions, count: times })),
    }
    await run.bare(warmUp)
    await run.engine(warmUp)
    ratios.push(
      await compare(`statements per second, ${over(connections.length)}: ${name}`, count, {
        bare: () => run.bare(count),
        engine: () => run.engine(count),
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

/** The least that any program does on the driver as it is set up here: each connection takes the next statement. */
async function bareStatements(
  connections: readonly oracledb.Connection[],
  statement: string,
  count: number,
): Promise<void> {
  let left = count
  await Promise.all(
    connections.map(async (connection) => {
      while (left-- > 0) await connection.execute(statement)
    }),
  )
}

const manyRows = `select level as id, 'name ' || level as name, level * 1.25 as amount from dual connect by level <= ${rowsPerRound}`

async function bareRows(connection: oracledb.Connection): Promise<void> {
  const { resultSet } = await connection.execute<unknown[]>(manyRows, [], {
    resultSet: true,
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

async function engineRows(engine: Engine, sessions: readonly string[]): Promise<void> {
  const plan = planFor(manyRows, { sessions, results: 'pass', limits: { rows: undefined, bytes: undefined } })
  const count = await countRows(engine, plan)
  if (count !== rowsPerRound * sessions.length) throw new Error(`${count} rows`)
}

/** Submits a job and waits for its last task; reads no rows. */
async function runToEnd(engine: Engine, endings: TaskEndings, plan: JobPlan): Promise<void> {
  const ended = endings.after(plan.tasks.length)
  await submit(engine, plan)
  await ended
}

/** Counts ended tasks, and does no more, so that the engine's work is measured and not a reader's. */
class TaskEndings {
  private left = 0
  private reached: () => void = () => undefined

  constructor(engine: Engine) {
    engine.subscribe((events) => {
      for (const event of events) if (event.type === 'task ended' && --this.left === 0) this.reached()
    })
  }

  after(count: number): Promise<void> {
    this.left = count
    return new Promise((resolve) => {
      this.reached = resolve
    })
  }
}

/** Submits a job and reads its passed rows as the command line does; answers how many there were. */
async function countRows(engine: Engine, plan: JobPlan): Promise<number> {
  let count = 0
  const { state, unsubscribe } = engine.subscribe((events) => {
    for (const event of events) {
      apply(state, event)
      rows.tell(event)
    }
  })
  const rows = streamRows(engine, state, async (batch) => {
    count += batch.rows.length
  })
  const endings = new TaskEndings(engine)
  const ended = endings.after(plan.tasks.length)
  const job = await submit(engine, plan)
  await ended
  for (const task of plan.tasks) await rows.finished(`${job}.${task.number}`)
  unsubscribe()
  return count
}

async function submit(engine: Engine, plan: JobPlan): Promise<number> {
  const reply = await engine.send({ type: 'submit job', plan })
  if (reply.type !== 'queued') throw new Error(JSON.stringify(reply))
  return reply.job
}
