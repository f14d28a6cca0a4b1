/**
 * What a session reports of its long operations: the rows of v$session_longops.
 */
export interface LongOperation {
  /** The number that names the row to its session (rindex). */
  readonly index: number
  readonly name: string
  readonly soFar: number
  readonly totalWork: number
  readonly units: string
  readonly target: number
  readonly targetDescription: string
  readonly context: number
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly updatedAt: number
}

/** Seconds since it began. */
export const elapsedSeconds = (operation: LongOperation): number =>
  Math.round((operation.updatedAt - operation.startedAt) / 1000)

/** Seconds left at the pace so far; undefined before anything is done. */
export const remainingSeconds = (operation: LongOperation): number | undefined => {
  const { soFar, totalWork } = operation
  if (soFar <= 0) return undefined
  return Math.round((((operation.updatedAt - operation.startedAt) / 1000) * (totalWork - soFar)) / soFar)
}
