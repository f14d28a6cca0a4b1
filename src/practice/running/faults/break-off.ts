/**
 * Connections that break off on purpose.
 */
import { OracleError } from '../../error.ts'
import type { Session } from '../session.ts'

/** What a call ends with whose connection is gone; nobody hears it, but it is written down. */
export const connectionLost = (): OracleError => new OracleError(3113, 'end-of-file on communication channel')

/** The session's connection is gone from here on. What it runs goes on; then its open work is rolled back. */
export const breakOff = (session: Session): void => {
  session.isClientGone = true
  session.onBrokenOff()
}

/** The same, and what it runs ends here, whatever its handlers do: with the error to raise. */
export const dieOfBrokenConnection = (session: Session): OracleError => {
  const error = connectionLost()
  session.killedBy = error
  breakOff(session)
  return error
}
