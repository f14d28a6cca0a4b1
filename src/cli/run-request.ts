/**
 * What `multisession run` was asked to do, checked as far as that needs nothing but the arguments. Files, passwords
 * and databases come later.
 */
import { badRequest } from '../core/failure.ts'
import type { JobPlan, Mode } from '../core/job.ts'
import { type ParameterSource, parseParameterSource } from '../core/parameter-source.ts'
import { repeatOf } from '../core/repeat.ts'
import type { RetryPlan } from '../core/retry.ts'
import type { SessionSpec } from '../core/session.ts'
import { parseTimeLimit, type TimeLimit } from '../core/time-limit.ts'
import { parseWhen } from '../core/when.ts'
import { type Course, type CourseOptions, readCourse } from './course-options.ts'
import { practiceSessions } from './practice-sessions.ts'
import { type RetryOptions, readRetries } from './retry-options.ts'
import { readSecretName } from './secrets.ts'
import { parseSession } from './session-text.ts'

/** How answers are written to stdout. */
export const formats = ['table', 'json', 'jsonl', 'csv'] as const

export type Format = (typeof formats)[number]

/** Where the statement comes from. */
export type StatementSource =
  | { readonly from: 'argument'; readonly text: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'stdin' }

/** A cap as the arguments name it: over all, of a session or group, of a database. */
export type NamedCap =
  | { readonly of: 'all'; readonly cap: number }
  | { readonly of: 'name' | 'database'; readonly name: string; readonly cap: number }

/**
 * Each task commits; all is rolled back at the end; all is committed when every task succeeded, and rolled back when not;
 * or the user looks at what came back and says which.
 */
export type Ending = 'commit' | 'rollback' | 'commit all' | 'ask'

export interface RunRequest {
  readonly source: StatementSource
  readonly target: string
  readonly mode: Mode
  /** Tasks that may run at once; 0 is no cap. */
  readonly cap: number
  /** How long a task may take. */
  readonly timeout: TimeLimit | undefined
  /** What of it is run again by itself. */
  readonly retries: RetryPlan | undefined
  readonly parameters: readonly ParameterSource[]
  /** When it runs, and whether again and again. */
  readonly when: Pick<JobPlan, 'after' | 'startAt' | 'repeat'>
  /** Caps above that of the job; a group's sessions are known later. */
  readonly caps: readonly NamedCap[]
  /** When it halts, and in which waves it goes. */
  readonly course: Course
  /** Sessions that the arguments make known. */
  readonly sessions: readonly SessionSpec[]
  /** Whether saved sessions and groups may be named too: not beside the practice database's own. */
  readonly usesSaved: boolean
  /** What becomes of work; undefined: it was not said. */
  readonly ending: Ending | undefined
  /** Rows kept of each task's answers; 0 is all, undefined leaves it to the format. */
  readonly rowLimit: number | undefined
  /** How many protected sessions the user says it touches. */
  readonly confirmed: number | undefined
  /** Names of binds, in upper case, whose values are asked for and never kept. */
  readonly secrets: readonly string[]
  readonly isDryRun: boolean
  readonly format: Format
  /** The file of a job log; undefined: none. */
  readonly joblog: string | undefined
}

/** The options as the parser of arguments hands them over. */
export interface RunOptions extends RetryOptions, CourseOptions {
  readonly on?: string
  readonly each?: true
  readonly any?: true
  readonly cap: number
  readonly timeout?: string
  readonly for?: readonly string[]
  readonly file?: string
  readonly connect?: readonly string[]
  readonly practice?: true
  readonly commit?: true
  readonly rollback?: true
  readonly commitAll?: true
  readonly ask?: true
  readonly rowLimit?: number
  readonly yes?: number
  readonly secret?: readonly string[]
  readonly dryRun?: true
  readonly joblog?: string
  readonly totalCap?: number
  readonly nameCap?: readonly string[]
  readonly databaseCap?: readonly string[]
  readonly after?: string
  readonly startAt?: string
  readonly repeat?: string
  readonly times?: string
  readonly until?: string
  readonly format: Format
}

