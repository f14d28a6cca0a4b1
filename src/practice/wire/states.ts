/**
 * The conversation with one client, as states: each reads one request and says which one reads the next. Services and
 * protocol, data types, the two steps of the logon, then requests until the end.
 */
import type { Database, DatabaseSession } from '../door.ts'
import { type PendingLogon, readPhaseOne, readPhaseTwo } from './authentication.ts'
import type { ByteReader } from './byte-reader.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Conversation, Dialect, Work } from './conversation.ts'
import { readRequest } from './functions.ts'
import { readDataTypes, readProtocol } from './negotiation.ts'

/** A state has written its reply, or returns the work that will. */
export type State = (reader: ByteReader) => { readonly next: State; readonly work?: Work }

/** What the states need of the connection they run on. */
export interface Host {
  readonly database: Database
  readonly reply: ByteWriter
  /** The logon has succeeded: from here on there is a session to talk to. */
  open(session: DatabaseSession, dialect: Dialect): Conversation
}

/** The first state behind ACCEPT. */
export const negotiatingProtocol =
  (host: Host): State =>
  (reader) =>
    readProtocol(reader, host.reply) === 'services'
      ? { next: negotiatingProtocol(host) }
      : { next: negotiatingDataTypes(host) }

const negotiatingDataTypes =
  (host: Host): State =>
  (reader) => ({ next: askingForProof(host, readDataTypes(reader, host.reply)) })

const askingForProof =
  (host: Host, dialect: Dialect): State =>
  (reader) => ({
    next: checkingProof(host, dialect, readPhaseOne(reader, host.reply, host.database, dialect)),
  })

const checkingProof =
  (host: Host, dialect: Dialect, pending: PendingLogon): State =>
  (reader) => {
    const { session, alterSession } = readPhaseTwo(reader, host.reply, host.database, dialect, pending)
    const conversation = host.open(session, dialect)
    const next = serving(conversation)
    return alterSession === undefined ? { next } : { next, work: alterWork(conversation, alterSession) }
  }

/** Runs a statement behind a reply that has been written already. */
const alterWork = (conversation: Conversation, statement: string): Work => ({
  cursorId: 0,
  perform: async () => {
    const { session } = conversation
    const options = { commit: false, batchErrors: false }
    await conversation.run(() => session.execute(session.prepare(statement), [], [[]], options))
  },
})

function serving(conversation: Conversation): State {
  const state: State = (reader) => ({ next: state, work: readRequest(reader, conversation) })
  return state
}
