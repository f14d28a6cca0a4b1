/**
 * The tables of the journal, and how a file of an earlier version becomes one of today's. Knows SQLite, and nothing of
 * what is written when.
 */
import type { DatabaseSync } from 'node:sqlite'
import { FailureError } from '../../core/failure.ts'

/** One step for each version; a step is never changed once it was released. */
const steps: readonly string[] = [
  `
  -- A program that writes here, from its start to its end: process id, start of the process, and boot of the machine.
  CREATE TABLE runs (
    run INTEGER PRIMARY KEY AUTOINCREMENT,
    pid INTEGER NOT NULL, process_start TEXT NOT NULL, boot TEXT NOT NULL, program TEXT NOT NULL,
    started_at INTEGER NOT NULL, ended_at INTEGER
  ) STRICT;

  -- head: the plan without its tasks, as JSON; null while only the number is given. counts: tasks by outcome, once all ended.
  CREATE TABLE jobs (
    job INTEGER PRIMARY KEY AUTOINCREMENT, run INTEGER NOT NULL REFERENCES runs,
    queued_at INTEGER, head TEXT, task_count INTEGER, resumes INTEGER,
    cap INTEGER, stopped TEXT, ended_at INTEGER, counts TEXT
  ) STRICT;
  CREATE INDEX jobs_of_run ON jobs (run);
  CREATE INDEX jobs_resumed ON jobs (resumes) WHERE resumes IS NOT NULL;

  -- Planned tasks from number first on, as a JSON array.
  CREATE TABLE plans (job INTEGER NOT NULL, first INTEGER NOT NULL, tasks TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX plans_of_job ON plans (job, first);

  -- Tasks that started or ended; one that did neither waits. more: error, warning and what may still run, as JSON.
  CREATE TABLE tasks (
    job INTEGER NOT NULL, task INTEGER NOT NULL, session TEXT, started_at INTEGER, ended_at INTEGER,
    outcome TEXT, fate TEXT, row_count INTEGER, is_cut INTEGER, more TEXT,
    PRIMARY KEY (job, task)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tasks_unsettled ON tasks (job, task) WHERE fate IN ('pending', 'in doubt') OR outcome = 'unknown';

  -- Rows from number first on, as a JSON array of arrays; columns stand with the first rows of an answer.
  CREATE TABLE answers (
    job INTEGER NOT NULL, task INTEGER NOT NULL, result INTEGER NOT NULL, first INTEGER NOT NULL,
    count INTEGER NOT NULL, columns TEXT, rows TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX answers_of_task ON answers (job, task, result, first);

  -- Lines of DBMS_OUTPUT from number first on, as a JSON array.
  CREATE TABLE outputs (
    job INTEGER NOT NULL, task INTEGER NOT NULL, first INTEGER NOT NULL, count INTEGER NOT NULL, lines TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX outputs_of_task ON outputs (job, task, first);

  -- Every other event, as it came.
  CREATE TABLE events (
    run INTEGER NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL,
    session TEXT, job INTEGER, task INTEGER, body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_in_order ON events (run, seq);
  CREATE INDEX events_of_job ON events (job) WHERE job IS NOT NULL;
  `,
  `
  -- What is kept and not yet worked into the tables above, in order: batches as JSON.
  CREATE TABLE IF NOT EXISTS batches (
    batch INTEGER PRIMARY KEY, run INTEGER NOT NULL REFERENCES runs, body TEXT NOT NULL
  ) STRICT;

  -- Answers lie where their key is, and not a second time in an index.
  ALTER TABLE answers RENAME TO earlier_answers;
  CREATE TABLE answers (
    job INTEGER NOT NULL, task INTEGER NOT NULL, result INTEGER NOT NULL, first INTEGER NOT NULL,
    count INTEGER NOT NULL, columns TEXT, rows TEXT NOT NULL,
    PRIMARY KEY (job, task, result, first)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO answers SELECT * FROM earlier_answers;
  DROP TABLE earlier_answers;
  `,
]

/** The version of the tables above. */
export const journalVersion = steps.length

/** Makes the tables as a given version had them, in an empty database: what the way from there to today begins with. */
export function makeTablesOf(version: number, database: DatabaseSync): void {
  for (const step of steps.slice(0, version)) database.exec(step)
  database.exec(`PRAGMA user_version = ${version}`)
}

/** Brings an open database to today's tables. Throws FailureError `bad request` when a newer program wrote it. */
export function bringUpToDate(database: DatabaseSync): void {
  if (versionOf(database) === journalVersion) return
  database.exec('BEGIN IMMEDIATE')
  try {
    const version = versionOf(database)
    if (version > journalVersion) throw newer(version)
    for (const step of steps.slice(version)) database.exec(step)
    database.exec(`PRAGMA user_version = ${journalVersion}`)
    database.exec('COMMIT')
  } catch (error) {
    database.exec('ROLLBACK')
    throw error
  }
}

const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0)

const newer = (version: number): FailureError =>
  new FailureError({
    code: 'bad request',
    message: `the journal has version ${version}, which a newer program wrote; this one knows ${journalVersion}`,
  })
