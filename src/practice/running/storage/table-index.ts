/**
 * An index: finds the rows of which some version has a key. Which of them a statement sees, the versions say.
 */
import type { Row } from '../../values/value.ts'
import { groupingKey } from '../grouping-key.ts'
import type { StoredRow } from './stored-row.ts'

export interface IndexDefinition {
  readonly owner: string
  readonly name: string
  readonly isUnique: boolean
  /** Whether it was made for a constraint, and goes with it. */
  readonly isMadeForConstraint: boolean
  /** Places in the table. */
  readonly columns: readonly number[]
}

export class TableIndex implements IndexDefinition {
  readonly owner: string
  readonly name: string
  readonly isUnique: boolean
  readonly isMadeForConstraint: boolean
  readonly columns: readonly number[]
  /** Who planned to use it must read the table instead. */
  isDropped = false
  readonly #rows = new Map<string, Set<StoredRow>>()

  constructor(definition: IndexDefinition) {
    this.owner = definition.owner
    this.name = definition.name
    this.isUnique = definition.isUnique
    this.isMadeForConstraint = definition.isMadeForConstraint
    this.columns = definition.columns
  }

  /** The key of a row's values, equal exactly for equal values. */
  keyOf(values: Row): string {
    return groupingKey(this.columns.map((column) => values[column] ?? null))
  }

  /** Whether every column of the key is null: such keys are never equal to any other. */
  isAllNull(values: Row): boolean {
    return this.columns.every((column) => (values[column] ?? null) === null)
  }

  add(values: Row, row: StoredRow): void {
    const key = this.keyOf(values)
    const rows = this.#rows.get(key)
    if (rows === undefined) this.#rows.set(key, new Set([row]))
    else rows.add(row)
  }

  /** Forgets a key of the row's unless one of its versions has it still. */
  drop(values: Row, row: StoredRow): void {
    const key = this.keyOf(values)
    for (let other = row.newest; other !== undefined; other = other.previous)
      if (other.values !== undefined && this.keyOf(other.values) === key) return
    const rows = this.#rows.get(key)
    if (rows === undefined) return
    rows.delete(row)
    if (rows.size === 0) this.#rows.delete(key)
  }

  /** The rows that have, had or may get this key. */
  find(key: string): Iterable<StoredRow> {
    return this.#rows.get(key) ?? []
  }

  /** How many keys it holds. */
  get size(): number {
    return this.#rows.size
  }

  clear(): void {
    this.#rows.clear()
  }
}
