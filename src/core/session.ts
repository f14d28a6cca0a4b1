/**
 * A named session: who logs in where, how it is to be treated, and what the server said when it opened. Passwords are
 * not part of it, only where one is to be had.
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

/** Colours that a session or group may be told apart by: of the sixteen those that light and dark screens both show. */
export const colours = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'grey'] as const

export type Colour = (typeof colours)[number]

/** Where the password of a session is to be had. */
export type PasswordSource =
  | { readonly from: 'prompt' }
  | { readonly from: 'environment'; readonly variable: string }
  /** The first line that a command writes: a list is run as it is, a text by the platform's shell. */
  | { readonly from: 'command'; readonly command: string | readonly string[] }
  | { readonly from: 'keychain' }

/** A session as a user names it. */
export interface SessionSpec {
  readonly name: SessionName
  readonly login: Login
  /** Whose objects unqualified names mean, when not the login's own: a name as SQL writes it. */
  readonly schema?: string
  /** Run in order when it opens; one that fails refuses the session. */
  readonly init?: readonly string[]
  /** Seconds between pings while it is idle; 0 or absent: none. */
  readonly keepalive?: number
  readonly colour?: Colour
  /** Each stands in a target like a group. */
  readonly tags?: readonly string[]
  /** Tasks that may run at once in sessions of this name; 0 or absent is no cap. */
  readonly cap?: number
  /** Whatever is no plain query asks for the number of such sessions first. */
  readonly protected?: boolean
  /** Takes plain queries only, and each is ended by a rollback. */
  readonly readOnly?: boolean
  /** Whether its answers are kept when the program has ended; absent: they are, but for a protected session's. */
  readonly results?: 'keep' | 'discard'
  /** Absent: it is asked for. */
  readonly password?: PasswordSource
}

/** Whether what comes back from a session outlives the program. */
export const keepsResults = (spec: SessionSpec | undefined): boolean =>
  (spec?.results ?? (spec?.protected ? 'discard' : 'keep')) === 'keep'

/** What the server says of an open session; parts that the login may not read are absent. */
export interface SessionIdentity {
  readonly user: string
  readonly databaseName: string
  readonly serverVersion: string
  readonly sid?: number
  readonly serial?: number
  readonly instance?: number
  readonly audsid?: number
  /** When it logged on, by the server's clock, and what it calls itself there: they tell it from a later one. */
  readonly logonTime?: string
  readonly module?: string
}

/** `sid,serial#,@inst` as ALTER SYSTEM KILL SESSION wants it; undefined where the login may not read it. */
export function serverAddress(identity: SessionIdentity): string | undefined {
  if (identity.sid === undefined || identity.serial === undefined) return undefined
  return `${identity.sid},${identity.serial},@${identity.instance ?? 1}`
}

/** Two sessions share a login when user (unquoted in any case), role and all that says where are the same. */
export const loginKey = ({ user, connectString, role, configDir, walletLocation }: Login): string =>
  [
    `${inUpperCase(user)}@${connectString}`,
    ...(role ? [`as ${role}`] : []),
    ...(configDir ? [`with tnsnames.ora in ${configDir}`] : []),
    ...(walletLocation ? [`with the wallet in ${walletLocation}`] : []),
  ].join(' ')

/** Sessions share a password when their logins are the same but for the schema of a proxy: `app[hr]` has that of `app`. */
export const passwordKey = (login: Login): string =>
  loginKey({ ...login, user: login.user.replace(proxied, '') })

/** `[schema]` behind a proxy user. */
const proxied = /\[(?:"[^"]*"|[^\]"]*)\]$/

/** Oracle's unquoted names are in upper case; what stands in quotes is as it is. */
const inUpperCase = (user: string): string =>
  user.replace(/"[^"]*"|[^"]+/g, (part) => (part.startsWith('"') ? part : part.toUpperCase()))

/** The `n` sessions that `name:n` stands for. */
export const numberedNames = (name: SessionName, n: number): SessionName[] =>
  Array.from({ length: n }, (_, index) => `${name}#${index + 1}`)

/** `scott#2` is one of `scott`. */
export const baseName = (name: SessionName): SessionName => name.replace(/#\d+$/, '')

/** A session by its name; `scott#2` is as `scott` is. undefined when neither is known. */
export function findSession(name: SessionName, known: readonly SessionSpec[]): SessionSpec | undefined {
  const like = known.find((spec) => spec.name === name) ?? known.find((spec) => spec.name === baseName(name))
  return like && { ...like, name }
}
