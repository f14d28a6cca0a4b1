/**
 * The journal's file, opened by one program: brought up to date, and what dead programs left in it judged.
 * Synchronous; it stands in a thread where waiting for a disk keeps nobody waiting.
 */
import { closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Retention } from '../door.ts'
import { cleanJournal } from './clean.ts'
import { thisOwner } from './owner.ts'
import { type JournalReader, journalReader } from './read.ts'
import { recoverDeadRuns } from './recover.ts'
import { bringUpToDate } from './schema.ts'
import { type WorkIn, workerIn } from './work-in.ts'
import { type JournalWriter, journalWriter } from './write.ts'

export interface JournalOptions {
  readonly path: string
  /** The program's version, as told in the journal. */
  readonly program: string
  /** What is forgotten when the journal is closed after something was kept. */
  readonly retention?: Retention
}

export interface JournalDatabase extends JournalWriter, JournalReader {
  /** Works a part of what was written down into the tables; answers whether there was any. */
  workIn(): boolean
  /** Removes jobs that are older, or too many bytes; answers how many. Those of living programs stay. */
  clean(retention: Retention): number
  /** The run has ended in order: nobody need judge what it left. */
  close(): void
}

/** How long another program's transaction is waited for, in milliseconds. */
const patience = 20_000

/** A file that was no journal, or a broken one: where it stands now, and what was wrong with it. */
export interface SetAside {
  readonly path: string
  readonly problem: string
}

/**
 * Opens the journal, which is made when there is none. What is no database, or a damaged one, is put aside under another
 * name. Throws FailureError for a newer journal, and errors of SQLite.
 */
export function openJournalDatabase(options: JournalOptions): {
  readonly database: JournalDatabase
  readonly setAside?: SetAside
} {
  try {
    return { database: openOrThrow(options) }
  } catch (error) {
    if (!isDamage(error)) throw error
    const path = putAside(options.path)
    return { database: openOrThrow(options), setAside: { path, problem: error.message } }
  }
}

/** SQLite, "Result and Error Codes": SQLITE_CORRUPT and SQLITE_NOTADB, extended codes in the upper bytes. */
function isDamage(error: unknown): error is Error & { readonly errcode: number } {
  const code = error instanceof Error ? (error as { errcode?: number }).errcode : undefined
  return code !== undefined && ((code & 0xff) === 11 || (code & 0xff) === 26)
}

/** With the files that SQLite keeps beside it. Answers the new name. */
function putAside(path: string): string {
  const aside = `${path}.unreadable-${new Date().toISOString().replaceAll(':', '-')}-${process.pid}`
  for (const part of ['-wal', '-shm', '']) if (existsSync(path + part)) renameSync(path + part, aside + part)
  return aside
}

function openOrThrow({ path, program, retention = {} }: JournalOptions): JournalDatabase {
  makeForOwnerOnly(path)
  const database = new DatabaseSync(path)
  try {
    // The option `timeout` came with Node 22.16 only.
    database.exec(`PRAGMA busy_timeout = ${patience}`)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000')
    bringUpToDate(database)
    workInAll(workerIn(database))
    recoverDeadRuns(database, Date.now())
    return withRun(database, program, retention)
  } catch (error) {
    database.close()
    throw error
  }
}

/** The run begins with the first thing to keep: who only reads leaves no trace. */
function withRun(database: DatabaseSync, program: string, retention: Retention): JournalDatabase {
  let run: number | undefined
  const beginning = (): number => {
    run ??= beginRun(database, program)
    return run
  }
  const workIn = workerIn(database)
  const read = journalReader(database, () => run)
  /** Whoever reads finds all that is kept. */
  const upToDate = <T>(ask: () => T): T => {
    workInAll(workIn)
    return ask()
  }
  return {
    ...journalWriter(database, beginning),
    workIn: () => workIn(batchesAtATime) > 0,
    jobs: (count, before) => upToDate(() => read.jobs(count, before)),
    job: (number) => upToDate(() => read.job(number)),
    tasks: (job, first, count) => upToDate(() => read.tasks(job, first, count)),
    continuations: (job) => upToDate(() => read.continuations(job)),
    sessions: (job) => upToDate(() => read.sessions(job)),
    rows: (place, offset, count) => upToDate(() => read.rows(place, offset, count)),
    lines: (job, task, offset, count) => upToDate(() => read.lines(job, task, offset, count)),
    clean: (retention) => upToDate(() => cleanJournal(database, retention, Date.now())),
    close() {
      try {
        if (run === undefined) return
        workInAll(workIn)
        database.prepare('UPDATE runs SET ended_at = ? WHERE run = ?').run(Date.now(), run)
        cleanJournal(database, retention, Date.now())
      } finally {
        database.close()
      }
    },
  }
}

/** Batches worked in with one transaction: enough to make it cheap, few enough that nobody waits long. */
const batchesAtATime = 50

function workInAll(workIn: WorkIn): void {
  while (workIn(batchesAtATime) === batchesAtATime);
}

function beginRun(database: DatabaseSync, program: string): number {
  const { pid, processStart, boot } = thisOwner()
  const { lastInsertRowid } = database
    .prepare('INSERT INTO runs (pid, process_start, boot, program, started_at) VALUES (?, ?, ?, ?, ?)')
    .run(pid, processStart, boot, program, Date.now())
  return Number(lastInsertRowid)
}

/** SQLite gives the files beside it (-wal, -shm) the rights of the database itself. */
function makeForOwnerOnly(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}
