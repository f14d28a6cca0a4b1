/**
 * The numbers of one sequence, handed out to whoever asks and never taken back. Knows no session and no name.
 */

/** What a sequence is made with ("SQL Language Reference, CREATE SEQUENCE"); all numbers whole. */
export interface SequenceRule {
  readonly increment: bigint
  readonly start: bigint
  readonly minimum: bigint
  readonly maximum: bigint
  readonly isCycle: boolean
  /** How many numbers are reserved at a time; 0 for NOCACHE. */
  readonly cache: bigint
  readonly isOrdered: boolean
}

export class SequenceGenerator {
  #rule: SequenceRule
  /** What comes next, wherever the limits are. */
  #next: bigint
  #reserved = 0n

  constructor(rule: SequenceRule) {
    this.#rule = rule
    this.#next = rule.start
  }

  get rule(): SequenceRule {
    return this.#rule
  }

  /** The first number that is not yet reserved (LAST_NUMBER). */
  get firstUnreserved(): bigint {
    return this.#next + this.#reserved * this.#rule.increment
  }

  /** The next number; undefined when there is none within the limits. */
  next(): bigint | undefined {
    const { increment, minimum, maximum, isCycle, cache } = this.#rule
    const isAscending = increment > 0n
    if (isAscending ? this.#next > maximum : this.#next < minimum) {
      if (!isCycle) return undefined
      this.#next = isAscending ? minimum : maximum
      this.#reserved = 0n
    }
    if (this.#reserved === 0n) this.#reserved = cache
    if (this.#reserved > 0n) this.#reserved -= 1n
    const value = this.#next
    this.#next += increment
    return value
  }

  /** The number given out last, or the one before the first. */
  get last(): bigint {
    return this.#next - this.#rule.increment
  }

  /** Goes on under another rule, after the number given out last; reserved numbers are given up, not lost. */
  alter(rule: SequenceRule): void {
    const { last } = this
    this.#rule = rule
    this.#next = last + rule.increment
    this.#reserved = 0n
  }

  /** Begins again. */
  restart(rule: SequenceRule): void {
    this.#rule = rule
    this.#next = rule.start
    this.#reserved = 0n
  }
}
