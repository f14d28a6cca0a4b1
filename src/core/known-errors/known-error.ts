/** What is known offline of an error: what happened, and what to do about it. Own words, not Oracle's. */
export interface KnownError {
  /** `ORA-00942`. */
  readonly code: string
  readonly cause: string
  readonly action: string
}

export type ErrorEntry = readonly [code: string, cause: string, action: string]
