/**
 * A large object with its bytes or characters. CLOB positions count UTF-16 units, BLOB positions bytes, both
 * from 0.
 */
import { notSupported, OracleError } from '../error.ts'

/** Characters or bytes that one object may have here: fewer than Oracle's, for all of them are in memory. */
const LONGEST = 32 * 1024 * 1024

/** @throws OracleError ORA-01652 for more than one object may have. */
export const requireLobRoom = (length: number): void => {
  if (length > LONGEST) throw new OracleError(1652, 'unable to extend temp segment by 128 in tablespace TEMP')
}

/** A CLOB's characters; written in place when the client writes through a locator. */
export class Clob {
  readonly kind = 'CLOB'
  text: string
  constructor(text: string) {
    requireLobRoom(text.length)
    this.text = text
  }
}

/** A BLOB's bytes; replaced as a whole when the client writes through a locator. */
export class Blob {
  readonly kind = 'BLOB'
  bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    requireLobRoom(bytes.length)
    this.bytes = bytes
  }
}

/** Characters of the longest CLOB that text functions make here; Oracle's are longer. */
export const longestMadeClob = 8_000_000

/** A CLOB that a function made. @throws OracleError ORA-03001 when it is longer than this server makes any. */
export function madeClob(text: string): Clob {
  requireClobLength(text.length)
  return new Clob(text)
}

/** @throws OracleError ORA-03001. */
export function requireClobLength(length: number): void {
  if (length > longestMadeClob) throw notSupported(`CLOB of more than ${longestMadeClob} characters`)
}

export type Lob = Clob | Blob
