/**
 * The screen through a terminal: how long a key takes to be seen while a thousand sessions run, what a frame costs in
 * bytes and what the views cost in processor time, how soon the first frame is there, and whether memory stays flat.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type IPty, spawn } from '@lydell/node-pty'
import { rolldown } from 'rolldown'
import config from '../../.config/rolldown.config.ts'
import { lineUp, median, percentile } from './figures.ts'

const size = { cols: 160, rows: 50 }
/** As many as the line of the prompt has room for. */
const echoes = 140
/** Milliseconds after which something is wrong. */
const patience = 15_000
const quiet = { BENCH_PACE: '0' }

interface Terminal {
  readonly pty: IPty
  /** All output since it was last taken. */
  take(): string
  waitFor(text: string): Promise<void>
}

/** Terminals whose program has not ended. */
const opened = new Set<IPty>()

function open(argv: readonly string[], env: Readonly<Record<string, string>>): Terminal {
  const { CI: _, ...inherited } = process.env
  const pty = spawn(process.execPath, [...argv], {
    ...size,
    name: 'xterm-256color',
    env: { ...inherited, LC_ALL: 'C.UTF-8', NODE_ENV: 'production', ...env },
  })
  opened.add(pty)
  pty.onExit(() => opened.delete(pty))
  let output = ''
  let wake = () => {}
  pty.onData((data) => {
    output += data
    wake()
  })
  return {
    pty,
    take() {
      const taken = output
      output = ''
      return taken
    },
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(
          () => reject(new Error(`"${text}" did not come: ${output.slice(-2_000)}`)),
          patience,
        )
        wake = () => {
          if (!output.includes(text)) return
          wake = () => {}
          clearTimeout(late)
          resolve()
        }
        wake()
      }),
  }
}

const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

/** Characters that nothing else on the screen holds; each key is another than the one before. */
const rare = ['\u00fe', '\u00f0'] as const

/** Milliseconds from a key until it is on its way to the screen, many times. */
async function echoTimes({ pty, take, waitFor }: Terminal): Promise<number[]> {
  const times: number[] = []
  for (let count = 0; count < echoes; count++) {
    const key = rare[count % 2] ?? ''
    take()
    const start = performance.now()
    pty.write(key)
    await waitFor(key)
    times.push(performance.now() - start)
    // Somewhere between two frames, wherever they are.
    await pause(35 + ((count * 37) % 60))
  }
  pty.write('\x15')
  await pause(300)
  return times
}

interface Mark {
  readonly at: number
  readonly cpu: number
  readonly heap: number
  readonly atAfter: number
  readonly cpuAfter: number
}

async function buildChild(directory: string): Promise<string> {
  const bundle = await rolldown({
    ...{ input: { child: 'test/bench/screen-child.ts' }, platform: 'node', logLevel: 'silent' },
    ...(config.resolve && { resolve: config.resolve }),
    ...(config.transform && { transform: config.transform }),
  })
  const output = { dir: directory, format: 'esm', entryFileNames: '[name].mjs' } as const
  await bundle.write({
    ...output,
    banner:
      "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
  })
  return join(directory, 'child.mjs')
}

/** Leaves the shell and reads what it measured. */
async function leave({ pty }: Terminal, report: string): Promise<Mark[]> {
  const ended = new Promise<void>((resolve) => pty.onExit(() => resolve()))
  pty.write('\x15')
  await pause(50)
  pty.write('\x04y')
  await ended
  return JSON.parse(readFileSync(report, 'utf8')) as Mark[]
}

const views = ['overview', 'sessions', 'jobs', 'tasks', 'timeline', 'grid', 'log'] as const
const keys = ['0', '1', '2', '3', '4', '5', '7'] as const

