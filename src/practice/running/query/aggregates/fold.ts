/**
 * How values become one value, however they are put together: what lets a group take its rows one at a time, and a window
 * slide over them without ever starting again. Nulls do not count.
 */
import type { Value } from '../../../values/value.ts'
import { type Pulse, turn, type Work } from '../../pause.ts'

export type Present = Exclude<Value, null>

/** `join` is associative: a state stands for all values that went into it. */
export interface Fold<State> {
  of(value: Present): State
  join(earlier: State, later: State): State
  /** undefined: there was no value. */
  result(state: State | undefined): Value
}

/** A window's values: the newest come in at one end, the oldest leave at the other. */
export interface SlidingFold {
  push(value: Value): void
  /** Takes the oldest value out. */
  shift(pulse: Pulse): Work<void>
  result(): Value
}

/** A fold whose kind of state nobody has to know. */
export interface Folding {
  /** All values so far as one. */
  grow(): { add(value: Present): void; result(): Value }
  slide(): SlidingFold
}

export const folding = <State>(fold: Fold<State>): Folding => ({
  grow() {
    let state: State | undefined
    return {
      add(value) {
        const next = fold.of(value)
        state = state === undefined ? next : fold.join(state, next)
      },
      result: () => fold.result(state),
    }
  },
  slide: () => sliding(fold),
})

/**
 * Two stacks make a queue: the newer values, with all of them as one, and the older ones, each as one with those that are
 * newer. The oldest is always on top, and every value moves from one stack to the other once.
 */
const sliding = <State>(fold: Fold<State>): SlidingFold => {
  const newer: (State | undefined)[] = []
  const older: (State | undefined)[] = []
  let allNewer: State | undefined
  const join = (earlier: State | undefined, later: State | undefined): State | undefined => {
    if (earlier === undefined) return later
    return later === undefined ? earlier : fold.join(earlier, later)
  }
  function* turnOver(pulse: Pulse): Work<void> {
    let joined: State | undefined
    while (newer.length > 0) {
      joined = join(newer.pop(), joined)
      older.push(joined)
      if (pulse.isTurn()) yield turn
    }
    allNewer = undefined
  }
  return {
    push(value) {
      const state = value === null ? undefined : fold.of(value)
      newer.push(state)
      allNewer = join(allNewer, state)
    },
    *shift(pulse) {
      if (older.length === 0) yield* turnOver(pulse)
      older.pop()
    },
    result: () => fold.result(join(older.at(-1), allNewer)),
  }
}
