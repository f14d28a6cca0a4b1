/**
 * An open query of a session: PL/SQL fetches from it row by row, a client a few rows at a time, each fetch a call of its
 * own. A cursor variable that is opened again stays the same cursor, whoever else holds it.
 */
import type { RowSource } from '../../door.ts'
import { OracleError } from '../../error.ts'
import type { Column, Row } from '../../values/value.ts'
import { startCall, type Witness } from '../calls.ts'
import { breakOff, connectionLost } from '../faults/break-off.ts'
import type { Frame, Run } from '../frame.ts'
import type { Instance } from '../instance.ts'
import { recording } from '../ledger/ledger.ts'
import type { LedgerEntry } from '../ledger/ledger-entry.ts'
import { sleepFor, type Work } from '../pause.ts'
import type { Session } from '../session.ts'
import type { Transaction } from '../storage/transaction.ts'
import type { QueryPlan } from './compile-query.ts'
import type { OpenCursor } from './open-cursor.ts'
import { openLocking } from './row-source.ts'
import { next } from './stream.ts'

/** Cursors that a session may have open ("Database Reference, OPEN_CURSORS"), as the wire counts them. */
const MOST_CURSORS = 1000

interface Opened {
  readonly cursor: OpenCursor
  readonly run: Run
  /** A query that locked rows can be fetched from only in the transaction that locked them. */
  readonly lockedIn: Transaction | undefined
  readonly isForUpdate: boolean
}

interface FetchedRows {
  readonly rows: readonly Row[]
  readonly done: boolean
}

export class SessionCursor implements RowSource {
  readonly kind = 'cursor'
  columns: readonly Column[] = []
  /** Rows fetched since it was opened. */
  rowCount = 0
  /** Whether the last fetch found a row; null before the first. */
  found: boolean | null = null
  /** A package's cursor stays open when the call ends. */
  readonly isKept: boolean
  #opened: Opened | undefined
  readonly #instance: Instance
  readonly #session: Session
  #hasFailed = false
  /** A client has fetched its last row, or wants no more. */
  #isDrained = false

  /** What the ledger knows of the call that has made it. */
  readonly #entry: LedgerEntry | undefined
  readonly #witness: Witness<FetchedRows> | undefined
  /** Rows that a client gets before its connection is dropped. */
  #rowsBeforeDrop: number | undefined

  constructor({ instance, session }: Run, isKept = false) {
    this.#instance = instance
    this.#session = session
    this.isKept = isKept
    this.#entry = session.work.current
    this.#witness =
      this.#entry && recording<FetchedRows>(this.#entry, session, (fetched) => fetched.rows.length)
  }

  get isOpen(): boolean {
    return this.#opened !== undefined
  }

  /** Opens a query; one that was open is closed. Raises ORA-01000. */
  *open(plan: QueryPlan, around: Frame | undefined, run: Run): Work<void> {
    this.close()
    const { session } = run
    if (session.openCursors.size >= MOST_CURSORS) throw new OracleError(1000, 'maximum open cursors exceeded')
    const cursor = yield* openLocking(plan, around, run)
    this.columns = plan.columns
    this.rowCount = 0
    this.found = null
    this.#hasFailed = false
    this.#isDrained = false
    const { isForUpdate } = plan
    this.#opened = { cursor, run, isForUpdate, lockedIn: isForUpdate ? session.transaction : undefined }
    session.openCursors.add(this)
  }

  /** PL/SQL's FETCH: the next row, undefined behind the last one. Raises ORA-01001 and ORA-01002. */
  *next(): Work<Row | undefined> {
    const opened = this.#opened
    if (opened === undefined) throw invalidCursor()
    const { run, isForUpdate, lockedIn } = opened
    if (isForUpdate && run.session.transaction !== lockedIn) throw outOfSequence()
    const row = yield* this.#advance(opened)
    this.found = row !== undefined
    if (row !== undefined) this.rowCount += 1
    return row
  }

  *#advance({ cursor }: Opened): Work<Row | undefined> {
    if (this.#hasFailed) throw outOfSequence()
    try {
      return yield* next(cursor.rows)
    } catch (error) {
      this.#hasFailed = true
      throw error
    }
  }

  fetch(count: number): ReturnType<RowSource['fetch']> {
    this.#entry?.goOn()
    return startCall(this.#instance, this.#session, this.#fetchRows(count), this.#witness)
  }

  *#fetchRows(count: number): Work<FetchedRows> {
    const { faults } = this.#session
    const rows: Row[] = []
    let beforeDrop = this.#rowsBeforeDrop ?? faults.takeDropDuringFetch()
    while (rows.length < count && !this.#isDrained) {
      if (this.#opened === undefined) throw invalidCursor()
      if (beforeDrop === 0) {
        if (rows.length > 0) break
        breakOff(this.#session)
        throw connectionLost()
      }
      const row = yield* this.#advance(this.#opened)
      if (row === undefined) {
        this.close()
        break
      }
      if (faults.millisecondsARow > 0) yield sleepFor(faults.millisecondsARow)
      beforeDrop -= 1
      rows.push(row)
    }
    this.#rowsBeforeDrop = beforeDrop
    return { rows, done: this.#isDrained }
  }

  /** CLOSE of PL/SQL: whoever still has the cursor finds it invalid. */
  invalidate(): void {
    this.close()
    this.#isDrained = false
  }

  /** Closed again it stays closed; a client that fetches from it gets no more rows. */
  close(): void {
    const opened = this.#opened
    if (opened === undefined) return
    this.#opened = undefined
    this.#isDrained = true
    opened.run.session.openCursors.delete(this)
    opened.cursor.close()
  }
}

/** Opens a query for a client; one that locks rows has them all locked when this returns. */
export function* openRowSource(plan: QueryPlan, around: Frame | undefined, run: Run): Work<SessionCursor> {
  const cursor = new SessionCursor(run)
  yield* cursor.open(plan, around, run)
  return cursor
}

const outOfSequence = (): OracleError => new OracleError(1002, 'fetch out of sequence')

export const invalidCursor = (): OracleError => new OracleError(1001, 'invalid cursor')
