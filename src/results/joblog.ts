/**
 * Ended tasks as lines of a job log, in the format of GNU parallel's `--joblog` (GNU parallel manual, "--joblog
 * logfile"): Host is the session, Command the text that was sent, times in seconds.
 */
import type { TaskState } from '../core/state.ts'
import { visible } from '../core/visible.ts'

export const joblogHeader = 'Seq\tHost\tStarttime\tJobRuntime\tSend\tReceive\tExitval\tSignal\tCommand\n'

/**
 * A line for a task that ran and has ended; undefined for any other, as parallel logs none that never ran. `shown` is the
 * text that was sent, fit to be seen.
 */
export function joblogLine({ plan, phase }: TaskState, shown: string): string | undefined {
  if (phase.name !== 'ended' || phase.session === undefined || phase.since === undefined) return undefined
  const { exitValue, signal } = endInNumbers(phase.end.outcome)
  const runtime = ((phase.at - phase.since) / 1000).toFixed(3).padStart(10)
  const times = [(phase.since / 1000).toFixed(3), runtime]
  const command = visible(shown.replace(/\s+/g, ' ').trim())
  return `${[plan.number, visible(phase.session), ...times, 0, 0, exitValue, signal, command].join('\t')}\n`
}

/** parallel writes -1 where a job was ended by its time limit, and the number of the signal where one ended it. */
function endInNumbers(outcome: string): { readonly exitValue: number; readonly signal: number } {
  switch (outcome) {
    case 'succeeded':
      return { exitValue: 0, signal: 0 }
    case 'cancelled':
      return { exitValue: 0, signal: 2 }
    case 'timed out':
    case 'unknown':
      return { exitValue: -1, signal: 0 }
    default:
      return { exitValue: 1, signal: 0 }
  }
}
