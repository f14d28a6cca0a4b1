/**
 * What DBMS_OUTPUT keeps for a session: lines in the order they were put, until somebody reads them.
 */
import { OracleError } from '../error.ts'
import type { SessionMemory } from './memory.ts'

/** Characters a line may have ("PL/SQL Packages and Types Reference, DBMS_OUTPUT", Rules and Limits). */
const LONGEST_LINE = 32_767

/** Bytes that a line takes beside its characters, about. */
const LINE = 32

export class OutputBuffer {
  readonly #memory: SessionMemory
  #isEnabled = false
  #limit: number | undefined
  #lines: string[] = []
  #partial: string | undefined
  #size = 0
  #wasRead = false

  /** What it keeps counts as the session's memory. */
  constructor(memory: SessionMemory) {
    this.#memory = memory
  }

  /** `limit` in characters; undefined is unlimited. */
  enable(limit: number | undefined): void {
    this.#isEnabled = true
    this.#limit = limit
  }

  /** Lines are thrown away from now on, and those not read too. */
  disable(): void {
    this.#isEnabled = false
    this.#clear()
  }

  /** @throws OracleError ORA-20000 (ORU-10027, ORU-10028) when the buffer or the line is full, ORA-04036. */
  put(text: string): void {
    if (!this.#isEnabled) return
    this.#dropUnread()
    const line = (this.#partial ?? '') + text
    if (line.length > LONGEST_LINE)
      throw new OracleError(20000, `ORU-10028: line length overflow, limit of ${LONGEST_LINE} bytes per line`)
    this.#size += text.length
    if (this.#limit !== undefined && this.#size > this.#limit)
      throw new OracleError(20000, `ORU-10027: buffer overflow, limit of ${this.#limit} bytes`)
    this.#memory.charge(text.length)
    this.#partial = line
  }

  endLine(): void {
    if (!this.#isEnabled) return
    this.#dropUnread()
    this.#memory.charge(LINE)
    this.#lines.push(this.#partial ?? '')
    this.#partial = undefined
  }

  /** Takes up to `count` whole lines out. */
  take(count: number): string[] {
    this.#wasRead = true
    const taken = this.#lines.splice(0, count)
    this.#forget(taken)
    return taken
  }

  /** Lines that were left at the last reading are discarded by the next writing ("DBMS_OUTPUT, GET_LINES Procedure"). */
  #dropUnread(): void {
    if (!this.#wasRead) return
    this.#wasRead = false
    this.#forget(this.#lines)
    this.#lines = []
  }

  #forget(lines: readonly string[]): void {
    let characters = 0
    for (const line of lines) characters += line.length
    this.#size -= characters
    this.#memory.release(characters + LINE * lines.length)
  }

  #clear(): void {
    this.#forget(this.#lines)
    this.#memory.release(this.#partial?.length ?? 0)
    this.#lines = []
    this.#partial = undefined
    this.#size = 0
  }
}
