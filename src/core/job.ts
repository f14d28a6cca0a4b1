/**
 * A job as planned: one statement, the sessions it may use, and every task numbered with its text and binds. A plan is
 * plain data and complete: a dry run prints it, the engine runs it.
 */
import type { StatementKind } from '../language/kind.ts'
import type { HaltRule } from './halt.ts'
import type { Repeat } from './repeat.ts'
import type { RetryPlan } from './retry.ts'
import type { SessionName } from './session.ts'
import type { Share } from './share.ts'
import type { Expectation } from './signature.ts'
import type { TimeLimit } from './time-limit.ts'

/** **each**: one task per session and parameter row. **any**: one task per parameter row, on whichever session is free. */
export type Mode = 'each' | 'any'

/** `3.1`: the first task of job 3. */
export type TaskId = `${number}.${number}`

export const taskId = (job: number, task: number): TaskId => `${job}.${task}`

/** The number of the job that a task belongs to. */
export const jobOf = (id: TaskId): number => Number(id.slice(0, id.indexOf('.')))

/** The number of a task in its job, from 1. */
export const numberOf = (id: TaskId): number => Number(id.slice(id.indexOf('.') + 1))

/** How much of an answer is kept. undefined is no limit. */
export interface ResultLimits {
  readonly rows: number | undefined
  readonly bytes: number | undefined
}

/**
 * `keep`: rows stay readable after the task, up to the limits, and after the program, where there is a journal. `hold`:
 * they stay readable as long as the program remembers the job, and never touch a disk. `pass`: a reader takes them as
 * they come; what it has read is forgotten, and a task whose rows nobody reads waits.
 */
export type ResultUse = 'keep' | 'hold' | 'pass'

/** One parameter row: name, in upper case, to its value as typed. */
export type ParameterRow = Readonly<Record<string, string>>

/** One task as planned. */
export interface TaskPlan {
  /** From 1, in the order in which tasks start. */
  readonly number: number
  /** Its number in the job that is gone on with. */
  readonly origin?: number
  /** The session it must run in; absent in mode `any`. */
  readonly session?: SessionName
  readonly parameters: ParameterRow
  /** The text to send, substituted. */
  readonly statement: string
  /** Without those that are secret. */
  readonly binds: Readonly<Record<string, string>>
}

/** What a job asks for, before it has a number. */
export interface JobPlan {
  /** The statement as typed, before substitution. */
  readonly statement: string
  readonly kind: StatementKind
  readonly mode: Mode
  /** The target as typed. */
  readonly target: string
  /** The sessions of the target, in its order. */
  readonly sessions: readonly SessionName[]
  /** Parameter names in the order they were given. */
  readonly parameters: readonly string[]
  readonly tasks: readonly TaskPlan[]
  /** Tasks that may run at once; 0 is no cap. */
  readonly cap: number
  /** A higher one goes first; 0 unless somebody wants otherwise. */
  readonly priority?: number
  /** The job that must have ended before: as it should, or however. */
  readonly after?: { readonly job: number; readonly if: 'succeeded' | 'ended' }
  /** Milliseconds since 1970 before which no task starts. */
  readonly startAt?: number
  /** Run again and again. */
  readonly repeat?: Repeat
  /** When it gives up before its tasks are through. */
  readonly halt?: HaltRule
  /** Sizes of its waves; one starts when the one before has ended, and gave what was confirmed. */
  readonly waves?: readonly Share[]
  /** What the user says beforehand that each task gives; without it the first wave has to be confirmed. */
  readonly expected?: readonly Expectation[]
  /** Commit each task in its own round trip. */
  readonly commit: boolean
  /** How long a task may take; absent: as long as it wants. */
  readonly timeout?: TimeLimit
  /** What is run again by itself; absent: nothing. */
  readonly retries?: RetryPlan
  readonly limits: ResultLimits
  readonly results: ResultUse
  /** What to do when a task waits for a session of ours that is idle and so would wait for ever. */
  readonly whenSelfBlocked: 'stop' | 'hold'
  /** The job that this one goes on with, and the last one before it that did so; 0 when it is the first. */
  readonly resumes?: { readonly job: number; readonly after: number }
  /** The user agreed that work of other jobs pending in the same sessions is committed or rolled back along. */
  readonly settlesOthers: boolean
  /** Binds whose values stand nowhere in the plan, in upper case; they are asked for and travel beside it. */
  readonly secrets?: readonly string[]
  /** Passwords in its texts were replaced by asterisks: it cannot be run again from what is kept. */
  readonly hasMaskedText?: true
}

/** A plan without its tasks, of which there may be many. */
export type PlanHead = Omit<JobPlan, 'tasks'>
