/**
 * An error that waits for its next statements.
 */
export interface ArmedFailure {
  /** Of ORA-nnnnn. */
  readonly number: number
  /** Statements that are still to fail with it. */
  left: number
}

/** The number of the error that a statement which begins now ends with, if it is to fail. */
export const takeFailure = (failure: ArmedFailure | undefined): number | undefined => {
  if (failure === undefined || failure.left <= 0) return undefined
  failure.left -= 1
  return failure.number
}
