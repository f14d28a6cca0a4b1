/**
 * The practice database alone in its process.
 */
import { once } from 'node:events'
import { createDatabase } from './database.ts'
import { startServer } from './server.ts'

export interface ServeOptions {
  /** 0: any that is free. */
  readonly port?: number | undefined
}

/** Serves until SIGINT or SIGTERM; prints the connect string first. Raises an error of the system when the port is taken. */
export async function servePractice({ port = 0 }: ServeOptions = {}): Promise<void> {
  const server = await startServer(createDatabase(), { port })
  process.stdout.write(`${server.connectString}\n`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await server.stop()
}
