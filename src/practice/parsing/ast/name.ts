/**
 * Names and places, as every other shape carries them. Names are already upper-cased unless they were quoted; `at` is the
 * 0-based character offset in the statement, for errors.
 */

/** Where in the statement something stands. */
export interface Placed {
  readonly at: number
}

/** `a`, `a.b` or `a.b.c`, as written; parts upper-cased unless quoted. */
export interface Name extends Placed {
  readonly parts: readonly string[]
}

/** A name with its place. */
export interface PlacedName extends Placed {
  readonly name: string
}