/** Checks the arguments of a run. Throws a bad request. */
export function readRunRequest(
  text: string | undefined,
  options: RunOptions,
  now: number = Date.now(),
): RunRequest {
  if (options.on === undefined)
    throw badRequest('--on TARGET is missing: it says which sessions run the statement')
  const source = readSource(text, options.file)
  return {
    source,
    target: options.on,
    mode: options.any ? 'any' : 'each',
    cap: options.cap,
    timeout: options.timeout === undefined ? undefined : parseTimeLimit(options.timeout, '--timeout'),
    retries: readRetries(options),
    parameters: readParameters(options.for, source),
    when: readWhen(options, now),
    caps: readCaps(options),
    course: readCourse(options),
    sessions: readSessions(options),
    usesSaved: options.practice !== true,
    ending: endingOf(options),
    rowLimit: options.rowLimit,
    confirmed: options.yes,
    secrets: (options.secret ?? []).map(readSecretName),
    isDryRun: options.dryRun ?? false,
    format: options.format,
    joblog: options.joblog,
  }
}

/** Checks where a statement comes from. Throws a bad request. */
export function readSource(text: string | undefined, file: string | undefined): StatementSource {
  if (text !== undefined && file !== undefined)
    throw badRequest('give the statement as an argument or with --file, not both')
  if (file === '-') return { from: 'stdin' }
  if (file !== undefined) return { from: 'file', path: file }
  if (text === undefined) throw badRequest('no statement: give one as an argument in quotes, or with --file')
  return { from: 'argument', text }
}

/** Checks where parameters come from: stdin can be read once. Throws a bad request. */
export function readParameters(
  texts: readonly string[] = [],
  source: StatementSource | undefined,
): readonly ParameterSource[] {
  const parameters = texts.map(parseParameterSource)
  const readers = parameters.filter((each) => 'path' in each && each.path === '-').length
  if (readers + (source?.from === 'stdin' ? 1 : 0) > 1)
    throw badRequest('stdin (-) can be read once: by --file or by one --for')
  return parameters
}

function readSessions(options: RunOptions): readonly SessionSpec[] {
  const connected = (options.connect ?? []).map((text, index) => parseSession(text, '--connect', index + 1))
  const sessions = options.practice ? [...practiceSessions, ...connected] : connected
  const names = new Set<string>()
  for (const { name } of sessions) {
    const lower = name.toLowerCase()
    if (names.has(lower)) throw badRequest(`two sessions are named ${name}`)
    names.add(lower)
  }
  return sessions
}

function endingOf({ commit, rollback, commitAll, ask }: RunOptions): Ending | undefined {
  if (commit) return 'commit'
  if (rollback) return 'rollback'
  if (commitAll) return 'commit all'
  return ask ? 'ask' : undefined
}

function readWhen({ after, startAt, repeat, times, until }: RunOptions, now: number): RunRequest['when'] {
  if (repeat === undefined && (times !== undefined || until !== undefined))
    throw badRequest('--times and --until go with --repeat')
  return {
    ...(after !== undefined && { after: readAfter(after) }),
    ...(startAt !== undefined && { startAt: parseWhen(startAt, now, '--start-at') }),
    ...(repeat !== undefined && { repeat: repeatOf({ every: repeat, times, until }, '--repeat') }),
  }
}

/** `3`, or `3:ended`: whatever came of it. */
function readAfter(text: string): NonNullable<JobPlan['after']> {
  const [, job, ended] = /^(\d{1,9})(:ended)?$/.exec(text) ?? []
  if (job === undefined)
    throw badRequest(`--after: expected the number of a job, as 3 or 3:ended, got "${text}"`)
  return { job: Number(job), if: ended === undefined ? 'succeeded' : 'ended' }
}

const readCaps = ({ totalCap, nameCap = [], databaseCap = [] }: RunOptions): NamedCap[] => [
  ...(totalCap === undefined ? [] : [{ of: 'all', cap: totalCap } as const]),
  ...nameCap.map((text) => ({ of: 'name', ...readNamedCap(text, '--name-cap') }) as const),
  ...databaseCap.map((text) => ({ of: 'database', ...readNamedCap(text, '--database-cap') }) as const),
]

function readNamedCap(text: string, option: string): { name: string; cap: number } {
  const [, name, cap] = /^(.+)=(\d{1,6})$/.exec(text) ?? []
  if (name === undefined) throw badRequest(`${option}: expected NAME=N, got "${text}"`)
  return { name, cap: Number(cap) }
}
