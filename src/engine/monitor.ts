/**
 * Looks from a second session at what the running ones wait for. It tells when a task waits for somebody, and when that
 * somebody is an idle session of ours, which nobody but the user can end. Where the login may not read V$SESSION it
 * sees nothing and does no harm.
 */
import type { Blocker } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import { loginKey, type SessionName } from '../core/session.ts'
import type { SessionState, State } from '../core/state.ts'
import { taskOf } from '../core/state.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Connections } from './connections.ts'
import type { EventLog } from './log.ts'

export interface Monitor {
  stop(): Promise<void>
}

/** A task that waits for a session of ours that is idle: it would wait for ever. */
export interface SelfBlock {
  readonly task: TaskId
  readonly by: SessionName
}

export interface MonitorOptions {
  readonly log: EventLog
  readonly connections: Connections
  /** Milliseconds between two looks; a task younger than that is not looked at. */
  readonly pace: number
  readonly now: () => number
  readonly onSelfBlock: (block: SelfBlock) => void
}

/** V$SESSION.BLOCKING_SESSION: Oracle Database Reference, V$SESSION. */
const blockedSessions = `select sid, blocking_session from v$session where blocking_session is not null`

export function startMonitor({ log, connections, pace, now, onSelfBlock }: MonitorOptions): Monitor {
  const helpers = new Map<string, Promise<OracleConnection | undefined>>()
  let looking: Promise<void> = Promise.resolve()
  let isLooking = false

  const helperFor = (session: SessionState): Promise<OracleConnection | undefined> => {
    const key = loginKey(session.spec.login)
    const helper = helpers.get(key) ?? connections.openHelper(session.spec.login).catch(() => undefined)
    helpers.set(key, helper)
    return helper
  }

  const lookAt = async (key: string, session: SessionState): Promise<void> => {
    const helper = await helperFor(session)
    if (!helper) return
    let rows: Awaited<ReturnType<OracleConnection['ask']>>
    try {
      rows = await helper.ask(blockedSessions)
    } catch {
      // A lost helper is opened again at the next look; one that may not read V$SESSION stays and sees nothing.
      if (!helper.isHealthy()) helpers.delete(key)
      return
    }
    const blockers = new Map(rows.map(([sid, by]) => [Number(sid), Number(by)]))
    for (const block of tellBlocks(log, blockers, session)) onSelfBlock(block)
  }

  const look = async (): Promise<void> => {
    // What has a session to itself, a task or the end of a transaction, tells its loss with what else came of it.
    for (const [name, { phase }] of log.state.sessions) if (phase.name === 'idle') connections.alive(name)
    const watched = new Map<string, SessionState>()
    for (const session of log.state.sessions.values()) {
      if (session.phase.name === 'busy' && now() - session.phase.since >= pace) {
        watched.set(loginKey(session.spec.login), session)
      }
    }
    for (const [key, session] of watched) await lookAt(key, session)
  }

  const timer = setInterval(() => {
    if (isLooking) return
    isLooking = true
    looking = look().finally(() => {
      isLooking = false
    })
  }, pace)
  timer.unref()

  return {
    async stop() {
      clearInterval(timer)
      await looking
      for (const helper of helpers.values()) await (await helper)?.close()
    },
  }
}

/** Says which running tasks of this login wait for whom; answers those that wait for an idle session of ours. */
function tellBlocks(log: EventLog, blockers: ReadonlyMap<number, number>, like: SessionState): SelfBlock[] {
  const found: SelfBlock[] = []
  for (const session of log.state.sessions.values()) {
    if (session.phase.name !== 'busy' || loginKey(session.spec.login) !== loginKey(like.spec.login)) continue
    const task = taskOf(log.state, session.phase.task)
    const sid = session.identity?.sid
    const blocker = sid === undefined ? undefined : rootBlocker(blockers, sid)
    if (blocker === undefined) {
      if (task.blockedBy) log.note({ type: 'task unblocked', task: task.id })
      continue
    }
    const ours = sessionWith(log.state, blocker, like)
    const by: Blocker = { sid: blocker, ...(ours ? { session: ours.spec.name } : {}) }
    if (task.blockedBy?.sid !== blocker) log.note({ type: 'task blocked', task: task.id, by })
    if (ours && ours.phase.name !== 'busy') found.push({ task: task.id, by: ours.spec.name })
  }
  return found
}

/** Follows who waits for whom to the one who waits for nobody. */
function rootBlocker(blockers: ReadonlyMap<number, number>, sid: number): number | undefined {
  const seen = new Set([sid])
  let root = blockers.get(sid)
  for (let next = root; next !== undefined && !seen.has(next); next = blockers.get(next)) {
    seen.add(next)
    root = next
  }
  return root
}

/** The session of ours with that sid, in the same database. */
function sessionWith(state: State, sid: number, like: SessionState): SessionState | undefined {
  for (const session of state.sessions.values()) {
    if (session.identity?.sid === sid && session.identity.databaseName === like.identity?.databaseName)
      return session
  }
  return undefined
}
