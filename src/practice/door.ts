/**
 * The door between the wire and the database behind it. The wire asks in these words and knows nothing of SQL; the
 * database answers in values and knows nothing of bytes.
 */
import type { Clob, Blob as LobBytes } from './values/lob.ts'
import type { Column, CursorValue, DataType, Row, Value } from './values/value.ts'

/** What the server says of itself when a session opens. */
export interface DatabaseIdentity {
  readonly service: string
  readonly uniqueName: string
  readonly pdbName: string
  readonly instanceName: string
  readonly domain: string
  /** Five parts: release, update, revision, increment, extension. */
  readonly version: readonly [number, number, number, number, number]
}

/** The stored half of a 12c password check (PROTOCOL: SHA512 of PBKDF2 key and salt, 32 bytes). */
export interface Verifier {
  readonly salt: Uint8Array
  readonly hash: Uint8Array
}

/** What a client says of itself at logon. */
export interface Logon {
  readonly user: string
  /** Whose password was given, where that is not the user's own: `scott[a]`. */
  readonly proxy?: string
  readonly service: string
  readonly program: string
  readonly machine: string
  readonly terminal: string
  readonly osUser: string
  readonly process: string
}

/** How new clients are met; all but `normal` are faults that somebody asked for. */
export type ListenerMood =
  | { readonly kind: 'normal' | 'reset' | 'hang' }
  /** Refused with the number of a TNS error. */
  | { readonly kind: 'refuse'; readonly error: number }
  | { readonly kind: 'late'; readonly milliseconds: number }

export interface Database {
  readonly identity: DatabaseIdentity
  /** As it is at this moment. */
  readonly listenerMood: ListenerMood
  /** The verifier of a user, by name as typed (case does not count). undefined: no such user. */
  verifier(user: string): Verifier | undefined
  /** Opens a session for a user whose password has been checked. Throws OracleError. */
  logon(logon: Logon): DatabaseSession
  /** Notes that somebody did not know the password of a user; gives the error to answer with. */
  deny(user: string): Error
  /** Gives a user whose password has been checked another one. Throws OracleError. */
  changePassword(user: string, verifier: Verifier): void
}

/** Something under way. `done` rejects with OracleError; `cancel` makes it reject with ORA-01013 as soon as it can. */
export interface Call<T> {
  readonly done: Promise<T>
  cancel(): void
}

/** Names shown in v$session; null clears one, undefined leaves it. */
export interface SessionTags {
  readonly clientIdentifier?: string | null
  readonly module?: string | null
  readonly action?: string | null
  readonly clientInfo?: string | null
  readonly dbOp?: string | null
}

export type Direction = 'in' | 'out' | 'in out'

/** A parsed statement, not bound to any execution. */
export interface Prepared {
  readonly kind: 'query' | 'dml' | 'plsql' | 'ddl' | 'other'
  /** Bind names, upper-case: in SQL one for each occurrence, in PL/SQL one for each distinct name. */
  readonly binds: readonly string[]
  /** Indexes into `binds` of those after RETURNING ... INTO. */
  readonly returning: readonly number[]
  /** A query's columns; empty otherwise. */
  readonly columns: readonly Column[]
}

/** How the client declared one bind. */
export interface BindType {
  readonly type: DataType
  readonly isArray: boolean
  /** Bytes a value may have coming back. */
  readonly maxSize: number
  /** Elements an array may have coming back. */
  readonly maxElements: number
}

/** A bind's value in one iteration: an array bind has a list. RETURNING and pure OUT binds arrive as null. */
export type BindValue = Value | readonly Value[]

export interface ExecuteOptions {
  /** Commit when the statement succeeds, in the same call. */
  readonly commit: boolean
  /** Go on after a failing iteration of executeMany and report it in `batchErrors`. */
  readonly batchErrors: boolean
}

/** Rows that can be fetched a few at a time. */
export interface RowSource extends CursorValue {
  readonly columns: readonly Column[]
  /** Up to `count` rows; `done` when no more follow. After `done` a fetch gives no rows and `done` again. */
  fetch(count: number): Call<{ readonly rows: readonly Row[]; readonly done: boolean }>
  close(): void
}

export interface Executed {
  readonly rows?: RowSource
  /** Rows touched by DML, in all and per iteration; 0 for everything else. */
  readonly rowCount: number
  readonly rowCounts: readonly number[]
  /** PL/SQL: for each iteration the value of every bind after the call. */
  readonly outBinds: readonly (readonly BindValue[])[]
  /** PL/SQL: what each bind turned out to be. */
  readonly directions: readonly Direction[]
  /** RETURNING: for each iteration, for each returning bind, a value a row. */
  readonly returned: readonly (readonly (readonly Value[])[])[]
  readonly implicitResults: readonly RowSource[]
  readonly batchErrors: readonly {
    readonly iteration: number
    readonly number: number
    readonly message: string
  }[]
  /** A unit was stored with compilation errors. */
  readonly hasWarning: boolean
}

export interface DatabaseSession {
  readonly sid: number
  readonly serial: number
  readonly isTransactionOpen: boolean
  readonly currentSchema: string
  setCurrentSchema(schema: string): void
  tag(tags: SessionTags): void
  /** Parses and resolves a statement without running it. Throws OracleError with the offset. */
  prepare(sql: string): Prepared
  /** Runs a statement of `prepare`, once for each entry of `iterations` (a statement without binds has one empty entry). */
  execute(
    prepared: Prepared,
    types: readonly BindType[],
    iterations: readonly (readonly BindValue[])[],
    options: ExecuteOptions,
  ): Call<Executed>
  /** Does nothing, in a call of its own: a session that was killed says so. */
  ping(): Call<void>
  commit(): Call<void>
  rollback(): Call<void>
  createTemporaryLob(kind: 'CLOB' | 'BLOB'): Clob | LobBytes
  /**
   * Rejects the running call or, if none runs, the next one with the given error and then reports the session dead
   * through this listener: the wire closes the socket (kill session, instance gone).
   */
  onKilled(listener: (error: Error) => void): void
  /**
   * The connection is to break off at this moment without a goodbye, inside of the reply if one is being written. What
   * runs goes on as for a client that has gone.
   */
  onBrokenOff(listener: () => void): void
  /** The server stops: what runs ends at once, even where it ignores a cancel. */
  stop(): void
  /**
   * The client is gone. A running call goes on to its end, as Oracle's does; afterwards, or at once when idle, open
   * work is rolled back and the session disappears. Resolves when it has.
   */
  close(): Promise<void>
}
