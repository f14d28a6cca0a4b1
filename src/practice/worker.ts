/**
 * The practice database in a thread of its own: starts when the thread does, tells where it listens, stops when told.
 */
import { parentPort } from 'node:worker_threads'
import { createDatabase } from './database.ts'
import { startServer } from './server.ts'
import type { WorkerMessage } from './start.ts'

if (parentPort === null) throw new Error('the practice worker is started as a worker thread')
const port = parentPort

const tell = (message: WorkerMessage): void => port.postMessage(message)

const server = await startServer(createDatabase())
port.once('message', () => {
  server.stop().then(() => port.close())
})
tell({ connectString: server.connectString })