const frameMark = /\x1b\[\?2026h/g
const watched = 2_500

/** Answers printed tables; what is over its limit is marked. */
export async function measureScreen(): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'multisession-screen-'))
  try {
    const child = await buildChild(directory)
    const report = join(directory, 'report.json')
    const run = (env: Readonly<Record<string, string>>) =>
      open(['--expose-gc', child], { ...env, BENCH_REPORT: report })

    const idle = run(quiet)
    await idle.waitFor('s0001>')
    await pause(500)
    const idleTimes = await echoTimes(idle)
    await leave(idle, report)

    const busy = run({})
    await busy.waitFor('s0001>')
    busy.pty.write('1')
    await pause(1_000)
    const busyTimes = await echoTimes(busy)
    const lines: string[][] = [
      [
        'the screen, 1,000 sessions, 200 statements end a second, rows stream, 160x50',
        'frames/s',
        'bytes/frame',
        '% of a core',
      ],
    ]
    let clears = 0
    const frames: number[][] = []
    for (const key of keys) {
      busy.pty.write(key)
      await pause(400)
      busy.take()
      process.kill(busy.pty.pid, 'SIGUSR2')
      await pause(watched)
      process.kill(busy.pty.pid, 'SIGUSR2')
      await pause(50)
      const output = busy.take()
      clears += output.match(/\x1b\[2J/g)?.length ?? 0
      frames.push([output.match(frameMark)?.length ?? 0, Buffer.byteLength(output)])
    }
    const marks = await leave(busy, report)
    for (const [index, view] of views.entries()) {
      const [from, to] = [marks[2 * index], marks[2 * index + 1]]
      const [count = 0, bytes = 0] = frames[index] ?? []
      if (!from || !to) continue
      const load = (100 * (to.cpu - from.cpuAfter)) / (to.at - from.atAfter)
      lines.push([
        view,
        (count / (watched / 1_000)).toFixed(1),
        String(Math.round(bytes / Math.max(1, count))),
        load.toFixed(0),
      ])
    }

    const starts: number[][] = [[], []]
    for (let count = 0; count < 5; count++) {
      starts[0]?.push(await timeOf(['-e', '0']))
      starts[1]?.push(await firstFrame(directory))
    }
    const [bare, first] = starts.map(median)

    const few = { jobs: 1_000, ended: 10_000 }
    const many = { jobs: 1_000, ended: 100_000 }
    const fresh = await heapAfter(few, run, report)
    const old = await heapAfter(many, run, report)
    const begun = await heapAfter({ ...few, jobs: 110_000 }, run, report)
    const done = await heapAfter({ ...many, jobs: 110_000 }, run, report)
    const [idleMiddle, idleLast] = [median(idleTimes), percentile(idleTimes, 0.99)]
    const [busyMiddle, busyLast] = [median(busyTimes), percentile(busyTimes, 0.99)]
    return [
      lineUp([
        ['a key until it is seen, ms', 'median', '99th percentile'],
        ['idle', idleMiddle.toFixed(1), idleLast.toFixed(1)],
        ['1,000 sessions, 200 statements end a second', busyMiddle.toFixed(1), busyLast.toFixed(1)],
        ['ratio', (busyMiddle / idleMiddle).toFixed(2), (busyLast / idleLast).toFixed(2)],
      ]),
      lineUp(lines),
      `clears of the whole screen: ${clears}`,
      `first frame: ${Math.round(first ?? 0)} ms, node -e 0: ${Math.round(bare ?? 0)} ms, ratio ${((first ?? 0) / (bare ?? 1)).toFixed(2)}`,
      heapWords('jobs of 1,000 tasks, one after the other', fresh, old),
      heapWords('one job of 110,000 tasks', begun, done),
    ].join('\n\n')
  } finally {
    for (const pty of opened) pty.kill('SIGKILL')
    rmSync(directory, { recursive: true, force: true })
  }
}

const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

/** Two heaps, after 10,000 tasks have ended and after 100,000. */
const heapWords = (what: string, few: number, many: number): string =>
  `heap, ${what}: after 10,000 ended ${mb(few)}, after 100,000 ${mb(many)}, ${Math.round((many - few) / 90_000)} bytes a task`

/** The heap of a shell, engine's state and all, with jobs of so many tasks, when so many have ended. */
async function heapAfter(
  { jobs, ended }: { readonly jobs: number; readonly ended: number },
  run: (env: Readonly<Record<string, string>>) => Terminal,
  report: string,
): Promise<number> {
  const terminal = run({ BENCH_TASKS: String(jobs), BENCH_BEFORE: String(ended), BENCH_PACE: '1' })
  await terminal.waitFor('s0001>')
  await pause(3_000)
  process.kill(terminal.pty.pid, 'SIGUSR2')
  await pause(1_500)
  return (await leave(terminal, report)).at(-1)?.heap ?? Number.NaN
}

/** Milliseconds until a program has ended. */
async function timeOf(argv: readonly string[]): Promise<number> {
  const start = performance.now()
  const { pty } = open(argv, {})
  await new Promise<void>((resolve) => pty.onExit(() => resolve()))
  return performance.now() - start
}

/** Milliseconds until the shell on the practice database shows its prompt. */
async function firstFrame(home: string): Promise<number> {
  const start = performance.now()
  const terminal = open(['dist/main.js', 'practice'], { MULTISESSION_HOME: join(home, 'home') })
  await terminal.waitFor('scott:3>')
  const time = performance.now() - start
  const ended = new Promise<void>((resolve) => terminal.pty.onExit(() => resolve()))
  terminal.pty.kill('SIGKILL')
  await ended
  return time
}
