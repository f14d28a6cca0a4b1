/**
 * Ctrl-C and its kin, counted: the first asks to stop, the second is told that it is being waited for, the third
 * leaves at once. Knows nothing of what is stopped.
 */
import type { SignalSource, StopSignal } from './ports.ts'

/** Somebody asked to stop before anything ran. */
export class StoppedError extends Error {
  override readonly name = 'StoppedError'
}

export interface StopWatch {
  /** Whether somebody has asked to stop. */
  readonly isStopped: boolean
  /** Resolves at the first signal; pending for ever without one. */
  readonly first: Promise<void>
  /** Resolves at the third. */
  readonly third: Promise<void>
  /** Calls back at the second. */
  onSecond(listener: () => void): void
  /** The promise's result; a rejection with StoppedError when the first signal comes sooner. */
  unlessStopped<T>(promise: Promise<T>): Promise<T>
  /** What a Ctrl-C does that arrives as a key, where the terminal makes no signal of it. */
  stop(): void
  /** Gives the signals back. */
  dispose(): void
}

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Takes over the signals that ask the program to end. */
export function watchStops(signals: SignalSource): StopWatch {
  const first = Promise.withResolvers<void>()
  const third = Promise.withResolvers<void>()
  let count = 0
  let whenSecond = () => {}
  const stop = () => {
    count++
    if (count === 1) first.resolve()
    else if (count === 2) whenSecond()
    else third.resolve()
  }
  for (const signal of stopSignals) signals.on(signal, stop)
  return {
    get isStopped() {
      return count > 0
    },
    first: first.promise,
    third: third.promise,
    onSecond(listener) {
      whenSecond = listener
    },
    unlessStopped<T>(promise: Promise<T>): Promise<T> {
      const stopped = first.promise.then(() => Promise.reject(new StoppedError('stopped')))
      return Promise.race([promise, stopped])
    },
    stop,
    dispose() {
      for (const signal of stopSignals) signals.off(signal, stop)
    },
  }
}
