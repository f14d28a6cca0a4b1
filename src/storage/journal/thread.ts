/**
 * The journal's database in a thread of its own, as promises. One thing at a time, in order; what fails is an error
 * here, and the thread goes on.
 */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Failure, FailureError } from '../../core/failure.ts'
import type { JournalDatabase, JournalOptions, SetAside } from './database.ts'

export interface Request {
  readonly id: number
  readonly method: keyof JournalDatabase
  readonly args: readonly unknown[]
}

export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure }

/** The same methods, each answered later. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never
}

export interface JournalThread extends Remote<JournalDatabase> {
  readonly setAside: SetAside | undefined
  /** Ends the thread as if the program had died. */
  abandon(): Promise<void>
}

/** The worker beside this file: as written, or as the bundle names it, where all chunks lie in one folder. */
const workerUrl = (): URL =>
  new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './journal-worker.js', import.meta.url)

const methods = [
  ...([
    'reserveJob',
    'keepPlan',
    'keep',
    'workIn',
    'jobs',
    'job',
    'tasks',
    'continuations',
    'sessions',
  ] as const),
  ...(['rows', 'lines', 'clean', 'close'] as const),
] satisfies readonly (keyof JournalDatabase)[]

/** A thread that waits for its file, which is the first thing it is told. It takes a while to be there, and keeps no program alive. */
export function startThread(): Worker {
  const worker = new Worker(workerUrl(), { stderr: false, execArgv: quietly() })
  worker.unref()
  return worker
}

/** Opens the file in the thread. Throws FailureError when that cannot be, with the path and why. */
export async function openInThread(options: JournalOptions, worker: Worker): Promise<JournalThread> {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0

  const expectReply = (id: number): Promise<unknown> => {
    const reply = Promise.withResolvers<unknown>()
    if (waiting.size === 0) worker.ref()
    waiting.set(id, reply)
    return reply.promise
  }

  worker.on('message', (reply: Reply) => {
    const asker = waiting.get(reply.id)
    waiting.delete(reply.id)
    // Only a question that waits keeps the program alive.
    if (waiting.size === 0) worker.unref()
    if ('failure' in reply) asker?.reject(new FailureError(journalFailure(options.path, reply.failure)))
    else asker?.resolve(reply.value)
  })
  worker.on('error', (error) => {
    for (const asker of waiting.values()) asker.reject(error)
    waiting.clear()
  })

  const ask = (method: Request['method'], args: readonly unknown[]): Promise<unknown> => {
    const id = ++lastId
    worker.postMessage({ id, method, args } satisfies Request)
    return expectReply(id)
  }

  let setAside: SetAside | undefined
  worker.postMessage(options)
  try {
    setAside = (await expectReply(0)) as SetAside | undefined
  } catch (error) {
    await worker.terminate()
    throw error
  }
  const remote = Object.fromEntries(
    methods.map((method) => [method, (...args: unknown[]) => ask(method, args)]),
  ) as unknown as Remote<JournalDatabase>
  return {
    ...remote,
    setAside,
    abandon: async () => void (await worker.terminate()),
    async close() {
      const exited = once(worker, 'exit')
      await remote.close()
      worker.ref()
      await exited
    },
  }
}

/** Node calls its SQLite experimental on stderr (until 25); that is no news for the user. */
const quietly = (): string[] => [...process.execArgv, '--disable-warning=ExperimentalWarning']

const journalFailure = (path: string, failure: Failure): Failure =>
  failure.code === 'bad request'
    ? failure
    : { code: 'storage failed', message: `${path}: ${failure.message}` }
