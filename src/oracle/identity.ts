/**
 * Who a session is on its server: read once when it opens, and as much of it as the login may read. A kill or a monitor
 * needs it later.
 */
import type { Connection } from 'oracledb'
import type { SessionIdentity } from '../core/session.ts'

/** USERENV parameters are readable by everybody: Oracle Database SQL Language Reference, SYS_CONTEXT. */
const ownContext = `select sys_context('userenv', 'sid'), sys_context('userenv', 'instance'),
  sys_context('userenv', 'sessionid'), sys_context('userenv', 'session_user'),
  sys_context('userenv', 'db_unique_name') from dual`

/** Asks the server who this session is. What the login may not read is left out; a dead connection throws. */
export async function readIdentity(connection: Connection): Promise<SessionIdentity> {
  const { rows } = await connection.execute<(string | null)[]>(ownContext)
  const [sid, instance, audsid, user, database] = rows?.[0] ?? []
  const seen = sid ? await readSeen(connection, sid) : {}
  return {
    user: user ?? '',
    databaseName: database ?? connection.dbName ?? '',
    serverVersion: connection.oracleServerVersionString ?? '',
    ...number('sid', sid),
    ...number('instance', instance),
    ...number('audsid', audsid),
    ...seen,
  }
}

/** Oracle Database Reference, V$SESSION. */
const ownSession = `select serial#, to_char(logon_time, 'YYYY-MM-DD HH24:MI:SS'), module from v$session where sid = :sid`

/** V$SESSION is open to few; without it the serial number stays unknown, and nobody can be sure enough to kill. */
async function readSeen(
  connection: Connection,
  sid: string,
): Promise<Pick<SessionIdentity, 'serial' | 'logonTime' | 'module'>> {
  try {
    const { rows } = await connection.execute<(string | null)[]>(ownSession, { sid: Number(sid) })
    const [serial, logonTime, module] = rows?.[0] ?? []
    return {
      ...number('serial', serial),
      ...(logonTime ? { logonTime } : {}),
      ...(module ? { module } : {}),
    }
  } catch (error) {
    if (!connection.isHealthy()) throw error
    return {}
  }
}

const number = <K extends string>(key: K, text: string | null | undefined): { readonly [P in K]?: number } =>
  (text ? { [key]: Number(text) } : {}) as { readonly [P in K]?: number }
