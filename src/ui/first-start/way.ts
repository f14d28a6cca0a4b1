/**
 * A way to begin, as the first screen offers it: what it does, what it asks, and whoever does it. What is asked and
 * saved is known elsewhere.
 */

export interface AskedFor {
  /** As it stands before the answer: `user`. */
  readonly label: string
  /** What is wanted, with examples; harmless text, a line each. */
  explain(answers: readonly string[]): readonly string[]
  /** What stands in the answer already. */
  suggest?(answers: readonly string[]): string
  /** Throws a bad request when the last of these answers cannot be. */
  check(answers: readonly string[]): void | Promise<void>
}

export interface Way {
  readonly title: string
  /** What it does, in one sentence. */
  readonly meaning: string
  /** Asked one after the other; none: it begins at once. */
  readonly asks: readonly AskedFor[]
  /** Saves what is to be saved: all of it, or nothing and throws a bad request. */
  done(answers: readonly string[]): Promise<void>
}
