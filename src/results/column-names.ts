/**
 * Names for the columns of exported rows, where each must be there once.
 */
import type { AnswerColumn } from '../core/event.ts'

/** Columns that every exported row begins with. */
export const sourceColumns = ['SESSION', 'TASK'] as const

/** SESSION and TASK, then the answer's columns; a name that is taken gets a number: `ID`, `ID_2`. */
export function exportNames(columns: readonly AnswerColumn[]): string[] {
  const taken = new Set<string>(sourceColumns)
  const own = new Set(columns.map(({ name }) => name))
  for (const { name } of columns) {
    let unique = name
    for (let number = 2; taken.has(unique) || (unique !== name && own.has(unique)); number += 1) {
      unique = `${name}_${number}`
    }
    taken.add(unique)
  }
  return [...taken]
}
