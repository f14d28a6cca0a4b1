/**
 * The door of the engine: commands go in, replies and events come out, row data is asked for in windows. Everything
 * that crosses is plain data, so that the engine may one day stand behind a socket.
 */
import type { ObjectWindow, Thing } from '../core/dictionary.ts'
import type { Event } from '../core/event.ts'
import type { Failure } from '../core/failure.ts'
import type { JobPlan, TaskId } from '../core/job.ts'
import type { ProtectedUse } from '../core/protection.ts'
import type { History } from '../core/record.ts'
import type { ServerSession } from '../core/server-session.ts'
import type { Login, SessionIdentity, SessionName, SessionSpec } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { ResultAddress, RowWindow } from '../storage/door.ts'
import type { Secrets } from './hidden-calls.ts'
import type { QueueCommand } from './queue-control.ts'

/** What a user may ask the engine to do. */
export type Command =
  /** Makes sessions known; they open when a job needs them, or with `open sessions`. */
  | { readonly type: 'add sessions'; readonly sessions: readonly SessionSpec[] }
  /** Opens sessions that are not open, refused ones too. Answers when each is open or refused. */
  | { readonly type: 'open sessions'; readonly sessions: readonly SessionName[] }
  | { readonly type: 'close sessions'; readonly sessions: readonly SessionName[] }
  /**
   * Queues a job. Passwords in its texts and the values of its secrets are sent, and stand in no event. `confirmed` is
   * how many protected sessions the user says it touches.
   */
  | {
      readonly type: 'submit job'
      readonly plan: JobPlan
      readonly confirmed?: number
      readonly secrets?: Secrets
    }
  | QueueCommand
  | { readonly type: 'cancel task'; readonly task: TaskId }
  /** Cancels what runs and skips what waits. */
  | { readonly type: 'cancel job'; readonly job: number; readonly reason: string }
  | { readonly type: 'cancel all'; readonly reason: string }
  /** Cancels what runs in these sessions and skips what waits for them alone. */
  | { readonly type: 'cancel sessions'; readonly sessions: readonly SessionName[]; readonly reason: string }
  /**
   * Commits or rolls back the open transaction of each session. Busy ones are refused. `job`: whose work is meant; that
   * of others in the same sessions needs `settlesOthers`.
   */
  | {
      readonly type: 'end transactions'
      readonly sessions: readonly SessionName[]
      readonly how: 'commit' | 'rollback'
      readonly job?: number
      readonly settlesOthers?: boolean
      /** How many of them are protected, as the user says. */
      readonly confirmed?: number
    }

/** A command of one type. */
export type CommandOf<T extends Command['type']> = Command & { readonly type: T }

/** Work of other jobs that would be committed or rolled back along, in one session. */
export interface WorkOfOthers {
  readonly session: SessionName
  readonly tasks: readonly TaskId[]
}

export type Reply =
  | { readonly type: 'done' }
  | { readonly type: 'queued'; readonly job: number }
  /**
   * Nothing was done: somebody must agree first. To `others` by sending it again with `settlesOthers`; to what it does
   * in protected sessions by naming their number (`confirmed`).
   */
  | {
      readonly type: 'needs consent'
      readonly others: readonly WorkOfOthers[]
      readonly protected?: ProtectedUse
    }
  | { readonly type: 'refused'; readonly failure: Failure }

export interface Subscription {
  /** All that is so at the moment of subscribing; the events that follow build on it. The reader owns it. */
  readonly state: State
  unsubscribe(): void
}

/** Who reads a dictionary: a login, and the schema whose objects its unqualified names mean. */
export interface DictionaryReader {
  readonly login: Login
  readonly schema?: string
}

/** What the databases tell of their objects. Each question rejects with a FailureError where the login cannot read it. */
export interface Dictionary {
  /** The schema of unqualified names, as the dictionary keeps it. */
  schemaOf(reader: DictionaryReader): string
  /** Objects of a schema whose names begin so. */
  objects(reader: DictionaryReader, owner: string, prefix: string): Promise<ObjectWindow>
  /** Users whose names begin so. */
  schemas(reader: DictionaryReader, prefix: string): Promise<readonly string[]>
  /** What a name of up to three parts means, synonyms followed; undefined: nothing that the login sees. */
  find(reader: DictionaryReader, names: readonly string[]): Promise<Thing | undefined>
  /** Reads everything anew when it is asked for the next time. */
  forget(): void
}

export interface Engine {
  /**
   * Resolves, if ever, when what happens can be kept no more: nothing starts from then on, and readers hear nothing. What
   * runs is judged by whoever opens the journal next.
   */
  readonly failed: Promise<Failure>
  send(command: Command): Promise<Reply>
  /** Hands over the state now, and from then on every batch of events, in order. Listeners must not throw. */
  subscribe(listener: (events: readonly Event[]) => void): Subscription
  /** Rows of an answer; `count` at most. */
  rows(address: ResultAddress, offset: number, count: number): Promise<RowWindow>
  readonly dictionary: Dictionary
  /** What is remembered of this and earlier programs. */
  readonly history: History
  /** Lines of DBMS_OUTPUT of a task; `count` at most. */
  output(task: TaskId, offset: number, count: number): Promise<readonly string[]>
  /** What a session of an earlier program does on its server now, asked by its login. Never rejects. */
  findOnServer(login: Login, identity: SessionIdentity): Promise<ServerSession>
  /** Cancels what runs, rolls back what is open, closes every session. */
  close(): Promise<void>
}
