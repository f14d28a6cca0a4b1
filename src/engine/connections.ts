/**
 * The open connections behind the session names: opened when wanted, noticed when lost, closed at the end. A wrong
 * password is tried once for its login, not once for each of its sessions.
 */
import type { EventBody } from '../core/event.ts'
import { type Failure, FailureError, failureOf } from '../core/failure.ts'
import { fateOfIdleLoss } from '../core/outcome.ts'
import { type Login, loginKey, passwordKey, type SessionName, type SessionSpec } from '../core/session.ts'
import type { State } from '../core/state.ts'
import type { ConnectRequest, OracleConnection } from '../oracle/connection.ts'
import type { EventLog } from './log.ts'
import type { Reconnecting } from './reconnecting.ts'

export interface ConnectionSources {
  open(request: ConnectRequest): Promise<OracleConnection>
  /** The real connect string behind a symbolic one; any other comes back as it is. */
  resolve(connectString: string): Promise<string>
  /** Asks for a login's password. Throws FailureError when there is none to be had. */
  password(login: Login): Promise<string>
  /** Hears that a password was wrong, once. */
  wrongPassword?(login: Login): void
}

export interface Connections {
  /** Opens a session that is not open, and says so in events. Answers whether it is open now. Never throws. */
  open(name: SessionName): Promise<boolean>
  /** Its connection, if there is one that is not known to be dead. */
  healthy(name: SessionName): OracleConnection | undefined
  /** The same, of a session in which nothing runs; one that has died is told and forgotten. */
  alive(name: SessionName): OracleConnection | undefined
  /** Pings a session in which nothing runs; who wants it next waits for the answer. */
  ping(name: SessionName): void
  /** Resolves when no ping is under way there; undefined: none is. */
  rested(name: SessionName): Promise<void> | undefined
  /** Takes it out after its loss was told. */
  forget(name: SessionName): void
  /** Opens one more connection of a login, for the tool's own questions. Throws FailureError. */
  openHelper(login: Login): Promise<OracleConnection>
  /** Forgets that a login was refused: the user wants it tried again. */
  retryLogin(login: Login): void
  /** Takes it out at once, an opening one too, and resolves when what was open has been closed. */
  close(name: SessionName): Promise<void>
}

/** A session that is about to open; `done` answers whether it did. */
interface Opening {
  readonly done: Promise<boolean>
}

export function manageConnections(
  log: EventLog,
  sources: ConnectionSources,
  reconnecting: Reconnecting,
): Connections {
  const open = new Map<SessionName, OracleConnection>()
  const openings = new Map<SessionName, Opening>()
  const pings = new Map<SessionName, Promise<void>>()
  const gate = openLoginGate((login) => sources.wrongPassword?.(login))

  const connect = (login: Login): Promise<OracleConnection> =>
    gate.pass(login, async () => {
      const connectString = await sources.resolve(login.connectString)
      const password = await sources.password(login)
      return sources.open({ login, connectString, password })
    })

  const openSession = async (name: SessionName, isWanted: () => boolean): Promise<boolean> => {
    const spec = log.state.sessions.get(name)?.spec
    if (!spec) return false
    log.record({ type: 'session opening', session: name })
    try {
      const connection = await connect(spec.login)
      await setUpOrClose(connection, spec)
      if (!isWanted()) {
        await connection.close()
        return false
      }
      open.set(name, connection)
      reconnecting.opened(name)
      log.record({ type: 'session opened', session: name, identity: connection.identity })
      return true
    } catch (error) {
      if (isWanted()) reconnecting.heed(name, failureOf(error))
      return false
    }
  }

  const startOpening = (name: SessionName): Opening => {
    const isWanted = (): boolean => openings.get(name) === opening
    const opening: Opening = {
      done: openSession(name, isWanted).finally(() => isWanted() && openings.delete(name)),
    }
    return opening
  }

  const healthy = (name: SessionName): OracleConnection | undefined => {
    const connection = open.get(name)
    return connection?.isHealthy() ? connection : undefined
  }

  return {
    open(name) {
      if (open.has(name)) return Promise.resolve(true)
      const opening = openings.get(name) ?? startOpening(name)
      openings.set(name, opening)
      return opening.done
    },
    healthy,
    alive(name) {
      const connection = healthy(name)
      if (connection || !open.delete(name)) return connection
      log.record(...lossOf(log.state, name, lostWhileIdle))
      return undefined
    },
    ping(name) {
      const connection = healthy(name)
      if (!connection || pings.has(name)) return
      // A lost connection is noticed by whoever looks next.
      const done = connection
        .ping()
        .catch(() => undefined)
        .finally(() => pings.delete(name))
      pings.set(name, done)
    },
    rested: (name) => pings.get(name),
    forget: (name) => open.delete(name),
    openHelper: connect,
    retryLogin: gate.reopen,
    async close(name) {
      const connection = open.get(name)
      open.delete(name)
      // What is about to open is not wanted any more, and closed as soon as it has.
      openings.delete(name)
      await pings.get(name)
      await connection?.close()
    },
  }
}

/** A session that could not be set up as its user wants it is none: its connection is closed. */
async function setUpOrClose(connection: OracleConnection, { schema, init = [] }: SessionSpec): Promise<void> {
  if (schema === undefined && init.length === 0) return
  try {
    await connection.setUp(schema, init)
  } catch (error) {
    await connection.close()
    throw error
  }
}

export const lostWhileIdle: Failure = {
  code: 'connection lost',
  message: 'the connection was lost while idle',
}

/** The events of a connection that broke while nothing ran in it. */
export function lossOf(state: State, name: SessionName, error: Failure): EventBody[] {
  const pending = state.sessions.get(name)?.pending ?? []
  const lost: EventBody = { type: 'session lost', session: name, error }
  if (pending.length === 0) return [lost]
  return [lost, { type: 'work settled', session: name, tasks: pending, fate: fateOfIdleLoss }]
}

/** A login that was refused for good, and why. */
interface Refusal {
  readonly login: Login
  readonly error: FailureError
}

/** What the first attempt with a password found out about it. */
function openLoginGate(tellWrong: (login: Login) => void) {
  const first = new Map<string, Promise<Refusal | undefined>>()

  /**
   * The first attempt with a password goes alone; after a wrong one nobody else tries it, and after another refusal no
   * session of the same login does: of a proxy's schemas one may be locked, and the others not.
   */
  const pass = async <T>(login: Login, attempt: () => Promise<T>): Promise<T> => {
    const key = passwordKey(login)
    const earlier = first.get(key)
    if (earlier) {
      const refusal = await earlier
      if (refusal && isRefusedToo(login, refusal)) throw refusal.error
      return attempt()
    }
    const mine = attempt()
    first.set(
      key,
      mine.then(
        () => undefined,
        (error) => {
          if (!(error instanceof FailureError) || !isHopeless(error.failure)) return undefined
          if (error.failure.code === 'wrong password') tellWrong(login)
          return { login, error }
        },
      ),
    )
    return mine
  }

  return { pass, reopen: (login: Login) => void first.delete(passwordKey(login)) }
}

const isRefusedToo = (login: Login, refusal: Refusal): boolean =>
  refusal.error.failure.code === 'wrong password' || loginKey(login) === loginKey(refusal.login)

/** Trying the same password again would lock the account (ORA-28000). */
export const isHopeless = ({ code }: Failure): boolean =>
  code === 'wrong password' || code === 'account locked' || code === 'password expired'
