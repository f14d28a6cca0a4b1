/**
 * The practice database as a server: listens on the loopback interface and gives every client a connection of its own.
 * Knows the database by its door only.
 */
import { createServer } from 'node:net'
import type { Database } from './door.ts'
import { Connection, type OnFault } from './wire/connection.ts'

const LOOPBACK = '127.0.0.1'
const LARGEST_SDU = 65_535

export interface ServerOptions {
  /** 0, the default: any that is free. */
  readonly port?: number
  /** The largest session data unit in bytes that a client is granted; 65,535 unless given. */
  readonly sdu?: number
  /** Hears of each fault of the server's own; its text may hold what a client has sent. */
  readonly onFault?: OnFault
}

export interface PracticeServer {
  readonly port: number
  /** Easy Connect, for a client on this machine. */
  readonly connectString: string
  /** Cancels what runs, rolls back, closes every connection; nothing of the server keeps the process alive. */
  stop(): Promise<void>
}

/**
 * Starts serving a database.
 * @throws an error of the system when the port is taken.
 */
export async function startServer(database: Database, options: ServerOptions = {}): Promise<PracticeServer> {
  const connections = new Set<Connection>()
  const { onFault = () => {} } = options
  const server = createServer((socket) => {
    const connection = new Connection(socket, database, options.sdu ?? LARGEST_SDU, onFault)
    connections.add(connection)
    const forget = () => connections.delete(connection)
    connection.closed.then(forget, forget)
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, LOOPBACK, resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0

  return {
    port,
    connectString: `${LOOPBACK}:${port}/${database.identity.service}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      await Promise.all([...connections].map((connection) => connection.stop()))
      await closed
    },
  }
}
