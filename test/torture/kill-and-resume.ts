/**
 * Kills the program with SIGKILL at a random moment of a job of inserts, and holds what its journal says to what the
 * server did: the practice database, in another process, has a ledger of what really ran. Then it resumes the job, and
 * counts how often each task took effect.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import oracledb from 'oracledb'
import { newHome } from '../helpers/home.ts'

export interface KillCase {
  /** Easy Connect string of a practice database in another process. */
  readonly connectString: string
  /** Numbers the case; its table is named after it. */
  readonly number: number
  readonly tasks: number
  readonly commits: boolean
  /** When the program is killed, in milliseconds after its first task was seen to start; negative: before. */
  readonly killAfter: number
}

export interface KillReport {
  /** What the journal said that the server did not bear out; empty when all is well. */
  readonly lies: readonly string[]
  /** Tasks that had ended, and tasks that a person was asked to look at. */
  readonly endedBefore: number
  readonly unknown: number
  /** Milliseconds from its first start to the death of the program, or to its end where that came first. */
  readonly lived: number
}

const program = `${import.meta.dirname}/../../dist/main.js`

export async function killAndResume(options: KillCase): Promise<KillReport> {
  const home = newHome()
  const table = `work_${options.number}`
  const connection = await oracledb.getConnection({
    user: 'scott',
    password: 'tiger',
    connectString: options.connectString,
  })
  try {
    await connection.execute(`create table ${table} (n number)`)
    const lived = await runAndKill(options, table, home)
    await untilServerIsDone(connection, table)
    const before = await journalOf(home)
    const ledger = await ledgerOf(connection, table)
    const lies = before === undefined ? lostAll(ledger) : compare(before, ledger)
    if (before !== undefined) {
      await call(['resume', String(before.number)], home)
      await untilServerIsDone(connection, table)
      lies.push(...(await effects(connection, table, home, options)))
    }
    const ended = before?.tasks.filter(({ phase }) => phase === 'ended') ?? []
    return {
      lies,
      endedBefore: ended.filter(({ outcome }) => outcome === 'succeeded').length,
      unknown: ended.filter(isUnknown).length,
      lived,
    }
  } finally {
    await connection.execute(`drop table ${table}`).catch(() => undefined)
    await connection.close()
  }
}

interface JournaledTask {
  readonly task: string
  readonly origin?: number
  readonly parameters: { readonly N: string }
  readonly phase: string
  readonly outcome?: string
  readonly fate?: string
}

interface Journaled {
  readonly number: number
  readonly tasks: readonly JournaledTask[]
}

const isUnknown = ({ outcome, fate }: JournaledTask): boolean =>
  fate === 'in doubt' || (outcome === 'unknown' && fate !== 'rolled back')

async function runAndKill(
  { connectString, tasks, commits, killAfter }: KillCase,
  table: string,
  home: string,
) {
  const values = Array.from({ length: tasks }, (_, index) => index + 1).join(',')
  const child = start(
    [
      ...['run', `insert into ${table} values (:n)`, '--for', `n=${values}`],
      ...['--connect', `x=scott@${connectString}`, '--on', 'x:3', '--any', '--cap', '3'],
      ...(commits ? ['--commit'] : []),
    ],
    home,
  )
  const exited = once(child, 'exit')
  if (killAfter < 0) await Promise.race([exited, sleep(-killAfter)])
  else await Promise.race([exited, firstStart(child)])
  const began = performance.now()
  if (killAfter >= 0) await Promise.race([exited, sleep(killAfter)])
  child.kill('SIGKILL')
  await exited
  return performance.now() - began
}

