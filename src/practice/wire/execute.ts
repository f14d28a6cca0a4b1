/**
 * Runs a statement and writes the reply: columns and first rows of a query, what PL/SQL gave back, counts of DML.
 */
import type { Executed } from '../door.ts'
import { OracleError } from '../error.ts'
import type { Column } from '../values/value.ts'
import type { Conversation, Work } from './conversation.ts'
import { type Cursor, closeRows } from './cursors.ts'
import { writeDescribe } from './describe.ts'
import { ARRAY_DML_ERRORS, type EndOfCall, NO_DATA_FOUND, writeEndOfCall } from './end-of-call.ts'
import type { ExecuteRequest } from './execute-request.ts'
import { writeImplicitResults, writeOutBinds, writeReturned } from './out-binds.ts'
import { fetchRows, hasLobs } from './rows.ts'
import { writeParameters } from './session-parameters.ts'

const nothingRun: Pick<Executed, 'rowCount' | 'hasWarning' | 'batchErrors'> = {
  rowCount: 0,
  hasWarning: false,
  batchErrors: [],
}

/** The work that a request to run a statement asks for. */
export function executeWork(conversation: Conversation, request: ExecuteRequest): Work {
  const { statement } = request
  return {
    cursorId: 'cursor' in statement ? statement.cursor.id : 0,
    perform: () => execute(conversation, request),
  }
}

/** The work of function 5: more rows of an open cursor. */
export function fetchWork(conversation: Conversation, cursor: Cursor, count: number): Work {
  return {
    cursorId: cursor.id,
    perform: async () => endFetch(conversation, cursor, await fetchRows(conversation, cursor, count)),
  }
}

async function execute(conversation: Conversation, request: ExecuteRequest): Promise<void> {
  const { statement } = request
  const cursor = 'cursor' in statement ? statement.cursor : conversation.cursors.open(statement.prepared)
  if (request.binds) cursor.binds = request.binds
  if (request.defines) {
    cursor.defines = request.defines
    cursor.writeRow = undefined
  }
  if (request.describe === 'always' && cursor.prepared) {
    writeDescribe(conversation.reply, cursor.prepared.columns, conversation.dialect)
  }
  const executed = request.iterations
    ? await run(conversation, cursor, request, request.iterations)
    : nothingRun

  const columns = cursor.rows?.columns
  if (request.rowsAsked !== undefined && columns && (cursor.defines || !hasLobs(columns))) {
    endFetch(conversation, cursor, await fetchRows(conversation, cursor, request.rowsAsked))
    return
  }
  const isKept = cursor.prepared?.kind !== 'ddl'
  if (!isKept) conversation.cursors.close(cursor.id)
  writeEndOfCall(conversation.reply, conversation.session, {
    ...batchFailure(executed.batchErrors),
    cursorId: isKept ? cursor.id : 0,
    rowCount: executed.rowCount,
    hasWarning: executed.hasWarning,
  })
}

/** Runs the cursor's statement and writes everything that comes before rows and the end of the call. */
async function run(
  conversation: Conversation,
  cursor: Cursor,
  request: ExecuteRequest,
  iterations: NonNullable<ExecuteRequest['iterations']>,
): Promise<Executed> {
  const { prepared } = cursor
  if (!prepared) throw new OracleError(1003, 'no statement parsed')
  closeRows(cursor)
  const { commit, batchErrors } = request
  const executed = await conversation.run(() =>
    conversation.session.execute(prepared, cursor.binds, iterations, { commit, batchErrors }),
  )
  if (executed.rows) {
    const { columns } = executed.rows
    if (columns !== prepared.columns) cursor.writeRow = undefined
    cursor.rows = executed.rows
    const isChanged = cursor.described !== undefined && !areAlike(cursor.described, columns)
    // The table was altered: what the client defined was for other columns.
    if (isChanged && !request.defines) cursor.defines = undefined
    if (request.describe === 'when run' || isChanged)
      writeDescribe(conversation.reply, columns, conversation.dialect)
    cursor.described = columns
  }
  if (prepared.kind === 'plsql' && cursor.binds.length > 0) {
    cursor.directions = executed.directions
    writeOutBinds(conversation, cursor, executed.outBinds)
  }
  if (prepared.returning.length > 0) writeReturned(conversation, cursor, executed.returned)
  if (executed.implicitResults.length > 0) writeImplicitResults(conversation, executed.implicitResults)
  writeParameters(conversation, request.wantsRowCounts ? executed.rowCounts : undefined)
  return executed
}

/** Whether a client that was told of the one columns can read the others. */
const areAlike = (told: readonly Column[], columns: readonly Column[]): boolean =>
  told === columns || JSON.stringify(told) === JSON.stringify(columns)

function endFetch(conversation: Conversation, cursor: Cursor, isDone: boolean): void {
  const end = { cursorId: cursor.id, rowCount: cursor.fetched }
  writeEndOfCall(
    conversation.reply,
    conversation.session,
    isDone ? { ...end, error: { number: NO_DATA_FOUND, text: 'ORA-01403: no data found' } } : end,
  )
}

const batchFailure = (batchErrors: Executed['batchErrors']): EndOfCall =>
  batchErrors.length === 0
    ? {}
    : { batchErrors, error: { number: ARRAY_DML_ERRORS, text: 'ORA-24381: error(s) in array DML' } }
