/**
 * The one error the practice database raises on purpose: an ORA number, its text, and where in the statement.
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

/** The same error at another place, or at none. */
export const atOffset = ({ number, message }: OracleError, offset: number | undefined): OracleError =>
  new OracleError(number, message.slice(message.indexOf(': ') + 2), offset)

/** Right or loud: what the practice database does not know is refused with the word it stumbled over. */
export const notSupported = (word: string, offset?: number): OracleError =>
  new OracleError(3001, `unimplemented feature: ${word} (practice database)`, offset)
