/**
 * The one form of an error beyond the door that met it: a closed set of codes, the text, and the place in the SQL.
 * Plain data, so that it travels in events; it never holds a password.
 */

/** What kind of thing went wrong. */
export type FailureCode =
  /** The server refused the statement; `oracle` says with which error. */
  | 'statement failed'
  /** ORA-01013: the call was broken off at somebody's request. */
  | 'call cancelled'
  /** The connection is gone; what ran there got no answer. */
  | 'connection lost'
  /** A value could not be sent; nothing ran. */
  | 'bad value'
  | 'wrong password'
  | 'account locked'
  | 'password expired'
  /** A limit on sessions or processes: per user, per profile or of the instance. */
  | 'too many sessions'
  | 'unknown service'
  | 'unknown host'
  | 'nobody listens'
  | 'no answer'
  | 'bad connect string'
  /** The connection could not be opened for another reason. */
  | 'not connected'
  /** The user asked for something that cannot be: usage, unknown names, a refused plan. */
  | 'bad request'
  /** What happened could not be kept: the disk is full, the journal cannot be written. */
  | 'storage failed'
  /** A defect of ours. */
  | 'internal'

/** An error as data. */
export interface Failure {
  readonly code: FailureCode
  /** The text, as the server or the driver gave it, without help lines. */
  readonly message: string
  /** `ORA-00942`, `NJS-511`, `PLS-00201`: the first code of the text, where there is one. */
  readonly oracle?: string
  /** 0-based character offset in the statement that was sent. */
  readonly offset?: number
}

/** An exception that carries a failure; what a door of ours throws. */
export class FailureError extends Error {
  readonly failure: Failure

  constructor(failure: Failure, cause?: unknown) {
    super(failure.message, cause === undefined ? undefined : { cause })
    this.name = 'FailureError'
    this.failure = failure
  }
}

/** The user asked for something that cannot be; the message says what was expected, what came, and what to do. */
export const badRequest = (message: string): FailureError =>
  new FailureError({ code: 'bad request', message })

/** The failure an exception carries; anything else is a defect of ours and says so. */
export const failureOf = (error: unknown): Failure =>
  error instanceof FailureError
    ? error.failure
    : { code: 'internal', message: error instanceof Error ? error.message : String(error) }
