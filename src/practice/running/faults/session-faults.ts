/**
 * What is to go wrong in one session, armed by the package PRACTICE. Knows nothing of how it is done.
 */
import { type ArmedFailure, takeFailure } from './armed-failure.ts'

/** Where in a commit the connection breaks off: before or after it takes effect. */
export type CommitMoment = 'before' | 'after'

export class SessionFaults {
  /** How long each row that the client fetches takes. */
  millisecondsARow = 0
  #rowsBeforeDrop = Number.POSITIVE_INFINITY
  #dropDuringCommit: CommitMoment | undefined
  #failure: ArmedFailure | undefined

  /** The connection is to break off when the next query has given so many rows. */
  dropDuringFetch(afterRows: number): void {
    this.#rowsBeforeDrop = afterRows
  }

  /** For a query that begins: the rows after which the connection breaks off; Infinity when it does not. */
  takeDropDuringFetch(): number {
    const rows = this.#rowsBeforeDrop
    this.#rowsBeforeDrop = Number.POSITIVE_INFINITY
    return rows
  }

  dropDuringCommit(moment: CommitMoment): void {
    this.#dropDuringCommit = moment
  }

  /** For a commit that begins: where in it the connection breaks off, if it does. */
  takeDropDuringCommit(): CommitMoment | undefined {
    const moment = this.#dropDuringCommit
    this.#dropDuringCommit = undefined
    return moment
  }

  failNext(number: number, times: number): void {
    this.#failure = { number, left: times }
  }

  /** For a statement that begins: the number of the error that it ends with, if it is to fail. */
  takeFailure(): number | undefined {
    return takeFailure(this.#failure)
  }

  clear(): void {
    this.millisecondsARow = 0
    this.takeDropDuringFetch()
    this.takeDropDuringCommit()
    this.#failure = undefined
  }
}
