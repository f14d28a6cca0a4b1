/**
 * Looks for sessions of earlier programs on their servers: a call whose client has gone runs on until it touches its
 * socket. Asked from a connection of the login's own, and only as far as it may look.
 */
import type { ServerSession } from '../core/server-session.ts'
import type { Login, SessionIdentity } from '../core/session.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { Connections } from './connections.ts'

/**
 * Oracle Database Reference, GV$SESSION. AUDSID and the user tell the session from a later one with the same number:
 * a serial number is given again only after very many.
 */
const sessionThere = `select status, event, sql_id, last_call_et from gv$session
  where inst_id = :inst and sid = :sid and serial# = :serial and (:audsid is null or audsid = :audsid)`

/** What a session of that identity does now. Never throws. */
export async function findOnServer(
  login: Login,
  identity: SessionIdentity,
  connections: Connections,
): Promise<ServerSession> {
  const { sid, serial, instance = 1, audsid } = identity
  if (sid === undefined || serial === undefined) return { is: 'not to be seen' }
  let helper: OracleConnection | undefined
  try {
    helper = await connections.openHelper(login)
    const binds = { inst: instance, sid, serial, audsid: audsid ?? null }
    const [row] = await helper.ask(sessionThere, binds)
    if (!row) return { is: 'gone' }
    const [status, event, sqlId, seconds] = row
    return {
      ...{ is: 'there', status: status ?? '', seconds: Number(seconds ?? 0) },
      ...(event ? { event } : {}),
      ...(sqlId ? { sqlId } : {}),
    }
  } catch {
    return { is: 'not to be seen' }
  } finally {
    await helper?.close()
  }
}
