/**
 * Reads the functions that run statements: 94 with the statement or its cursor and the declarations, 4 and 78 with the
 * cursor and the values alone. What comes out is the same record for all three.
 */
import type { BindValue, DatabaseSession, Prepared } from '../door.ts'
import { notSupported, OracleError } from '../error.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { Holdings } from './conversation.ts'
import type { Cursor } from './cursors.ts'
import { type Declaration, readDeclarations } from './declarations.ts'
import { ROW_DATA } from './rows.ts'
import { readBindValue } from './values.ts'
import { LONGEST_STRING } from './wire-types.ts'

/** Options of function 94. */
const EXECUTE = 0x20
const FETCH = 0x40
const COMMIT = 0x100
const DESCRIBE = 0x2_0000
const BATCH_ERRORS = 0x8_0000
/** Option of function 4, in its second set of flags. */
const COMMIT_AGAIN = 0x1
/** Option of function 94, in the list of integers. */
const ROW_COUNTS = 0x4000
const INTEGERS = 13
/** Executions without values take no room in the request, so something else must bound them. */
const MOST_EXECUTIONS = 1_000_000
const EXECUTIONS_AT = 1
const FLAGS_AT = 9

export interface ExecuteRequest {
  /** A statement that is new to the client, or the cursor of an earlier one. */
  readonly statement: { readonly prepared: Prepared } | { readonly cursor: Cursor }
  /** New declarations; undefined where those of the cursor still hold. */
  readonly binds: readonly Declaration[] | undefined
  readonly defines: readonly Declaration[] | undefined
  /** A value for every bind, for each execution; undefined when nothing is to be run. */
  readonly iterations: readonly (readonly BindValue[])[] | undefined
  readonly describe: 'always' | 'when run' | 'never'
  /** Rows to send with the reply; undefined for none. */
  readonly rowsAsked: number | undefined
  readonly commit: boolean
  readonly batchErrors: boolean
  readonly wantsRowCounts: boolean
}

/**
 * Reads function 94 behind its header.
 * @throws OracleError where the statement cannot be prepared or the cursor is not open.
 */
export function readExecute(
  reader: ByteReader,
  holdings: Holdings,
  session: DatabaseSession,
): ExecuteRequest {
  const options = reader.ub()
  const cursorId = reader.ub()
  reader.u8()
  const sqlSize = reader.ub()
  reader.u8()
  reader.ub() // number of integers
  reader.skip(3) // output vector, prefetch buffer
  const rowsAsked = reader.ub()
  reader.ub() // longest LONG
  reader.u8()
  const bindCount = reader.ub()
  reader.skip(5)
  reader.u8()
  const defineCount = reader.ub()
  reader.ub() // registration
  reader.skip(3)
  reader.ub()
  reader.u8()
  reader.skipUb(2) // data object name, registration
  const wantsRowCounts = reader.u8() !== 0
  reader.ub() // room for row counts
  reader.u8()
  readSqlSignature(reader)
  const sql = sqlSize > 0 ? readSql(reader, sqlSize, holdings) : undefined
  const integers = Array.from({ length: INTEGERS }, () => reader.ub())

  const statement =
    sql === undefined ? { cursor: holdings.cursors.find(cursorId) } : { prepared: session.prepare(sql) }
  const prepared = 'cursor' in statement ? statement.cursor.prepared : statement.prepared
  const defines = defineCount > 0 ? readDeclarations(reader, defineCount) : undefined
  const binds = defineCount > 0 ? undefined : readDeclarations(reader, bindCount)
  const isRun = (options & EXECUTE) !== 0 && prepared !== undefined
  return {
    statement,
    binds: isRun ? binds : undefined,
    defines,
    iterations: isRun
      ? readIterations(
          reader,
          prepared,
          binds ?? [],
          [],
          executions(prepared, integers[EXECUTIONS_AT]),
          holdings,
        )
      : undefined,
    describe: options & DESCRIBE ? 'always' : 'when run',
    rowsAsked: options & FETCH ? rowsAsked : undefined,
    commit: (options & COMMIT) !== 0,
    batchErrors: (options & BATCH_ERRORS) !== 0,
    wantsRowCounts: wantsRowCounts || ((integers[FLAGS_AT] ?? 0) & ROW_COUNTS) !== 0,
  }
}

/** Fields of field version 12.2 and its extension: signature and id of the statement, chunks. All empty. */
function readSqlSignature(reader: ByteReader): void {
  reader.u8()
  reader.ub()
  reader.u8()
  reader.ub()
  reader.u8()
  reader.u8()
  reader.ub()
}

function readSql(reader: ByteReader, size: number, { dialect }: Holdings): string {
  if (!dialect.hasLengthPrefixes) return reader.raw(size).toString()
  return reader.text() ?? ''
}

/** A query runs once however many rows it is asked for. */
function executions(prepared: Prepared, asked = 1): number {
  if (prepared.kind === 'query') return 1
  if (asked > MOST_EXECUTIONS) throw notSupported(`${asked} executions in one call`)
  return Math.max(asked, 1)
}

/**
 * Reads function 4 (run again) or 78 (run again and fetch) behind its header.
 * @throws OracleError ORA-01001 where the cursor is not open.
 */
export function readReexecute(reader: ByteReader, holdings: Holdings, fetches: boolean): ExecuteRequest {
  const cursor = holdings.cursors.find(reader.ub())
  const count = reader.ub()
  reader.ub() // options
  const flags = reader.ub()
  const { prepared } = cursor
  if (!prepared) throw new OracleError(1003, 'no statement parsed')
  const times = executions(prepared, count)
  return {
    statement: { cursor },
    binds: undefined,
    defines: undefined,
    iterations: readIterations(reader, prepared, cursor.binds, cursor.directions, times, holdings),
    describe: 'never',
    rowsAsked: fetches ? count : undefined,
    commit: !fetches && (flags & COMMIT_AGAIN) !== 0,
    batchErrors: false,
    wantsRowCounts: false,
  }
}

/**
 * Reads the values of all executions. Binds that only bring something back are left out: those of RETURNING, and those
 * that an earlier execution showed to be OUT. Binds that may be long stand behind all others.
 */
function readIterations(
  reader: ByteReader,
  prepared: Prepared,
  binds: readonly Declaration[],
  directions: readonly string[],
  count: number,
  holdings: Holdings,
): readonly (readonly BindValue[])[] {
  if (binds.length < prepared.binds.length) throw new OracleError(1008, 'not all variables bound')
  if (binds.length > prepared.binds.length) throw new OracleError(1036, 'illegal variable name/number')
  const sent = binds
    .map((declared, index) => ({ declared, index }))
    .filter(({ index }) => !prepared.returning.includes(index) && directions[index] !== 'out')
  const movesLong = prepared.kind !== 'plsql' || !holdings.dialect.hasLengthPrefixes
  const isLong = ({ declared }: (typeof sent)[number]) =>
    movesLong && !declared.isArray && declared.maxSize > LONGEST_STRING
  const order = sent.some(isLong) ? [...sent.filter((bind) => !isLong(bind)), ...sent.filter(isLong)] : sent
  const nothing: readonly BindValue[] = binds.map(({ isArray }) => (isArray ? [] : null))
  const iterations: (readonly BindValue[])[] = []
  for (let i = 0; i < count; i++) {
    const values = nothing.slice()
    if (order.length > 0 && reader.u8() !== ROW_DATA) throw new Malformed('bind values')
    for (const { declared, index } of order) values[index] = readBindValue(reader, declared, holdings)
    iterations.push(values)
  }
  return iterations
}
