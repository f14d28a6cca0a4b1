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
  readonly first: Promise<StopSignal>
  readonly second: Promise<void>
  readonly third: Promise<void>
  /** The promise's result; a rejection with StoppedError when the first signal comes sooner. */
  unlessStopped<T>(promise: Promise<T>): Promise<T>
  /** As if a signal had come: for a Ctrl-C that arrives as a key. */
  stop(signal: StopSignal): void
  /** Gives the signals back. */
  dispose(): void
}

const stopSignals: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Takes over the signals that ask the program to end. */
export function watchStops(signals: SignalSource): StopWatch {
  const first = Promise.withResolvers<StopSignal>()
  const second = Promise.withResolvers<void>()
  const third = Promise.withResolvers<void>()
  let count = 0
  const stop = (signal: StopSignal) => {
    count++
    if (count === 1) first.resolve(signal)
    else if (count === 2) second.resolve()
    else third.resolve()
  }
  for (const signal of stopSignals) signals.on(signal, stop)
  return {
    get isStopped() {
      return count > 0
    },
    first: first.promise,
    second: second.promise,
    third: third.promise,
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
