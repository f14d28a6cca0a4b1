/**
 * Reads `NAME=user@connect_string [as sysdba]` into a named session. A password written there is refused, and no
 * error repeats what was written, for a password may be anywhere in it.
 */
import { badRequest } from '../core/failure.ts'
import type { Login, SessionSpec } from '../core/session.ts'
import { passwordVariable } from './passwords.ts'

const form = 'NAME=user@connect_string [as sysdba]'

/** A session's name: a word that means nothing else inside a target. */
const isSessionName = (text: string): boolean => /^[\p{L}_][\p{L}\p{N}_$.-]*$/u.test(text)

/**
 * The session that the `place`-th (from 1) value of `--connect` stands for. A user may be quoted, or `proxy[schema]`.
 * Throws a bad request.
 */
export function parseConnectOption(text: string, place: number): SessionSpec {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(equals, 0)).trim()
  if (!isSessionName(name)) {
    throw badRequest(
      `--connect number ${place}: expected ${form}, with a name of letters, digits and _ $ . -`,
    )
  }
  return { name, login: parseLogin(text.slice(equals + 1).trim(), `--connect ${name}`) }
}

function parseLogin(text: string, where: string): Login {
  const { rest, role } = splitRole(text, where)
  const user = /^(?:"[^"]+"|[^"/@\s[\]]+)(?:\[[^\]"/@\s]+\])?/.exec(rest)?.[0]
  if (user !== undefined && rest[user.length] === '/') {
    throw badRequest(
      `${where}: a password does not belong on the command line, where others can read it; ` +
        `leave "/..." away and set ${passwordVariable(where.slice('--connect '.length))}, or be asked for it`,
    )
  }
  if (user === undefined || rest[user.length] !== '@') throw badRequest(`${where}: expected ${form}`)
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
