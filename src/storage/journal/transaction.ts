/** A transaction that writes, as a whole or not at all. */
import type { DatabaseSync } from 'node:sqlite'

/** Prepared once for a database: they run for every batch. */
const prepared = new WeakMap<DatabaseSync, ReturnType<typeof prepare>>()

const prepare = (database: DatabaseSync) => ({
  // Immediate: whoever may write waits for its turn here, and never fails later.
  begin: database.prepare('BEGIN IMMEDIATE'),
  commit: database.prepare('COMMIT'),
})

/** Runs work as one transaction; what it throws is thrown on after everything was taken back. */
export function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  const { begin, commit } = prepared.get(database) ?? prepare(database)
  if (!prepared.has(database)) prepared.set(database, { begin, commit })
  begin.run()
  try {
    const result = work()
    commit.run()
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
