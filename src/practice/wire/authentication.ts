/**
 * The two functions of a logon: the client names its user and gets a question; it answers, and gets its session.
 */
import type { Database, DatabaseSession, Logon, Verifier } from '../door.ts'
import { notSupported, OracleError } from '../error.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Dialect } from './conversation.ts'
import { MAX_OPEN_CURSORS } from './cursors.ts'
import { writeStatus } from './end-of-call.ts'
import {
  type Challenge,
  challenge,
  LOGON_ROUNDS,
  VERIFIER_ROUNDS,
  verifierOf,
  verifierOfNobody,
} from './verifier.ts'

const FUNCTION = 3
const PHASE_ONE = 118
const PHASE_TWO = 115
const PARAMETERS = 8
/** The flag of AUTH_VFR_DATA: which kind of verifier this is. */
const VERIFIER_12C = 0x4815
/** Modes other than an ordinary logon: SYSDBA, SYSOPER and their kin, and a change of password. */
const CHANGE_PASSWORD = 0x2
const PRIVILEGED = 0x20 | 0x40 | 0x40_0000 | 0x100_0000 | 0x200_0000 | 0x400_0000 | 0x800_0000
const LONGEST_NAME = 128

type Pairs = ReadonlyMap<string, string>

interface AuthenticationRequest {
  readonly user: string
  readonly mode: number
  readonly pairs: Pairs
}

/** A logon that has been asked its question. */
export interface PendingLogon {
  readonly user: string
  readonly challenge: Challenge
  readonly client: Pairs
}

/** A logon that has succeeded. */
export interface Accepted {
  readonly session: DatabaseSession
  /** A statement the client wants run before anything else: it sets the session's time zone to its own. */
  readonly alterSession: string | undefined
}

/** Reads the first function and writes the question. */
export function readPhaseOne(
  reader: ByteReader,
  reply: ByteWriter,
  database: Database,
  dialect: Dialect,
): PendingLogon {
  const { user, mode, pairs } = readAuthentication(reader, PHASE_ONE, dialect)
  if (mode & PRIVILEGED) throw new OracleError(1031, 'insufficient privileges')
  const verifier = database.verifier(user) ?? verifierOfNobody(user)
  const pending = { user, challenge: challenge(verifier), client: pairs }
  writeQuestion(reply, verifier, pending.challenge)
  return pending
}

/**
 * Reads the second function, checks the answer, opens the session and writes what the client wants to know of it.
 * @throws OracleError what `deny` of the database gives for a wrong password and for an unknown user alike; what its
 *   `changePassword` and `logon` throw.
 */
export function readPhaseTwo(
  reader: ByteReader,
  reply: ByteWriter,
  database: Database,
  dialect: Dialect,
  pending: PendingLogon,
): Accepted {
  const { user, mode, pairs } = readAuthentication(reader, PHASE_TWO, dialect)
  const { challenge } = pending
  const clientKey = pairs.get('AUTH_SESSKEY') ?? ''
  const proof = challenge.check(clientKey, pairs.get('AUTH_PASSWORD') ?? '')
  if (proof === undefined || user.toUpperCase() !== pending.user.toUpperCase())
    throw database.deny(pending.user)
  const newPassword = pairs.get('AUTH_NEWPASSWORD')
  if (newPassword !== undefined)
    database.changePassword(user, verifierOf(challenge.read(clientKey, newPassword)))
  else if (mode & CHANGE_PASSWORD) throw notSupported('changing a password without a new one')
  const session = database.logon(logonOf(database, pending, pairs.get('PROXY_CLIENT_NAME')))
  writeSession(reply, database, session, proof)
  // The client's text ends in a NUL.
  return { session, alterSession: pairs.get('AUTH_ALTER_SESSION')?.replace(/\0$/, '') }
}

