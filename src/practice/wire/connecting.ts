/**
 * The first exchange of Oracle Net: a client says what it wants to reach, and the server, which is its own listener,
 * accepts or refuses.
 */
import type { DatabaseIdentity } from '../door.ts'
import { Malformed } from './byte-reader.ts'
import { PacketType, shortPacket } from './packets.ts'

/** The lowest version with lengths of four bytes; higher ones add exchanges that this server does without. */
const VERSION = 315
const SMALLEST_SDU = 512
const LARGEST_DATA_UNIT = 2 * 1024 * 1024
/** Native network services are off: one flag for this connection, one for the server. */
const NO_SERVICES_ON_CONNECTION = 0x04
const NO_SERVICES_ON_SERVER = 0x08
const HEADER_SIZE = 8

/** Where the fields of a CONNECT packet stand in its body. */
const connectAt = { version: 0, dataSize: 16, dataOffset: 18, sdu: 50, tdu: 54, end: 58 } as const
/** Where the fields of an ACCEPT packet stand in its body. */
const acceptAt = {
  version: 0,
  options: 2,
  sdu: 4,
  tdu: 6,
  one: 8,
  dataOffset: 12,
  flags: 14,
  sdu32: 24,
  tdu32: 28,
  end: 33,
} as const

export interface ConnectRequest {
  readonly version: number
  readonly sdu: number
  readonly tdu: number
  /** The connect descriptor; undefined where it is too long for this packet and follows in a DATA packet. */
  readonly descriptor: string | undefined
}

/** Reads the body of a CONNECT packet. Throws `Malformed` where it is too short for its fields. */
export function readConnect(body: Buffer): ConnectRequest {
  if (body.length < connectAt.end) throw new Malformed('a CONNECT packet without its fields')
  const size = body.readUInt16BE(connectAt.dataSize)
  const start = body.readUInt16BE(connectAt.dataOffset) - HEADER_SIZE
  const isHere = start >= connectAt.end && body.length >= start + size
  return {
    version: body.readUInt16BE(connectAt.version),
    sdu: body.readUInt32BE(connectAt.sdu),
    tdu: body.readUInt32BE(connectAt.tdu),
    descriptor: isHere ? body.toString('utf8', start, start + size) : undefined,
  }
}

/** The data unit of a connection: what the client asks for, within what both sides can do. */
export const agreeOnSdu = (asked: number, own: number): number =>
  Math.max(SMALLEST_SDU, Math.min(asked, own, LARGEST_DATA_UNIT))

/** Why a listener refuses ("Database Error Messages", TNS-12500 to TNS-12699). */
const refusals = { unknownService: 12514, unknownSid: 12505, nothingNamed: 12504, oldClient: 12618 } as const

/**
 * Whether a descriptor leads to this database.
 * @returns the number of the TNS error to refuse with; undefined when it does.
 */
export function refusalOf(
  request: ConnectRequest,
  descriptor: string,
  identity: DatabaseIdentity,
): number | undefined {
  if (request.version < VERSION) return refusals.oldClient
  const service = parameter(descriptor, 'SERVICE_NAME')
  if (service !== undefined) return isNamed(service, identity) ? undefined : refusals.unknownService
  const sid = parameter(descriptor, 'SID')
  if (sid === undefined) return refusals.nothingNamed
  return sid.toUpperCase() === identity.instanceName.toUpperCase() ? undefined : refusals.unknownSid
}

const parameter = (descriptor: string, name: string): string | undefined =>
  new RegExp(`\\(\\s*${name}\\s*=\\s*([^()]*?)\\s*\\)`, 'i').exec(descriptor)?.[1]

/** A service is known by its name alone, and by its name and domain. */
function isNamed(service: string, { service: name, domain }: DatabaseIdentity): boolean {
  const given = service.toUpperCase()
  return given === name.toUpperCase() || (domain !== '' && given === `${name}.${domain}`.toUpperCase())
}

/** An acceptance of these data units, in bytes. */
export function acceptPacket(sdu: number, tdu: number): Buffer {
  const body = Buffer.alloc(acceptAt.end)
  const agreedTdu = Math.max(sdu, Math.min(tdu, LARGEST_DATA_UNIT))
  body.writeUInt16BE(VERSION, acceptAt.version)
  body.writeUInt16BE(1, acceptAt.options)
  body.writeUInt16BE(Math.min(sdu, 0xffff), acceptAt.sdu)
  body.writeUInt16BE(Math.min(agreedTdu, 0xffff), acceptAt.tdu)
  body.writeUInt16BE(1, acceptAt.one)
  body.writeUInt16BE(acceptAt.end + HEADER_SIZE, acceptAt.dataOffset)
  body[acceptAt.flags] = NO_SERVICES_ON_CONNECTION
  body[acceptAt.flags + 1] = NO_SERVICES_ON_SERVER
  body.writeUInt32BE(sdu, acceptAt.sdu32)
  body.writeUInt32BE(agreedTdu, acceptAt.tdu32)
  return shortPacket(PacketType.ACCEPT, body)
}

/** A refusal with the number of a TNS error. */
export function refusePacket(number: number): Buffer {
  const text = `(DESCRIPTION=(TMP=)(VSNNUM=0)(ERR=${number})(ERROR_STACK=(ERROR=(CODE=${number})(EMFI=4))))`
  const body = Buffer.alloc(4 + text.length)
  body[0] = 1 // reason, user
  body[1] = 0 // reason, system
  body.writeUInt16BE(text.length, 2)
  body.write(text, 4, 'latin1')
  return shortPacket(PacketType.REFUSE, body)
}
