/**
 * What all sessions share: the catalog, the commit clock, the calls under way and the sessions themselves.
 */
import { Catalog } from '../dictionary/catalog.ts'
import type { DatabaseIdentity } from '../door.ts'
import { CallRunner } from './call-runner.ts'
import { InstanceFaults } from './faults/instance-faults.ts'
import { Ledger } from './ledger/ledger.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { type MemoryPool, SessionMemory } from './memory.ts'
import type { PackageLibrary } from './packages/library.ts'
import { PlanCache } from './plan-cache.ts'
import type { Session } from './session.ts'
import { SqlArea } from './sql-area.ts'
import { CommitClock } from './storage/clock.ts'

export class Instance {
  readonly identity: DatabaseIdentity
  readonly packages: PackageLibrary
  readonly limits: Limits
  readonly catalog = new Catalog()
  readonly clock = new CommitClock()
  readonly calls: CallRunner
  readonly plans = new PlanCache()
  readonly faults = new InstanceFaults()
  readonly ledger = new Ledger()
  readonly sqlArea = new SqlArea()
  readonly sessions = new Map<number, Session>()
  /** What all tables take. */
  readonly tableSpace: MemoryPool
  readonly #workMemory: MemoryPool
  /** Milliseconds since 1970. */
  readonly startedAt = Date.now()
  #lastTransactionId = 0
  #lastAudsid = 100_000
  #lastSerial = 0

  /** `now` is the clock by which calls give way. */
  constructor(
    identity: DatabaseIdentity,
    packages: PackageLibrary,
    limits: Partial<Limits> = {},
    now?: () => number,
  ) {
    this.calls = new CallRunner(now)
    this.identity = identity
    this.packages = packages
    this.limits = { ...defaultLimits, ...limits }
    this.tableSpace = { used: 0, limit: this.limits.tableSpace }
    this.#workMemory = { used: 0, limit: this.limits.serverMemory }
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

  /** The memory of a new session. */
  newMemory(): SessionMemory {
    return new SessionMemory(this.#workMemory, this.limits.sessionMemory)
  }

  /** The lowest sid that no open session has. */
  freeSid(): number {
    let sid = 1
    while (this.sessions.has(sid)) sid += 1
    return sid
  }
}
