/**
 * The one error that the practice database lets out: an ORA number, its text, and where in the statement.
 */
export class OracleError extends Error {
  /** The number of ORA-nnnnn. */
  readonly number: number
  /** 0-based character offset in the statement; undefined where no place is known. */
  readonly offset: number | undefined

  /** `text` comes without the `ORA-nnnnn: ` in front; further lines (`ORA-06512: at ...`) follow a newline. */
  constructor(number: number, text: string, offset?: number) {
    super(`ORA-${String(number).padStart(5, '0')}: ${text}`)
    this.name = 'OracleError'
    this.number = number
    this.offset = offset
  }
}

/** What a fault of ours is told as. */
const internalError = (fault: unknown): string =>
  `internal error code, arguments: [${fault instanceof Error ? fault.message : String(fault)}]`

/** A fault of ours that ends a call and nothing else. Clients take an ORA-00600 alone for the end of their connection. */
export class InternalError extends OracleError {
  /** What was thrown. */
  readonly fault: unknown

  constructor(fault: unknown) {
    super(604, `error occurred at recursive SQL level 1\nORA-00600: ${internalError(fault)}`)
    this.name = 'InternalError'
    this.fault = fault
  }
}

/** A fault of ours that its connection does not survive. */
export const fatalError = (fault: unknown): OracleError => new OracleError(600, internalError(fault))

/** The error itself if it was raised on purpose. */
export const asOracleError = (error: unknown): OracleError =>
  error instanceof OracleError ? error : new InternalError(error)

/** The same error at another place, or at none. */
export const atOffset = ({ number, message }: OracleError, offset: number | undefined): OracleError =>
  new OracleError(number, message.slice(message.indexOf(': ') + 2), offset)

/** Right or loud: what the practice database does not know is refused with the word it stumbled over. */
export const notSupported = (word: string, offset?: number): OracleError =>
  new OracleError(3001, `unimplemented feature: ${word} (practice database)`, offset)
