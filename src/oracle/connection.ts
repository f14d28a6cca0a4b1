/**
 * One open connection to Oracle: one call at a time, broken off from outside, dropped when nothing else helps. It knows
 * the driver and nothing of jobs, queues or journals.
 */
import type { Connection, ConnectionAttributes } from 'oracledb'
import { FailureError } from '../core/failure.ts'
import type { Login, SessionIdentity } from '../core/session.ts'
import { type CallReport, type CallRequest, type CallSink, runCall } from './call.ts'
import { oracledb } from './driver.ts'
import { callError, connectError } from './failure.ts'
import { readIdentity } from './identity.ts'
import { drainQuietly, enableOutput } from './output.ts'
import { setUp } from './set-up.ts'

/** What is needed to open a connection. `connectString` is a real one by now, not a symbol. */
export interface ConnectRequest {
  readonly login: Login
  readonly connectString: string
  readonly password: string
}

export interface OracleConnection {
  readonly identity: SessionIdentity
  /** Costs nothing: false once the socket is known to be gone. */
  isHealthy(): boolean
  /** As the last reply told; stale while a call runs. */
  isTransactionOpen(): boolean
  /** Runs a statement and streams what comes back. Never throws: how it ended is in the report. */
  call(request: CallRequest, sink: CallSink): Promise<CallReport>
  /** Asks the server to break off the running call, which then ends with ORA-01013. Never while none runs. */
  break(): Promise<void>
  /**
   * After a break: pings until the server answers cleanly, for a break can hit the next call, and takes what the broken
   * call left in DBMS_OUTPUT. False when the connection did not survive it.
   */
  settle(takeOutput: CallSink['output']): Promise<boolean>
  /** Throws FailureError. */
  commit(): Promise<void>
  /** Throws FailureError. */
  rollback(): Promise<void>
  /**
   * Sets the session up: whose objects unqualified names mean, then statements in their order. Throws FailureError at
   * the first that fails, and when they leave a transaction open.
   */
  setUp(schema: string | undefined, statements: readonly string[]): Promise<void>
  /** One round trip that changes nothing. Throws FailureError. */
  ping(): Promise<void>
  /** A few rows, for the tool's own questions (monitor). Throws FailureError. */
  ask(
    sql: string,
    binds?: Readonly<Record<string, unknown>>,
  ): Promise<readonly (readonly (string | null)[])[]>
  /** Cuts the socket; whatever call runs fails at once. The server finds out when it next touches the socket. */
  drop(): void
  /** Says goodbye; open work is rolled back. Never throws. */
  close(): Promise<void>
}

/** Opens a connection, tags it and reads who it is. Throws FailureError, with the driver's error as its cause. */
export async function openConnection({
  login,
  connectString,
  password,
}: ConnectRequest): Promise<OracleConnection> {
  const { user, configDir, walletLocation } = login
  const connection = await connect({
    ...{ user, password, connectString },
    ...(configDir === undefined ? {} : { configDir }),
    ...(walletLocation === undefined ? {} : { walletLocation }),
    ...(login.role === undefined
      ? {}
      : { privilege: login.role === 'sysdba' ? oracledb.SYSDBA : oracledb.SYSOPER }),
  })
  return adoptConnection(connection)
}

/** Makes an open driver connection one of ours: tags it, enables its output and reads who it is. Throws FailureError. */
export async function adoptConnection(connection: Connection): Promise<OracleConnection> {
  try {
    connection.module = 'multisession'
    await enableOutput(connection)
    return withIdentity(connection, await readIdentity(connection))
  } catch (error) {
    dropSocket(connection)
    throw connectError(error)
  }
}

async function connect(attributes: ConnectionAttributes): Promise<Connection> {
  const opening = oracledb.getConnection(attributes)
  try {
    return await inTime(opening)
  } catch (error) {
    // Should it open after all, nobody wants it any more.
    opening.then(dropSocket, () => undefined)
    throw connectError(error)
  }
}

/** As long as the driver waits for a TCP connection: node-oracledb documentation, `transportConnectTimeout`. */
const connectPatience = 20_000

/** The driver waits for ever for a listener that accepts and then says nothing. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const message = `no answer within ${connectPatience / 1000} seconds`
    timer = setTimeout(() => reject(new FailureError({ code: 'no answer', message })), connectPatience)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function withIdentity(connection: Connection, identity: SessionIdentity): OracleConnection {
  return {
    identity,
    isHealthy: () => connection.isHealthy(),
    isTransactionOpen: () => connection.transactionInProgress ?? false,
    call: (request, sink) => runCall(connection, request, sink),
    break: () => connection.break(),
    settle: async (takeOutput) =>
      (await pingUntilClean(connection)) && (await drainQuietly(connection, takeOutput)),
    commit: () => orFailure(connection.commit()),
    rollback: () => orFailure(connection.rollback()),
    setUp: (schema, statements) => setUp(connection, schema, statements),
    ping: () => orFailure(answeredOrDropped(connection, connection.ping())),
    ask: (sql, binds = {}) => ask(connection, sql, binds),
    drop: () => dropSocket(connection),
    close: () => close(connection),
  }
}

/** More pings than a break can hit: one break spoils one call. */
const pingLimit = 3

async function pingUntilClean(connection: Connection): Promise<boolean> {
  for (let attempt = 0; attempt < pingLimit; attempt++) {
    try {
      await answeredOrDropped(connection, connection.ping())
      return true
    } catch {
      if (!connection.isHealthy()) return false
    }
  }
  return false
}

async function ask(connection: Connection, sql: string, binds: Readonly<Record<string, unknown>>) {
  const answer = connection.execute<(string | number | null)[]>(sql, { ...binds } as oracledb.BindParameters)
  const { rows } = await orFailure(answeredOrDropped(connection, answer))
  return (rows ?? []).map((row) => row.map((cell) => (cell === null ? null : String(cell))))
}

async function orFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw callError(error)
  }
}

/** How long the tool's own small round trips may go unanswered, in milliseconds. */
const patience = 5000

/** The driver has no timer for a server that never answers; here such a connection is dropped, and the work fails. */
async function answeredOrDropped<T>(connection: Connection, work: Promise<T>): Promise<T> {
  const timer = setTimeout(() => dropSocket(connection), patience)
  try {
    return await work
  } finally {
    clearTimeout(timer)
  }
}

/**
 * The driver offers no way to leave a call that never answers: `close()` waits for it. Its network session does
 * (node-oracledb 26 source, lib/thin/sqlnet/networkSession.js `forceDisconnect`). A contract test watches this door.
 */
function dropSocket(connection: Connection): void {
  const { _impl: implementation } = connection as {
    _impl?: { nscon?: { forceDisconnect?(error: Error): void } }
  }
  implementation?.nscon?.forceDisconnect?.(new Error('dropped by multisession'))
}

async function close(connection: Connection): Promise<void> {
  try {
    await answeredOrDropped(connection, connection.close())
  } catch {
    dropSocket(connection)
  }
}
