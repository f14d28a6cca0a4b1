/**
 * A client without a driver: it writes the bytes a test gives it, and collects what comes back. For what a well-behaved
 * driver never does.
 */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface RawClient {
  readonly socket: Socket
  /** What has come back so far. */
  received(): Buffer
  /** Resolves when the server has closed the connection. */
  readonly closed: Promise<unknown>
}

/** Connects a socket that is destroyed with the test. */
export async function rawClient(port: number): Promise<RawClient> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  onTestFinished(() => {
    socket.destroy()
  })
  await once(socket, 'connect')
  return { socket, received: () => Buffer.concat(chunks), closed }
}
