/**
 * What the journal costs: the same tasks with it and with storage in memory, at several caps in one run; how long its
 * client keeps the event loop; and how long a program takes to its first output with many tasks in the journal and with
 * none.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Engine } from '../../src/engine/door.ts'
import { createEngine } from '../../src/engine/engine.ts'
import { openConnection } from '../../src/oracle/connection.ts'
import type { Storage } from '../../src/storage/door.ts'
import { openJournal } from '../../src/storage/journal/open.ts'
import { openMemoryStorage } from '../../src/storage/memory.ts'
import { planFor } from '../helpers/plans.ts'
import { lineUp, median } from './figures.ts'

const tasks = 5000
const rounds = 9
const caps = [1, 3, 50]
const manyTasks = 100_000

/** Answers printed tables. */
export async function measureJournal(connectString: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'multisession-bench-'))
  try {
    const rows: string[][] = []
    for (const cap of caps) rows.push(await compareAt(cap, connectString, directory))
    const settings =
      'SQLite in WAL mode; synchronous FULL (fsync) for all but plain queries, NORMAL for those'
    return [
      lineUp([
        [
          `${tasks} tasks of one row`,
          'memory /s',
          'journal /s',
          'ratio',
          'longest stall ms: memory',
          'journal',
        ],
        ...rows,
      ]),
      settings,
      '',
      await compareStarts(directory, connectString),
    ].join('\n')
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

async function compareAt(cap: number, connectString: string, directory: string): Promise<string[]> {
  const memory = await openRunner(openMemoryStorage(), cap, connectString)
  const path = join(directory, `${cap}.journal`)
  const { storage, longest } = timed(await openJournal({ path, program: 'bench' }))
  const journal = await openRunner(storage, cap, connectString)
  for (let warmUp = 0; warmUp < 2; warmUp++) {
    await memory.run(tasks)
    await journal.run(tasks)
  }
  const figures = { memory: [] as number[], journal: [] as number[], settled: [] as number[] }
  const stalls = { memory: [] as number[], journal: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    for (const [name, runner] of [['memory', memory] as const, ['journal', journal] as const]) {
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()
      figures[name].push(await runner.run(tasks))
      delay.disable()
      stalls[name].push(delay.max / 1e6)
    }
    // Whoever reads has what was kept worked into the tables first.
    const start = performance.now()
    await journal.engine.history.jobs(1)
    const seconds = tasks / (figures.journal.at(-1) ?? 1) + (performance.now() - start) / 1000
    figures.settled.push(tasks / seconds)
  }
  await memory.engine.close()
  await journal.engine.close()
  const ratioOf = (name: 'journal' | 'settled') =>
    median(figures[name].map((each, round) => each / (figures.memory[round] ?? each))).toFixed(2)
  return [
    `cap ${cap}`,
    median(figures.memory).toFixed(0),
    median(figures.journal).toFixed(0),
    ratioOf('journal'),
    ratioOf('settled'),
    median(stalls.memory).toFixed(1),
    median(stalls.journal).toFixed(1),
    longest().toFixed(1),
  ]
}

/** Measures how long the journal's own calls keep the caller, in milliseconds; what they wait for is not counted. */
function timed(journal: Storage): { readonly storage: Storage; readonly longest: () => number } {
  let longest = 0
  const time =
    <A extends readonly unknown[], R>(call: (...args: A) => R): ((...args: A) => R) =>
    (...args) => {
      const start = performance.now()
      const result = call(...args)
      longest = Math.max(longest, performance.now() - start)
      return result
    }
  const storage: Storage = {
    ...journal,
    append: time(journal.append),
    appendOutput: time(journal.appendOutput),
    openResult: (...args) => {
      const sink = journal.openResult(...args)
      return { ...sink, append: time(sink.append), complete: time(sink.complete) }
    },
  }
  return { storage, longest: () => longest }
}

interface Runner {
  readonly engine: Engine
  /** Runs so many tasks and answers how many a second. */
  run(count: number): Promise<number>
}

async function openRunner(storage: Storage, width: number, connectString: string): Promise<Runner> {
  const sessions = Array.from({ length: width }, (_, index) => `s${index + 1}`)
  const engine = createEngine({
    ...{ storage, open: openConnection },
    resolve: async (string) => string,
    password: async () => 'tiger',
  })
  await engine.send({
    type: 'add sessions',
    sessions: sessions.map((name) => ({ name, login: { user: 'scott', connectString } })),
  })
  await engine.send({ type: 'open sessions', sessions })
  let left = 0
  let reached = (): void => undefined
  engine.subscribe((events) => {
    for (const event of events) if (event.type === 'task ended' && --left === 0) reached()
  })
  return {
    engine,
    async run(count) {
      const plan = planFor('select 1 from dual', { mode: 'any', sessions, count })
      const ended = new Promise<void>((resolve) => {
        reached = resolve
      })
      left = count
      const start = performance.now()
      await engine.send({ type: 'submit job', plan })
      await ended
      return (count * 1000) / (performance.now() - start)
    },
  }
}

async function compareStarts(directory: string, connectString: string): Promise<string> {
  const empty = join(directory, 'empty')
  const full = join(directory, 'full')
  await fill(join(full, 'state', 'own.journal'))
  const run = ['run', 'select 1 from dual', '--connect', `a=a@${connectString}`, '--on', 'a']
  const commands = { 'multisession jobs': ['jobs'], 'multisession run': run }
  const rows: string[][] = []
  for (const [name, argv] of Object.entries(commands)) {
    const times = { empty: [] as number[], full: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      times.empty.push(await firstOutput(argv, empty))
      times.full.push(await firstOutput(argv, full))
    }
    const ratio = median(times.full.map((each, round) => each / (times.empty[round] ?? each)))
    rows.push([name, median(times.empty).toFixed(0), median(times.full).toFixed(0), ratio.toFixed(2)])
  }
  return lineUp([
    [`to the first output, ${manyTasks} tasks in the journal`, 'empty ms', 'full ms', 'ratio'],
    ...rows,
  ])
}

/** A hundred jobs of a thousand tasks, each with a row. */
async function fill(path: string): Promise<void> {
  const journal = await openJournal({ path, program: 'bench' })
  const each = 1000
  let seq = 0
  for (let count = 0; count < manyTasks; count += each) {
    const job = await journal.reserveJob()
    const events = [
      { type: 'job queued', job, plan: planFor('select 1 from dual', { count: each }) },
      ...Array.from({ length: each }, (_, index) => index + 1).flatMap((task) => {
        const address = { task: `${job}.${task}`, result: 0 } as const
        const answer = journal.openResult(address, [{ name: '1', type: 'NUMBER' }], 'keep')
        answer.append([['1']])
        answer.complete()
        return [
          { type: 'task started', task: `${job}.${task}`, session: 'a' } as const,
          {
            ...({ type: 'task ended', task: `${job}.${task}`, outcome: 'succeeded' } as const),
            ...({ fate: 'none', rows: 1, isCut: false } as const),
          },
        ]
      }),
    ] as const
    await journal.append(
      events.map((body) => ({ ...body, version: 1, seq: ++seq, at: 1_790_000_000_000 + seq })),
    )
  }
  await journal.close()
}

/** Milliseconds until a program writes anything to stdout. */
async function firstOutput(argv: readonly string[], home: string): Promise<number> {
  const start = performance.now()
  const child = spawn(process.execPath, ['dist/main.js', ...argv], {
    env: { ...process.env, MULTISESSION_HOME: home, MULTISESSION_PASSWORD_A: 'tiger' },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const exited = once(child, 'exit')
  await once(child.stdout, 'data')
  const time = performance.now() - start
  child.stdout.resume()
  await exited
  return time
}
