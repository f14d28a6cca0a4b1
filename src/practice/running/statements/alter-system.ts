/**
 * ALTER SYSTEM KILL SESSION, DISCONNECT SESSION and CANCEL SQL.
 */
import { OracleError } from '../../error.ts'
import type { Administration } from '../../parsing/ast/administration.ts'
import { cancelled } from '../call-runner.ts'
import { killSession as endSession } from '../calls.ts'
import { breakOff } from '../faults/break-off.ts'
import type { Run } from '../frame.ts'
import type { Work } from '../pause.ts'
import type { Session } from '../session.ts'
import type { StatementPlan } from './statement-plan.ts'

/** Milliseconds that KILL SESSION waits for the session to have ended, and that it waits with IMMEDIATE. */
const PATIENCE = 60_000
const SHORT_PATIENCE = 1_000
/** Milliseconds between two looks. */
const LOOK = 5

/** ORA-00028, what a killed session's call ends with. */
const killed = (): OracleError => new OracleError(28, 'your session has been killed')

const sessionPattern = /^\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*@(\d+)\s*)?$/

/** Raises ORA-00026, ORA-00027, ORA-00030, and ORA-00031 when the session has not ended in time. */
export const killSession = ({
  session: text,
  isImmediate,
}: Extract<Administration, { kind: 'kill session' }>): StatementPlan => ({
  kind: 'system',
  *run(run) {
    const { target } = findSession(text, sessionPattern, run)
    endSession(target, run.instance, killed())
    yield* untilEnded(target, isImmediate ? SHORT_PATIENCE : PATIENCE)
  },
})

/** The same, and the connection is closed at once. */
export const disconnectSession = ({
  session: text,
}: Extract<Administration, { kind: 'disconnect session' }>): StatementPlan => ({
  kind: 'system',
  *run(run) {
    const { target } = findSession(text, sessionPattern, run)
    endSession(target, run.instance, killed())
    breakOff(target)
    yield* untilEnded(target, SHORT_PATIENCE)
  },
})

function* untilEnded(session: Session, patience: number): Work<void> {
  const until = performance.now() + patience
  while (session.call !== undefined) {
    if (performance.now() > until) throw new OracleError(31, 'session marked for kill')
    yield { kind: 'sleep', until: performance.now() + LOOK, isInternal: true }
  }
}

/** Cancels what the session runs; what it does not run, or under another SQL_ID, is left alone. Raises as KILL SESSION does. */
export const cancelSql = ({
  session: text,
}: Extract<Administration, { kind: 'cancel sql' }>): StatementPlan => ({
  kind: 'system',
  *run(run): Work<void> {
    yield* []
    const pattern = /^\s*(\d+)\s*,\s*(\d+)\s*(?:,\s*@(\d+)\s*)?(?:,\s*([0-9a-z]{13})\s*)?$/
    const { target, sqlId } = findSession(text, pattern, run)
    if (sqlId === undefined || target.statement?.id === sqlId) target.call?.interrupt(cancelled(), 'cancel')
  },
})

const findSession = (
  text: string,
  pattern: RegExp,
  { session, instance }: Run,
): { readonly target: Session; readonly sqlId: string | undefined } => {
  const match = pattern.exec(text)
  const [, sid, serial, instanceNumber, sqlId] = match ?? []
  if (match === null || (instanceNumber !== undefined && Number(instanceNumber) !== 1))
    throw new OracleError(26, 'missing or invalid session ID')
  const target = instance.sessions.get(Number(sid))
  if (target === undefined || target.serial !== Number(serial))
    throw new OracleError(30, 'User session ID does not exist.')
  if (target === session) throw new OracleError(27, 'cannot kill current session')
  return { target, sqlId }
}
