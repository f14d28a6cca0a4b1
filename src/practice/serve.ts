/**
 * The practice database alone in its process: stdout says where it listens, stderr what of its own went wrong.
 */
import { once } from 'node:events'
import { createDatabase } from './database.ts'
import { startServer } from './server.ts'

export interface ServeOptions {
  /** 0: any that is free. */
  readonly port?: number | undefined
}

/** Tells of a fault of ours by where it happened, not by its text: that may hold what a statement said. */
const tellFault = (fault: unknown): void => {
  const { name, stack = '' } = fault instanceof Error ? fault : new Error()
  const places = stack.split('\n').filter((line) => /^ +at /.test(line))
  process.stderr.write([`practice: internal error (${name})`, ...places, ''].join('\n'))
}

/** Serves until SIGINT or SIGTERM; prints the connect string first. Raises an error of the system when the port is taken. */
export async function servePractice({ port = 0 }: ServeOptions = {}): Promise<void> {
  const server = await startServer(createDatabase(), { port, onFault: tellFault })
  process.stdout.write(`${server.connectString}\n`)
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await server.stop()
}
