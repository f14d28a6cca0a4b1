/**
 * Reads the primitive fields of TTC messages from a buffer. Knows nothing of sockets, packets or messages; running
 * out of bytes is an answer of its own, because more may be on the way.
 */

/** The buffer ended inside a field: wait for more and read the request again from its start. */
export class OutOfBytes extends Error {
  constructor() {
    super('the message goes on')
    this.name = 'OutOfBytes'
  }
}

/** What was read cannot be a message of this protocol: the connection is of no further use. */
export class Malformed extends Error {
  constructor(what: string) {
    super(`malformed message: ${what}`)
    this.name = 'Malformed'
  }
}

/** Lengths of 1 to 252 are their own byte; these stand for something else. */
const ESCAPED = 253
const NULL_LENGTH = 255

/** Reads on from a position; every method throws `OutOfBytes` where the buffer ends inside its field. */
export class ByteReader {
  readonly #buffer: Buffer
  #position: number

  constructor(buffer: Buffer, position = 0) {
    this.#buffer = buffer
    this.#position = position
  }

  /** The offset of the next byte. */
  get position(): number {
    return this.#position
  }

  #advance(count: number): number {
    const start = this.#position
    if (start + count > this.#buffer.length) throw new OutOfBytes()
    this.#position = start + count
    return start
  }

  /** Jumps over bytes of no interest. */
  skip(count: number): void {
    this.#advance(count)
  }

  u8(): number {
    return this.#buffer.readUInt8(this.#advance(1))
  }

  u16(): number {
    return this.#buffer.readUInt16BE(this.#advance(2))
  }

  u16le(): number {
    return this.#buffer.readUInt16LE(this.#advance(2))
  }

  u32(): number {
    return this.#buffer.readUInt32BE(this.#advance(4))
  }

  /** An integer of variable length: a byte with its length, then its magnitude; bit 7 of the length says negative. */
  ub(): number {
    const length = this.u8()
    if (length === 0) return 0
    const size = length & 0x7f
    if (size > 8) throw new Malformed(`an integer of ${size} bytes`)
    const start = this.#advance(size)
    const magnitude =
      size <= 6
        ? this.#buffer.readUIntBE(start, size)
        : this.#buffer.readUIntBE(start, size - 4) * 0x1_0000_0000 +
          this.#buffer.readUInt32BE(start + size - 4)
    return length & 0x80 ? -magnitude : magnitude
  }

  /** Jumps over integers of variable length. */
  skipUb(count: number): void {
    for (let i = 0; i < count; i++) this.ub()
  }

  /** Exactly `count` bytes, as a view of the buffer. */
  raw(count: number): Buffer {
    if (count < 0) throw new Malformed(`a length of ${count}`)
    const start = this.#advance(count)
    return this.#buffer.subarray(start, start + count)
  }

  /** Bytes with their length in front, possibly in chunks; null for none. A view of the buffer where it can be. */
  bytes(): Buffer | null {
    const length = this.u8()
    if (length === 0 || length === NULL_LENGTH) return null
    if (length < ESCAPED) return this.raw(length)
    if (length === ESCAPED) throw new Malformed('an escaped length')
    const chunks: Buffer[] = []
    for (let size = this.ub(); size !== 0; size = this.ub()) chunks.push(this.raw(size))
    return Buffer.concat(chunks)
  }

  /** UTF-8 text with its length in front; null where it is empty. */
  text(): string | null {
    return this.bytes()?.toString() ?? null
  }

  /** Text whose byte length comes twice: as an integer, and, when it is not 0, again in front of the bytes. */
  lengthAndText(): string {
    return this.ub() === 0 ? '' : (this.text() ?? '')
  }
}
