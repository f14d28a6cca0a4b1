/**
 * One call of a client as it really ran: who, what, when, how it ended, and what became of the work it did.
 */
import { asOracleError } from '../../error.ts'
import type { Session } from '../session.ts'

/** `lost`: it ended when nobody was there any more to hear how. */
export type Outcome = 'succeeded' | 'failed' | 'cancelled' | 'lost'

/** What became of a call's changes and locks; `partly`: some were committed, others rolled back. */
export type Fate = 'none' | 'pending' | 'committed' | 'rolled back' | 'partly'

const CANCELLED = 1013

export class LedgerEntry {
  /** Counts all calls of the server. */
  readonly sequence: number
  readonly text: string
  readonly sid: number
  readonly serial: number
  readonly user: string
  readonly module: string | null
  readonly action: string | null
  readonly clientInfo: string | null
  /** Milliseconds since 1970; `endedAt` is undefined while it runs. */
  readonly startedAt = Date.now()
  endedAt: number | undefined
  outcome: Outcome | undefined
  /** The number of the error it ended with. */
  error: number | undefined
  /** Rows that it touched, or that were fetched from it. */
  rows = 0
  /** The first transaction that it did work in. */
  transactionId: number | undefined
  #pendingParts = 0
  #hasCommitted = false
  #hasRolledBack = false

  constructor(sequence: number, session: Session, text: string) {
    this.sequence = sequence
    this.text = text
    this.sid = session.sid
    this.serial = session.serial
    this.user = session.user
    this.module = session.module
    this.action = session.action
    this.clientInfo = session.clientInfo
  }

  get fate(): Fate {
    if (this.#pendingParts > 0) return 'pending'
    if (this.#hasCommitted) return this.#hasRolledBack ? 'partly' : 'committed'
    return this.#hasRolledBack ? 'rolled back' : 'none'
  }

  /** Some of its work now belongs to an open transaction. */
  addPart(transactionId: number): void {
    this.transactionId ??= transactionId
    this.#pendingParts += 1
  }

  /** Such a part is gone as if it had never been: its statement failed. */
  dropPart(): void {
    this.#pendingParts -= 1
  }

  /** DDL, which commits itself. */
  noteCommit(): void {
    this.#hasCommitted = true
  }

  noteRollback(): void {
    this.#hasRolledBack = true
  }

  /** It goes on: rows are fetched from it. */
  goOn(): void {
    this.endedAt = undefined
    this.outcome = undefined
  }

  /** It has ended, `isLost` if nobody was there to hear how. `failure` is undefined when it succeeded. */
  end(rows: number, failure: unknown, isLost: boolean): void {
    this.endedAt = Date.now()
    this.rows += rows
    const error = failure === undefined ? undefined : numberOf(failure)
    this.error = error
    if (isLost) this.outcome = 'lost'
    else if (error === undefined) this.outcome = 'succeeded'
    else this.outcome = error === CANCELLED ? 'cancelled' : 'failed'
  }
}

const numberOf = (failure: unknown): number => asOracleError(failure).number
