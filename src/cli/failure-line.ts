/** A failure on one line, safe to show. */
import type { Failure } from '../core/failure.ts'
import { visible } from '../core/visible.ts'
import { adviceFor } from '../core/words.ts'

/** Where in PL/SQL an error passed through; a line to itself in the answer, too much here. */
const callStack = 'ORA-06512:'

/** The message with its lines joined, without the call stack, and in parentheses what to do. */
export function failureLine(failure: Failure): string {
  const [first = '', ...others] = failure.message.trim().split(/\s*\n\s*/)
  const message = [first, ...others.filter((line) => !line.startsWith(callStack))].join(' ')
  const advice = adviceFor(failure)
  return visible(advice === undefined ? message : `${message} (${advice})`)
}
