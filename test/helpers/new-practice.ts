/** New practice databases for tests, each with the seed and nothing else; all of a process live in one thread. */
import { Worker } from 'node:worker_threads'
import type { Practice } from '../../src/practice/start.ts'
import type { ThreadReply, ThreadRequest } from './practice-thread.ts'

let thread: Worker | undefined
let last = 0

/** Starts a new database, which knows nothing of any other. */
export async function startNewPractice(): Promise<Practice> {
  last += 1
  const number = last
  const { connectString = '' } = await ask({ type: 'start', number })
  return {
    connectString,
    async stop() {
      await ask({ type: 'stop', number })
    },
  }
}

function ask(request: ThreadRequest): Promise<ThreadReply> {
  const worker = theThread()
  // Only while it is asked something does it keep the process alive.
  worker.ref()
  return new Promise((resolve) => {
    const hear = (reply: ThreadReply) => {
      if (reply.number !== request.number) return
      worker.off('message', hear)
      if (worker.listenerCount('message') === 0) worker.unref()
      resolve(reply)
    }
    worker.on('message', hear)
    worker.postMessage(request)
  })
}

function theThread(): Worker {
  thread ??= new Worker(new URL('./practice-thread.ts', import.meta.url)).setMaxListeners(0)
  return thread
}
