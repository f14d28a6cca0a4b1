/**
 * Finds the rows of which some version has a key. Which of them a statement sees, the versions say.
 */
import type { Row } from '../../values/value.ts'
import { groupingKey } from '../grouping-key.ts'
import type { StoredRow } from './table.ts'

export class KeyIndex {
  readonly #columns: readonly number[]
  readonly #rows = new Map<string, Set<StoredRow>>()

  constructor(columns: readonly number[]) {
    this.#columns = columns
  }

  /** The key of a row's values, equal exactly for equal values. */
  keyOf(values: Row): string {
    return groupingKey(this.#columns.map((column) => values[column] ?? null))
  }

  add(values: Row, row: StoredRow): void {
    const key = this.keyOf(values)
    const rows = this.#rows.get(key)
    if (rows === undefined) this.#rows.set(key, new Set([row]))
    else rows.add(row)
  }

  remove(key: string, row: StoredRow): void {
    const rows = this.#rows.get(key)
    if (rows === undefined) return
    rows.delete(row)
    if (rows.size === 0) this.#rows.delete(key)
  }

  /** The rows that have, had or may get this key. */
  find(key: string): Iterable<StoredRow> {
    return this.#rows.get(key) ?? []
  }
}
