/**
 * Facts: what has happened, in order. An event exists once storage has acknowledged it; state is a fold of events.
 * Plain data without row data, and never a password.
 */
import type { Failure } from './failure.ts'
import type { JobPlan, TaskId } from './job.ts'
import type { CapScope } from './limits.ts'
import type { Fate, Outcome } from './outcome.ts'
import type { SessionIdentity, SessionName, SessionSpec } from './session.ts'
import type { WaveSignature } from './signature.ts'

/** A column of an answer: its name and Oracle's name of its type. */
export interface AnswerColumn {
  readonly name: string
  readonly type: string
}

/**
 * How far a cancel has climbed: a break was sent; the server was asked from a second session to cancel what the session
 * runs, then to kill it; the connection was dropped.
 */
export type CancelRung = 'break' | 'cancel sql' | 'kill' | 'drop'

/** Who a task waits for: a session of ours by name, any other by its place on the server. */
export interface Blocker {
  readonly session?: SessionName
  readonly sid: number
  /** Of a cluster; absent: the first. */
  readonly instance?: number
  readonly user?: string
}

/** What a session waits for, in the server's words, and since how many seconds. */
export interface Wait {
  readonly event: string
  readonly seconds: number
}

/** How far a running task is, as far as its server tells: the newest of its long operations, and what it waits for. */
export interface Progress {
  readonly operation?: string
  readonly soFar?: number
  readonly totalWork?: number
  /** When the operation will be over, as the server guesses: milliseconds since 1970. */
  readonly endsAt?: number
  readonly wait?: Wait
  /** Milliseconds since 1970. */
  readonly waitsSince?: number
}

/** What ended tasks say beyond outcome and fate. */
export interface TaskEnd {
  readonly outcome: Outcome
  readonly fate: Fate
  /** Rows in the answer, or rows that DML touched. */
  readonly rows: number
  /** The answer was cut at a limit: more rows followed. */
  readonly isCut: boolean
  readonly error?: Failure
  /** A unit was stored with compilation errors. */
  readonly warning?: string
  /** The connection was dropped while the call ran: `sid,serial#,@inst`, or `?` where it is not known. */
  readonly mayStillRun?: string
  /** Why it could not be ended there. */
  readonly notKilled?: string
  /** How often it was tried, when more than once; all the rest is of the last attempt. */
  readonly attempts?: number
}

