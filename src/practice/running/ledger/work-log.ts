/**
 * Which call did which part of a session's open transaction, so that the ledger knows what became of each call's work
 * when the transaction ends. Knows marks, not rows: a statement costs the same however much it changes.
 */
import type { Mark, Transaction } from '../storage/transaction.ts'
import type { LedgerEntry } from './ledger-entry.ts'

/** Everything in the transaction from the end of the part before it, up to a mark. */
interface Part {
  readonly entry: LedgerEntry
  readonly from: Mark
  to: Mark
}

export class WorkLog {
  /** In the order of their marks. */
  #parts: Part[] = []
  #current: LedgerEntry | undefined
  /** Up to here the transaction's work is in parts. */
  #reached: Mark = 0

  /** The call that works now. */
  get current(): LedgerEntry | undefined {
    return this.#current
  }

  /** A call begins; what the session does from here on is its work. */
  begin(entry: LedgerEntry, transaction: Transaction | undefined): void {
    this.#current = entry
    this.#reached = transaction?.mark ?? 0
  }

  /** The call has ended. */
  end(transaction: Transaction | undefined): void {
    if (transaction !== undefined) this.#take(transaction)
    this.#current = undefined
  }

  /** Before a transaction commits. */
  commit(transaction: Transaction): void {
    this.#take(transaction)
    for (const { entry } of this.#parts) {
      entry.dropPart()
      entry.noteCommit()
    }
    this.#forget()
  }

  /** Before a transaction is rolled back. */
  rollBack(transaction: Transaction): void {
    this.rollBackTo(0, transaction)
    this.#forget()
  }

  /** Before a transaction is rolled back to a savepoint. */
  rollBackTo(mark: Mark, transaction: Transaction): void {
    this.#take(transaction)
    for (const { entry, to } of this.#parts) if (to > mark) entry.noteRollback()
    this.#cut(mark)
  }

  /** When a failing statement has been undone: its work counts as never done. */
  undo(mark: Mark): void {
    this.#cut(mark)
  }

  /** Makes a part of what the current call has done since the last one. */
  #take(transaction: Transaction): void {
    const { mark } = transaction
    if (this.#current !== undefined && mark > this.#reached) {
      this.#parts.push({ entry: this.#current, from: this.#reached, to: mark })
      this.#current.addPart(transaction.id)
    }
    this.#reached = mark
  }

  #cut(mark: Mark): void {
    for (let last = this.#parts.at(-1); last !== undefined && last.to > mark; last = this.#parts.at(-1)) {
      if (last.from < mark) {
        last.to = mark
        break
      }
      last.entry.dropPart()
      this.#parts.pop()
    }
    this.#reached = Math.min(this.#reached, mark)
  }

  #forget(): void {
    this.#parts = []
    this.#reached = 0
  }
}
