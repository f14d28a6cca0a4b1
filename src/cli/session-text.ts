/**
 * Reads `NAME=user@connect_string [as sysdba]` into a named session. A password written there is refused, and no
 * error repeats what was written, for a password may be anywhere in it.
 */

import { badRequest } from '../core/failure.ts'
import { isName } from '../core/name.ts'
import type { Login, SessionName, SessionSpec } from '../core/session.ts'
import { passwordVariable } from './passwords.ts'

const loginForm = 'user@connect_string [as sysdba]'
const form = `NAME=${loginForm}`

/**
 * A session as written; `what` says where it was (`--connect`, `session`), `place` which of several it is, from 1. A
 * user may be quoted, or `proxy[schema]`. Throws a bad request.
 */
export function parseSession(text: string, what: string, place: number): SessionSpec {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0)).trim()
  if (!isName(name)) {
    throw badRequest(`${what} number ${place}: expected ${form}, with a name of letters, digits and _ $ . -`)
  }
  return { name, login: parseLogin(text.slice(equals + 1), what, name) }
}

/** The login of the session `name`, without the name. Throws a bad request. */
export function parseLogin(text: string, what: string, name: SessionName): Login {
  const where = `${what} ${name}`
  const { rest, role } = splitRole(text.trim(), where)
  const user = /^(?:"[^"]+"|[^"/@\s[\]]+)(?:\[(?:"[^"]+"|[^\]"/@\s]+)\])?/.exec(rest)?.[0]
  if (user !== undefined && rest[user.length] === '/') {
    throw badRequest(
      `${where}: a password does not belong on the command line, where others can read it; ` +
        `leave "/..." away and set ${passwordVariable(name)}, or be asked for it`,
    )
  }
  if (user === undefined || rest[user.length] !== '@') throw badRequest(`${where}: expected ${loginForm}`)
  const connectString = rest.slice(user.length + 1).trim()
  if (connectString === '') throw badRequest(`${where}: the connect string after @ is missing`)
  return { user, connectString, ...(role && { role }) }
}

/** Splits `as sysdba` off the end; parentheses of a descriptor never end so. */
function splitRole(text: string, where: string): { rest: string; role?: 'sysdba' | 'sysoper' } {
  const match = /\s+as\s+(\S+)$/i.exec(text)
  if (!match) return { rest: text }
  const role = match[1]?.toLowerCase()
  if (role !== 'sysdba' && role !== 'sysoper')
    throw badRequest(`${where}: expected "as sysdba" or "as sysoper"`)
  return { rest: text.slice(0, match.index), role }
}
