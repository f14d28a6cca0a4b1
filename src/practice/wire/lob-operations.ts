/**
 * Function 96: what a client does with a large object through its locator. Positions count from 1 and, in a CLOB, in
 * UTF-16 units.
 */
import { notSupported, OracleError } from '../error.ts'
import { type Clob, type Lob, requireLobRoom } from '../values/lob.ts'
import type { ByteReader } from './byte-reader.ts'
import type { Conversation, Work } from './conversation.ts'
import { writeEndOfCall } from './end-of-call.ts'
import { CHUNK_SIZE, LOCATOR_SIZE } from './lobs.ts'
import { decodeNational, encodeNational } from './values.ts'
import { TypeNumber } from './wire-types.ts'

const LOB_DATA = 14
const PARAMETERS = 8
const GET_LENGTH = 0x1
const READ = 0x2
const TRIM = 0x20
const WRITE = 0x40
const CREATE_TEMPORARY = 0x110
const FREE_TEMPORARY = 0x111
const GET_CHUNK_SIZE = 0x4000
const ARRAY = 0x80000

interface LobRequest {
  readonly operation: number
  readonly locator: Buffer
  /** From 1. */
  readonly offset: number
  /** In a request to create: the type number of the new object. */
  readonly destination: number
  readonly characterSet: number
  readonly data: Buffer | undefined
  readonly amount: number | undefined
}

/** Reads function 96 behind its header. */
export function readLobOperation(reader: ByteReader, conversation: Conversation): Work {
  reader.u8()
  const locatorSize = reader.ub()
  reader.u8()
  reader.skipUb(3) // destination length, short offsets
  reader.skip(3) // pointers: character set, short amount, null LOB
  const operation = reader.ub()
  reader.skip(2)
  const offset = reader.ub()
  const destination = reader.ub()
  const hasAmount = reader.u8() !== 0
  reader.skip(6) // array of LOBs
  const locator = Buffer.from(reader.raw(locatorSize))
  const characterSet = operation === CREATE_TEMPORARY ? reader.ub() : 0
  let data: Buffer | undefined
  if (operation === WRITE) {
    reader.u8() // message type: LOB data
    data = Buffer.from(reader.bytes() ?? [])
  }
  const amount = hasAmount ? reader.ub() : undefined
  const request = { operation, locator, offset, destination, characterSet, data, amount }
  return { cursorId: 0, perform: () => operate(conversation, request) }
}

/** Reads the piggyback that frees temporary objects: function 96 with a list of locators. */
export function readFreeTemporary(reader: ByteReader, conversation: Conversation): void {
  reader.u8()
  const totalSize = reader.ub()
  reader.u8()
  reader.skipUb(3)
  reader.skip(3)
  if (reader.ub() !== (FREE_TEMPORARY | ARRAY))
    throw notSupported('a LOB operation on the way of another call')
  reader.u8()
  reader.skipUb(3) // system change number
  reader.u8()
  for (let pair = 0; pair < 3; pair++) {
    reader.u8()
    reader.ub()
  }
  const locators = reader.raw(totalSize)
  for (let at = 0; at + LOCATOR_SIZE <= totalSize; at += LOCATOR_SIZE) {
    conversation.lobs.free(locators.subarray(at, at + LOCATOR_SIZE))
  }
}

function operate(conversation: Conversation, request: LobRequest): void {
  if (request.operation === CREATE_TEMPORARY) {
    createTemporary(conversation, request)
    return
  }
  const { reply } = conversation
  const lob = conversation.lobs.lobOf(request.locator)
  const amount = perform(conversation, lob, request)
  reply.u8(PARAMETERS)
  reply.raw(request.locator)
  if (request.amount !== undefined) reply.ub(amount)
  writeEndOfCall(reply, conversation.session, {})
}

/** Does one operation; returns the amount that the client reads back. */
function perform({ reply }: Conversation, lob: Lob, request: LobRequest): number {
  const start = Math.max(request.offset, 1) - 1
  const amount = request.amount ?? 0
  switch (request.operation) {
    case GET_LENGTH:
      return size(lob)
    case GET_CHUNK_SIZE:
      return CHUNK_SIZE
    case READ: {
      const data = read(lob, start, amount)
      if (data.length === 0) return 0
      reply.u8(LOB_DATA)
      reply.bytes(data)
      return Math.min(amount, size(lob) - start)
    }
    case TRIM:
      if (amount > size(lob))
        throw new OracleError(22926, "specified trim length is greater than current LOB value's length")
      trim(lob, amount)
      return amount
    case WRITE:
      write(lob, start, request.data ?? Buffer.alloc(0))
      return amount
    default:
      throw notSupported(`LOB operation ${request.operation}`)
  }
}

function createTemporary(conversation: Conversation, request: LobRequest): void {
  const { reply, session, lobs } = conversation
  const kind = request.destination === TypeNumber.BLOB ? 'BLOB' : 'CLOB'
  reply.u8(PARAMETERS)
  reply.raw(lobs.temporaryLocatorOf(session.createTemporaryLob(kind)))
  reply.ub(request.characterSet)
  if (request.amount !== undefined) reply.ub(request.amount)
  reply.u8(0) // flags
  writeEndOfCall(reply, session, {})
}

const size = (lob: Lob): number => (lob.kind === 'CLOB' ? lob.text.length : lob.bytes.length)

const read = (lob: Lob, start: number, amount: number): Uint8Array =>
  lob.kind === 'CLOB'
    ? encodeNational(lob.text.slice(start, start + amount))
    : lob.bytes.subarray(start, start + amount)

function trim(lob: Lob, length: number): void {
  if (lob.kind === 'CLOB') lob.text = lob.text.slice(0, length)
  else lob.bytes = lob.bytes.slice(0, length)
}

/** Writes over what is there; a gap behind the end is filled, with blanks in a CLOB and zeros in a BLOB. */
function write(lob: Lob, start: number, data: Buffer): void {
  requireLobRoom(start + data.length)
  if (lob.kind === 'CLOB') writeText(lob, start, decodeNational(data))
  else {
    const bytes = new Uint8Array(Math.max(lob.bytes.length, start + data.length))
    bytes.set(lob.bytes)
    bytes.set(data, start)
    lob.bytes = bytes
  }
}

function writeText(lob: Clob, start: number, text: string): void {
  lob.text = lob.text.slice(0, start).padEnd(start, ' ') + text + lob.text.slice(start + text.length)
}
