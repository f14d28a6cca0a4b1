/**
 * A large object with its bytes or characters. CLOB positions count UTF-16 units, BLOB positions bytes, both
 * from 0.
 */

/** A CLOB's characters; written in place when the client writes through a locator. */
export class Clob {
  readonly kind = 'CLOB'
  text: string
  constructor(text: string) {
    this.text = text
  }
}

/** A BLOB's bytes; replaced as a whole when the client writes through a locator. */
export class Blob {
  readonly kind = 'BLOB'
  bytes: Uint8Array
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }
}

export type Lob = Clob | Blob
