/**
 * A network between client and server that a test can cut or silence: a plain TCP relay on loopback.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface CuttableProxy {
  /** Easy Connect string that leads through the relay. */
  readonly connectString: string
  /** Connections accepted so far. */
  readonly accepted: number
  /** Cuts every connection that is open now, both ways at once. */
  cut(): void
  /** The server loses every connection that is open now; the clients hear nothing of it. */
  loseServer(): void
  /** From now on nothing that clients send reaches the server; `false` lets new bytes through again. */
  silence(isSilent: boolean): void
  stop(): Promise<void>
}

/** Relays to an Easy Connect string of the form `127.0.0.1:port/service`. */
export async function startCuttableProxy(target: string): Promise<CuttableProxy> {
  const match = /^([^:/]+):(\d+)\/(.*)$/.exec(target)
  if (!match) throw new Error(`not a host:port/service string: ${target}`)
  const [, host = '', port = '', service = ''] = match
  const sockets = new Set<Socket>()
  const upstreams = new Set<Socket>()
  const orphans = new Set<Socket>()
  let accepted = 0
  let isSilent = false

  const server = createServer((client) => {
    accepted++
    const upstream = connect(Number(port), host)
    upstreams.add(upstream)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay()
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        upstreams.delete(upstream)
        if (socket === upstream && orphans.has(upstream)) return
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (bytes) => {
      if (!isSilent && !upstream.destroyed) upstream.write(bytes)
    })
    upstream.on('data', (bytes) => client.write(bytes))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port: ownPort } = server.address() as AddressInfo

  return {
    connectString: `127.0.0.1:${ownPort}/${service}`,
    get accepted() {
      return accepted
    },
    cut() {
      for (const socket of sockets) socket.destroy()
    },
    loseServer() {
      for (const upstream of upstreams) {
        orphans.add(upstream)
        upstream.destroy()
      }
    },
    silence(silent) {
      isSilent = silent
    },
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
