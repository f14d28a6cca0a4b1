/**
 * Steps the calls of all sessions in short slices, so that every session goes on while others work. Knows pauses and
 * promises, and nothing of SQL.
 */
import type { Call } from '../door.ts'
import { OracleError } from '../error.ts'
import { type Interruption, isIgnoredBy, type Pause, Pulse, type Work } from './pause.ts'

/** Milliseconds a call may work before the others and the sockets get their turn. */
const SLICE = 2

/**
 * The same for the slice in which a call begins, as soon as its request has been read: enough for a small question. Many
 * large ones that come at once do not add up.
 */
const FIRST_SLICE = 0.25

/** The longest wait that a timer of Node takes, in milliseconds. */
const LONGEST_TIMER = 2 ** 31 - 1

/** A call that runs or waits. */
export interface RunningCall<T> extends Call<T> {
  /** What it waits for; undefined while it works, wants to work, or has ended. */
  readonly waitsFor: Pause | undefined
  /** Whether it was cancelled more than once: nothing it does itself keeps it going any more. */
  readonly isEnding: boolean
  /** Throws `error` into the work at its next pause; a sleep or a wait ends at once, unless it ignores that. */
  interrupt(error: Error, by: Interruption): void
}

/** ORA-01013, what a cancelled call ends with. */
export const cancelled = (): OracleError =>
  new OracleError(1013, 'user requested cancel of current operation')

/** Where those stand who wait for the same. */
const waitersOf = ({ holder, event }: Extract<Pause, { kind: 'lock' }>): Set<() => void> =>
  event === 'enq: TM - contention' ? holder.tableWaiters : holder.waiters

/** The shared queues of calls that want to go on. */
export class CallRunner {
  readonly #now: () => number
  /** Calls that have just begun or have just waited: the next slice will do for most of them. */
  readonly #fresh: (() => void)[] = []
  /** Calls that go on and on. */
  readonly #long: (() => void)[] = []
  #isFreshNext = true
  #isScheduled = false

  /** `now` is a clock in milliseconds: it measures slices, not how long a call waits. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  /** The pulse of a call's work. */
  newPulse(): Pulse {
    return new Pulse(this.#now)
  }

  /** Starts work at once, for its first slice; `onWait` hears when it begins and ends to wait. */
  start<T>(work: Work<T>, onWait: (pause: Pause | undefined) => void = () => {}): RunningCall<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>()
    let interruption: Error | undefined
    let waitsFor: Pause | undefined
    let hasEnded = false
    let cancels = 0
    let stopWaiting: (() => void) | undefined

    const wake = (): void => {
      if (stopWaiting === undefined) return
      stopWaiting()
      stopWaiting = undefined
      waitsFor = undefined
      onWait(undefined)
      this.#enqueue(this.#fresh, () => slice(SLICE))
    }

    const wait = (pause: Exclude<Pause, { kind: 'turn' }>): void => {
      waitsFor = pause
      const { until } = pause
      const timer =
        until === undefined
          ? undefined
          : setTimeout(wake, Math.min(Math.max(0, Math.ceil(until - performance.now())), LONGEST_TIMER))
      const waiters = pause.kind === 'lock' ? waitersOf(pause) : undefined
      waiters?.add(wake)
      stopWaiting = () => {
        clearTimeout(timer)
        waiters?.delete(wake)
      }
      onWait(pause)
    }

    const slice = (milliseconds: number, next = this.#long): void => {
      const end = this.#now() + milliseconds
      try {
        for (;;) {
          const error = interruption
          interruption = undefined
          const step = error === undefined ? work.next() : work.throw(error)
          if (step.done) {
            hasEnded = true
            resolve(step.value)
            return
          }
          if (interruption !== undefined) continue
          if (step.value.kind !== 'turn') {
            wait(step.value)
            return
          }
          if (this.#now() > end) {
            this.#enqueue(next, () => slice(SLICE))
            return
          }
        }
      } catch (error) {
        hasEnded = true
        reject(error)
      }
    }

    const interrupt = (error: Error, by: Interruption): void => {
      if (hasEnded) return
      interruption = error
      if (!isIgnoredBy(waitsFor, by)) wake()
    }

    slice(FIRST_SLICE, this.#fresh)
    return {
      done: promise,
      get waitsFor() {
        return waitsFor
      },
      get isEnding() {
        return cancels > 1
      },
      interrupt,
      cancel() {
        cancels += 1
        interrupt(cancelled(), 'break')
      },
    }
  }

  #enqueue(queue: (() => void)[], slice: () => void): void {
    queue.push(slice)
    this.#schedule()
  }

  /** One slice a turn of the event loop: sockets are read between any two slices. */
  #schedule(): void {
    if (this.#isScheduled || (this.#fresh.length === 0 && this.#long.length === 0)) return
    this.#isScheduled = true
    setImmediate(() => {
      this.#isScheduled = false
      this.#next()?.()
      this.#schedule()
    })
  }

  /** From both queues in turns, so that neither ever waits for the other to be empty. */
  #next(): (() => void) | undefined {
    this.#isFreshNext = !this.#isFreshNext
    const [first, second] = this.#isFreshNext ? [this.#fresh, this.#long] : [this.#long, this.#fresh]
    return first.shift() ?? second.shift()
  }
}
