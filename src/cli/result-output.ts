/**
 * Writes to stdout at the pace of whoever reads it, and notices when the reader has gone (`| head`): from then on
 * what is written is dropped.
 */
import { badRequest } from '../core/failure.ts'
import type { Output } from './ports.ts'

export interface ResultOutput {
  /** Resolves when more may be written. Texts come out whole, in the order of the calls. */
  write(text: string): Promise<void>
  /** Resolves when the reader has gone; rejects when stdout failed for another reason; otherwise pending. */
  readonly gone: Promise<void>
  readonly isGone: boolean
  /** Resolves when all that was written has left this process, or the reader has gone. */
  flush(): Promise<void>
}

/** Takes over stdout. `beforeWrite` may clear what shares the terminal with it. */
export function writeTo(stdout: Output, beforeWrite: () => void = () => {}): ResultOutput {
  const gone = Promise.withResolvers<void>()
  // Whoever runs the job waits for it; a failure that comes after the run has nobody left to tell.
  gone.promise.catch(() => {})
  let isGone = false
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    isGone = true
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') gone.resolve()
    else gone.reject(badRequest(`cannot write to stdout: ${error.message}`))
  })
  const drained = () => new Promise<void>((resolve) => stdout.once('drain', resolve))
  return {
    gone: gone.promise,
    get isGone() {
      return isGone
    },
    async write(text) {
      if (isGone || text === '') return
      beforeWrite()
      if (!stdout.write(text)) await Promise.race([drained(), gone.promise])
    },
    async flush() {
      if (isGone) return
      await Promise.race([new Promise<void>((resolve) => stdout.write('', () => resolve())), gone.promise])
    },
  }
}

/** Writes a text and waits until it has left this process, or cannot leave any more. */
export const writeText = (stream: Output, text: string): Promise<void> =>
  stream.destroyed || stream.errored
    ? Promise.resolve()
    : new Promise((resolve) => stream.write(text, () => resolve()))
