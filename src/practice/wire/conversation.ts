/**
 * What the parts of the wire share about one client: how it writes, what it holds open, the session it works in, and
 * the reply being written. Knows nothing of sockets.
 */
import type { Call, DatabaseSession } from '../door.ts'
import type { ByteWriter } from './byte-writer.ts'
import type { Cursors } from './cursors.ts'
import type { Lobs } from './lobs.ts'

/** What differs between clients of the same field version, as they say with the data types. */
export interface Dialect {
  /**
   * User names and statements carry their length once more in front. Without it they come raw, scales are written
   * differently, and long binds stand last in PL/SQL, too: python-oracledb before release 2.
   */
  readonly hasLengthPrefixes: boolean
  /** A locator comes with the length of its object. */
  readonly prefetchesLobs: boolean
}

/** What values need: they may stand for something that is held on the server's side. */
export interface Holdings {
  readonly dialect: Dialect
  readonly lobs: Lobs
  readonly cursors: Cursors
}

export interface Conversation extends Holdings {
  readonly session: DatabaseSession
  readonly reply: ByteWriter
  /** The current schema as the client knows it. */
  knownSchema: string
  /** Starts a call and waits for it, where a break can reach it; starts nothing for a client that has gone. */
  run<T>(start: () => Call<T>): Promise<T>
  /** Closes the session, once, however often it is asked for. */
  closeSession(): Promise<void>
}

/** What a request asks for, once it has been read to its end. */
export interface Work {
  /** The cursor it names; 0 for none, or for one that the client does not know yet. */
  readonly cursorId: number
  /** Does it and writes the whole reply. */
  perform(): void | Promise<void>
}
