/**
 * Starts the practice database beside the program, in a worker thread, so that neither ever keeps the other waiting.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/** What the worker says once, when it listens. */
export interface WorkerMessage {
  readonly connectString: string
}

export interface Practice {
  /** Easy Connect, for a client in this process. */
  readonly connectString: string
  /** Closes every connection and ends the thread. */
  stop(): Promise<void>
}

/** The worker beside this file: as written, or as the bundle names it, where all chunks lie in one folder. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './practice-worker.js', import.meta.url)

/** Starts a new database with the seed, on a port that is free. Raises what kept the worker from starting. */
export async function startPractice(): Promise<Practice> {
  const worker = new Worker(workerUrl())
  const exited = once(worker, 'exit')
  const [{ connectString }] = (await once(worker, 'message')) as [WorkerMessage]
  worker.unref()
  return {
    connectString,
    async stop() {
      // While it stops it is worth waiting for: nothing else may keep the process alive.
      worker.ref()
      worker.postMessage('stop')
      await exited
    },
  }
}
