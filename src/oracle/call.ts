/**
 * One call on one connection: execute, stream the rows up to the limits, drain DBMS_OUTPUT, and tell truthfully how it
 * ended. What that means for a task is not decided here.
 */
import type { BindParameters, Connection, ExecuteOptions, Result, ResultSet } from 'oracledb'
import type { AnswerRow } from '../core/answer.ts'
import type { AnswerColumn } from '../core/event.ts'
import type { ResultLimits } from '../core/job.ts'
import type { CallFacts } from '../core/outcome.ts'
import { type CellFormat, cellFormat, sizeOf, toCells } from './cells.ts'
import { firstBatch, laterBatch, oracledb } from './driver.ts'
import { callFailure } from './failure.ts'
import { drainQuietly } from './output.ts'

export interface CallRequest {
  readonly statement: string
  /** Values for `:name`, sent as text. */
  readonly binds: Readonly<Record<string, string>>
  /** Commit in the same round trip. */
  readonly commit: boolean
  /** Whether the call can have written to DBMS_OUTPUT. */
  readonly drainsOutput: boolean
  readonly limits: ResultLimits
  /** Shown as V$SESSION.ACTION while it runs. */
  readonly action: string
}

/** Where a call's results go as they come. A promise is awaited: that is the back-pressure. */
export interface CallSink {
  describe(result: number, columns: readonly AnswerColumn[]): void
  rows(result: number, rows: readonly AnswerRow[]): Promise<void>
  /** No more rows of that answer come. */
  complete(result: number): void
  output(lines: readonly string[]): Promise<void>
}

export interface CallReport {
  readonly end: CallFacts['end']
  readonly wasOpen: boolean
  readonly isOpen: boolean
  /** Rows that DML touched; undefined for anything else. */
  readonly rowsAffected: number | undefined
  /** Some answer was cut at a limit. */
  readonly isCut: boolean
  readonly warning: string | undefined
}

export async function runCall(
  connection: Connection,
  request: CallRequest,
  sink: CallSink,
): Promise<CallReport> {
  const wasOpen = connection.transactionInProgress ?? false
  connection.action = request.action
  const seen: Seen = { rowsAffected: undefined, isCut: false, warning: undefined }
  const end = await ending(connection, async () => {
    const options = request.commit ? committing : streaming
    const result = await connection.execute<unknown[]>(request.statement, bindsOf(request), options)
    seen.rowsAffected = result.rowsAffected
    seen.warning = result.warning?.message
    await streamResults(connection, result, request, sink, seen)
  })
  if (request.drainsOutput && connection.isHealthy() && end.how !== 'broken off') {
    await drainQuietly(connection, (lines) => sink.output(lines))
  }
  return { end, wasOpen, isOpen: connection.transactionInProgress ?? false, ...seen }
}

interface Seen {
  rowsAffected: number | undefined
  isCut: boolean
  warning: string | undefined
}

async function ending(connection: Connection, work: () => Promise<void>): Promise<CallFacts['end']> {
  try {
    await work()
    return { how: 'answered' }
  } catch (error) {
    const failure = callFailure(error)
    if (failure.code === 'connection lost' || !connection.isHealthy())
      return { how: 'lost', byUs: false, failure }
    return failure.code === 'call cancelled' ? { how: 'broken off' } : { how: 'refused', failure }
  }
}

const bindsOf = ({ binds }: CallRequest): BindParameters =>
  Object.fromEntries(
    Object.entries(binds).map(([name, val]) => [
      name,
      { val: val === '' ? null : val, type: oracledb.STRING },
    ]),
  )

const streaming: ExecuteOptions = { resultSet: true }
const committing: ExecuteOptions = { resultSet: true, autoCommit: true }

const lastFormats = new WeakMap<Connection, CellFormat>()

async function streamResults(
  connection: Connection,
  result: Result<unknown[]>,
  request: CallRequest,
  sink: CallSink,
  seen: Seen,
): Promise<void> {
  const implicit = (result.implicitResults ?? []) as unknown as ResultSet<unknown[]>[]
  const sets = result.resultSet ? [result.resultSet, ...implicit] : implicit
  for (const [index, set] of sets.entries()) {
    const format = cellFormat(set.metaData, lastFormats.get(connection))
    lastFormats.set(connection, format)
    if (await streamRows(set, index, format, request.limits, sink)) seen.isCut = true
  }
}

/** Streams one answer; true when it was cut at a limit. One row more than the limit is fetched, to know. */
async function streamRows(
  set: ResultSet<unknown[]>,
  index: number,
  format: CellFormat,
  limits: ResultLimits,
  sink: CallSink,
): Promise<boolean> {
  const budget = new RowBudget(limits)
  try {
    sink.describe(index, format.columns)
    for (let batch = firstBatch; ; batch = laterBatch) {
      const wanted = budget.ask(batch)
      const fetched = toCells(await set.getRows(wanted), format)
      const kept = budget.take(fetched)
      if (kept.length > 0) await sink.rows(index, kept)
      if (kept.length < fetched.length) return true
      if (fetched.length < wanted) return false
    }
  } finally {
    await set.close()
    sink.complete(index)
  }
}

/** How many more rows and bytes an answer may keep. */
class RowBudget {
  private rowsLeft: number
  private bytesLeft: number

  constructor({ rows, bytes }: ResultLimits) {
    this.rowsLeft = rows ?? Number.POSITIVE_INFINITY
    this.bytesLeft = bytes ?? Number.POSITIVE_INFINITY
  }

  /** Rows to fetch next: one more than may be kept, at most. */
  ask(batch: number): number {
    return Math.min(batch, this.rowsLeft + 1)
  }

  /** The rows that may be kept. */
  take(rows: readonly AnswerRow[]): readonly AnswerRow[] {
    let count = Math.min(rows.length, this.rowsLeft)
    if (this.bytesLeft !== Number.POSITIVE_INFINITY) count = this.countWithinBytes(rows, count)
    this.rowsLeft -= count
    return count === rows.length ? rows : rows.slice(0, count)
  }

  private countWithinBytes(rows: readonly AnswerRow[], limit: number): number {
    for (let index = 0; index < limit; index++) {
      this.bytesLeft -= sizeOf(rows[index] ?? [])
      if (this.bytesLeft < 0) return index
    }
    return limit
  }
}
