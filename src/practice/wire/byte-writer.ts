/**
 * Writes the primitive fields of TTC messages into a buffer that grows. Knows nothing of sockets, packets or messages.
 */

const FIRST_SIZE = 8192
const LARGEST_KEPT = 1024 * 1024
const CHUNKED = 254
/** The longest value whose length is one byte. */
const LONGEST_SHORT = 252

/** Writes one reply after the other into memory of its own. */
export class ByteWriter {
  #buffer = Buffer.allocUnsafe(FIRST_SIZE)
  #length = 0

  /** How many bytes have been written since the last `clear`. */
  get length(): number {
    return this.#length
  }

  /** What has been written, as a view that the next `clear` gives up. */
  get written(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  /** Starts again, in the same memory unless that has grown beyond measure. */
  clear(): void {
    this.#length = 0
    if (this.#buffer.length > LARGEST_KEPT) this.#buffer = Buffer.allocUnsafe(FIRST_SIZE)
  }

  /** Takes back what was written after the writer had this length. */
  truncate(length: number): void {
    this.#length = length
  }

  #reserve(count: number): number {
    const start = this.#length
    const end = start + count
    if (end > this.#buffer.length) {
      const larger = Buffer.allocUnsafe(Math.max(end, this.#buffer.length * 2))
      this.#buffer.copy(larger, 0, 0, start)
      this.#buffer = larger
    }
    this.#length = end
    return start
  }

  u8(value: number): void {
    const at = this.#reserve(1)
    this.#buffer[at] = value
  }

  u16(value: number): void {
    const at = this.#reserve(2)
    this.#buffer.writeUInt16BE(value, at)
  }

  u16le(value: number): void {
    const at = this.#reserve(2)
    this.#buffer.writeUInt16LE(value, at)
  }

  u32(value: number): void {
    const at = this.#reserve(4)
    this.#buffer.writeUInt32BE(value, at)
  }

  /** An integer of variable length; negative ones have bit 7 set in the byte of the length. */
  ub(value: number): void {
    if (value === 0) {
      this.u8(0)
      return
    }
    const sign = value < 0 ? 0x80 : 0
    const magnitude = Math.abs(value)
    const size = magnitude <= 0xff ? 1 : magnitude <= 0xffff ? 2 : magnitude <= 0xffff_ffff ? 4 : 8
    const at = this.#reserve(size + 1)
    const buffer = this.#buffer
    buffer[at] = sign | size
    if (size === 1) buffer[at + 1] = magnitude
    else if (size === 2) buffer.writeUInt16BE(magnitude, at + 1)
    else if (size === 4) buffer.writeUInt32BE(magnitude, at + 1)
    else {
      buffer.writeUInt32BE(Math.floor(magnitude / 0x1_0000_0000), at + 1)
      buffer.writeUInt32BE(magnitude % 0x1_0000_0000, at + 5)
    }
  }

  /** Integers of the value 0, for fields of no use to the client. */
  zeros(count: number): void {
    const at = this.#reserve(count)
    this.#buffer.fill(0, at, at + count)
  }

  /** Bytes as they are. */
  raw(bytes: Uint8Array): void {
    const at = this.#reserve(bytes.length)
    this.#buffer.set(bytes, at)
  }

  /** Bytes with their length in front, in one chunk where one byte cannot hold it; null and no bytes are the same. */
  bytes(bytes: Uint8Array | null): void {
    if (bytes === null || bytes.length === 0) {
      this.u8(0)
    } else if (bytes.length <= LONGEST_SHORT) {
      const at = this.#reserve(bytes.length + 1)
      this.#buffer[at] = bytes.length
      this.#buffer.set(bytes, at + 1)
    } else {
      this.u8(CHUNKED)
      this.ub(bytes.length)
      this.raw(bytes)
      this.ub(0)
    }
  }

  /** UTF-8 text with its length in front; the empty text is null. */
  text(text: string | null): void {
    if (text === null) {
      this.u8(0)
    } else if (text.length * 3 <= LONGEST_SHORT) {
      const at = this.#reserve(text.length * 3 + 1)
      const size = this.#buffer.write(text, at + 1)
      this.#buffer[at] = size
      this.#length = at + 1 + size
    } else {
      this.bytes(Buffer.from(text))
    }
  }

  /** Text whose byte length comes twice: as an integer, and, when it is not 0, again in front of the bytes. */
  lengthAndText(text: string): void {
    this.ub(Buffer.byteLength(text))
    if (text !== '') this.text(text)
  }

  /**
   * Lends memory: `count` bytes at the returned offset of the returned buffer, to be filled at once. `count` may be
   * more than needed when `truncate` follows.
   */
  lend(count: number): { readonly buffer: Buffer; readonly at: number } {
    const at = this.#reserve(count)
    return { buffer: this.#buffer, at }
  }
}
