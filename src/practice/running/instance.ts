/**
 * What all sessions share: the catalog, the commit clock, the calls under way and the sessions themselves.
 */
import { Catalog } from '../dictionary/catalog.ts'
import type { DatabaseIdentity } from '../door.ts'
import { CallRunner } from './call-runner.ts'
import type { PackageLibrary } from './packages/library.ts'
import { PlanCache } from './plan-cache.ts'
import type { Session } from './session.ts'
import { CommitClock } from './storage/clock.ts'

export class Instance {
  readonly identity: DatabaseIdentity
  readonly packages: PackageLibrary
  readonly catalog = new Catalog()
  readonly clock = new CommitClock()
  readonly calls = new CallRunner()
  readonly plans = new PlanCache()
  readonly sessions = new Map<number, Session>()
  /** Milliseconds since 1970. */
  readonly startedAt = Date.now()
  #lastTransactionId = 0
  #lastAudsid = 100_000
  #lastSerial = 0

  constructor(identity: DatabaseIdentity, packages: PackageLibrary) {
    this.identity = identity
    this.packages = packages
  }

  nextTransactionId(): number {
    this.#lastTransactionId += 1
    return this.#lastTransactionId
  }

  nextAudsid(): number {
    this.#lastAudsid += 1
    return this.#lastAudsid
  }

  nextSerial(): number {
    this.#lastSerial += 1
    return this.#lastSerial
  }

  /** The lowest sid that no open session has. */
  freeSid(): number {
    let sid = 1
    while (this.sessions.has(sid)) sid += 1
    return sid
  }
}
