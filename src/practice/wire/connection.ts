/**
 * One client's connection: packets in, replies out, one call at a time, and the breaks that come in between. Whatever
 * goes wrong here closes this connection and no other.
 */
import type { Socket } from 'node:net'
import type { Call, Database, DatabaseSession } from '../door.ts'
import { fatalError, InternalError, OracleError } from '../error.ts'
import { Malformed, OutOfBytes } from './byte-reader.ts'
import { ByteWriter } from './byte-writer.ts'
import {
  acceptPacket,
  agreeOnSdu,
  type ConnectRequest,
  readConnect,
  refusalOf,
  refusePacket,
} from './connecting.ts'
import type { Conversation, Dialect, Work } from './conversation.ts'
import { createCursors } from './cursors.ts'
import { writeEndOfCall } from './end-of-call.ts'
import { meet } from './listener.ts'
import { createLobs } from './lobs.ts'
import {
  createPacketStream,
  dataPackets,
  Marker,
  markerPacket,
  type Packet,
  PacketType,
  payloadSize,
  readData,
  readMarker,
} from './packets.ts'
import { createRequestBuffer, type RequestBuffer } from './request-buffer.ts'
import { type Host, negotiatingProtocol, type State } from './states.ts'

const cancelled = () => new OracleError(1013, 'user requested cancel of current operation')

/** Nothing is started for a client that is not there any more. */
class ClientGone extends Error {}

/**
 * Where a break stands. `asked`: the client has broken in and will send a reset; until then its requests are dropped.
 * `to be answered`: the reset has come, but the call it ended is still ending.
 */
type Break = 'none' | 'asked' | 'to be answered'

/** Hears of what went wrong that is no error of Oracle's. */
export type OnFault = (fault: unknown) => void

/** Serves one socket from the moment it is made; `largestSdu` in bytes bounds what the client may ask for. */
export class Connection {
  readonly #socket: Socket
  readonly #database: Database
  readonly #largestSdu: number
  readonly #onFault: OnFault
  readonly #packets = createPacketStream()
  readonly #reply = new ByteWriter()
  readonly #closed: Promise<void>
  #sdu = 0
  /** A CONNECT whose descriptor is still to come. */
  #connect: ConnectRequest | undefined
  #request: RequestBuffer | undefined
  #state: State
  #conversation: Conversation | undefined
  #isCalling = false
  /** The part of the call that a break can reach. */
  #call: Call<unknown> | undefined
  #break: Break = 'none'
  #killed: Error | undefined
  /** DATA packets that came while a call was running. */
  #waiting: Packet[] = []
  #isGone = false

  constructor(socket: Socket, database: Database, largestSdu: number, onFault: OnFault) {
    this.#socket = socket
    this.#database = database
    this.#largestSdu = largestSdu
    this.#onFault = onFault
    const host: Host = { database, reply: this.#reply, open: (...args) => this.#open(...args) }
    this.#state = negotiatingProtocol(host)
    this.#closed = new Promise((resolve) => {
      socket.once('close', () => {
        this.#isGone = true
        resolve(this.#conversation?.closeSession())
      })
    })
    socket.setNoDelay(true)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => this.#guard(() => this.#receive(bytes)))
  }

  /** Resolves when the socket and the session are closed; a call that runs for a client that has gone comes first. */
  get closed(): Promise<void> {
    return this.#closed
  }

  /** Ends what runs and closes. */
  async stop(): Promise<void> {
    this.#call?.cancel()
    this.#conversation?.session.stop()
    this.#socket.destroy()
    await this.#closed
  }

  #guard(act: () => void): void {
    try {
      act()
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Nothing more can be said on this connection. */
  #fail(error: unknown): void {
    if (!isOfClient(error)) this.#onFault(error)
    this.#socket.destroy()
  }

  #receive(bytes: Buffer): void {
    if (this.#isGone) return
    this.#packets.push(bytes)
    for (let packet = this.#packets.next(); packet; packet = this.#packets.next()) this.#take(packet)
  }

  #take(packet: Packet): void {
    if (!this.#request) this.#takeBeforeAccept(packet)
    else if (packet.type === PacketType.MARKER) this.#takeMarker(readMarker(packet))
    else if (packet.type !== PacketType.DATA) throw new Malformed('a second CONNECT packet')
    else if (this.#isCalling) this.#waiting.push(packet)
    else this.#takeData(packet, this.#request)
  }

  #takeBeforeAccept(packet: Packet): void {
    if (packet.type === PacketType.CONNECT && !this.#connect) {
      this.#connect = readConnect(packet.body)
      if (this.#connect.descriptor !== undefined) this.#answerConnect(this.#connect, this.#connect.descriptor)
    } else if (packet.type === PacketType.DATA && this.#connect) {
      this.#answerConnect(this.#connect, readData(packet).payload.toString())
    } else {
      throw new Malformed('not a CONNECT packet')
    }
  }

  #answerConnect(connect: ConnectRequest, descriptor: string): void {
    meet(this.#database.listenerMood, this.#socket, () =>
      this.#guard(() => this.#acceptOrRefuse(connect, descriptor)),
    )
  }

  #acceptOrRefuse(connect: ConnectRequest, descriptor: string): void {
    const refusal = refusalOf(connect, descriptor, this.#database.identity)
    if (refusal !== undefined) {
      this.#socket.end(refusePacket(refusal))
      return
    }
    this.#sdu = agreeOnSdu(connect.sdu, this.#largestSdu)
    this.#request = createRequestBuffer(payloadSize(this.#sdu))
    this.#packets.useLongLengths()
    this.#socket.write(acceptPacket(this.#sdu, connect.tdu))
  }

  #takeMarker(kind: number): void {
    this.#request?.clear()
    this.#waiting = []
    if (kind === Marker.RESET) {
      if (this.#isCalling) this.#break = 'to be answered'
      else this.#answerReset()
      return
    }
    this.#break = 'asked'
    this.#call?.cancel()
    this.#socket.write(markerPacket(Marker.BREAK))
  }

  #answerReset(): void {
    this.#break = 'none'
    this.#socket.write(markerPacket(Marker.RESET))
    this.#writeFailure(this.#killed ?? cancelled(), 0)
    this.#send()
  }

