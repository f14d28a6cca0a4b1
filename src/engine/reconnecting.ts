/**
 * Sessions that could not be opened because a limit on sessions or processes was reached: such a limit passes, so they wait
 * and are tried again while others of ours run, and only then are they refused.
 */
import type { Failure } from '../core/failure.ts'
import type { SessionName } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { EventLog } from './log.ts'

export interface Reconnecting {
  /** Tells what comes of a session that could not be opened: it waits, or is refused. */
  heed(session: SessionName, error: Failure): void
  /** It is open: what was before does not count any more. */
  opened(session: SessionName): void
  stop(): void
}

/** Attempts that are made though nothing of ours runs: whoever stood in the way may be about to leave. */
const patientAttempts = 3

/** `pause`: milliseconds until it is tried again. */
export function watchReconnecting(log: EventLog, pause: number): Reconnecting {
  const attempts = new Map<SessionName, number>()
  const timers = new Map<SessionName, NodeJS.Timeout>()

  /** Closed, it is opened by whoever wants it, if anybody still does. */
  const letTry = (session: SessionName): void => {
    timers.delete(session)
    if (log.state.sessions.get(session)?.phase.name === 'waiting')
      log.record({ type: 'session closed', session })
  }

  return {
    heed(session, error) {
      const attempt = (attempts.get(session) ?? 0) + 1
      if (error.code !== 'too many sessions' || !isWorthWaiting(log.state, session, attempt)) {
        attempts.delete(session)
        log.record({ type: 'session refused', session, error })
        return
      }
      attempts.set(session, attempt)
      clearTimeout(timers.get(session))
      timers.set(
        session,
        setTimeout(() => letTry(session), pause),
      )
      log.record({ type: 'session waiting', session, error })
    },
    opened: (session) => void attempts.delete(session),
    stop() {
      for (const timer of timers.values()) clearTimeout(timer)
      timers.clear()
    },
  }
}

function isWorthWaiting(state: State, session: SessionName, attempt: number): boolean {
  const others = [...state.sessions.values()].filter(({ spec }) => spec.name !== session)
  if (others.some(({ phase }) => phase.name === 'busy')) return true
  return attempt < patientAttempts && others.some(({ phase }) => isThere.has(phase.name))
}

/** Phases of sessions that are open, or about to be. */
const isThere: ReadonlySet<string> = new Set(['opening', 'idle', 'ending'])
