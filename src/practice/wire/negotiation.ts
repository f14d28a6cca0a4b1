/**
 * What both sides agree on between ACCEPT and logon: network services (none), the protocol, and the data types. The
 * server speaks one field version, 19.1: the first that can tell the version of a modern database, and no field beyond.
 */
import { notSupported } from '../error.ts'
import { type ByteReader, Malformed } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Dialect } from './conversation.ts'
import { UTF8, UTF16 } from './wire-types.ts'

const PROTOCOL = 1
const DATA_TYPES = 2
/** Begins a message of the native network services. */
const SERVICES_FIRST_BYTE = 0xde
const SERVICES_MAGIC = 0xdead_beef
const SERVICES_VERSION = 0x0b20_0200
const SERVICES_HEADER = 6
const SERVICES_REPLY = 13

const FIELD_VERSION = 12
const FIELD_VERSION_AT = 7
/** Compile-time capability of a client: lengths of large objects come with their locators. */
const LOBS_AT = 23
const LOB_PREFETCH = 0x40
/** Runtime capabilities: the time zone travels with the data types; strings have up to 32767 bytes. */
const TIME_ZONE_AT = 1
const TIME_ZONE = 0x01
const LONG_STRINGS_AT = 6
const LONG_STRINGS = 0x04
const TIME_ZONE_SIZE = 11
/** Encoding flag of the data types message: lengths stand in front of converted text. */
const LENGTH_PREFIXES = 0x02
/** Only the national character set is looked at in this list, at 9 = 6 + 0 + 0 + 3. */
const formatDescription = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 0, UTF16 >> 8, UTF16 & 0xff])

/** Reads the message of the services or of the protocol, whichever comes, and answers it. */
export function readProtocol(reader: ByteReader, reply: ByteWriter): 'services' | 'protocol' {
  const first = reader.u8()
  if (first === SERVICES_FIRST_BYTE) {
    reader.skip(3) // the rest of the magic number
    reader.skip(Math.max(reader.u16() - SERVICES_HEADER, 0))
    writeNoServices(reply)
    return 'services'
  }
  if (first !== PROTOCOL) throw new Malformed('not the protocol message')
  while (reader.u8() !== 0); // versions the client speaks
  while (reader.u8() !== 0); // its name
  writeProtocol(reply)
  return 'protocol'
}

function writeNoServices(reply: ByteWriter): void {
  reply.u32(SERVICES_MAGIC)
  reply.u16(SERVICES_REPLY)
  reply.u32(SERVICES_VERSION)
  reply.u16(0) // services
  reply.u8(0) // flags
}

function writeProtocol(reply: ByteWriter): void {
  const compiled = Buffer.alloc(FIELD_VERSION_AT + 1)
  compiled[FIELD_VERSION_AT] = FIELD_VERSION
  const runtime = Buffer.alloc(LONG_STRINGS_AT + 1)
  runtime[TIME_ZONE_AT] = TIME_ZONE
  runtime[LONG_STRINGS_AT] = LONG_STRINGS
  reply.u8(PROTOCOL)
  reply.u8(6) // version, 8.1 and later
  reply.u8(0)
  reply.raw(Buffer.from('Practice/Oracle Net\0'))
  reply.u16le(UTF8)
  reply.u8(1) // flags
  reply.u16le(0) // elements
  reply.u16(formatDescription.length)
  reply.raw(formatDescription)
  reply.bytes(compiled)
  reply.bytes(runtime)
}

/** Reads the data types message and answers it; every type travels as this server knows it. */
export function readDataTypes(reader: ByteReader, reply: ByteWriter): Dialect {
  if (reader.u8() !== DATA_TYPES) throw new Malformed('not the data types message')
  reader.skip(4) // character sets
  const flags = reader.u8()
  const compiled = reader.bytes()
  const runtime = reader.bytes()
  const hasTimeZone = ((runtime?.[TIME_ZONE_AT] ?? 0) & TIME_ZONE) !== 0
  if (hasTimeZone) reader.skip(TIME_ZONE_SIZE)
  while (reader.u16() !== 0) {
    if (reader.u16() !== 0) reader.skip(4) // representation
  }
  if ((compiled?.[FIELD_VERSION_AT] ?? 0) < FIELD_VERSION) throw notSupported('clients older than release 19')
  reply.u8(DATA_TYPES)
  if (hasTimeZone) reply.raw(Buffer.from([0x80, 0, 0, 0, 60, 60, 60, 0x80, 0, 0, 0])) // +00:00
  reply.u16(0) // end of the list
  return {
    hasLengthPrefixes: (flags & LENGTH_PREFIXES) !== 0,
    prefetchesLobs: ((compiled?.[LOBS_AT] ?? 0) & LOB_PREFETCH) !== 0,
  }
}
