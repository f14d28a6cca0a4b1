/**
 * An account: its password's verifier, whether it may log on, and what it may do beyond its own schema.
 */
import type { Verifier } from '../door.ts'
import { privilegesOf, type Role, type SystemPrivilege } from './privileges.ts'

const DAY = 24 * 60 * 60 * 1000

export class User {
  readonly id: number
  readonly name: string
  readonly created = new Date()
  verifier: Verifier
  profile = 'DEFAULT'
  /** A password that has to be changed before the next logon. */
  isExpired = false
  failedLogons = 0
  readonly privileges = new Set<SystemPrivilege>()
  readonly roles = new Set<Role>()
  /** Whether it was given room in the tablespace USERS. */
  hasQuota = false
  /** Users that may log on in its place with their own password. */
  readonly proxies = new Set<string>()
  #lockedAt: Date | undefined
  /** Milliseconds since 1970; undefined for a lock that lasts until somebody lifts it. */
  #lockedUntil: number | undefined

  constructor(id: number, name: string, verifier: Verifier) {
    this.id = id
    this.name = name
    this.verifier = verifier
  }

  /** Locks it until it is unlocked, or for a number of days after too many failed logons. */
  lock(days?: number): void {
    this.#lockedAt = new Date()
    this.#lockedUntil = days === undefined ? undefined : Date.now() + days * DAY
  }

  unlock(): void {
    this.#lockedAt = undefined
    this.failedLogons = 0
  }

  /** When it was locked; undefined while it is not. A lock whose time is over is gone. */
  get lockedAt(): Date | undefined {
    if (this.#lockedUntil !== undefined && Date.now() >= this.#lockedUntil) {
      this.#lockedUntil = undefined
      this.unlock()
    }
    return this.#lockedAt
  }

  /** As DBA_USERS.ACCOUNT_STATUS tells it. */
  get status(): string {
    const states = this.isExpired ? ['EXPIRED'] : []
    if (this.lockedAt !== undefined) states.push(this.#lockedUntil === undefined ? 'LOCKED' : 'LOCKED(TIMED)')
    return states.join(' & ') || 'OPEN'
  }

  /** Whether its tables may grow. */
  get hasRoom(): boolean {
    return this.hasQuota || this.has('UNLIMITED TABLESPACE')
  }

  /** Whether it has a privilege of its own or by one of the roles, all of its own unless told. */
  has(privilege: SystemPrivilege, roles: Iterable<Role> = this.roles): boolean {
    if (this.privileges.has(privilege)) return true
    for (const role of roles) if (privilegesOf(role).includes(privilege)) return true
    return false
  }

  /** All it has with these roles. */
  *allPrivileges(roles: Iterable<Role>): Generator<SystemPrivilege, void, void> {
    yield* this.privileges
    for (const role of roles)
      for (const privilege of privilegesOf(role)) if (!this.privileges.has(privilege)) yield privilege
  }
}
