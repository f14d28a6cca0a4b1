/**
 * Exceptions of PL/SQL on their way out: what was raised and through which lines it came.
 */
import { OracleError } from '../../error.ts'
import { reasonFor } from './predefined-exceptions.ts'

/** An exception declared in PL/SQL; with a number once PRAGMA EXCEPTION_INIT has given it one. */
export interface DeclaredException {
  readonly name: string
  number: number | undefined
}

/** An error with the ORA-06512 lines of the subprograms it has left. */
export class Raised extends OracleError {
  /** Without the lines. */
  readonly reason: string
  readonly trace: readonly string[]
  /** Which declared exception it is, for handlers that name it. */
  readonly exception: DeclaredException | undefined
  /** Whether the line it was raised in stands in the trace already. */
  readonly isPlaced: boolean

  constructor(
    number: number,
    reason: string,
    trace: readonly string[],
    exception: DeclaredException | undefined,
    isPlaced = false,
  ) {
    super(number, [reason, ...trace.map((place) => `ORA-06512: at ${place}`)].join('\n'))
    this.name = 'Raised'
    this.reason = reason
    this.trace = trace
    this.exception = exception
    this.isPlaced = isPlaced
  }
}

/** The text of an error without its number. */
const reasonOf = (error: OracleError): string =>
  error instanceof Raised ? error.reason : error.message.replace(/^ORA-\d+: /, '')

/** The error after leaving the subprogram at `place` (`"A.TASK", line 7`). What is no Oracle error stays as it is. */
export const leaving = (error: unknown, place: string): unknown => {
  if (!(error instanceof OracleError)) return error
  const trace = error instanceof Raised ? error.trace : []
  const exception = error instanceof Raised ? error.exception : undefined
  const isPlaced = error instanceof Raised && error.isPlaced
  return new Raised(error.number, reasonOf(error), isPlaced ? trace : [...trace, place], exception)
}

/** The error raised once more at `place`, by RAISE without a name: the lines it came through stay below. */
export const raisedAgain = (error: OracleError, place: string): Raised => {
  const trace = error instanceof Raised ? error.trace : []
  const exception = error instanceof Raised ? error.exception : undefined
  return new Raised(error.number, reasonOf(error), [place, ...trace], exception, true)
}

/** What a text that is no number raises in an expression of PL/SQL: VALUE_ERROR, where SQL has INVALID_NUMBER. */
export const ofExpression = (error: unknown): unknown =>
  isInvalidNumber(error)
    ? new OracleError(6502, 'PL/SQL: numeric or value error: character to number conversion error')
    : error

/** The same error marked as one of SQL, which stays what it is wherever it comes through. */
export const ofSql = (error: unknown): unknown =>
  isInvalidNumber(error) ? new Raised(error.number, reasonOf(error), [], undefined) : error

const isInvalidNumber = (error: unknown): error is OracleError =>
  error instanceof OracleError && !(error instanceof Raised) && error.number === 1722

/** RAISE: ORA-06510 while no handler takes it, or its own number when it has one. */
export const raise = (exception: DeclaredException): Raised =>
  exception.number === undefined
    ? new Raised(6510, 'PL/SQL: unhandled user-defined exception', [], exception)
    : new Raised(-exception.number, reasonFor(-exception.number), [], exception)

/** SQLCODE: negative but for user-defined exceptions (1) and ORA-01403 (100). */
export const codeOf = (error: OracleError): number => {
  if (error instanceof Raised && error.exception !== undefined && error.exception.number === undefined)
    return 1
  return error.number === 1403 ? 100 : -error.number
}

/** SQLERRM. */
export const messageOf = (error: OracleError): string => {
  if (codeOf(error) === 1) return 'User-Defined Exception'
  return `ORA-${String(error.number).padStart(5, '0')}: ${reasonOf(error)}`
}
