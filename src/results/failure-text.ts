/**
 * A failure in lines for people: its text, the line of the statement with a caret under the place, and what to do.
 */
import type { Failure } from '../core/failure.ts'
import { placeIn } from '../core/statement-place.ts'
import { visible } from '../core/visible.ts'
import { adviceFor } from '../core/words.ts'
import { widthOf } from './text-width.ts'

/** @param statement the text that was sent, where it is known: without it the place is not shown */
export function failureLines(failure: Failure, statement?: string): string[] {
  const advice = adviceFor(failure)
  return [
    ...visible(failure.message, { keepNewlines: true }).split('\n'),
    ...(statement === undefined || failure.offset === undefined ? [] : placeLines(statement, failure.offset)),
    ...(advice === undefined ? [] : [advice]),
  ]
}

function placeLines(statement: string, offset: number): string[] {
  const place = placeIn(statement, offset)
  if (place === undefined) return []
  const { line, text, column } = place
  const head = `line ${line}: `
  return [head + visible(text), `${' '.repeat(head.length + widthOf(visible(text.slice(0, column))))}^`]
}
