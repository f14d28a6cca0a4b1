/**
 * What really ran on the server, call by call, the newest kept: what tests take as the judge.
 */
import type { Witness } from '../calls.ts'
import type { Session } from '../session.ts'
import { LedgerEntry } from './ledger-entry.ts'

/** Calls that are kept. */
const CAPACITY = 50_000

export class Ledger {
  /** A ring: the newest entry overwrites the oldest once it is full. */
  #entries: LedgerEntry[] = []
  /** How many calls there have been, and how many of them had been forgotten when the ring was last empty. */
  #last = 0
  #forgotten = 0

  /** Opens an entry for a call that begins. */
  open(session: Session, text: string): LedgerEntry {
    this.#last += 1
    const entry = new LedgerEntry(this.#last, session, text)
    this.#entries[this.#slot(this.#last)] = entry
    return entry
  }

  /** What is kept, in the order in which it began; what begins while it is read is left out. */
  *entries(): Generator<LedgerEntry, void, void> {
    const last = this.#last
    for (let at = Math.max(this.#forgotten, last - CAPACITY) + 1; at <= last; at += 1) {
      const entry = this.#entries[this.#slot(at)]
      // What has been overwritten or forgotten meanwhile is left out, too.
      if (entry?.sequence === at) yield entry
    }
  }

  /** Forgets everything; sequence numbers go on. */
  clear(): void {
    this.#entries = []
    this.#forgotten = this.#last
  }

  #slot(sequence: number): number {
    return (sequence - this.#forgotten - 1) % CAPACITY
  }
}

/** Writes down how a call ends, and the rows it gave. */
export const recording = <T>(
  entry: LedgerEntry,
  session: Session,
  rowsOf: (result: T) => number,
): Witness<T> => ({
  succeeded: (result) => entry.end(rowsOf(result), undefined, session.isClientGone),
  failed: (error) => entry.end(0, error, session.isClientGone),
})
