/**
 * A session's calls: one at a time, each shown in v$session while it works or waits.
 */
import { asOracleError } from '../error.ts'
import type { RunningCall } from './call-runner.ts'
import type { Instance } from './instance.ts'
import type { Interruption, Work } from './pause.ts'
import type { Session } from './session.ts'
import { rollbackAtOnce, rollbackTransaction } from './transactions.ts'

/** Hears how a call's work ends, at that very moment. */
export interface Witness<T> {
  succeeded(result: T): void
  failed(error: unknown): void
}

/** Starts work as the session's call. A fault of ours ends it as ORA-00604 over ORA-00600. A session that was killed answers with why, once, and is dead then. */
export const startCall = <T>(
  instance: Instance,
  session: Session,
  work: Work<T>,
  witness?: Witness<T>,
): RunningCall<T> => {
  session.changedAt = Date.now()
  session.isActive = true
  const call = instance.calls.start(witnessed(session, instance, work, witness), (pause) => {
    session.waitsFor = pause
    session.waitsSince = Date.now()
  })
  session.call = call
  const end = (): void => {
    if (session.call !== call) return
    session.call = undefined
    session.isActive = false
    session.memory.endCall()
    session.changedAt = Date.now()
    if (session.killedBy === undefined) return
    giveUp(session, instance)
    session.onDead(session.killedBy)
  }
  call.done.then(end, end)
  return call
}

function* witnessed<T>(
  session: Session,
  instance: Instance,
  work: Work<T>,
  witness: Witness<T> | undefined,
): Work<T> {
  try {
    session.throwIfKilled()
    const result = yield* work
    witness?.succeeded(result)
    return result
  } catch (error) {
    // A large transaction is undone beside the others' calls; what is left for the end of the call is little.
    if (session.killedBy !== undefined)
      yield* rollbackTransaction(session, instance, instance.calls.newPulse())
    witness?.failed(error)
    throw asOracleError(error)
  }
}

/** Rolls back and lets go of everything that others could wait for. */
export const giveUp = (session: Session, instance: Instance): void => {
  for (const cursor of session.openCursors) cursor.close()
  rollbackAtOnce(session, instance)
  session.memory.releaseAll()
}

/** Ends what the session runs, or its next call, with `error`; after that it is dead. Its work is rolled back at once. */
export const killSession = (
  session: Session,
  instance: Instance,
  error: Error,
  by: Interruption = 'kill',
): void => {
  session.killedBy ??= error
  if (session.call === undefined) giveUp(session, instance)
  else session.call.interrupt(error, by)
}
