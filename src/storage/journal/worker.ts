/**
 * The journal's thread: opens the file and answers one request after the other, in the order in which they come. What was
 * written down is worked into the tables when nothing has come for a moment, or when too much has gathered.
 */
import { type MessagePort, parentPort } from 'node:worker_threads'
import { failureOf } from '../../core/failure.ts'
import { type JournalDatabase, type JournalOptions, openJournalDatabase } from './database.ts'
import type { Reply, Request } from './thread.ts'

/** How long nothing must have been kept before there is time for the tables, in milliseconds. */
const quiet = 50

/** Batches that may gather. */
const mostGathered = 1000

if (parentPort === null) throw new Error('the journal worker is started as a worker thread')
const port = parentPort
port.once('message', (options: JournalOptions) => serve(port, options))

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
    const tables = keepTablesUp(database)
    port.on('message', ({ id, method, args }: Request) => {
      answer(id, () => call(database, method, args))
      if (method === 'keep') tables.hasKept()
      if (method !== 'close') return
      tables.stop()
      port.close()
    })
    return setAside
  })
}

/** The names and arguments come from `Remote`, which has the types of the database itself. */
const call = (database: JournalDatabase, method: Request['method'], args: readonly unknown[]): unknown =>
  (database[method] as (...args: readonly unknown[]) => unknown)(...args)

/** Works in part after part while nothing else comes, so that a request never waits for more than one. */
function keepTablesUp(database: JournalDatabase) {
  let gathered = 0
  let timer: NodeJS.Timeout | undefined
  let lastKept = 0

  const workIn = (): void => {
    timer = undefined
    const hasTime = performance.now() - lastKept >= quiet || gathered >= mostGathered
    // A reader or another program may have worked it all in.
    if (!hasTime) wait()
    else if (tryToWorkIn()) setImmediate(workIn)
    else gathered = 0
  }

  /** What cannot be worked in now, for a disk that is full, stays written down. */
  const tryToWorkIn = (): boolean => {
    try {
      return database.workIn()
    } catch {
      return false
    }
  }

  const wait = (): void => {
    timer ??= setTimeout(workIn, quiet)
  }

  return {
    hasKept(): void {
      gathered++
      lastKept = performance.now()
      wait()
    },
    stop: () => clearTimeout(timer),
  }
}
