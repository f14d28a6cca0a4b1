/**
 * Collects the packets of one request. Clients that mark the last packet are waited for; with others the request is
 * read on every packet, from its start, until it is all there.
 */
import { ByteReader, Malformed } from './byte-reader.ts'
import type { Data } from './packets.ts'

export interface RequestBuffer {
  add(data: Data): void
  /** A reader from the start of the request; undefined while it cannot be complete. */
  reader(): ByteReader | undefined
  /**
   * The request ends here although it could not be read: it is marked, or its last packet was not a full one. Where a
   * client marks nothing and fills its last packet by chance, its error has to wait for what it sends next.
   */
  readonly endsHere: boolean
  /** No more packets belong to this request. */
  readonly isMarked: boolean
  /** Gives up what has been collected. */
  clear(): void
}

const LARGEST_REQUEST = 256 * 1024 * 1024

/** A buffer for the requests of one connection, whose full packets carry `fullSize` bytes. */
export function createRequestBuffer(fullSize: number): RequestBuffer {
  let payloads: Buffer[] = []
  let size = 0
  let isMarked = false
  let clientMarks = false
  let endsHere = false

  return {
    get endsHere() {
      return endsHere
    },
    get isMarked() {
      return isMarked
    },
    add(data) {
      payloads.push(data.payload)
      size += data.payload.length
      if (size > LARGEST_REQUEST) throw new Malformed(`a request of more than ${LARGEST_REQUEST} bytes`)
      if (data.endsRequest) {
        clientMarks = true
        isMarked = true
      }
      endsHere = clientMarks ? isMarked : data.payload.length < fullSize
    },
    reader() {
      if (payloads.length === 0 || (clientMarks && !isMarked)) return undefined
      const [only] = payloads
      const joined = payloads.length === 1 && only ? only : Buffer.concat(payloads)
      payloads = [joined]
      return new ByteReader(joined)
    },
    clear() {
      payloads = []
      size = 0
      isMarked = false
      endsHere = false
    },
  }
}
