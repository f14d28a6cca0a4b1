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

/** Where a call's results go as they come. A promise is awaited before more come: that is the back-pressure. */
export interface CallSink {
  describe(result: number, columns: readonly AnswerColumn[]): void
  rows(result: number, rows: readonly AnswerRow[]): Promise<void> | undefined
  /** No more rows of that answer come. */
  complete(result: number): void
  output(lines: readonly string[]): Promise<void> | undefined
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

/** Runs a call to its end. Never throws: how it ended is in the report. */
export async function runCall(
  connection: Connection,
  request: CallRequest,
  sink: CallSink,
): Promise<CallReport> {
  const wasOpen = connection.transactionInProgress ?? false
  connection.action = request.action
  let end: CallFacts['end'] = { how: 'answered' }
  let rowsAffected: number | undefined
  let isCut = false
  let warning: string | undefined
  try {
    const options = request.commit ? committing : streaming
    const result = await connection.execute<unknown[]>(request.statement, bindsOf(request), options)
    rowsAffected = result.rowsAffected
    warning = result.warning?.message
    for (const [index, set] of resultSetsOf(result).entries()) {
      if (await streamRows(set, index, formatOf(connection, set), request.limits, sink)) isCut = true
    }
  } catch (error) {
    end = endOfError(connection, error)
  }
  if (request.drainsOutput && connection.isHealthy() && end.how !== 'broken off') {
    await drainQuietly(connection, (lines) => sink.output(lines))
  }
  return { end, wasOpen, isOpen: connection.transactionInProgress ?? false, rowsAffected, isCut, warning }
}

function endOfError(connection: Connection, error: unknown): CallFacts['end'] {
  const failure = callFailure(error)
  if (failure.code === 'connection lost' || !connection.isHealthy())
    return { how: 'lost', byUs: false, failure }
  return failure.code === 'call cancelled' ? { how: 'broken off' } : { how: 'refused', failure }
}

function bindsOf({ binds }: CallRequest): BindParameters {
  const sent: BindParameters = {}
  for (const name in binds) sent[name] = { val: binds[name] || null, type: oracledb.STRING }
  return sent
}

const streaming: ExecuteOptions = { resultSet: true }
const committing: ExecuteOptions = { resultSet: true, autoCommit: true }

/** The rows of the statement itself, then those that DBMS_SQL.RETURN_RESULT gave. */
function resultSetsOf({ resultSet, implicitResults }: Result<unknown[]>): readonly ResultSet<unknown[]>[] {
  const implicit = (implicitResults ?? []) as unknown as ResultSet<unknown[]>[]
  return resultSet ? [resultSet, ...implicit] : implicit
}

const lastFormats = new WeakMap<Connection, CellFormat>()

function formatOf(connection: Connection, set: ResultSet<unknown[]>): CellFormat {
  const before = lastFormats.get(connection)
  const format = cellFormat(set.metaData, before)
  if (format !== before) lastFormats.set(connection, format)
  return format
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
      const reader = kept.length > 0 ? sink.rows(index, kept) : undefined
      if (reader) await reader
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
