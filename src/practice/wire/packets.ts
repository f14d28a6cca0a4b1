/**
 * Packets of Oracle Net: cut from a stream of bytes that may be split anywhere, and put around what is sent. Knows
 * nothing of what they carry.
 */
import { Malformed } from './byte-reader.ts'

export const PacketType = { CONNECT: 1, ACCEPT: 2, REFUSE: 4, DATA: 6, MARKER: 12 } as const

export interface Packet {
  readonly type: number
  /** What follows the header; a view that lives as long as nothing keeps it from being collected. */
  readonly body: Buffer
}

/** What a client may send. */
const clientTypes: readonly number[] = [PacketType.CONNECT, PacketType.DATA, PacketType.MARKER]

const HEADER_SIZE = 8
const TYPE_AT = 4
/** Data flags of a DATA packet, the first two bytes of its body. */
const DATA_FLAGS_SIZE = 2
const END_OF_REQUEST = 0x0800
const END_OF_FILE = 0x0040
const LARGEST_PACKET = 2 * 1024 * 1024

/** Lengths have two bytes until the server has accepted the connection, four afterwards. */
export interface PacketStream {
  push(bytes: Buffer): void
  /** The next packet that has arrived as a whole. Throws `Malformed` for a header that no client's packet has. */
  next(): Packet | undefined
  useLongLengths(): void
}

/** A reader of packets for one connection. */
export function createPacketStream(): PacketStream {
  let chunks: Buffer[] = []
  let available = 0
  let hasLongLengths = false

  const join = (): Buffer => {
    const [only] = chunks
    const joined = chunks.length === 1 && only ? only : Buffer.concat(chunks)
    chunks = [joined]
    return joined
  }

  /** The length of the packet in front, once its header is there; chunks are joined only for that and for the end. */
  const lengthInFront = (): number | undefined => {
    if (available < HEADER_SIZE) return undefined
    const first = chunks[0]
    const front = first && first.length >= HEADER_SIZE ? first : join()
    const length = hasLongLengths ? front.readUInt32BE(0) : front.readUInt16BE(0)
    const type = front.readUInt8(TYPE_AT)
    if (length < HEADER_SIZE || length > LARGEST_PACKET) throw new Malformed(`a packet of ${length} bytes`)
    if (!clientTypes.includes(type)) throw new Malformed(`a packet of type ${type}`)
    return length
  }

  return {
    push(bytes) {
      if (bytes.length === 0) return
      chunks.push(bytes)
      available += bytes.length
    },
    next() {
      const length = lengthInFront()
      if (length === undefined || available < length) return undefined
      const front = join()
      available -= length
      chunks = available > 0 ? [front.subarray(length)] : []
      return { type: front.readUInt8(TYPE_AT), body: front.subarray(HEADER_SIZE, length) }
    },
    useLongLengths() {
      hasLongLengths = true
    },
  }
}

/** What a DATA packet says of itself, and what it carries. */
export interface Data {
  /** The last packet of a request, for clients that say so. */
  readonly endsRequest: boolean
  /** The client sends nothing more. */
  readonly endsFile: boolean
  readonly payload: Buffer
}

/** Reads a DATA packet. Throws `Malformed` where it has no flags. */
export function readData(packet: Packet): Data {
  if (packet.body.length < DATA_FLAGS_SIZE) throw new Malformed('a DATA packet without flags')
  const flags = packet.body.readUInt16BE(0)
  return {
    endsRequest: (flags & END_OF_REQUEST) !== 0,
    endsFile: (flags & END_OF_FILE) !== 0,
    payload: packet.body.subarray(DATA_FLAGS_SIZE),
  }
}

/** The payload that fills a DATA packet of an SDU. */
export const payloadSize = (sdu: number): number => sdu - HEADER_SIZE - DATA_FLAGS_SIZE

/** A payload as DATA packets no longer than the SDU, in one buffer of its own. */
export function dataPackets(payload: Buffer, sdu: number): Buffer {
  const room = payloadSize(sdu)
  const count = Math.max(1, Math.ceil(payload.length / room))
  const packets = Buffer.allocUnsafe(payload.length + count * (sdu - room))
  let to = 0
  for (let from = 0; from < payload.length || from === 0; from += room) {
    const size = Math.min(room, payload.length - from)
    to = writeLongHeader(packets, to, PacketType.DATA, size + DATA_FLAGS_SIZE)
    to = packets.writeUInt16BE(0, to)
    to += payload.copy(packets, to, from, from + size)
  }
  return packets
}

export const Marker = { BREAK: 1, RESET: 2, INTERRUPT: 3 } as const
const MARKER_KIND_AT = 2

/** Which marker a MARKER packet is. Throws `Malformed` where it does not say. */
export function readMarker(packet: Packet): number {
  if (packet.body.length <= MARKER_KIND_AT) throw new Malformed('a MARKER packet without its kind')
  return packet.body.readUInt8(MARKER_KIND_AT)
}

/** A MARKER packet of this kind. */
export function markerPacket(kind: number): Buffer {
  const packet = Buffer.alloc(HEADER_SIZE + MARKER_KIND_AT + 1)
  const at = writeLongHeader(packet, 0, PacketType.MARKER, MARKER_KIND_AT + 1)
  packet[at] = 1
  packet[at + MARKER_KIND_AT] = kind
  return packet
}

function writeLongHeader(packet: Buffer, at: number, type: number, bodySize: number): number {
  packet.writeUInt32BE(bodySize + HEADER_SIZE, at)
  packet.writeUInt32BE(type << 24, at + TYPE_AT)
  return at + HEADER_SIZE
}

/** A packet with a length of two bytes: the answers to CONNECT. */
export function shortPacket(type: number, body: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_SIZE)
  header.writeUInt16BE(body.length + HEADER_SIZE, 0)
  header[TYPE_AT] = type
  return Buffer.concat([header, body])
}
