/**
 * Stands between a driver and a server: passes bytes on in pieces of the test's choosing, and keeps what the driver sent.
 */
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Proxy {
  readonly port: number
  /** What the clients have sent so far. */
  sent(): Buffer
  /** The sockets to the server, one a client, in the order they came. */
  readonly upstream: readonly Socket[]
}

/** Passes bytes on to a port; each piece as long as `nextSize` says. */
export async function startProxy(target: number, nextSize: () => number): Promise<Proxy> {
  const sent: Buffer[] = []
  const sockets = new Set<Socket>()
  const upstreams: Socket[] = []

  const pass = (from: Socket, to: Socket, seen: (bytes: Buffer) => void): void => {
    from.on('data', (bytes) => {
      seen(bytes)
      for (let at = 0; at < bytes.length; ) {
        const size = nextSize()
        to.write(bytes.subarray(at, at + size))
        at += size
      }
    })
    from.on('error', () => {})
    from.on('close', () => to.destroy())
  }

  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1')
    upstreams.push(upstream)
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      sockets.add(socket)
    }
    pass(client, upstream, (bytes) => sent.push(bytes))
    pass(upstream, client, () => {})
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { port, sent: () => Buffer.concat(sent), upstream: upstreams }
}
