/**
 * The space that tables take, rows and versions kept for others alike, against one limit for all of them. Estimates, not
 * blocks.
 */
import { OracleError } from '../../error.ts'
import type { Row } from '../../values/value.ts'
import { type MemoryPool, sizeOfAll } from '../memory.ts'

/** Bytes that a version costs beside its values: the row, its place in indexes and in its transaction. */
const VERSION = 160

/** The space of one version. A deletion (no values) takes none, so that a full table can always be emptied. */
export const versionSize = (values: Row | undefined): number =>
  values === undefined ? 0 : VERSION + sizeOfAll(values)

/** The space of one table. */
export class Segment {
  /** OWNER.NAME */
  readonly #name: string
  readonly #space: MemoryPool
  readonly #mayGrow: () => boolean | undefined
  #used = 0

  /** `mayGrow`: whether its owner has room in the tablespace. */
  constructor(name: string, space: MemoryPool, mayGrow: () => boolean | undefined = () => true) {
    this.#mayGrow = mayGrow
    this.#name = name
    this.#space = space
  }

  /** @throws OracleError ORA-01950 without a quota, ORA-01653 when there is no room left. */
  extend(bytes: number): void {
    if (this.#mayGrow() === false) throw new OracleError(1950, "no privileges on tablespace 'USERS'")
    if (this.#space.used + bytes > this.#space.limit)
      throw new OracleError(1653, `unable to extend table ${this.#name} by 128 in tablespace USERS`)
    this.#used += bytes
    this.#space.used += bytes
  }

  /** Versions of a table that has been cleared meanwhile count no more. */
  free(bytes: number): void {
    if (bytes > this.#used) return
    this.#used -= bytes
    this.#space.used -= bytes
  }

  /** The table is empty or gone: nothing of it is held any more. */
  clear(): void {
    this.free(this.#used)
  }
}
