/**
 * What a statement does about a row that has changed between its start and the lock on it. "Database Concepts, Read
 * Committed Isolation Level": who waited "proceeds with its intended update of the newly changed row". T. Kyte, "Expert
 * Oracle Database Architecture, Write Consistency": unless what found the row has changed; then it begins again.
 */
import { notSupported } from '../error.ts'
import { Blob, Clob } from '../values/lob.ts'
import type { Value } from '../values/value.ts'
import { groupingKey } from './grouping-key.ts'
import type { Session } from './session.ts'
import { StatementRestart } from './statement-restart.ts'
import type { Version } from './storage/stored-row.ts'

/** What a change of a column means to a statement that locks rows of its table; of other columns it means nothing. */
export interface ColumnsRead {
  /** The statement begins again. */
  readonly restarting: ReadonlySet<number>
  /** Nobody has told whether Oracle reads these as they were or as they are; `word` says where they are read. */
  readonly unknown?: { readonly columns: ReadonlySet<number>; readonly word: string }
}

/**
 * The version of a locked row that the statement goes on with.
 * Raises StatementRestart when it has to begin again, always for a row that is gone and in a serializable transaction.
 * @throws OracleError ORA-03001 when a column of the unknown ones has changed.
 */
export const currentVersion = (
  seen: Version,
  { isolation }: Session,
  { restarting, unknown }: ColumnsRead,
): Version => {
  const { newest } = seen.row
  if (newest === seen) return seen
  if (newest?.values === undefined || isolation.kind === 'serializable') throw new StatementRestart()
  const { values } = newest
  const hasChanged = (column: number): boolean =>
    !isSame(seen.values?.[column] ?? null, values[column] ?? null)
  if ([...restarting].some(hasChanged)) throw new StatementRestart()
  if (unknown !== undefined && [...unknown.columns].some(hasChanged)) throw notSupported(unknown.word)
  return newest
}

/** A LOB is only the same as itself. */
const isSame = (one: Value, other: Value): boolean =>
  one === other || (isComparable(one) && isComparable(other) && groupingKey([one]) === groupingKey([other]))

const isComparable = (value: Value): boolean => !(value instanceof Clob || value instanceof Blob)
