/**
 * The journal's thread: opens the file and answers one request after the other, in the order in which they come.
 */
import { type MessagePort, parentPort, workerData } from 'node:worker_threads'
import { failureOf } from '../../core/failure.ts'
import { type JournalDatabase, type JournalOptions, openJournalDatabase } from './database.ts'
import type { Reply, Request } from './thread.ts'

if (parentPort === null) throw new Error('the journal worker is started as a worker thread')
serve(parentPort, workerData as JournalOptions)

function serve(port: MessagePort, options: JournalOptions): void {
  const answer = (id: number, work: () => unknown): void => {
    let reply: Reply
    try {
      reply = { id, value: work() }
    } catch (error) {
      reply = { id, failure: failureOf(error) }
    }
    port.postMessage(reply)
  }

  answer(0, () => {
    const { database, setAside } = openJournalDatabase(options)
    port.on('message', ({ id, method, args }: Request) => {
      answer(id, () => call(database, method, args))
      if (method === 'close') port.close()
    })
    return setAside
  })
}

/** The names and arguments come from `Remote`, which has the types of the database itself. */
const call = (database: JournalDatabase, method: Request['method'], args: readonly unknown[]): unknown =>
  (database[method] as (...args: readonly unknown[]) => unknown)(...args)