function readAuthentication(reader: ByteReader, code: number, dialect: Dialect): AuthenticationRequest {
  if (reader.u8() !== FUNCTION || reader.u8() !== code) throw new Malformed('not the next step of a logon')
  reader.u8() // sequence
  const hasUser = reader.u8() !== 0
  const userSize = reader.ub()
  const mode = reader.ub()
  reader.u8()
  const pairCount = reader.ub()
  reader.skip(2)
  const user = hasUser ? readUser(reader, userSize, dialect) : ''
  const pairs = new Map<string, string>()
  for (let i = 0; i < pairCount; i++) {
    const key = reader.lengthAndText()
    pairs.set(key, reader.lengthAndText())
    reader.ub() // flags
  }
  return { user, mode, pairs }
}

const readUser = (reader: ByteReader, size: number, dialect: Dialect): string =>
  dialect.hasLengthPrefixes ? (reader.text() ?? '') : reader.raw(size).toString()

/** `proxied`: whom the user whose password was given logs on for. */
function logonOf(database: Database, { user, client }: PendingLogon, proxied: string | undefined): Logon {
  return {
    ...(proxied === undefined ? { user } : { user: unquoted(proxied), proxy: user }),
    service: database.identity.service,
    program: client.get('AUTH_PROGRAM_NM') ?? '',
    machine: client.get('AUTH_MACHINE') ?? '',
    terminal: client.get('AUTH_TERMINAL') ?? '',
    osUser: client.get('AUTH_SID') ?? '',
    process: client.get('AUTH_PID') ?? '',
  }
}

const unquoted = (name: string): string => name.replace(/^"(.*)"$/, '$1')

type Pair = readonly [key: string, value: string, flags?: number]

function writePairs(reply: ByteWriter, pairs: readonly Pair[]): void {
  reply.u8(PARAMETERS)
  reply.ub(pairs.length)
  for (const [key, value, flags = 0] of pairs) {
    reply.lengthAndText(key)
    reply.lengthAndText(value)
    reply.ub(flags)
  }
}

function writeQuestion(reply: ByteWriter, verifier: Verifier, question: Challenge): void {
  writePairs(reply, [
    ['AUTH_SESSKEY', question.sessionKey],
    ['AUTH_VFR_DATA', Buffer.from(verifier.salt).toString('hex').toUpperCase(), VERIFIER_12C],
    ['AUTH_PBKDF2_CSK_SALT', question.mixingSalt],
    ['AUTH_PBKDF2_VGEN_COUNT', String(VERIFIER_ROUNDS)],
    ['AUTH_PBKDF2_SDER_COUNT', String(LOGON_ROUNDS)],
  ])
  writeStatus(reply, undefined)
}

function writeSession(
  reply: ByteWriter,
  { identity }: Database,
  session: DatabaseSession,
  proof: string,
): void {
  const [release, update, revision, increment, extension] = identity.version
  const version = ((release << 24) | (update << 16) | (revision << 12) | (increment << 4) | extension) >>> 0
  writePairs(reply, [
    ['AUTH_VERSION_STRING', '- Practice'],
    ['AUTH_VERSION_NO', String(version)],
    ['AUTH_SVR_RESPONSE', proof],
    ['AUTH_SC_DBUNIQUE_NAME', identity.uniqueName],
    ['AUTH_SC_REAL_DBUNIQUE_NAME', identity.uniqueName],
    ['AUTH_SC_SERVICE_NAME', identity.service],
    ['AUTH_SC_DB_DOMAIN', identity.domain],
    ['AUTH_INSTANCENAME', identity.instanceName],
    ['AUTH_DBNAME', identity.pdbName],
    ['AUTH_MAX_OPEN_CURSORS', String(MAX_OPEN_CURSORS)],
    ['AUTH_MAX_IDEN_LENGTH', String(LONGEST_NAME)],
    ['AUTH_SESSION_ID', String(session.sid)],
    ['AUTH_SERIAL_NUM', String(session.serial)],
  ])
  writeStatus(reply, session)
}
