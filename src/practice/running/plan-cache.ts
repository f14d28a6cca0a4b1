/**
 * Statements compiled before, the least recently used forgotten first.
 */
import type { PreparedStatement } from './statements/prepared-statement.ts'

const CAPACITY = 500

export class PlanCache {
  readonly #statements = new Map<string, PreparedStatement>()

  get(key: string): PreparedStatement | undefined {
    const found = this.#statements.get(key)
    if (found === undefined) return undefined
    this.#statements.delete(key)
    this.#statements.set(key, found)
    return found
  }

  set(key: string, statement: PreparedStatement): void {
    this.#statements.delete(key)
    this.#statements.set(key, statement)
    const [oldest] = this.#statements.keys()
    if (this.#statements.size > CAPACITY && oldest !== undefined) this.#statements.delete(oldest)
  }
}
