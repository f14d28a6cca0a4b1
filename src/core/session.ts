/**
 * A named session: who logs in where, and what the server said when it opened. Passwords are not part of it.
 */

/** The name a user gave a session, `scott`; one of several alike is `scott#2`. */
export type SessionName = string

/** Who logs in where. `connectString` may be symbolic (`practice`) and is resolved when the session opens. */
export interface Login {
  readonly user: string
  readonly connectString: string
  readonly role?: 'sysdba' | 'sysoper'
  /** Where tnsnames.ora stands, for a connect string that is an alias in it. */
  readonly configDir?: string
  /** The directory of a wallet (ewallet.pem), for connections over TLS. */
  readonly walletLocation?: string
}

/** A session as a user names it. */
export interface SessionSpec {
  readonly name: SessionName
  readonly login: Login
}

/** What the server says of an open session; parts that the login may not read are absent. */
export interface SessionIdentity {
  readonly user: string
  readonly databaseName: string
  readonly serverVersion: string
  readonly sid?: number
  readonly serial?: number
  readonly instance?: number
  readonly audsid?: number
}

/** `sid,serial#,@inst` as ALTER SYSTEM KILL SESSION wants it; undefined where the login may not read it. */
export function serverAddress(identity: SessionIdentity): string | undefined {
  if (identity.sid === undefined || identity.serial === undefined) return undefined
  return `${identity.sid},${identity.serial},@${identity.instance ?? 1}`
}

/** Two sessions share a login when user (case does not count), role and all that says where are the same. */
export const loginKey = ({ user, connectString, role, configDir, walletLocation }: Login): string =>
  [
    `${user.toUpperCase()}@${connectString}`,
    ...(role ? [`as ${role}`] : []),
    ...(configDir ? [`with tnsnames.ora in ${configDir}`] : []),
    ...(walletLocation ? [`with the wallet in ${walletLocation}`] : []),
  ].join(' ')

/** The `n` sessions that `name:n` stands for. */
export const numberedNames = (name: SessionName, n: number): SessionName[] =>
  Array.from({ length: n }, (_, index) => `${name}#${index + 1}`)

/** `scott#2` is one of `scott`. */
export const baseName = (name: SessionName): SessionName => name.replace(/#\d+$/, '')

/** A session by its name; `scott#2` logs in as `scott` does. undefined when neither is known. */
export function findSession(name: SessionName, known: readonly SessionSpec[]): SessionSpec | undefined {
  const like = known.find((spec) => spec.name === name) ?? known.find((spec) => spec.name === baseName(name))
  return like && { name, login: like.login }
}
