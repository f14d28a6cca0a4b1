/**
 * What sessions hold in memory while they work, as cheap estimates against a limit for each session and one for all of
 * them. Whoever buffers rows or values opens a work area, charges it before it keeps something, and releases it; what is
 * left over goes with the statement.
 */
import { OracleError } from '../error.ts'
import { DateTime } from '../values/date-time.ts'
import { Decimal } from '../values/number.ts'
import type { Value } from '../values/value.ts'

/** Bytes in use, and how many there may be. */
export interface MemoryPool {
  used: number
  readonly limit: number
}

/** Bytes of a list beside what is in it, and of a place in it. */
const LIST = 32
const PLACE = 8
/** Bytes of values beside their characters or bytes, as V8 keeps them. */
const TEXT = 24
const NUMBER = 96
const MOMENT = 64
const OBJECT = 64

/** About how many bytes a value takes. */
export const sizeOf = (value: Value): number => {
  if (value === null || typeof value === 'boolean') return 0
  if (typeof value === 'string') return TEXT + value.length
  if (value instanceof Decimal) return NUMBER
  if (value instanceof DateTime) return MOMENT
  if (value instanceof Uint8Array) return OBJECT + value.length
  if (value.kind === 'CLOB') return OBJECT + value.text.length
  return value.kind === 'BLOB' ? OBJECT + value.bytes.length : OBJECT
}

/** About how many bytes a list of values takes. */
export const sizeOfAll = (values: readonly Value[]): number => {
  let size = LIST + PLACE * values.length
  for (const value of values) size += sizeOf(value)
  return size
}

/** Where work areas are opened. */
export interface Workplace {
  /** A new work area, for one operator of one execution. */
  open(): WorkArea
}

/** The areas of one statement, or of what a session does beside its statements. */
export class StatementMemory implements Workplace {
  readonly #session: SessionMemory
  readonly #areas = new Set<WorkArea>()

  constructor(session: SessionMemory) {
    this.#session = session
  }

  open(): WorkArea {
    const area = new WorkArea(this.#session, () => this.#areas.delete(area))
    this.#areas.add(area)
    return area
  }

  /** Releases what operators that were left in the middle still hold, too. */
  end(): void {
    for (const area of this.#areas) area.release()
  }
}

/** The memory of one session. */
export class SessionMemory implements Workplace {
  readonly #server: MemoryPool
  readonly #limit: number
  readonly #ofCall = new StatementMemory(this)
  #used = 0

  constructor(server: MemoryPool, limit: number) {
    this.#server = server
    this.#limit = limit
  }

  /** Estimated bytes in use. */
  get used(): number {
    return this.#used
  }

  /** Memory of one statement, which its maker ends. */
  begin(): StatementMemory {
    return new StatementMemory(this)
  }

  /** A work area for as long as the call runs. */
  open(): WorkArea {
    return this.#ofCall.open()
  }

  /** @throws OracleError ORA-04036 when the session or the server would hold too much. */
  charge(bytes: number): void {
    if (this.#used + bytes > this.#limit || this.#server.used + bytes > this.#server.limit)
      throw new OracleError(4036, 'PGA memory used by the instance exceeds PGA_AGGREGATE_LIMIT')
    this.#used += bytes
    this.#server.used += bytes
  }

  release(bytes: number): void {
    this.#used -= bytes
    this.#server.used -= bytes
  }

  /** The call has ended. */
  endCall(): void {
    this.#ofCall.end()
  }

  /** The session has ended, all of its statements with it. */
  releaseAll(): void {
    this.endCall()
    this.release(this.#used)
  }
}

/** What one operator holds. */
export class WorkArea {
  readonly #memory: SessionMemory
  readonly #forget: () => void
  #held = 0

  constructor(memory: SessionMemory, forget: () => void) {
    this.#memory = memory
    this.#forget = forget
  }

  /** @throws OracleError ORA-04036 when it is too much. */
  charge(bytes: number): void {
    this.#memory.charge(bytes)
    this.#held += bytes
  }

  /** Gives everything back; done again it does nothing. */
  release(): void {
    this.#memory.release(this.#held)
    this.#held = 0
    this.#forget()
  }
}
