/**
 * What `multisession run` was asked to do, checked as far as that needs nothing but the arguments. Files, passwords
 * and databases come later.
 */
import { badRequest } from '../core/failure.ts'
import type { Mode } from '../core/job.ts'
import { type Parameter, parseParameter } from '../core/parameters.ts'
import type { RetryPlan } from '../core/retry.ts'
import type { SessionSpec } from '../core/session.ts'
import { parseTimeLimit, type TimeLimit } from '../core/time-limit.ts'
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
  readonly parameters: readonly Parameter[]
  /** Sessions that the arguments make known. */
  readonly sessions: readonly SessionSpec[]
  /** Whether saved sessions and groups may be named too: not beside the practice database's own. */
  readonly usesSaved: boolean
  /** What becomes of work that is open at the end; undefined: it was not said. */
  readonly ending: 'commit' | 'rollback' | undefined
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
export interface RunOptions extends RetryOptions {
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
  readonly rowLimit?: number
  readonly yes?: number
  readonly secret?: readonly string[]
  readonly dryRun?: true
  readonly joblog?: string
  readonly format: Format
}

/** Checks the arguments of a run. Throws a bad request. */
export function readRunRequest(text: string | undefined, options: RunOptions): RunRequest {
  if (options.on === undefined)
    throw badRequest('--on TARGET is missing: it says which sessions run the statement')
  return {
    source: readSource(text, options.file),
    target: options.on,
    mode: options.any ? 'any' : 'each',
    cap: options.cap,
    timeout: options.timeout === undefined ? undefined : parseTimeLimit(options.timeout, '--timeout'),
    retries: readRetries(options),
    parameters: (options.for ?? []).map(parseParameter),
    sessions: readSessions(options),
    usesSaved: options.practice !== true,
    ending: options.commit ? 'commit' : options.rollback ? 'rollback' : undefined,
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
