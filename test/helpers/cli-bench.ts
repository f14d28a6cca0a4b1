/**
 * The command line in this process, on the real engine and the real driver, against a database whose answers a test
 * writes down beforehand: so the test decides when a call ends.
 */
import { EventEmitter } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { CliPorts, StopSignal } from '../../src/cli/ports.ts'
import { runProgram } from '../../src/cli/program.ts'
import { openPorts } from '../../src/main/ports.ts'
import type { Database } from '../../src/practice/door.ts'
import { startServer } from '../../src/practice/server.ts'
import { openCatalogueFile } from '../../src/storage/catalogue-file.ts'
import { openSettingsFile } from '../../src/storage/settings-file.ts'
import {
  type Answer,
  integer,
  query,
  type ScriptedDatabase,
  scriptedDatabase,
  text,
} from '../practice/wire/scripted-database.ts'

export interface ProgramRun {
  /** What has been written so far. */
  readonly stdout: () => string
  readonly stderr: () => string
  readonly exitCode: Promise<number>
  readonly env: Record<string, string | undefined>
  /** The stream behind stdout, to be slow with or to break. */
  readonly stdoutStream: PassThrough
  signal(signal: StopSignal): void
}

export interface CliBench {
  readonly database: ScriptedDatabase
  readonly connectString: string
  /** The directory of saved sessions and groups. */
  readonly settings: string
  /** Runs the program with a session for each name, all of them of scott. `env` has his password unless it is given. */
  run(
    argv: readonly string[],
    options?: { names?: readonly string[]; env?: Record<string, string> },
  ): ProgramRun
  stop(): Promise<void>
}

const identityColumns = [
  { name: 'SID', type: text(), nullable: true },
  { name: 'INSTANCE', type: text(), nullable: true },
  { name: 'SESSIONID', type: text(), nullable: true },
  { name: 'SESSION_USER', type: text(), nullable: true },
  { name: 'DB_UNIQUE_NAME', type: text(), nullable: true },
]

/** What the driver's door asks by itself: who the session is, and for lines of output, of which there are none. */
const ownAnswers: readonly (readonly [RegExp, Answer])[] = [
  [/^select sys_context/, query(identityColumns, [['7', '1', '42', 'SCOTT', 'PRACTICE']])],
  [/^begin dbms_output.enable/, { kind: 'plsql' }],
]

export async function startCliBench(answers: Readonly<Record<string, Answer>>): Promise<CliBench> {
  const database = scriptedDatabase(answers)
  const server = await startServer(answeringOwnQuestions(database))
  const { connectString } = server
  const settings = await mkdtemp(join(tmpdir(), 'multisession-'))
  return {
    database,
    settings,
    connectString,
    run(argv, { names = [], env = { MULTISESSION_PASSWORD: 'tiger' } } = {}) {
      const connects = names.flatMap((name) => ['--connect', `${name}=scott@${connectString}`])
      return start([...argv, ...connects], { ...env }, settings)
    },
    async stop() {
      await server.stop()
      await rm(settings, { recursive: true, force: true })
    },
  }
}

function start(
  argv: readonly string[],
  env: Record<string, string | undefined>,
  settings: string,
): ProgramRun {
  const signals = new EventEmitter()
  const stdoutStream = new PassThrough({ highWaterMark: 1024 * 1024 })
  const stderrStream = new PassThrough()
  const written = { stdout: '', stderr: '' }
  stdoutStream.on('data', (chunk) => {
    written.stdout += String(chunk)
  })
  stderrStream.on('data', (chunk) => {
    written.stderr += String(chunk)
  })
  const stdin = new PassThrough()
  stdin.end()
  const ports: CliPorts = {
    ...openPorts(),
    ...{ env, stdin, stdout: stdoutStream, stderr: stderrStream, signals },
    openCatalogue: async () => openCatalogueFile(settings),
    openSettings: async () => openSettingsFile(settings),
  }
  return {
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    exitCode: runProgram(argv, ports),
    env,
    stdoutStream,
    signal: (signal) => signals.emit(signal, signal),
  }
}

function answeringOwnQuestions(database: ScriptedDatabase): Database {
  return {
    ...database,
    logon(logon) {
      const session = database.logon(logon)
      const { prepare } = session
      session.prepare = (sql) => {
        for (const [pattern, answer] of ownAnswers) if (pattern.test(sql)) database.answer(sql, answer)
        return prepare(sql)
      }
      return session
    },
  }
}

export { integer, query, text }
