/**
 * Looks from a second session at what the running ones wait for and how far they are. It tells when a task waits for
 * somebody, and when that somebody is an idle session of ours, which nobody but the user can end. Where the login may
 * not look it says so once, sees nothing and does no harm.
 */
import type { Blocker } from '../core/event.ts'
import type { TaskId } from '../core/job.ts'
import { loginKey, type SessionName } from '../core/session.ts'
import type { SessionState, State } from '../core/state.ts'
import { type TaskState, taskOf } from '../core/state.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Connections } from './connections.ts'
import type { EventLog } from './log.ts'
import type { SecondSessions } from './second-sessions.ts'
import { type Eyes, openEyes, type Place, placeOf, rootBlocker, type Sight, userAt } from './waits.ts'

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
  readonly connections: Pick<Connections, 'alive'>
  readonly helpers: SecondSessions
  /** Milliseconds between two looks; a task younger than that is not looked at. */
  readonly pace: number
  readonly now: () => number
  readonly onSelfBlock: (block: SelfBlock) => void
}

/** How long a second session may take to open, in milliseconds. */
const patience = 10_000

/** How long a login is left alone for which no second session was to be had, in milliseconds. */
const rest = 30_000

export function startMonitor({ log, connections, helpers, pace, now, onSelfBlock }: MonitorOptions): Monitor {
  const eyes = new Map<string, Eyes>()
  const resting = new Map<string, number>()
  let looking: Promise<void> = Promise.resolve()
  let isLooking = false

  const eyesOf = (key: string): Eyes => {
    const own = eyes.get(key) ?? openEyes()
    eyes.set(key, own)
    return own
  }

  const lookAt = async (key: string, session: SessionState): Promise<void> => {
    if ((resting.get(key) ?? 0) > now()) return
    const { login } = session.spec
    try {
      await helpers.use(login, patience, async ({ ask }) => {
        const sight = await eyesOf(key).look(ask)
        if (sight.hidden !== undefined && !log.state.unseen.has(key))
          log.note({ type: 'waits unseen', login: key, user: login.user, why: sight.hidden })
        for (const block of await tell(log, sight, session, ask, now())) onSelfBlock(block)
      })
    } catch {
      resting.set(key, now() + rest)
    }
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
    await Promise.all([...watched].map(([key, session]) => lookAt(key, session)))
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
    },
  }
}

/** Says what running tasks of this login wait for; answers those that wait for an idle session of ours. */
async function tell(
  log: EventLog,
  sight: Sight,
  like: SessionState,
  ask: OracleConnection['ask'],
  now: number,
): Promise<SelfBlock[]> {
  const found: SelfBlock[] = []
  for (const session of log.state.sessions.values()) {
    if (session.phase.name !== 'busy' || loginKey(session.spec.login) !== loginKey(like.spec.login)) continue
    const task = taskOf(log.state, session.phase.task)
    const { sid, instance } = session.identity ?? {}
    if (sid === undefined) continue
    const place = placeOf(sid, instance)
    tellProgress(log, task, sight, place, now)
    const block = await tellBlocker(log, task, sight, place, like, ask)
    // Its task may have ended while somebody was asked for a name.
    if (block && session.phase.name === 'busy' && session.phase.task === task.id) found.push(block)
  }
  return found
}

async function tellBlocker(
  log: EventLog,
  task: TaskState,
  sight: Sight,
  place: Place,
  like: SessionState,
  ask: OracleConnection['ask'],
): Promise<SelfBlock | undefined> {
  const root = rootBlocker(sight.sessions, place)
  if (root === undefined) {
    if (task.blockedBy) log.note({ type: 'task unblocked', task: task.id })
    return undefined
  }
  const ours = sessionAt(log.state, root, like)
  const [sid = 0, instance = 1] = root.split('@').map(Number)
  const isNews = task.blockedBy?.sid !== sid || (task.blockedBy.instance ?? 1) !== instance
  if (isNews) {
    const user = ours ? undefined : (sight.sessions.get(root)?.user ?? (await userAt(ask, root)))
    const by: Blocker = {
      sid,
      ...(instance !== 1 && { instance }),
      ...(ours && { session: ours.spec.name }),
      ...(user !== undefined && { user }),
    }
    if (task.phase.name === 'running') log.note({ type: 'task blocked', task: task.id, by })
  }
  return ours && ours.phase.name !== 'busy' ? { task: task.id, by: ours.spec.name } : undefined
}

/** The same wait is told once, not every time that it has become longer. */
function tellProgress(log: EventLog, task: TaskState, sight: Sight, place: Place, now: number): void {
  const operation = sight.operations.get(place)
  const wait = sight.sessions.get(place)?.wait
  const before = task.progress
  const isSame =
    before?.wait?.event === wait?.event &&
    before?.operation === operation?.name &&
    before?.soFar === operation?.soFar &&
    before?.totalWork === operation?.totalWork
  if (isSame || task.phase.name !== 'running') return
  log.note({
    type: 'task progress',
    task: task.id,
    ...(operation && {
      ...{ operation: operation.name, soFar: operation.soFar, totalWork: operation.totalWork },
      ...(operation.remaining !== undefined && { endsAt: now + 1000 * operation.remaining }),
    }),
    ...(wait && { wait, waitsSince: now - 1000 * wait.seconds }),
  })
}

/** The session of ours at that place, in the same database. */
function sessionAt(state: State, place: Place, like: SessionState): SessionState | undefined {
  for (const session of state.sessions.values()) {
    const { identity } = session
    if (identity?.sid === undefined || identity.databaseName !== like.identity?.databaseName) continue
    if (placeOf(identity.sid, identity.instance) === place) return session
  }
  return undefined
}
