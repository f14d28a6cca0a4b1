/** What is copied, and how a terminal is asked to take it. */
import { type State, taskOf } from '../../core/state.ts'
import type { View } from '../view.ts'

/** The answer or text that is read, else the SQL of the selected task or job; undefined where there is none. */
export function textToCopy(view: View, state: State): string | undefined {
  if (view.page !== 'grid') return (view.page === 'text' ? view.text : view.answer).lines.join('\n')
  const job = view.selected && state.jobs.get(view.selected.job)
  if (!view.selected || !job) return undefined
  return view.selected.task === undefined
    ? job.plan.statement
    : taskOf(state, view.selected.task).plan.statement
}

/** Terminals drop a sequence that is longer than they expect. */
const longestCopy = 74_000

/** OSC 52 (xterm's "Manipulate Selection Data"): shows nothing and moves nothing. */
export const clipboardSequence = (text: string): string =>
  `\x1b]52;c;${Buffer.from(text.slice(0, longestCopy)).toString('base64')}\x07`