  #takeData(packet: Packet, request: RequestBuffer): void {
    const data = readData(packet)
    if (data.endsFile) {
      this.#socket.end()
      return
    }
    if (this.#break === 'asked') return
    request.add(data)
    const reader = request.reader()
    if (!reader) return
    this.#reply.clear()
    try {
      const { next, work } = this.#state(reader)
      request.clear()
      this.#state = next
      if (work) this.#perform(work).catch((error) => this.#fail(error))
      else this.#send()
    } catch (error) {
      this.#refuse(error, request)
    }
  }

  /** A request could not be read: perhaps it goes on, perhaps its answer is an error, perhaps it is none. */
  #refuse(error: unknown, request: RequestBuffer): void {
    this.#reply.clear()
    if (error instanceof OutOfBytes && !request.isMarked) return
    if (!(error instanceof OracleError)) throw error
    if (!request.endsHere) return
    request.clear()
    this.#writeFailure(this.#killed ?? error, 0)
    this.#send()
    // A logon has one try.
    if (!this.#conversation) this.#socket.end()
  }

  async #perform(work: Work): Promise<void> {
    this.#isCalling = true
    try {
      if (this.#killed) throw this.#killed
      await work.perform()
    } catch (error) {
      this.#writeFailure(error, work.cursorId)
      // What fails while a reply is written may have left more than the reply unfinished.
      if (!(error instanceof OracleError)) this.#killed ??= fatalError(error)
    }
    this.#isCalling = false
    this.#guard(() => this.#finish())
  }

  #finish(): void {
    if (this.#break === 'none') {
      this.#send()
    } else {
      this.#conversation?.cursors.abandon()
      if (this.#conversation) this.#conversation.knownSchema = ''
      if (this.#break === 'to be answered') this.#answerReset()
    }
    const waiting = this.#waiting
    this.#waiting = []
    for (const packet of waiting) this.#take(packet)
  }

  #writeFailure(error: unknown, cursorId: number): void {
    this.#conversation?.cursors.abandon()
    this.#reply.clear()
    const fault = error instanceof InternalError ? error.fault : error
    if (!(fault instanceof OracleError) && !isOfClient(fault)) this.#onFault(fault)
    const { number, message: text, offset } = error instanceof OracleError ? error : fatalError(error)
    writeEndOfCall(this.#reply, this.#conversation?.session, { error: { number, text, offset }, cursorId })
  }

  #send(): void {
    if (this.#isGone) return
    this.#conversation?.cursors.confirm()
    this.#socket.write(dataPackets(this.#reply.written, this.#sdu))
    if (this.#killed) this.#socket.end()
  }

  /** What is written of a reply goes out but for its last byte: the client is left inside a packet. */
  #breakOff(): void {
    if (this.#isGone) return
    this.#isGone = true
    if (this.#isCalling && this.#reply.written.length > 0)
      this.#socket.write(dataPackets(this.#reply.written, this.#sdu).subarray(0, -1))
    this.#socket.destroySoon()
  }

  #open(session: DatabaseSession, dialect: Dialect): Conversation {
    let closing: Promise<void> | undefined
    const conversation: Conversation = {
      session,
      dialect,
      reply: this.#reply,
      lobs: createLobs(),
      cursors: createCursors(),
      knownSchema: session.currentSchema,
      run: (start) => this.#run(start),
      closeSession() {
        closing ??= session.close()
        return closing
      },
    }
    session.onBrokenOff(() => this.#breakOff())
    session.onKilled((error) => {
      this.#killed = error
    })
    this.#conversation = conversation
    return conversation
  }

  async #run<T>(start: () => Call<T>): Promise<T> {
    if (this.#isGone) throw new ClientGone()
    const call = start()
    this.#call = call
    if (this.#break !== 'none') call.cancel()
    try {
      return await call.done
    } finally {
      this.#call = undefined
    }
  }
}

/** What the client has brought about by what it sends, or by going. */
const isOfClient = (error: unknown): boolean =>
  error instanceof Malformed || error instanceof OutOfBytes || error instanceof ClientGone
