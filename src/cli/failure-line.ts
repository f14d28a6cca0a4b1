/** A failure on one line, safe to show. */
import type { Failure } from '../core/failure.ts'
import { visible } from '../core/visible.ts'
import { adviceFor } from '../core/words.ts'

/** The message with its lines joined, and in parentheses what to do. */
export function failureLine(failure: Failure): string {
  const message = failure.message
    .trim()
    .split(/\s*\n\s*/)
    .join(' ')
  const advice = adviceFor(failure)
  return visible(advice === undefined ? message : `${message} (${advice})`)
}
