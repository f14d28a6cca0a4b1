/**
 * A session: who is logged on, what it shows of itself, its settings and its transaction. Runs nothing itself.
 */
import type { Authority } from '../dictionary/catalog.ts'
import type { Role } from '../dictionary/privileges.ts'
import type { Logon, SessionTags } from '../door.ts'
import type { Surroundings } from '../values/functions/single-row-function.ts'
import { americanFormats, type Nls } from '../values/nls.ts'
import type { Decimal } from '../values/number.ts'
import { longestPlsqlText, longestSqlText } from '../values/text.ts'
import type { TimeZone } from '../values/time-zone.ts'
import type { RunningCall } from './call-runner.ts'
import { SessionFaults } from './faults/session-faults.ts'
import { WorkLog } from './ledger/work-log.ts'
import type { LongOperation } from './long-operation.ts'
import { SessionMemory } from './memory.ts'
import { currentDate } from './moment.ts'
import { OutputBuffer } from './output-buffer.ts'
import type { Pause } from './pause.ts'
import type { PackageState } from './plsql/package-state.ts'
import type { SessionCursor } from './query/session-cursor.ts'
import type { Snapshot } from './storage/stored-row.ts'
import type { Transaction } from './storage/transaction.ts'

/** Characters that a tag keeps ("PL/SQL Packages and Types Reference, DBMS_APPLICATION_INFO"). */
const TAG_LENGTH = 64

/** A statement as v$session tells it. */
export interface CurrentStatement {
  /** Passwords masked. */
  readonly text: string
  readonly id: string
  readonly commandType: number
}

/** What SET TRANSACTION has chosen; a snapshot is what all statements see until the transaction ends. */
export type Isolation =
  | { readonly kind: 'read committed' }
  | { readonly kind: 'read only' | 'serializable'; readonly snapshot: Snapshot }

export const readCommitted: Isolation = { kind: 'read committed' }

export interface SessionIdentity {
  readonly sid: number
  readonly serial: number
  readonly audsid: number
  readonly logon: Logon
  readonly user: string
  readonly userId: number
  /** The roles that the user has now; what is granted or revoked later is for later sessions. */
  readonly roles?: Iterable<Role>
}

/** For who works alone: nobody else is kept from anything. */
const unlimitedMemory = (): SessionMemory =>
  new SessionMemory({ used: 0, limit: Number.POSITIVE_INFINITY }, Number.POSITIVE_INFINITY)

export class Session {
  readonly sid: number
  readonly serial: number
  readonly audsid: number
  readonly logon: Logon
  readonly user: string
  readonly userId: number
  readonly roles: ReadonlySet<Role>
  /** Milliseconds since 1970. */
  readonly loggedOnAt: number
  readonly output: OutputBuffer
  readonly memory: SessionMemory
  readonly longOperations = new Map<number, LongOperation>()
  schema: string
  #operations = -1
  #home: TimeZone | undefined
  #surroundings: Readonly<Record<'SQL' | 'PL/SQL', Surroundings>>
  transaction: Transaction | undefined
  /** How it sees what others commit. */
  isolation: Isolation = readCommitted
  /** The transaction that waits while an autonomous one runs. */
  suspended: Transaction | undefined
  /** What the session's packages hold, by owner and name. */
  readonly packages = new Map<string, PackageState>()
  /** The call under way. */
  call: RunningCall<unknown> | undefined
  isActive = false
  /** Queries whose rows have not all been fetched. */
  readonly openCursors = new Set<SessionCursor>()
  /** Why it is to die: what its call, or else its next one, ends with. */
  killedBy: Error | undefined
  /** Hears once when it is dead. */
  onDead: (error: Error) => void = () => {}
  /** What the package PRACTICE has armed for it. */
  readonly faults = new SessionFaults()
  /** Which call did what in its transaction. */
  readonly work = new WorkLog()
  /** Nobody hears the answers any more. */
  isClientGone = false
  /** Hears when the connection is to break off. */
  onBrokenOff: () => void = () => {}
  /** What that call waits for. */
  waitsFor: Pause | undefined
  /** When it began to wait, in milliseconds since 1970. */
  waitsSince = 0
  /** For each sequence, by its id, what CURRVAL gives here. */
  readonly currentNumbers = new Map<number, Decimal>()
  statement: CurrentStatement | undefined
  /** When it began, in milliseconds since 1970. */
  statementAt = 0
  previousStatement: CurrentStatement | undefined
  /** When the last call began or ended, in milliseconds since 1970. */
  changedAt: number
  module: string | null = null
  action: string | null = null
  clientInfo: string | null = null
  clientIdentifier: string | null = null
  dbOp: string | null = null

  constructor(identity: SessionIdentity, memory = unlimitedMemory()) {
    this.memory = memory
    this.output = new OutputBuffer(memory)
    this.sid = identity.sid
    this.serial = identity.serial
    this.audsid = identity.audsid
    this.logon = identity.logon
    this.user = identity.user
    this.userId = identity.userId
    this.roles = new Set(identity.roles ?? [])
    this.schema = identity.user
    this.loggedOnAt = Date.now()
    this.changedAt = this.loggedOnAt
    this.module = shorten(identity.logon.program)
    this.#surroundings = surroundingsOf({
      ...americanFormats,
      timeZone: 0,
      now: () => currentDate(Date.now(), this.nls.timeZone),
    })
  }

  /** How dates and numbers become text here. */
  get nls(): Nls {
    return this.#surroundings.SQL
  }

  /** What TIME_ZONE = LOCAL goes back to: the zone that a client's driver sets first of all, when it logs on. */
  get homeTimeZone(): TimeZone {
    return this.#home ?? 0
  }

  /** What ALTER SESSION sets. */
  set(change: Partial<Nls>): void {
    this.#home ??= change.timeZone
    this.#surroundings = surroundingsOf({ ...this.nls, ...change })
  }

  /** What functions may ask of the session. */
  surroundings(dialect: 'SQL' | 'PL/SQL'): Surroundings {
    return this.#surroundings[dialect]
  }

  /** In whose name its statements are resolved, outside stored units. */
  get authority(): Authority {
    return { user: this.user, schema: this.schema, roles: this.roles }
  }

  /** A new number for a row of v$session_longops. */
  nextOperation(): number {
    this.#operations += 1
    return this.#operations
  }

  throwIfKilled(): void {
    if (this.killedBy !== undefined) throw this.killedBy
  }

  tag(tags: SessionTags): void {
    if (tags.module !== undefined) this.module = shorten(tags.module)
    if (tags.action !== undefined) this.action = shorten(tags.action)
    if (tags.clientInfo !== undefined) this.clientInfo = shorten(tags.clientInfo)
    if (tags.clientIdentifier !== undefined) this.clientIdentifier = shorten(tags.clientIdentifier)
    if (tags.dbOp !== undefined) this.dbOp = shorten(tags.dbOp)
  }
}

const surroundingsOf = (nls: Nls): Readonly<Record<'SQL' | 'PL/SQL', Surroundings>> => ({
  SQL: { ...nls, longestText: longestSqlText },
  'PL/SQL': { ...nls, longestText: longestPlsqlText },
})

/** A tag as it is kept: cut to its length, and null when nothing is left. */
const shorten = (text: string | null): string | null =>
  text === null ? null : text.slice(0, TAG_LENGTH) || null