export type EventBody =
  | { readonly type: 'session added'; readonly session: SessionSpec }
  | { readonly type: 'session opening'; readonly session: SessionName }
  | { readonly type: 'session opened'; readonly session: SessionName; readonly identity: SessionIdentity }
  /** It could not be opened. Not tried again until somebody asks. */
  | { readonly type: 'session refused'; readonly session: SessionName; readonly error: Failure }
  /** A limit on sessions or processes was reached: it is tried again while others run. */
  | { readonly type: 'session waiting'; readonly session: SessionName; readonly error: Failure }
  /** The connection broke; it is opened again for its next task. */
  | { readonly type: 'session lost'; readonly session: SessionName; readonly error: Failure }
  | { readonly type: 'session closed'; readonly session: SessionName }
  | { readonly type: 'job queued'; readonly job: number; readonly plan: JobPlan }
  | { readonly type: 'cap changed'; readonly job: number; readonly cap: number }
  /** A cap above those of jobs; 0 is none. Lowering one stops nothing. */
  | { readonly type: 'cap set'; readonly scope: CapScope; readonly cap: number }
  /** No task starts, of whatever job, until the queue is resumed. */
  | { readonly type: 'queue paused' }
  | { readonly type: 'queue resumed' }
  /** No further task of the job starts until it is released; those that run go on. */
  | {
      readonly type: 'job held'
      readonly job: number
      readonly reason: string
      /** It is held for what this wave gave: who releases it confirms that. */
      readonly wave?: number
      /** It is held until the work that this session of ours holds is settled. */
      readonly by?: SessionName
    }
  | { readonly type: 'job released'; readonly job: number }
  /**
   * All tasks of a wave have ended; those of the next may start, unless `job held` follows. `difference`: what of it is
   * not as was confirmed, in words.
   */
  | {
      readonly type: 'wave ended'
      readonly job: number
      readonly wave: number
      readonly signature: WaveSignature
      readonly difference?: string
    }
  /** The time before which it must not start has come. */
  | { readonly type: 'job due'; readonly job: number }
  /** The job it comes after, which another program ran, has ended. */
  | { readonly type: 'earlier job ended'; readonly job: number; readonly hasSucceeded: boolean }
  /** All tasks of a repeated job have ended; `last` says why no other round follows, where none does. */
  | { readonly type: 'round ended'; readonly job: number; readonly last?: string }
  /** A higher one goes first. */
  | { readonly type: 'priority changed'; readonly job: number; readonly priority: number }
  /** Its place among jobs of its priority with as many tasks running: the lower comes first. */
  | { readonly type: 'job moved'; readonly job: number; readonly order: number }
  /** No further task of the job starts; those that never did end as skipped. */
  | { readonly type: 'job stopped'; readonly job: number; readonly reason: string }
  /** An ended job is not remembered any more, but for its counts. The journal has it. */
  | { readonly type: 'job forgotten'; readonly job: number }
  | { readonly type: 'task started'; readonly task: TaskId; readonly session: SessionName }
  /** An answer began: `result` counts a task's answers from 0; `count` rows of it are there already. */
  | {
      readonly type: 'result described'
      readonly task: TaskId
      readonly result: number
      readonly columns: readonly AnswerColumn[]
      readonly count: number
    }
  /** `count` rows of an answer are there so far. */
  | { readonly type: 'rows arrived'; readonly task: TaskId; readonly result: number; readonly count: number }
  /** `count` lines of DBMS_OUTPUT are there so far; `last` is the newest. */
  | { readonly type: 'output arrived'; readonly task: TaskId; readonly count: number; readonly last: string }
  /**
   * An attempt failed and left nothing; the task waits to be started again, not before `dueAt`. `attempt` counts those
   * that were made; 0 when nothing was sent yet, for its session could not be opened for now.
   */
  | {
      readonly type: 'task retrying'
      readonly task: TaskId
      readonly attempt: number
      readonly dueAt: number
      readonly error: Failure
      readonly fate: Fate
    }
  /** The delay before its next attempt is over. */
  | { readonly type: 'task due'; readonly task: TaskId }
  /** `why` it was begun, with a break, or why rungs before a drop were passed over. */
  | {
      readonly type: 'cancel climbed'
      readonly task: TaskId
      readonly rung: CancelRung
      readonly why?: string
    }
  | { readonly type: 'task blocked'; readonly task: TaskId; readonly by: Blocker }
  | { readonly type: 'task unblocked'; readonly task: TaskId }
  | ({ readonly type: 'task progress'; readonly task: TaskId } & Progress)
  /** A login may not look at what its sessions wait for. */
  | { readonly type: 'waits unseen'; readonly login: string; readonly user: string; readonly why: string }
  | ({ readonly type: 'task ended'; readonly task: TaskId } & TaskEnd)
  /** A commit or rollback of the session's transaction is under way; `work settled` follows. */
  | {
      readonly type: 'transaction ending'
      readonly session: SessionName
      readonly how: 'commit' | 'rollback'
    }
  /** What was pending is no longer: a commit, a rollback, or the end of its session. */
  | {
      readonly type: 'work settled'
      readonly session: SessionName
      readonly tasks: readonly TaskId[]
      readonly fate: Fate
    }

/** The version of the vocabulary above; a reader refuses a newer one. */
export const eventVersion = 1

/** An event in the log: `seq` counts from 1 without gaps, `at` is milliseconds since 1970. */
export type Event = EventBody & { readonly version: number; readonly seq: number; readonly at: number }
