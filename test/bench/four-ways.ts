/**
 * The same job four ways, each as a whole process on the same practice server: ours, the seed's thread pool in Python,
 * a pool in bare JavaScript, and GNU parallel with a process per item. Makespan, and CPU of the client side.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { lineUp } from './figures.ts'

/** Items, and how long each sleeps in the database, in milliseconds. */
const loads = [
  { items: 100, milliseconds: 0 },
  { items: 100, milliseconds: 10 },
  { items: 12, milliseconds: 1000 },
]

const ways = import.meta.dirname.concat('/ways')
const node = process.execPath

interface Way {
  readonly name: string
  /** The command line, or undefined when the machine lacks what it needs. */
  command(connectString: string, items: number, seconds: number): string
  readonly needs: string
}

const block = 'begin dbms_application_info.set_client_info(:item); dbms_session.sleep(:seconds); end;'

const all: readonly Way[] = [
  {
    name: 'multisession run',
    needs: 'true',
    command: (connect, items, seconds) =>
      `${node} dist/main.js run '${block}' --connect scott=scott@${connect} --on scott:3 --any --cap 3 ` +
      `--for item=$(seq -s, ${items}) --for seconds=${seconds}`,
  },
  {
    name: 'Python, ThreadPool(3)',
    needs: `/usr/bin/python3 -c 'import oracledb'`,
    command: (connect, items, seconds) =>
      `/usr/bin/python3 ${ways}/thread_pool.py ${connect} ${items} ${seconds}`,
  },
  {
    name: 'JavaScript, pool of three',
    needs: 'true',
    command: (connect, items, seconds) => `${node} ${ways}/pool.mjs ${connect} ${items} ${seconds}`,
  },
  {
    name: 'GNU parallel -j3, a process per item',
    needs: `command -v parallel && /usr/bin/python3 -c 'import oracledb'`,
    command: (connect, items, seconds) =>
      `seq ${items} | parallel -j3 /usr/bin/python3 ${ways}/item.py ${connect} ${seconds} {}`,
  },
]

/** Runs every way on every load and answers a printed table. */
export async function compareWays(connectString: string): Promise<string> {
  const rows: string[][] = [['items', 'ms each', 'way', 'makespan s', 'ideal s', 'CPU s']]
  for (const { items, milliseconds } of loads) {
    const ideal = (Math.ceil(items / 3) * milliseconds) / 1000
    for (const way of all) {
      const figures = isPossible(way)
        ? await time(way.command(connectString, items, milliseconds / 1000))
        : undefined
      rows.push([
        String(items),
        String(milliseconds),
        way.name,
        figures?.real.toFixed(2) ?? 'not installed',
        ideal.toFixed(2),
        figures?.cpu.toFixed(2) ?? '',
      ])
    }
  }
  return lineUp(rows)
}

const isPossible = (way: Way): boolean =>
  spawnSync('bash', ['-c', way.needs], { stdio: 'ignore' }).status === 0

/** Wall clock and CPU of a command with all its children, by the shell's own `time`. */
async function time(command: string): Promise<{ real: number; cpu: number }> {
  const child = spawn(
    'bash',
    ['-c', `TIMEFORMAT='times %R %U %S'; time { ${command} >/dev/null 2>/dev/null; }`],
    {
      env: { ...process.env, PRACTICE_PASSWORD: 'tiger', MULTISESSION_PASSWORD: 'tiger' },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  )
  let text = ''
  child.stderr.on('data', (chunk) => {
    text += chunk
  })
  const [code] = await once(child, 'close')
  const times = /times ([\d.]+) ([\d.]+) ([\d.]+)/.exec(text)
  if (code !== 0 || !times) throw new Error(`${command}\nended with ${code}: ${text}`)
  return { real: Number(times[1]), cpu: Number(times[2]) + Number(times[3]) }
}
