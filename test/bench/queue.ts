/**
 * A long queue: what a thousand open sessions and fifty thousand queued tasks cost, and whether a task costs more to
 * schedule the longer the queue and the more jobs it consists of; by the schedule and its fold alone, and in the engine.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { nextStarts } from '../../src/core/schedule.ts'
import type { Engine } from '../../src/engine/door.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { endedWith, logOfEvents, openSessions } from '../core/log-of-events.ts'
import { planFor } from '../helpers/plans.ts'
import { scriptedConnections } from '../ui/scripted-connections.ts'
import { lineUp, median } from './figures.ts'

const manySessions = 1000
const manyTasks = 50_000
const lengths = [100, 1000, 10_000, 100_000]
const jobCounts = [1, 100, 1000]
/** Tasks of the shortest queue: so many are run of each. */
const measured = 100
const rounds = 3
const width = 10

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Answers printed tables. */
export async function measureQueue(connectString: string): Promise<string> {
  const costs = await compareLengths()
  return [await measureMany(connectString), '', costs].join('\n')
}

async function measureMany(connectString: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'multisession-bench-'))
  const storage = await openJournal({ path: join(directory, 'own.journal'), program: 'bench' })
  const engine = createEngine({
    ...{ storage, open: openConnection, monitorPace: 3_600_000 },
    resolve: async (string) => string,
    password: async () => 'tiger',
  })
  try {
    const names = sessionNames(manySessions)
    const sessions = names.map((name) => ({ name, login: { user: 'scott', connectString } }))
    await engine.send({ type: 'add sessions', sessions })
    const empty = memory()
    const opened = performance.now()
    await engine.send({ type: 'open sessions', sessions: names })
    const openTime = performance.now() - opened
    const withSessions = memory()
    const started = firstStart(engine)
    const plan = planFor('select 1 from dual', { mode: 'any', sessions: names, count: manyTasks, cap: 50 })
    const planned = memory()
    await engine.send({ type: 'pause queue' })
    const queued = performance.now()
    const reply = await engine.send({ type: 'submit job', plan })
    const queueTime = performance.now() - queued
    if (reply.type !== 'queued') throw new Error(`not queued: ${JSON.stringify(reply)}`)
    const withTasks = memory()
    const resumed = performance.now()
    await engine.send({ type: 'resume queue' })
    const startTime = (await started) - resumed
    await engine.send({ type: 'cancel all', reason: 'measured' })
    return lineUp([
      [`${manySessions} sessions open, ${manyTasks} tasks queued`, ''],
      ['to open a session, ms', (openTime / manySessions).toFixed(1)],
      ['memory of a session, KB', ((withSessions - empty) / manySessions / 1024).toFixed(1)],
      ['to queue all tasks, until it is kept, ms', queueTime.toFixed(0)],
      ['memory of a queued task beside its plan, bytes', ((withTasks - planned) / manyTasks).toFixed(0)],
      ['until the first has started, ms', startTime.toFixed(1)],
    ])
  } finally {
    await engine.close()
    await rm(directory, { recursive: true, force: true })
  }
}

const sessionNames = (count: number): string[] => Array.from({ length: count }, (_, index) => `s${index + 1}`)

/** Bytes that are in use when nothing is left to be thrown away. */
function memory(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

function firstStart(engine: Engine): Promise<number> {
  return new Promise((resolve) => {
    const { unsubscribe } = engine.subscribe((events) => {
      if (!events.some(({ type }) => type === 'task started')) return
      unsubscribe()
      resolve(performance.now())
    })
  })
}

interface Queue {
  readonly tasks: number
  readonly jobs: number
  readonly sessions: number
  /** A cap over all tasks. */
  readonly cap: number
}

const kinds = [
  ...jobCounts.map((jobs) => ({
    ...{ jobs, sessions: width, cap: 0 },
    words: jobs === 1 ? 'one job' : `${jobs} jobs`,
  })),
  { jobs: 1000, sessions: 1000, cap: width, words: `1000 jobs, 1000 sessions, ${width} at once` },
]

/** Microseconds of work a task, and how many times what the shortest queue of the same line costs. */
async function compareLengths(): Promise<string> {
  const rows: string[][] = []
  for (const [name, measure] of Object.entries({ 'schedule and fold': scheduleCost, engine: engineCost })) {
    for (const { words, ...kind } of kinds) {
      await measure({ ...kind, tasks: 1000 })
      const costs: number[] = []
      for (const tasks of lengths.filter((length) => length >= kind.jobs))
        costs.push(await medianOf(() => measure({ ...kind, tasks })))
      const cells = costs.map((cost) => `${cost.toFixed(0)} (${(cost / (costs[0] ?? cost)).toFixed(1)})`)
      const missing = lengths.slice(costs.length).map(() => '-')
      rows.push([`${name}, ${words}`, ...missing, ...cells])
    }
  }
  return lineUp([['microseconds a task (ratio), queued:', ...lengths.map(String)], ...rows])
}

async function medianOf(measure: () => number | Promise<number>): Promise<number> {
  const costs: number[] = []
  for (let round = 0; round < rounds; round++) costs.push(await measure())
  return median(costs)
}

/** Microseconds that this process has worked: what others do on the machine does not count. */
const worked = (): number => process.cpuUsage().user

/** One task after the other ends, and what may start then starts. */
function scheduleCost({ tasks, jobs, sessions: count, cap }: Queue): number {
  const log = logOfEvents()
  const sessions = sessionNames(count)
  log.add(...openSessions(sessions), { type: 'cap set', scope: { kind: 'all' }, cap })
  for (let job = 1; job <= jobs; job++)
    log.add({ type: 'job queued', job, plan: planFor('', { mode: 'any', sessions, count: tasks / jobs }) })
  const running: string[] = []
  const startAll = (): void => {
    for (const start of nextStarts(log.state)) {
      running.push(start.task)
      log.add({ type: 'task started', ...start })
    }
  }
  startAll()
  const begin = worked()
  for (let ended = 0; ended < measured - width; ended++) {
    log.add({ type: 'task ended', task: running.shift() as `${number}.${number}`, ...endedWith({}) })
    startAll()
  }
  return (worked() - begin) / (measured - width)
}

/** The same by the engine, on connections that answer at once. */
async function engineCost({ tasks, jobs, sessions: count, cap }: Queue): Promise<number> {
  const engine = createEngine({
    ...scriptedConnections(() => ({ columns: ['1'], rows: [['1']] })),
    ...{ storage: openMemoryStorage(), monitorPace: 3_600_000 },
  })
  const sessions = sessionNames(count)
  const login = { user: 'scott', connectString: 'scripted' }
  await engine.send({ type: 'add sessions', sessions: sessions.map((name) => ({ name, login })) })
  await engine.send({ type: 'open sessions', sessions })
  await engine.send({ type: 'limit', scope: { kind: 'all' }, cap })
  await engine.send({ type: 'pause queue' })
  for (let job = 0; job < jobs; job++) {
    const plan = planFor('select 1 from dual', { mode: 'any', sessions, count: tasks / jobs })
    await engine.send({ type: 'submit job', plan })
  }
  const reached = new Promise<number>((resolve) => {
    let ended = 0
    engine.subscribe((events) => {
      for (const { type } of events) if (type === 'task ended' && ++ended === measured) resolve(worked())
    })
  })
  const begin = worked()
  await engine.send({ type: 'resume queue' })
  const cost = (await reached) - begin
  await engine.close()
  return cost / measured
}
