/**
 * How running work gives way: a generator that yields pauses and returns its result. Knows what work may wait for,
 * not who steps it.
 */
import type { Transaction } from './storage/transaction.ts'

/** Ways to end a call, each stronger than those before: a client's break, ALTER SYSTEM CANCEL SQL, a kill, the server's end. */
const interruptions = ['break', 'cancel', 'kill', 'stop'] as const
export type Interruption = (typeof interruptions)[number]

/**
 * Why work stands still: to let others go on, until a moment of `performance.now()`, or for a transaction's end.
 * Nobody is shown waiting in an internal sleep.
 */
export type Pause =
  | { readonly kind: 'turn' }
  /** Interruptions as weak as the one it ignores reach it when it is over. */
  | {
      readonly kind: 'sleep'
      readonly until: number
      readonly ignores?: Interruption
      readonly isInternal?: boolean
    }
  | {
      readonly kind: 'lock'
      readonly holder: Transaction
      readonly event: LockEvent
      readonly until?: number
    }

/** What a wait for a lock is called in v$session ("Database Reference, Oracle Wait Events"): for a row or for a table. */
export type LockEvent = 'enq: TX - row lock contention' | 'enq: TM - contention'

/** Whether a pause goes on to its end in spite of an interruption. */
export const isIgnoredBy = (pause: Pause | undefined, interruption: Interruption): boolean =>
  pause?.kind === 'sleep' &&
  pause.ignores !== undefined &&
  interruptions.indexOf(interruption) <= interruptions.indexOf(pause.ignores)

/** Work that can pause, be cancelled at a pause, and ends with a result. */
export type Work<T> = Generator<Pause, T, void>

/** "Others may go on now." */
export const turn: Pause = { kind: 'turn' }

/** A sleep of so many milliseconds from now. */
export const sleepFor = (milliseconds: number): Pause => ({
  kind: 'sleep',
  until: performance.now() + milliseconds,
})

/** Milliseconds that a call works between two turns, about. */
const TURN = 0.2

/** Steps between two looks at the clock while steps are cheap: looking costs about as much as the cheapest of them. */
const MOST_STEPS = 32

/**
 * Tells a call's loops when it is time to give way, so that every loop does now and then and none at each step. The more
 * its steps cost, the more often it looks at the clock; a turn is due when the time of one has passed.
 */
export class Pulse {
  readonly #now: () => number
  #turnedAt: number
  #lookedAt: number
  /** Steps from one look to the next. */
  #steps = 1
  #left = 1

  /** `now` is a clock in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now
    this.#turnedAt = now()
    this.#lookedAt = this.#turnedAt
  }

  /** Counts one step; true when it is time to yield `turn`. */
  isTurn(): boolean {
    this.#left -= 1
    return this.#left <= 0 && this.#look()
  }

  /** The same for a step that is known to take long. */
  isTurnNow(): boolean {
    return this.#look()
  }

  #look(): boolean {
    const now = this.#now()
    const elapsed = now - this.#lookedAt
    this.#lookedAt = now
    if (elapsed * 4 > TURN) this.#steps = 1
    else if (elapsed * 16 < TURN && this.#steps < MOST_STEPS) this.#steps *= 2
    this.#left = this.#steps
    if (now - this.#turnedAt < TURN) return false
    this.#turnedAt = now
    return true
  }
}

/** What `map` gives for each item of a long list. */
export function* mapInTurns<T, U>(
  list: readonly T[],
  map: (item: T, index: number) => U,
  pulse: Pulse,
): Work<U[]> {
  const mapped: U[] = []
  for (const [index, item] of list.entries()) {
    mapped.push(map(item, index))
    if (pulse.isTurn()) yield turn
  }
  return mapped
}

/**
 * Goes on to the end of work whatever interrupts it; gives the error that would have, if any. Work that is given up in the
 * middle ends at once.
 */
export function* throughout(work: Work<void>): Work<unknown> {
  let interruption: unknown
  let isOver = false
  try {
    for (;;) {
      const step = work.next()
      isOver = step.done === true
      if (step.done) return interruption
      try {
        yield step.value
      } catch (error) {
        interruption = error
      }
    }
  } finally {
    if (!isOver) finish(work)
  }
}

/** Drives work that nobody else waits beside (seeding) to its end; a sleep or a lock wait is an error there. */
export const finish = <T>(work: Work<T>): T => {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
    if (step.value.kind !== 'turn') throw new Error(`work that must not wait waits: ${step.value.kind}`)
  }
}
