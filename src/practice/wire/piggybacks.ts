/**
 * What a client sends along in front of a function: cursors it has done with, names for v$session, a new current
 * schema. All of it can be done twice, because a request may be read again from its start.
 */
import type { SessionTags } from '../door.ts'
import { notSupported } from '../error.ts'
import type { ByteReader } from './byte-reader.ts'
import type { Conversation } from './conversation.ts'
import { readFreeTemporary } from './lob-operations.ts'

const LOB_OPERATION = 96
const CLOSE_CURSORS = 105
const CANCEL_CURSORS = 120
const END_TO_END = 135
const SET_SCHEMA = 152

/**
 * Reads one piggyback behind its header and does what it says.
 * @throws OracleError ORA-03001 for one that this server does not know, ORA-01435 for a schema that is not there.
 */
export function readPiggyback(code: number, reader: ByteReader, conversation: Conversation): void {
  switch (code) {
    case CLOSE_CURSORS:
      for (const id of readCursorIds(reader)) conversation.cursors.close(id)
      return
    case CANCEL_CURSORS:
      for (const id of readCursorIds(reader)) conversation.cursors.cancel(id)
      return
    case END_TO_END:
      conversation.session.tag(readTags(reader, conversation))
      return
    case SET_SCHEMA:
      setSchema(reader, conversation)
      return
    case LOB_OPERATION:
      readFreeTemporary(reader, conversation)
      return
    default:
      throw notSupported(`TTC piggyback ${code}`)
  }
}

function readCursorIds(reader: ByteReader): number[] {
  reader.u8()
  return Array.from({ length: reader.ub() }, () => reader.ub())
}

function setSchema(reader: ByteReader, conversation: Conversation): void {
  reader.u8()
  const schema = readText(reader, reader.ub(), conversation)
  conversation.session.setCurrentSchema(schema)
  conversation.knownSchema = conversation.session.currentSchema
}

/** Text whose byte length was told before: as such, or with a length of its own. */
function readText(reader: ByteReader, size: number, { dialect }: Conversation): string {
  if (!dialect.hasLengthPrefixes) return reader.raw(size).toString()
  return reader.text() ?? ''
}

type TagName = keyof SessionTags

/** First which values follow and their lengths, then the values; a value without length clears its name. */
function readTags(reader: ByteReader, conversation: Conversation): SessionTags {
  reader.skip(2) // pointers
  reader.ub() // flags
  const clientIdentifier = readTagSize(reader)
  const module = readTagSize(reader)
  const action = readTagSize(reader)
  const executionContext = readTagSize(reader)
  readTagSize(reader)
  const clientInfo = readTagSize(reader)
  readTagSize(reader)
  readTagSize(reader)
  const dbOp = readTagSize(reader)

  const value = (size: number | undefined): string | null | undefined => {
    if (size === undefined) return undefined
    return size === 0 ? null : readText(reader, size, conversation)
  }
  const tags: { -readonly [name in TagName]?: string | null } = {}
  const keep = (name: TagName, text: string | null | undefined): void => {
    if (text !== undefined) tags[name] = text
  }
  keep('clientIdentifier', value(clientIdentifier))
  keep('module', value(module))
  keep('action', value(action))
  value(executionContext) // shown in no view of ours
  keep('clientInfo', value(clientInfo))
  keep('dbOp', value(dbOp))
  return tags
}

/** The length of a tag that follows; undefined for one that stays as it is. */
function readTagSize(reader: ByteReader): number | undefined {
  const isModified = reader.u8() !== 0
  const size = reader.ub()
  return isModified ? size : undefined
}
