/**
 * Statements that fail on purpose, before they have done anything, with an error of the user's choice.
 */
import { OracleError } from '../../error.ts'
import type { Instance } from '../instance.ts'
import type { Session } from '../session.ts'

/** Errors that come and go ("Database Error Messages"); they are what programs try again after. */
const texts: Readonly<Record<number, string>> = {
  18: 'maximum number of sessions exceeded',
  20: 'maximum number of processes exceeded',
  54: 'resource busy and acquire with NOWAIT specified or timeout expired',
  60: 'deadlock detected while waiting for resource',
  1555: 'snapshot too old: rollback segment number  with name "" too small',
  4021: 'timeout occurred while waiting to lock object ',
  4068: 'existing state of packages has been discarded',
  8177: "can't serialize access for this transaction",
  30006: 'resource busy; acquire with WAIT timeout expired',
  30036: 'unable to extend segment in undo tablespace',
}

/** Raises what PRACTICE.FAIL_NEXT has armed for this session or its user. */
export const failOnPurpose = (session: Session, { faults }: Instance): void => {
  const number = session.faults.takeFailure() ?? faults.takeFailure(session.user, session.sid)
  if (number !== undefined)
    throw new OracleError(number, texts[number] ?? 'raised on purpose by practice.fail_next')
}
