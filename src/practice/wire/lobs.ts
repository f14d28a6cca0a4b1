/**
 * The locators of one connection: what a client holds in place of a large object. Knows how a locator looks, not what
 * is done with its object.
 */
import { OracleError } from '../error.ts'
import type { Lob } from '../values/lob.ts'

/** The bytes of every locator. */
export const LOCATOR_SIZE = 40
/** Characters or bytes that a client reads or writes at once when it streams. */
export const CHUNK_SIZE = 8132
/** Locators of stored objects that one connection can hold; the oldest go first. */
const MAX_LOCATORS = 65_536

const INNER_SIZE = 38
const VERSION = 4
const FLAGS3_AT = 6
const FLAGS4_AT = 7
/** The characters travel as UTF-16, so that a piece may end between the two halves of a pair. */
const IS_UTF16 = 0x80
/** The client says when it is done with the object. */
const IS_TEMPORARY = 0x01
const ID_AT = 10

export interface Lobs {
  /** The locator of an object; the same object has one locator at a time. */
  locatorOf(lob: Lob): Buffer
  /** A locator for an object that lives until the client frees it. */
  temporaryLocatorOf(lob: Lob): Buffer
  /** The object of a locator. Throws ORA-22922 for one that is not known, or no longer. */
  lobOf(locator: Buffer): Lob
  free(locator: Buffer): void
}

/** A table of locators for one connection. */
export function createLobs(): Lobs {
  const lobs = new Map<number, Lob>()
  const locators = new WeakMap<Lob, Buffer>()
  let lastId = 0

  const enter = (lob: Lob, flags4: number): Buffer => {
    lastId += 1
    const locator = Buffer.alloc(LOCATOR_SIZE)
    locator.writeUInt16BE(INNER_SIZE, 0)
    locator[3] = VERSION
    locator[FLAGS3_AT] = lob.kind === 'CLOB' ? IS_UTF16 : 0
    locator[FLAGS4_AT] = flags4
    locator.writeUInt32BE(lastId, ID_AT)
    lobs.set(lastId, lob)
    locators.set(lob, locator)
    return locator
  }

  const forgetOldest = (): void => {
    for (const [id, lob] of lobs) {
      if (locators.get(lob)?.[FLAGS4_AT] === IS_TEMPORARY) continue
      lobs.delete(id)
      locators.delete(lob)
      return
    }
  }

  return {
    locatorOf(lob) {
      const known = locators.get(lob)
      if (known) return known
      if (lobs.size >= MAX_LOCATORS) forgetOldest()
      return enter(lob, 0)
    },
    temporaryLocatorOf: (lob) => enter(lob, IS_TEMPORARY),
    lobOf(locator) {
      const lob = locator.length === LOCATOR_SIZE ? lobs.get(locator.readUInt32BE(ID_AT)) : undefined
      if (!lob) throw new OracleError(22922, 'nonexistent LOB value')
      return lob
    },
    free(locator) {
      const id = locator.readUInt32BE(ID_AT)
      const lob = lobs.get(id)
      if (!lob) return
      lobs.delete(id)
      locators.delete(lob)
    },
  }
}