const start = (argv: readonly string[], home: string) =>
  spawn(process.execPath, [program, ...argv], {
    env: {
      ...process.env,
      MULTISESSION_HOME: home,
      MULTISESSION_PASSWORD: 'tiger',
      MULTISESSION_PASSWORD_X: 'tiger',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

function firstStart(child: ReturnType<typeof start>): Promise<void> {
  return new Promise((resolve) => {
    child.stderr.on('data', (chunk) => {
      if (String(chunk).includes('started')) resolve()
    })
  })
}

async function call(argv: readonly string[], home: string): Promise<string> {
  const child = start(argv, home)
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  const [code] = await once(child, 'close')
  if (code === 255) throw new Error(`${argv.join(' ')}: ${stderr}`)
  return stdout
}

/** The newest job, or undefined when none was kept. */
async function journalOf(home: string): Promise<Journaled | undefined> {
  const [newest] = JSON.parse(await call(['jobs', '--format', 'json'], home)) as { readonly number: number }[]
  if (!newest) return undefined
  return JSON.parse(await call(['show', String(newest.number), '--format', 'json'], home)) as Journaled
}

interface LedgerRow {
  readonly task: string
  readonly outcome: string
  readonly committed: string
}

async function ledgerOf(connection: oracledb.Connection, table: string): Promise<LedgerRow[]> {
  const { rows } = await connection.execute<[string, string, string]>(
    `select action, outcome, committed from practice_ledger where module = 'multisession' and sql_text like :text`,
    [`insert into ${table} %`],
  )
  return (rows ?? []).map(([task, outcome, committed]) => ({ task, outcome, committed }))
}

/** A call goes on after its client has gone; its work is rolled back when it ends. */
async function untilServerIsDone(connection: oracledb.Connection, table: string): Promise<void> {
  for (;;) {
    const { rows } = await connection.execute<[number]>(
      `select (select count(*) from v$session where module = 'multisession') +
        (select count(*) from practice_ledger where sql_text like :text and (ended is null or committed = 'pending'))
        from dual`,
      [`insert into ${table} %`],
    )
    if (rows?.[0]?.[0] === 0) return
    await sleep(5)
  }
}

/** A program that had no time to keep its job must not have run any of it. */
const lostAll = (ledger: readonly LedgerRow[]): string[] =>
  ledger.map(({ task }) => `${task} ran, and the journal knows no job`)

function compare({ number, tasks }: Journaled, ledger: readonly LedgerRow[]): string[] {
  const ran = new Map(ledger.map((row) => [row.task, row]))
  const known = new Map(tasks.map((task) => [task.task, task]))
  const forgotten = ledger.filter(({ task }) => (known.get(task)?.phase ?? 'waiting') === 'waiting')
  const missing = tasks.filter(
    ({ task, fate }) => fate === 'committed' && ran.get(task)?.committed !== 'committed',
  )
  const unjudged = tasks.filter(({ phase, fate }) => phase === 'running' || fate === 'pending')
  const undone = tasks.filter(
    ({ task, fate }) => fate === 'rolled back' && ran.get(task)?.committed === 'committed',
  )
  return [
    ...forgotten.map(({ task }) => `${task} ran, and job ${number} does not know that it started`),
    ...missing.map(
      ({ task }) => `${task} is called committed, and the server says ${ran.get(task)?.committed}`,
    ),
    ...undone.map(({ task }) => `${task} is called rolled back, and the server has committed it`),
    ...unjudged.map(
      ({ task, phase, fate }) => `${task} is still called ${phase}, ${fate} after its program died`,
    ),
  ]
}

/** Each task took effect exactly once, but for those that a person was asked to look at; without commit none did. */
async function effects(
  connection: oracledb.Connection,
  table: string,
  home: string,
  { tasks, commits }: KillCase,
): Promise<string[]> {
  const { rows } = await connection.execute<[number, number]>(`select n, count(*) from ${table} group by n`)
  const counts = new Map((rows ?? []).map(([n, count]) => [n, count]))
  const doubtful = new Set<number>()
  for (const { number } of JSON.parse(await call(['jobs', '--format', 'json'], home)) as Journaled[]) {
    const job = JSON.parse(await call(['show', String(number), '--format', 'json'], home)) as Journaled
    for (const task of job.tasks) if (isUnknown(task)) doubtful.add(Number(task.parameters.N))
  }
  const lies: string[] = []
  for (let n = 1; n <= tasks; n++) {
    const count = counts.get(n) ?? 0
    const isRight = commits ? count === 1 || (doubtful.has(n) && count === 0) : count === 0
    if (!isRight)
      lies.push(`n = ${n} took effect ${count} times${doubtful.has(n) ? ', and is in doubt' : ''}`)
  }
  return lies
}
