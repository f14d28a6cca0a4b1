/**
 * Pings idle sessions whose user wants it, so that no firewall takes them for dead. Never while a task runs there or a
 * transaction ends: whoever wants the session waits for the ping, and no ping begins after that.
 */
import type { SessionName } from '../core/session.ts'
import type { SessionState, State } from '../core/state.ts'
import type { Connections } from './connections.ts'

export interface KeepaliveOptions {
  readonly state: State
  readonly connections: Pick<Connections, 'ping'>
  /** Milliseconds between two looks. */
  readonly pace: number
  readonly now: () => number
}

/** Looks at all sessions every now and then. Answers a function that stops it. */
export function startKeepalive({ state, connections, pace, now }: KeepaliveOptions): () => void {
  /** Since when each session has had nothing to do, or when it was last pinged. */
  const idleSince = new Map<SessionName, number>()

  const look = (): void => {
    for (const session of state.sessions.values()) {
      const { name, keepalive = 0 } = session.spec
      if (keepalive === 0) continue
      if (!isResting(session)) {
        idleSince.delete(name)
        continue
      }
      const since = idleSince.get(name)
      if (since !== undefined && now() - since < keepalive * 1000) continue
      if (since !== undefined) connections.ping(name)
      idleSince.set(name, now())
    }
  }

  const timer = setInterval(look, pace)
  timer.unref()
  return () => clearInterval(timer)
}

const isResting = ({ phase }: SessionState): boolean => phase.name === 'idle'
