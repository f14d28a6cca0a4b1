/**
 * What the command line needs of the rooms it may not import: `main` fills these in, tests may too. Nothing here knows
 * how an engine is built, where the practice database runs, or what draws the shell.
 */
import type { Readable, Writable } from 'node:stream'
import type { Catalogue } from '../core/catalogue.ts'
import type { JobPlan } from '../core/job.ts'
import type { ScopeCap } from '../core/limits.ts'
import type { Ring } from '../core/ring.ts'
import type { Login, SessionName, SessionSpec } from '../core/session.ts'
import type { LastUse, Place, Settings } from '../core/settings.ts'
import type { GroupColours } from '../core/target-marks.ts'
import type { Engine } from '../engine/door.ts'

/** A stream that may be a terminal. `columns` is its width, where it is one. */
export type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number }

export type Input = Readable & { readonly isTTY?: boolean }

/** The signals that ask the program to end. */
export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP'

/** The part of `process` through which signals come. */
export interface SignalSource {
  on(signal: StopSignal, listener: (signal: StopSignal) => void): unknown
  on(signal: 'SIGUSR2', listener: () => void): unknown
  off(signal: StopSignal, listener: (signal: StopSignal) => void): unknown
  off(signal: 'SIGUSR2', listener: () => void): unknown
}

/** What was remembered, for reading, and for forgetting it. */
export interface HistoryPort extends Pick<Engine, 'history' | 'rows' | 'output'> {
  /** Forgets old jobs that have ended; answers how many. */
  clean(retention: { readonly days?: number; readonly megabytes?: number }): Promise<number>
  close(): Promise<void>
}

export interface EngineOptions {
  /**
   * Whose journal keeps what happens: the user's own work and the practice database's stand apart. `nowhere`: what
   * happens is forgotten with the engine.
   */
  readonly place: Place | 'nowhere'
  /** How much the journal remembers. */
  readonly retention: { readonly days: number; readonly megabytes: number }
  /** How long a break may go unanswered before the connection is dropped, in milliseconds. */
  readonly grace: number
  /** Caps above those of jobs. */
  readonly caps: readonly ScopeCap[]
  /** About how many tasks of ended jobs are remembered; older jobs are in the journal alone. Absent: all. */
  readonly remembered?: number
  /** The password of a login; asked for when a session opens, and again when a lost one is reopened. */
  password(login: Login): Promise<string>
  /** That password was wrong: when it is wanted again, somebody else is to be asked. */
  wrongPassword?(login: Login): void
}

/** What is saved, and where a file that could not be read was put instead. */
export interface Kept<T> {
  readonly value: T
  readonly setAside?: { readonly path: string; readonly problem: string }
}

/** Something saved, shared with other programs of the user. Both throw an error of the file system. */
export interface KeptPort<T> {
  read(): Promise<Kept<T>>
  /** Changes what is saved now; what `change` throws is thrown on, and then nothing is written. */
  change(change: (value: T) => T): Promise<Kept<T>>
}

/** Passwords in the operating system's keychain, by account. All throw a bad request that says what to do instead. */
export interface KeychainPort {
  get(account: string): Promise<string | undefined>
  set(account: string, password: string): Promise<void>
  /** Whether there was one. */
  forget(account: string): Promise<boolean>
}

/** Asks a person for the password of a login; undefined when none is given. */
export type AskPassword = (login: string) => Promise<string | undefined>

/** An answer that the first screen asks for. */
export interface FirstAnswer {
  readonly label: string
  /** What is wanted, with examples; harmless text. */
  explain(answers: readonly string[]): readonly string[]
  suggest?(answers: readonly string[]): string
  /** Throws a bad request when the last of these answers cannot be. */
  check(answers: readonly string[]): void | Promise<void>
}

/** A way to begin where nothing is saved. */
export interface FirstWay {
  readonly title: string
  readonly meaning: string
  readonly asks: readonly FirstAnswer[]
  /** Saves all that is to be saved, or throws a bad request and saves nothing. */
  done(answers: readonly string[]): Promise<void>
}

/** What the shell begins with. */
export interface ShellStart {
  readonly engine: Engine
  readonly sessions: readonly SessionSpec[]
  /** Saved groups and tags, with the sessions they stand for. */
  readonly groups: ReadonlyMap<string, readonly SessionName[]>
  /** The colour of each group that has one. */
  readonly groupColours?: GroupColours
  /** Keeps a group; gives all groups and tags as they are then. Throws a bad request when it cannot be. */
  saveGroup?(
    name: string,
    sessions: readonly SessionName[],
  ): Promise<ReadonlyMap<string, readonly SessionName[]>>
  /** Queued at once. */
  readonly job?: JobPlan
  /** Said first. */
  readonly says?: string
  /** Sessions that are opened at once. */
  readonly opens?: readonly SessionName[]
  /** Where the prompt stood when the shell was last left. */
  readonly last?: LastUse
  /** Rows kept of each answer; 0 is all. */
  readonly rowLimit: number
  /** Where jobs can be found again: by which command, and in which file they are. */
  readonly where: { readonly show: string; readonly journal: string }
  /** How a job is heard of that has ended after so many milliseconds. */
  readonly ring?: Ring
  readonly ringAfter: number
  /** The text of a file with parameters. Throws a bad request that names it. */
  readText(path: string): Promise<string>
  /** Hears where the prompt stands whenever that changes. */
  remember(last: LastUse): void
  /** What was typed in earlier shells, oldest first, without passwords. */
  readonly typed: readonly string[]
  /** Hears what was run; it may hold passwords. */
  rememberTyped(text: string): void
  /** Is given the way to ask in the shell, once it is there. */
  askWith?(ask: AskPassword): void
}

export interface CliPorts {
  /** The program's version, as in its package. */
  readonly version: string
  /** Environment variables; passwords and secrets are taken out of it. */
  readonly env: Record<string, string | undefined>
  readonly stdin: Input
  readonly stdout: Output
  readonly stderr: Output
  readonly signals: SignalSource
  /** The saved sessions and groups. */
  openCatalogue(): Promise<KeptPort<Catalogue>>
  /** What is set for all runs and shells. */
  openSettings(): Promise<KeptPort<Settings>>
  /** The file of a journal. */
  journalPath(place: Place): string
  /** What was typed at the prompt, oldest first. */
  openTyped(place: Place): Promise<KeptPort<readonly string[]>>
  /** Throws a bad request where there is none. */
  openKeychain(): Promise<KeychainPort>
  /** The journal without an engine. Throws FailureError when its file cannot be used. */
  openHistory(place: Place): Promise<HistoryPort>
  /**
   * An engine with no sessions. The symbolic connect string `practice` works in it: its database starts when the first
   * session there opens and ends when the engine closes.
   */
  startEngine(options: EngineOptions): Promise<Engine>
  /**
   * Serves the practice database on 127.0.0.1, port 0 is any that is free: prints the connect string for its clients and
   * resolves when a signal has stopped it.
   */
  servePractice(port: number): Promise<void>
  /** Offers ways to begin; resolves when one was taken and is done, or with the exit code of who left. */
  openFirstStart(start: {
    readonly ways: readonly FirstWay[]
  }): Promise<
    { readonly type: 'way'; readonly way: number } | { readonly type: 'left'; readonly code: number }
  >
  /** Begins to load the shell, which takes a while, beside whatever is waited for before it opens. */
  readonly loadShell?: () => void
  /** Opens the interactive shell; resolves with the exit code when the user leaves. Closes the engine. */
  openShell(start: ShellStart): Promise<number>
}
