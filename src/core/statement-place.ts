/**
 * Finds the place of an error in the statement that was sent. Knows nothing of how it is drawn.
 */
import { setsPassword } from '../language/password.ts'
import type { Failure } from './failure.ts'

export interface StatementPlace {
  /** From 1. */
  readonly line: number
  /** The text of that line, as sent. */
  readonly text: string
  /** 0-based offset in that text. */
  readonly column: number
}

/**
 * The offset of an error in its statement: as the server gave it, or where the text of a block that does not compile says
 * it is. undefined where nobody tells.
 */
export function offsetIn(statement: string, { offset, message }: Failure): number | undefined {
  if (offset !== undefined) return offset
  const [, line, column] = /^ORA-06550: line (\d+), column (\d+)/.exec(message) ?? []
  if (line === undefined || column === undefined) return undefined
  const lines = statement.split('\n')
  const before = lines.slice(0, Number(line) - 1)
  if (before.length >= lines.length) return undefined
  return before.reduce((sum, each) => sum + each.length + 1, 0) + Number(column) - 1
}

/**
 * The line that holds an offset (0-based; beyond the end counts as the end). None for a statement that sets a
 * password: its text is not to be shown.
 */
export function placeIn(statement: string, offset: number): StatementPlace | undefined {
  if (setsPassword(statement)) return undefined
  const at = Math.min(offset, statement.length)
  const start = statement.lastIndexOf('\n', at - 1) + 1
  const end = statement.indexOf('\n', at)
  const line = statement.slice(0, start).split('\n').length
  return { line, text: statement.slice(start, end < 0 ? undefined : end), column: at - start }
}
