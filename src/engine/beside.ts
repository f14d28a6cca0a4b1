/**
 * What can be done about a running call from beside it, in a second session of its login: cancel what the session runs,
 * kill it, or find out whether it is still there. A session is touched only while all that is known of it still holds.
 */
import { failureOf } from '../core/failure.ts'
import { type Likeness, likenessOf } from '../core/same-session.ts'
import { type Login, type SessionIdentity, serverAddress } from '../core/session.ts'
import type { OracleConnection } from '../oracle/connection.ts'
import type { SecondSessions } from './second-sessions.ts'

/** What came of an attempt. */
export type Attempt =
  /** The server has taken it. `isGone`: and the session is no more. */
  | { readonly came: 'taken'; readonly isGone: boolean }
  /** It was sent and nobody knows more: it may take effect later. */
  | { readonly came: 'unsure' }
  /** The session had ended by itself. */
  | { readonly came: 'too late' }
  /** Nobody wants it any more; nothing was sent. */
  | { readonly came: 'nothing' }
  /** It cannot be done. */
  | { readonly came: 'refused'; readonly why: string }

/** What is left of a dropped call on its server. */
export type Left = { readonly runs: false } | { readonly runs: true; readonly why: string }

export interface Beside {
  /** Whether the server knows how to cancel what a session runs. */
  readonly cancelsSql: boolean
  /** Asks the server; `begin` is called right before something is sent, and says whether that is still wanted. */
  attempt(rung: 'cancel sql' | 'kill', begin: () => boolean): Promise<Attempt>
  /** Looks whether a dropped call still runs, and kills it if it may be killed. Never rejects. */
  cleanUp(): Promise<Left>
}

export interface BesideOptions {
  readonly login: Login
  readonly identity: SessionIdentity
  readonly seconds: SecondSessions
  /** How long a second session may take to open, in milliseconds. */
  readonly patience: number
}

/** Oracle Database Reference, GV$SESSION and SESSION_PRIVS: one answer tells who is there and what we may do. */
const sessionThere = `select serial#, audsid, username, module, to_char(logon_time, 'YYYY-MM-DD HH24:MI:SS'), status,
  (select count(*) from session_privs where privilege = 'ALTER SYSTEM')
  from gv$session where inst_id = :inst and sid = :sid`

type Sight =
  | { readonly is: 'gone' }
  | { readonly is: 'doubtful'; readonly why: string }
  | { readonly is: 'ours'; readonly status: string; readonly mayAlter: boolean }

export function reachBeside({ login, identity, seconds, patience }: BesideOptions): Beside {
  const address = serverAddress(identity)
  const mayNot: Attempt = { came: 'refused', why: `${identity.user} may not alter system` }

  const send = async (
    helper: OracleConnection,
    rung: 'cancel sql' | 'kill',
    begin: () => boolean,
  ): Promise<Attempt> => {
    const sight = await look(helper, identity)
    if (sight.is === 'gone') return { came: 'too late' }
    if (sight.is === 'doubtful') return { came: 'refused', why: sight.why }
    if (!sight.mayAlter) return mayNot
    if (!begin()) return { came: 'nothing' }
    try {
      await helper.ask(rung === 'kill' ? killing(address) : cancelling(address))
      return { came: 'taken', isGone: rung === 'kill' }
    } catch (error) {
      return attemptOf(failureOf(error), mayNot)
    }
  }

  const inSecond = async <T>(
    work: (helper: OracleConnection) => Promise<T>,
    orElse: (why: string) => T,
  ): Promise<T> => {
    if (address === undefined) return orElse(`${identity.user} may not read v$session`)
    try {
      return await seconds.use(login, patience, work)
    } catch (error) {
      return orElse(failureOf(error).message)
    }
  }

  const refused = (why: string): Attempt => ({ came: 'refused', why })

  return {
    cancelsSql: Number.parseInt(identity.serverVersion, 10) >= firstToCancel,
    attempt: (rung, begin) => inSecond((helper) => send(helper, rung, begin), refused),
    cleanUp: () =>
      inSecond<Left>(
        async (helper) => {
          const sight = await look(helper, identity)
          if (sight.is === 'gone') return { runs: false }
          if (sight.is === 'doubtful') return { runs: true, why: sight.why }
          if (sight.status === 'KILLED') return { runs: true, why: marked }
          // It has heard that nobody is there, or what it ran is over.
          if (sight.status === 'INACTIVE' && !sight.mayAlter) return { runs: false }
          return leftAfter(await send(helper, 'kill', () => true))
        },
        (why) => ({ runs: true, why }),
      ),
  }
}

/** Oracle Database SQL Language Reference, ALTER SYSTEM: CANCEL SQL is there from 18c on. */
const firstToCancel = 18

const cancelling = (address: string | undefined): string => `alter system cancel sql '${address}'`

/** IMMEDIATE: the answer comes at once, ORA-00031 where the session takes longer to end. */
const killing = (address: string | undefined): string => `alter system kill session '${address}' immediate`

const marked = 'marked for kill'

async function look(helper: OracleConnection, identity: SessionIdentity): Promise<Sight> {
  const { sid, instance = 1 } = identity
  const [row] = await helper.ask(sessionThere, { inst: instance, sid })
  if (!row) return { is: 'gone' }
  const [serial, audsid, user, module, logonTime, status, privileges] = row
  const likeness: Likeness = likenessOf(identity, {
    serial: Number(serial),
    audsid: audsid === null || audsid === undefined ? undefined : Number(audsid),
    ...{ user: user ?? '', module: module ?? '', logonTime: logonTime ?? '' },
  })
  return likeness.is === 'ours'
    ? { is: 'ours', status: status ?? '', mayAlter: Number(privileges) > 0 }
    : likeness
}

function attemptOf({ code, oracle, message }: ReturnType<typeof failureOf>, mayNot: Attempt): Attempt {
  switch (oracle) {
    // Marked for kill. The driver closes the connection that asked.
    case 'ORA-00031':
      return { came: 'taken', isGone: false }
    case 'ORA-00030':
      return { came: 'too late' }
    case 'ORA-01031':
      return mayNot
    default:
      return code === 'connection lost' ? { came: 'unsure' } : { came: 'refused', why: message }
  }
}

function leftAfter(attempt: Attempt): Left {
  switch (attempt.came) {
    case 'taken':
      return attempt.isGone ? { runs: false } : { runs: true, why: marked }
    case 'too late':
      return { runs: false }
    case 'refused':
      return { runs: true, why: attempt.why }
    case 'nothing':
    case 'unsure':
      return { runs: true, why: 'the kill got no answer' }
  }
}
