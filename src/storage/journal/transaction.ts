/** A transaction that writes, as a whole or not at all. */
import type { DatabaseSync } from 'node:sqlite'

/** Runs work as one transaction; what it throws is thrown on after everything was taken back. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  // Immediate: whoever may write waits for its turn here, and never fails later.
  database.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    database.exec('COMMIT')
    return result
  } catch (error) {
    takeBack(database)
    throw error
  }
}

/** A full disk may have ended the transaction already; then there is nothing to take back. */
function takeBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // The error that led here is the one to tell.
  }
}
