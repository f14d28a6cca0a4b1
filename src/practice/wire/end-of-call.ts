/**
 * The messages that end a reply: a bare status, or the end of a call with its error, its cursor and its row count.
 */
import type { DatabaseSession, Executed } from '../door.ts'
import type { ByteWriter } from './byte-writer.ts'

const STATUS = 9
const END_OF_CALL = 4
const TRANSACTION_IS_OPEN = 0x2
/** A unit was stored with compilation errors. */
const COMPILED_WITH_ERRORS = 0x20
const LARGEST_OFFSET = 0x7fff

/** The numbers of errors that are answers rather than failures. */
export const NO_DATA_FOUND = 1403
export const ARRAY_DML_ERRORS = 24381

/** How a call ended; what is left out is none or 0. */
export interface EndOfCall {
  /** The error's number and its text, which begins with `ORA-nnnnn: `. */
  readonly error?: { readonly number: number; readonly text: string; readonly offset?: number | undefined }
  /** The cursor that stays open; 0 for none. */
  readonly cursorId?: number
  readonly rowCount?: number
  readonly hasWarning?: boolean
  readonly batchErrors?: Executed['batchErrors']
}

const callStatus = (session: DatabaseSession | undefined): number =>
  session?.isTransactionOpen ? TRANSACTION_IS_OPEN : 0

/** Ends the reply of a call that returns nothing. */
export function writeStatus(writer: ByteWriter, session: DatabaseSession | undefined): void {
  writer.u8(STATUS)
  writer.ub(callStatus(session))
  writer.ub(0) // end-to-end sequence
}

/** Ends the reply of a call. `session` is undefined before logon. */
export function writeEndOfCall(
  writer: ByteWriter,
  session: DatabaseSession | undefined,
  end: EndOfCall,
): void {
  const number = end.error?.number ?? 0
  const batchErrors = end.batchErrors ?? []
  writer.u8(END_OF_CALL)
  writer.ub(callStatus(session))
  writer.ub(0) // end-to-end sequence
  writer.ub(0) // row
  writer.ub(number <= 0xffff ? number : 0)
  writer.zeros(2) // array element errors
  writer.ub(end.cursorId ?? 0)
  writer.ub(Math.min(end.error?.offset ?? 0, LARGEST_OFFSET))
  writer.zeros(5) // SQL type, fatal, flags, cursor options, UPI
  writer.u8(end.hasWarning ? COMPILED_WITH_ERRORS : 0)
  writer.zeros(5) // row id
  writer.zeros(5) // OS error, statement, call, padding, iterations that succeeded
  writer.ub(0) // logical row id
  writeBatchErrors(writer, batchErrors)
  writer.ub(number)
  writer.ub(end.rowCount ?? 0)
  if (end.error) writer.text(`${end.error.text}\n`)
}

/** Three lists: the numbers, the iterations, the texts. Each begins with a byte of no use unless it is empty. */
function writeBatchErrors(writer: ByteWriter, errors: Executed['batchErrors']): void {
  writer.ub(errors.length)
  if (errors.length > 0) writer.u8(0)
  for (const error of errors) writer.ub(error.number)
  writer.ub(errors.length)
  if (errors.length > 0) writer.u8(0)
  for (const error of errors) writer.ub(error.iteration)
  writer.ub(errors.length)
  if (errors.length > 0) writer.u8(0)
  for (const error of errors) {
    writer.lengthAndText(`${error.message}\n`)
    writer.zeros(2) // end of the text
  }
}
