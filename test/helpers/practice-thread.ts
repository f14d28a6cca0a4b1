/**
 * A thread that has loaded the practice database once and gives each test a new one of its own, served on a port of its
 * own: to load it takes ten times as long as to make one.
 */
import { parentPort } from 'node:worker_threads'
import { createDatabase } from '../../src/practice/database.ts'
import { type PracticeServer, startServer } from '../../src/practice/server.ts'

/** What is asked of the thread: a new database by that number, or that it stops. */
export interface ThreadRequest {
  readonly type: 'start' | 'stop'
  readonly number: number
}

/** The answer; a database that started says where it listens. */
export interface ThreadReply {
  readonly number: number
  readonly connectString?: string
}

if (parentPort === null) throw new Error('this is started as a worker thread')
const port = parentPort
const servers = new Map<number, PracticeServer>()
const reply = (message: ThreadReply): void => port.postMessage(message)

port.on('message', async ({ type, number }: ThreadRequest) => {
  if (type === 'start') {
    const server = await startServer(createDatabase())
    servers.set(number, server)
    reply({ number, connectString: server.connectString })
  } else {
    await servers.get(number)?.stop()
    servers.delete(number)
    reply({ number })
  }
})
