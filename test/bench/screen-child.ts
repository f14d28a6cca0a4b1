/**
 * The shell on an engine that only tells: a thousand sessions run tasks without end, at a pace, and bring rows. What it
 * cost is written to a file when it is left. Started by the bench of the screen, in a terminal.
 */
import { writeFileSync } from 'node:fs'
import { apply } from '../../src/core/apply.ts'
import type { Event, EventBody } from '../../src/core/event.ts'
import type { JobPlan } from '../../src/core/job.ts'
import { emptyState, type State } from '../../src/core/state.ts'
import type { Engine } from '../../src/engine/door.ts'
import { watchForgetting } from '../../src/engine/forgetting.ts'
import { openShell } from '../../src/ui/open-shell.ts'

const sessionCount = Number(process.env['BENCH_SESSIONS'] ?? 1_000)
/** Statements that end in a second; 0 is an idle screen. */
const pace = Number(process.env['BENCH_PACE'] ?? 200)
/** Tasks that have ended before the first frame. */
const before = Number(process.env['BENCH_BEFORE'] ?? 0)
/** Tasks of a job; when all have started, the next job comes. */
const taskCount = Number(process.env['BENCH_TASKS'] ?? 30_000)
/** Tasks of ended jobs that are remembered, as the engine of a shell remembers them. */
const remembered = 10_000
const report = process.env['BENCH_REPORT'] ?? ''

const names = Array.from({ length: sessionCount }, (_, index) => `s${String(index + 1).padStart(4, '0')}`)
const statement = 'select * from orders'
const planJob = (): JobPlan => ({
  ...{
    statement,
    kind: 'query',
    mode: 'any',
    target: `s:${sessionCount}`,
    sessions: names,
    parameters: ['N'],
  },
  tasks: Array.from({ length: taskCount }, (_, index) => ({
    ...{ number: index + 1, parameters: { N: String(index + 1) }, statement, binds: {} },
  })),
  ...{ cap: 0, commit: false, limits: { rows: 1_000, bytes: 1_000_000 }, results: 'keep' },
  ...{ whenSelfBlocked: 'hold', settlesOthers: false },
})

/** What the engine knows, beside what the shell knows in the same process. */
const own: State = emptyState()
const forgetting = watchForgetting({ tasks: remembered, isNeeded: () => false })

const happened = (body: EventBody): Event => {
  const event = { ...body, version: 1, seq: own.seq + 1, at: Date.now() }
  apply(own, event)
  return event
}

for (const name of names) {
  const login = { user: name, connectString: 'db.example.com/pdb1' }
  const identity = { user: name, databaseName: 'PDB1', serverVersion: '23.0.0' }
  happened({ type: 'session added', session: { name, login } })
  happened({ type: 'session opened', session: name, identity })
}

const listeners = new Set<(events: readonly Event[]) => void>()
const tell = (bodies: readonly EventBody[]): void => {
  const news = bodies.map(happened)
  const events = [...news, ...forgetting.after(news, own).map(happened)]
  for (const listener of listeners) listener(events)
}

let job = 1
let next = 0
let ended = 0
/** What each session runs, oldest first. */
const running: { session: string; task: `${number}.${number}`; rows: number }[] = []

function start(session: string, bodies: EventBody[]): void {
  if (next >= taskCount) {
    next = 0
    bodies.push({ type: 'job queued', job: ++job, plan: planJob() })
  }
  const task = `${job}.${++next}` as const
  running.push({ session, task, rows: 0 })
  bodies.push(
    { type: 'task started', task, session },
    { ...{ type: 'result described', task, result: 0, count: 0 }, columns: [{ name: 'ID', type: 'NUMBER' }] },
  )
}

function end(bodies: EventBody[]): void {
  const oldest = running.shift()
  if (!oldest) return
  const { task, rows, session } = oldest
  const outcome = ++ended % 50 === 0 ? 'failed' : 'succeeded'
  const error = { code: 'statement failed', message: 'ORA-01476: divisor is equal to zero' } as const
  const failure = outcome === 'failed' ? { error } : {}
  bodies.push({ type: 'task ended', task, outcome, fate: 'none', rows, isCut: false, ...failure })
  start(session, bodies)
}

/** Ten times a second: tasks end and start, and a quarter of what runs brings rows. */
let owed = 0
let turn = 0
function happen(): void {
  const bodies: EventBody[] = []
  owed += pace / 10
  for (; owed >= 1; owed--) end(bodies)
  turn++
  for (const [index, each] of running.entries()) {
    if ((index + turn) % 4 !== 0) continue
    each.rows += 100
    bodies.push({ type: 'rows arrived', task: each.task, result: 0, count: each.rows })
  }
  tell(bodies)
}

const engine: Engine = {
  failed: new Promise(() => {}),
  send: async () => ({ type: 'done' }),
  subscribe(listener) {
    listeners.add(listener)
    return { state: structuredClone(own), unsubscribe: () => listeners.delete(listener) }
  },
  rows: async (_, offset, count) => ({
    ...{ offset, isComplete: false },
    rows: Array.from({ length: Math.min(count, 100) }, (_unused, index) => [String(offset + index)]),
  }),
  output: async () => [],
  history: undefined as never,
  dictionary: undefined as never,
  findOnServer: async () => ({ state: 'unknown' }) as never,
  async close() {},
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

const marks: { at: number; cpu: number; heap: number; atAfter: number; cpuAfter: number }[] = []
const mark = (): void => {
  const first = { at: performance.now(), cpu: cpu() }
  globalThis.gc?.()
  // What the collection cost is not part of what is measured between two marks.
  const { heapUsed: heap } = process.memoryUsage()
  marks.push({ ...first, heap, atAfter: performance.now(), cpuAfter: cpu() })
}
// The bench asks for a mark by a signal, so that asking costs no key.
process.on('SIGUSR2', mark)

const shown = openShell({
  ...{
    engine,
    readText: async () => '',
    sessions: names.map((name) => ({ name, login: { user: name, connectString: 'x' } })),
  },
})
tell([{ type: 'job queued', job, plan: planJob() }])
if (pace > 0) {
  const bodies: EventBody[] = []
  for (const name of names) start(name, bodies)
  tell(bodies)
}
for (let done = 0; done < before; done += 1_000) {
  const bodies: EventBody[] = []
  for (let count = 0; count < 1_000; count++) end(bodies)
  tell(bodies)
}
if (pace > 0) setInterval(happen, 100).unref()
await shown
writeFileSync(report, JSON.stringify(marks))
process.exit(0)
